// The columns of small maps, one canvas per layer: drawn once, marked as the pointer and the keys move.

import { Links } from "./links.js";
import { bytesOf, paintPlane } from "./paint.js";
import { columnWords, mapWords, shapeLines } from "./words.js";

const GAP = 4; // between maps, in pixels
const NARROW = 30;
const LARGE = 44; // in a font of 14 pixels: from here on room goes between the columns
const FEWEST = 4; // maps of a column in sight, however much room there is
const SPREAD = 1.5; // a column and the room behind it, in columns: there the lines run

export class Columns {
  // `choose(layer, map)` after a click or Enter; `point(words, layer, at, box)` while hovering, null to end it.
  constructor(root, choose, point) {
    this.root = root;
    this.choose = choose;
    this.point = point;
    this.spot = null; // {index of the layer, at in its column} of the pointer or the keys
    this.columns = [];
    this.links = new Links();
    this.feeding = null;
    root.addEventListener("pointermove", (event) => event.pointerType === "mouse" && this.#hover(event));
    root.addEventListener("pointerleave", () => this.#leave());
    root.addEventListener("click", (event) => this.#click(event));
    root.addEventListener("keydown", (event) => this.#key(event));
  }

  update(data, tables) {
    this.marked = data.chosen;
    if (data.layers === this.layers) return this.#mark();
    this.layers = data.layers;
    this.tables = tables;
    this.spot = null;
    this.feeding = null;
    // Another picture in the same network: the columns stay, and are painted anew.
    const form = JSON.stringify(this.layers.map(({ title, shape, size, maps }) => [title, shape, size, maps.length]));
    const known = form === this.form;
    this.form = form;
    if (!known) {
      this.columns = this.layers.map((layer) => this.#column(layer));
      this.root.replaceChildren(...this.columns, this.links.svg);
    }
    this.columns.forEach((column, index) => this.#fill(column, this.layers[index]));
    if (!known) return this.layout();
    this.columns.forEach((column) => this.#draw(column));
    return this.#mark();
  }

  #column(layer) {
    const column = document.createElement("div");
    column.className = "column";
    const head = document.createElement("button");
    head.type = "button";
    head.tabIndex = -1;
    head.append(spanOf("title", layer.title), ...shapeLines(layer.shape).map((text) => spanOf("shape", text)));
    const canvas = document.createElement("canvas");
    const mark = document.createElement("div");
    mark.className = "mark";
    const holder = document.createElement("div");
    holder.className = "stack";
    holder.append(canvas, mark);
    column.append(head, holder);
    column.strip = document.createElement("canvas");
    return column;
  }

  // All maps of the layer below one another, one value to one pixel.
  #fill(column, layer) {
    const [height, width] = layer.size;
    column.querySelector("button").title = columnWords(layer);
    paintPlane(column.strip, bytesOf(layer.pixels), [layer.maps.length * height, width], this.tables(layer.signed));
    column.planes = layer.maps.map((_, at) => ({ strip: column.strip, top: at * height, height, width }));
  }

  // As many pixels as there is room for, so that every layer is seen if that is possible at all.
  layout() {
    if (!this.layers?.length) return;
    const [width, count] = [this.root.clientWidth, this.layers.length];
    const head = this.columns[0].querySelector("button").offsetHeight;
    const tall = parseFloat(getComputedStyle(this.root).maxHeight) - head;
    const em = parseFloat(getComputedStyle(this.root).fontSize);
    const spread = Math.min((tall + GAP) / FEWEST - GAP, width / count / SPREAD);
    const dense = Math.min((LARGE * em) / 14, width / count - GAP);
    this.side = Math.floor(Math.max(NARROW, spread, dense));
    const between = Math.max(GAP, Math.min(this.side, (width - count * this.side) / Math.max(1, count - 1)));
    this.root.style.setProperty("--side", `${this.side}px`);
    this.root.style.setProperty("--between", `${Math.floor(between)}px`);
    this.columns.forEach((column) => this.#draw(column));
    this.#mark();
    this.link(this.feeding);
  }

  #draw(column) {
    const canvas = column.querySelector("canvas");
    const scale = window.devicePixelRatio;
    const [side, step] = [this.side, this.side + GAP];
    const [wide, high] = [side, column.planes.length * step - GAP];
    if (canvas.width !== Math.floor(wide * scale) || canvas.height !== Math.floor(high * scale)) {
      canvas.width = wide * scale;
      canvas.height = high * scale;
      canvas.style.height = `${high}px`;
    }
    const context = canvas.getContext("2d");
    column.planes.forEach((plane, at) => {
      // Hard pixels where they are enlarged; where several share one, their mean.
      context.imageSmoothingEnabled = plane.width > side * scale;
      context.imageSmoothingQuality = "high";
      const place = [0, Math.round(at * step * scale), side * scale, side * scale];
      context.drawImage(plane.strip, 0, plane.top, plane.width, plane.height, ...place);
    });
  }

  #mark() {
    this.columns.forEach((column, index) => {
      const layer = this.layers[index];
      const here = this.marked?.layer === layer.name;
      const at = here ? layer.maps.indexOf(this.marked.map) : -1;
      column.classList.toggle("here", here);
      const mark = column.querySelector(".mark");
      mark.hidden = at < 0;
      mark.style.top = `${at * (this.side + GAP)}px`;
    });
  }

  // Lines to the chosen map from the maps that feed `unit`, as far as both are among the columns. Says whether there are any.
  link(unit) {
    this.feeding = unit;
    const middle = (name, map, edge) => {
      const index = this.layers.findIndex((layer) => layer.name === name);
      const at = this.layers[index]?.maps.indexOf(map) ?? -1;
      if (at < 0) return null;
      const column = this.columns[index];
      return [column.offsetLeft + edge * this.side, column.querySelector(".stack").offsetTop + at * (this.side + GAP) + this.side / 2];
    };
    const to = unit && middle(unit.layer, unit.map, 0);
    const ends = (to ? unit.feeders : [])
      .map(({ map, term }) => ({ term, from: middle(unit.feeding, map, 1), to }))
      .filter(({ from }) => from);
    const last = this.columns.at(-1);
    this.links.draw(ends, last ? [last.offsetLeft + this.side, last.offsetTop + last.offsetHeight] : [0, 0]);
    return ends.length > 0;
  }

  #find(event) {
    const column = event.target.closest?.(".column");
    if (!column) return null;
    const index = this.columns.indexOf(column);
    const y = event.clientY - column.querySelector("canvas").getBoundingClientRect().top;
    const at = Math.floor(y / (this.side + GAP));
    return { index, at: y < 0 ? -1 : Math.min(at, this.layers[index].maps.length - 1) };
  }

  #hover(event) {
    const found = this.#find(event);
    if (!found) return this.#leave();
    if (this.spot && this.spot.index === found.index && this.spot.at === found.at) return undefined;
    return this.#show(found);
  }

  #show(found) {
    this.spot = found;
    const layer = this.layers[found.index];
    const column = this.columns[found.index];
    if (found.at < 0) return this.point(columnWords(layer), layer, null, null);
    const box = column.querySelector("canvas").getBoundingClientRect();
    const top = box.top + found.at * (this.side + GAP);
    const place = { left: box.left, right: box.right, top, bottom: top + this.side };
    return this.point(mapWords(layer, found.at), layer, column.planes[found.at], place);
  }

  #leave() {
    if (!this.spot) return;
    this.spot = null;
    this.point(null);
  }

