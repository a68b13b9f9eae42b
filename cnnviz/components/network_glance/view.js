// Ties the parts together: what is pointed at, what is chosen, what Python sent last.

import { createSpeaker } from "../occlusion_view/speaker.js";
import { Columns } from "./columns.js";
import { Dive } from "./dive.js";
import { colourTable } from "./paint.js";
import { element, Plane } from "./plane.js";
import { Sheet } from "./sheet.js";
import { columnWords, percent, thousands } from "./words.js";

const LOUPE = 168; // pixels
const LINES = "Lines: from the maps that the chosen unit reads; red adds, blue takes away.";
const FEW = 100; // classes: a network that knows so few has seen nothing of most pictures

export class NetworkView {
  constructor(root) {
    this.root = root;
    this.at = (selector) => root.querySelector(selector);
    this.photo = this.at(".frame img");
    this.speaker = createSpeaker(this.at(".announce"));
    this.columns = new Columns(this.at(".layers"), (layer, map) => this.choose(layer, map), (...what) => this.#point(...what));
    this.plane = new Plane(this.at(".map-side"), (row, column) => this.#chooseplace(row, column), (row, column) => this.#see(row, column));
    this.dive = new Dive(this.at(".dive"), (layer, map) => this.choose(layer, map));
    this.montage = new Sheet(this.at(".montage"), (index) => this.#pickMap(index), (index) => this.#sayMap(index));
    this.filters = new Sheet(this.at(".filters .sheet"), (index) => this.choose(this.data.filters.layer, index), (index) => this.#sayFilter(index));
    this.observer = new ResizeObserver(() => this.columns.layout());
    this.observer.observe(this.at(".layers"));
    this.photo.addEventListener("load", () => this.#showUnit());
  }

  update(data, send) {
    this.send = send;
    this.data = this.#keepingLayers(data);
    this.root.classList.toggle("present", data.present);
    this.root.classList.remove("asking");
    this.tables = (signed) => (signed ? this.signedTable : this.positiveTable);
    this.signedTable ??= colourTable(data.scales.signed);
    this.positiveTable ??= colourTable(data.scales.positive);
    if (this.photo.src !== data.photo) this.photo.src = data.photo;
    this.photo.alt = data.alt;
    this.columns.update(this.data, this.tables);
    this.#showFilters();
    this.#showAnswer();
    this.#showClasses();
    this.#showScales();
    this.#showChosen();
    this.#showUnit();
    this.#point(null);
  }

  // The same layers as before: then nothing of the columns is drawn again.
  #keepingLayers(data) {
    const same = this.stamp === data.stamp;
    this.stamp = data.stamp;
    return same && this.data ? { ...data, layers: this.data.layers } : data;
  }

  choose(layer, map, row = null, column = null) {
    this.root.classList.add("asking");
    this.columns.update({ layers: this.data.layers, chosen: { layer, map } }, this.tables);
    this.send("chosen", { layer, map, row, column });
  }

  #chooseplace(row, column) {
    const { layer, map } = this.data.chosen;
    this.choose(layer, map, row, column);
  }

  #pickMap(index) {
    this.choose(this.data.chosen.layer, this.data.chosen.montage.order[index]);
  }

  #sayMap(index) {
    if (index === null) return this.#point(null);
    const { title, montage } = this.data.chosen;
    const rank = index === 0 ? "the strongest" : `number ${index + 1} by strength`;
    return this.#say(`${title}, map ${montage.order[index]}: ${rank}. Click to see it large.`);
  }

  #sayFilter(index) {
    if (index === null) return this.#point(null);
    return this.#say(`Filter ${index}: its weights for red, green and blue as a colour, gray is 0. Click to see its map.`);
  }

