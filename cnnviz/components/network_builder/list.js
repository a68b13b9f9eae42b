// The rows: what a layer is, its shape as a small picture, its numbers; and at the left who reads whom.

import { node } from "../sliding_window/svg.js";
import { PICTURE, placeOf, readBy } from "./model.js";
import { cell, COLUMNS, Row } from "./row.js";

export class List {
  constructor(root) {
    this.root = root;
    this.body = root.querySelector(".rows");
    this.gutter = root.querySelector(".gutter");
    this.made = [];
    const head = root.querySelector(".head");
    head.append(cell("pad"), cell("words", "layer"), cell("glyph"), ...COLUMNS.map((name) => cell("number", name)));
    this.observer = new ResizeObserver(() => this.layers && this.#edges());
    this.observer.observe(this.body);
  }

  // `rows[0]` is the picture.
  draw(layers, rows, chosen, input) {
    const before = this.made.length;
    while (this.made.length < rows.length) this.made.push(new Row(this.made.length));
    this.made.splice(rows.length).forEach((row) => row.root.remove());
    this.body.append(...this.made.slice(before).map((row) => row.root));
    this.made.forEach((made, place) => {
      made.show(rows[place], layers[place - 1]?.kind, input);
      made.choose(place === chosen);
    });
    if (this.chosen !== chosen) this.#reveal(this.made[chosen]?.root);
    this.chosen = chosen;
    this.root.setAttribute("aria-activedescendant", `layer-${chosen}`);
    const wiring = JSON.stringify(layers.map((_, index) => readBy(layers, index)));
    this.layers = layers;
    if (wiring !== this.wiring) this.#edges();
    this.wiring = wiring;
  }

  // The list moves, the page does not.
  #reveal(row) {
    if (!row) return;
    const top = row.offsetTop;
    const bottom = top + row.offsetHeight + this.body.offsetTop - this.root.clientHeight;
    this.root.scrollTop = Math.max(bottom, Math.min(top, this.root.scrollTop));
  }

  // A dot for every row, a straight line to the row before, an arc to one further up.
  #edges() {
    const { layers } = this;
    const y = this.made.map(({ root }) => root.offsetTop + root.offsetHeight / 2);
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

  destroy() {
    this.observer.disconnect();
  }
}
