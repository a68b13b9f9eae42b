// All stages of all maps: a column per stage, a row per map, each cell cut out of its stage's sheet.

import { cutOut } from "../shared/sheets.js";

const tag = (name, properties = {}) => Object.assign(document.createElement(name), properties);

export class Wall {
  // `choose(stage, row)` is told what was clicked.
  constructor(root, choose) {
    this.root = root;
    this.choose = choose;
  }

  // Only what is not there yet: a cell that is exchanged under the finger loses its click.
  paint({ layer, stages, known, maps }, { show }, side) {
    const form = JSON.stringify([layer, stages, known.length, maps, show, side]);
    if (form === this.form) return;
    this.form = form;
    const made = [tag("span", { className: "head" }), ...maps.map((map) => tag("span", { className: "mark", textContent: map }))];
    stages.forEach((epoch, at) => {
      const head = tag("button", { type: "button", className: "head", textContent: epoch || "start", onclick: () => this.choose(at) });
      made.push(head, ...maps.map((map, row) => this.#cell(known[at], at, row, { show, side, epoch, map })));
    });
    this.root.style.gridTemplateRows = `1.5em repeat(${maps.length}, ${side}px)`;
    this.root.style.gridTemplateColumns = `2.4em repeat(${stages.length}, ${side}px)`;
    this.root.replaceChildren(...made);
    this.rows = maps.length;
  }

  #cell(stage, at, row, { show, side, epoch, map }) {
    if (!stage) return tag("span", { className: "empty" });
    const cell = tag("button", { type: "button", className: "cell", onclick: () => this.choose(at, row) });
    cell.setAttribute("aria-label", `Map ${map}, ${epoch ? `epoch ${epoch}` : "start"}`);
    cell.classList.toggle("jump", stage.jumps[row]);
    cutOut(cell, stage[show], row, side);
    return cell;
  }

  point(at, row) {
    const each = this.rows + 1;
    [...this.root.children].slice(each).forEach((element, index) => {
      const here = Math.floor(index / each) === at;
      element.classList.toggle("here", here);
      element.classList.toggle("chosen", here && index % each === row + 1);
    });
  }
}