  #say(words) {
    this.at(".now").textContent = words;
    this.speaker.say(words);
  }

  #point(words, layer = null, plane = null, box = null) {
    const here = this.data.layers.find((one) => one.name === this.data.chosen?.layer);
    const calm = this.lines ? LINES : "Point at a map to see it large, click it to dive. A column has its layer's strongest maps, 16 at most.";
    this.#say(words ?? (here ? `${columnWords(here)} ${calm}` : calm));
    this.#loupe(plane, box);
    if (layer) return;
    this.at(".loupe").hidden = true;
  }

  // The map under the pointer, enlarged beside it, inside the widget.
  #loupe(plane, box) {
    const loupe = this.at(".loupe");
    loupe.hidden = !plane;
    if (!plane) return;
    const canvas = loupe.querySelector("canvas");
    canvas.width = plane.width;
    canvas.height = plane.height;
    canvas.getContext("2d").drawImage(plane.strip, 0, -plane.top);
    loupe.querySelector("p").textContent = this.at(".now").textContent;
    const home = this.root.getBoundingClientRect();
    const right = box.right + 10 + LOUPE < home.right;
    loupe.style.left = `${right ? box.right - home.left + 10 : Math.max(0, box.left - home.left - 22 - LOUPE)}px`;
    loupe.style.top = `${Math.max(0, box.top - home.top - LOUPE / 3)}px`;
  }

  #showFilters() {
    const { filters, chosen } = this.data;
    this.at(".filters").hidden = !filters;
    if (filters) this.filters.update(filters, chosen?.layer === filters.layer ? chosen.map : -1);
  }

  #showAnswer() {
    this.at(".bars").replaceChildren(
      ...this.data.top.map(({ name, p }) => {
        const row = element("li", "", "answer-row");
        const track = element("span", "", "track");
        const bar = element("span", "");
        bar.style.width = `${100 * p}%`;
        track.append(bar);
        row.append(element("span", name, "name"), element("span", percent(p), "figure"), track);
        return row;
      }),
    );
  }

  #showClasses() {
    const { classes } = this.data;
    this.at(".classes-note").textContent = classes > FEW
      ? `The first five of its ${thousands(classes)} classes.`
      : `It knows ${classes} classes and names one of them, also where none is right.`;
  }

  // Only the scales that occur: every map is painted on its own.
  #showScales() {
    const { layers, scales } = this.data;
    const signed = layers.some((layer) => layer.signed);
    const positive = layers.some((layer) => !layer.signed);
    const lines = [
      [positive, scales.positive, ["0", "its highest"]],
      [signed, scales.signed, ["below 0", "0", "above 0"]],
    ];
    this.at(".scales").replaceChildren(
      ...lines.filter(([occurs]) => occurs).map(([, points, words]) => {
        const line = element("div", "");
        const ramp = element("div", "", "ramp");
        ramp.style.background = `linear-gradient(to right, ${points.join(", ")})`;
        const ticks = element("div", "", "ticks");
        ticks.append(...words.map((word) => element("span", word)));
        line.append(ramp, ticks);
        return line;
      }),
    );
  }

  #showChosen() {
    const { chosen, sorry } = this.data;
    this.at(".sorry").hidden = !sorry;
    this.at(".sorry").textContent = sorry ?? "";
    this.at(".chosen").hidden = !chosen;
    if (!chosen) return;
    const [count] = chosen.shape;
    this.at(".sheet-head").textContent = `All ${thousands(count)} maps of ${chosen.title}, strongest first`;
    const dead = chosen.dead === 0 ? "No map is dead on this picture" : `${thousands(chosen.dead)} dead on this picture (0 everywhere)`;
    const zeros = chosen.sparsity > 0 ? `${percent(chosen.sparsity)} of all values are 0` : "no value is exactly 0";
    this.at(".sheet-note").textContent = `${dead}; ${zeros}. Strength is the standard deviation of a map's values: how much it tells one place from another.`;
    this.montage.update({ ...chosen.montage, count }, chosen.rank);
  }

  #showUnit() {
    const { chosen, unit } = this.data ?? {};
    const there = Boolean(chosen && unit);
    this.lines = this.columns.link(there ? unit : null);
    this.at(".map-side").hidden = !there;
    this.at(".dive").hidden = !there;
    if (!there || !this.photo.complete || this.photo.naturalWidth === 0) return;
    this.dive.update(unit, this.tables, `map ${chosen.map}`);
    this.plane.update(chosen, unit, this.photo, this.tables(chosen.signed), this.data.side);
  }

  // The pixels of the picture that the unit can see, as a box on the photo.
  #see(row, column) {
    const { field } = this.data.chosen;
    const { side } = this.data;
    if (this.dive.unit) this.dive.follow(row, column);
    for (const box of this.root.querySelectorAll(".seen")) {
      box.hidden = !field;
      if (!field) continue;
      const [at, length] = [[], []];
      [row, column].forEach((unit, axis) => {
        const first = field.first[axis] + unit * field.jump[axis];
        const low = Math.max(0, first);
        at.push((100 * low) / side);
        length.push((100 * (Math.min(field.end[axis], first + field.size[axis]) - low)) / side);
      });
      Object.assign(box.style, { top: `${at[0]}%`, left: `${at[1]}%`, height: `${length[0]}%`, width: `${length[1]}%` });
    }
  }

  destroy() {
    this.speaker.hush();
    this.observer.disconnect();
  }
}