  #click(event) {
    const found = this.#find(event);
    if (found) this.#choose(found);
  }

  #choose({ index, at }) {
    const layer = this.layers[index];
    this.choose(layer.name, at < 0 ? -1 : layer.maps[at]);
  }

  #key(event) {
    const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    const step = steps[event.key];
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (step) this.#step(step);
    else if ((event.key === "Enter" || event.key === " ") && this.spot) this.#choose(this.spot);
    else if (event.key === "Escape" && this.spot) this.#leave();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #step([across, down]) {
    const start = Math.max(0, this.layers.findIndex((layer) => layer.name === this.marked?.layer));
    const chosen = this.layers[start].maps.indexOf(this.marked?.map);
    const from = this.spot ?? { index: start, at: Math.max(0, chosen) };
    const index = Math.min(this.layers.length - 1, Math.max(0, from.index + across));
    const at = Math.min(this.layers[index].maps.length - 1, Math.max(0, from.at + down));
    const column = this.columns[index];
    const stack = column.querySelector(".stack");
    this.root.scrollLeft = Math.max(column.offsetLeft + column.offsetWidth - this.root.clientWidth,
      Math.min(this.root.scrollLeft, column.offsetLeft));
    const top = stack.offsetTop + at * (this.side + GAP);
    this.root.scrollTop = Math.max(top + this.side - this.root.clientHeight,
      Math.min(this.root.scrollTop, top - stack.offsetTop));
    this.#show({ index, at });
  }
}

function spanOf(name, text) {
  const span = document.createElement("span");
  span.className = name;
  span.textContent = text;
  return span;
}
