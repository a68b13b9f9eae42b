// The rows: what a layer is, its shape as a small picture, its numbers; and at the left who reads whom.

import { node } from "../sliding_window/svg.js";
import { PICTURE, placeOf, readBy } from "./model.js";

const GLYPH = 20; // px, the input's height in the small pictures
const COLUMNS = ["output", "parameters", "MACs", "memory", "field, px"];

export function cell(className, text = "") {
  const made = document.createElement("span");
  made.className = className;
  made.textContent = text;
  return made;
}

export class List {
  constructor(root) {
    this.root = root;
    this.body = root.querySelector(".rows");
    this.gutter = root.querySelector(".gutter");
    Object.assign(this, { made: [], forms: [] });
    const head = root.querySelector(".head");
    head.append(cell("pad"), cell("words", "layer"), cell("glyph"), ...COLUMNS.map((name) => cell("number", name)));
  }

  // `rows[0]` is the picture. `stale`: the numbers are those of the list before. What is as it was is not made anew: a
  // long network has a thousand cells, and a slider asks for them all the time.
  draw(layers, rows, chosen, input, stale) {
    this.root.classList.toggle("stale", stale);
    const forms = rows.map((row, place) => JSON.stringify([row, layers[place - 1]?.kind, input]));
    const made = rows.map((row, place) => (forms[place] === this.forms[place] ? this.made[place] : this.#row(row, place, layers[place - 1], input)));
    made.forEach((row, place) => row.setAttribute("aria-selected", String(place === chosen)));
    if (made.some((row, place) => row !== this.made[place]) || made.length !== this.made.length) this.body.replaceChildren(this.gutter, ...made);
    Object.assign(this, { made, forms });
    if (this.chosen !== chosen) this.#reveal(made[chosen]);
    this.chosen = chosen;
    this.root.setAttribute("aria-activedescendant", `layer-${chosen}`);
    const wiring = this.root.clientWidth + JSON.stringify(layers.map((_, index) => readBy(layers, index)));
    if (wiring !== this.wiring) this.#edges(layers);
    this.wiring = wiring;
  }

  // The list moves, the page does not.
  #reveal(row) {
    if (!row) return;
    const top = row.offsetTop;
    const bottom = top + row.offsetHeight + this.body.offsetTop - this.root.clientHeight;
    this.root.scrollTop = Math.max(bottom, Math.min(top, this.root.scrollTop));
  }

  #row(row, place, layer, input) {
    const made = document.createElement("div");
    made.className = `layer${row.problem ? " broken" : ""}`;
    made.id = `layer-${place}`;
    made.dataset.place = place;
    made.setAttribute("role", "option");
    const hold = cell("pad", String(place));
    if (place) hold.title = "Drag to move";
    const words = cell("words");
    words.append(cell("name", row.name), cell("what", row.words));
    if (row.problem) words.title = row.problem;
    made.append(hold, words, this.#glyph(row.shape, layer?.kind, input));
    if (row.problem) made.append(cell("why", row.problem));
    else made.append(...COLUMNS.map((_, at) => cell("number", row.cells[at] ?? "")));
    return made;
  }

  // Height for the side of the maps, width for how many they are.
  #glyph(shape, kind, input) {
    const made = cell("glyph");
    if (!shape?.length) return made;
    const [maps, height] = shape;
    const values = shape.length === 1;
    const high = values ? GLYPH * Math.min(1, Math.log2(maps + 1) / 12) : (GLYPH * height) / Math.max(input[1], input[2]);
    const wide = values ? 2 : 3.4 * Math.log2(maps + 1);
    const box = document.createElement("i");
    box.className = { c: "window", w: "window", t: "window", q: "window", v: "window", u: "pool", e: "dense", l: "dense", s: "join", j: "join", m: "pool", a: "pool", g: "pool" }[kind] ?? (kind ? "plain" : "photo");
    box.style.height = `${Math.max(2, Math.min(GLYPH, high))}px`;
    box.style.width = `${Math.max(2, wide)}px`;
    made.append(box);
    return made;
  }

  // A dot for every row, a straight line to the row before, an arc to one further up.
  #edges(layers) {
    const rows = [...this.body.querySelectorAll(".layer")];
    const y = rows.map((row) => row.offsetTop + row.offsetHeight / 2);
    const x = this.body.querySelector(".pad").offsetWidth * 0.5;
    const paths = layers.flatMap((_, index) => readBy(layers, index).map((id) => {
      const [from, to] = [id === PICTURE ? 0 : placeOf(layers, id), index + 1];
      if (from === to - 1) return node("path", { d: `M${x} ${y[from]}V${y[to]}` });
      const bend = x - Math.min(1.2 * x, 9 + 6 * Math.log2(to - from));
      return node("path", { class: "arc", d: `M${x} ${y[from]}C${bend} ${y[from]} ${bend} ${y[to]} ${x} ${y[to]}` });
    }));
    this.gutter.setAttribute("height", String((y.at(-1) ?? 0) + 16));
    this.gutter.replaceChildren(...paths, ...y.map((at) => node("circle", { cx: x, cy: at, r: 3.2 })));
  }
}
