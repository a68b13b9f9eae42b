// All stages of all maps: a column per stage, a row per map, each cell cut out of its stage's sheet.

import { cutOut } from "../shared/sheets.js";

const tag = (name, properties = {}) => Object.assign(document.createElement(name), properties);

// What an arrow key does: stages, rows.
const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

export class Wall {
  // `choose(stage, row)` is told what was clicked or walked to; `released()` that an arrow key was let go.
  constructor(root, choose, released) {
    Object.assign(this, { root, choose });
    root.onkeydown = (event) => this.#walk(event);
    root.onkeyup = (event) => event.key in STEPS && released();
  }

  // Only what is not there yet: a cell that is exchanged under the finger loses its click.
  paint({ layer, stages, known, maps }, { show }, side) {
    const form = JSON.stringify([layer, stages, known.length, maps, show, side]);
    if (form === this.form) return;
    this.form = form;
    const made = [tag("span", { className: "head" }), ...maps.map((map) => tag("span", { className: "mark", textContent: map }))];
    stages.forEach((epoch, at) => {
      const head = tag("button", { type: "button", className: "head", tabIndex: -1, textContent: epoch || "start", onclick: () => this.#click(at) });
      made.push(head, ...maps.map((map, row) => this.#cell(known[at], at, row, { show, side, epoch, map })));
    });
    this.root.style.gridTemplateRows = `1.5em repeat(${maps.length}, ${side}px)`;
    this.root.style.gridTemplateColumns = `2.4em repeat(${stages.length}, ${side}px)`;
    this.root.replaceChildren(...made);
    this.rows = maps.length;
  }

  #click(at, row) {
    this.choose(at, row, true);
  }

  // From the chosen cell to a neighbour that there is; of all cells only the chosen one is a stop of the Tab key.
  #walk(event) {
    if (!(event.key in STEPS) || event.ctrlKey || event.altKey || event.metaKey || !this.cell) return;
    event.preventDefault();
    event.stopPropagation();
    const [at, row] = this.here.map((index, axis) => index + STEPS[event.key][axis]);
    if (row < 0 || row >= this.rows || !this.#element(at, row)?.matches(".cell")) return;
    this.choose(at, row, false);
    this.cell.focus();
  }

  #element(at, row) {
    return at < 0 ? null : this.root.children[(at + 1) * (this.rows + 1) + row + 1];
  }

  #cell(stage, at, row, { show, side, epoch, map }) {
    if (!stage) return tag("span", { className: "empty" });
    const cell = tag("button", { type: "button", className: "cell", tabIndex: -1, onclick: () => this.#click(at, row) });
    cell.setAttribute("aria-label", `Map ${map}, ${epoch ? `epoch ${epoch}` : "start"}`);
    cell.classList.toggle("jump", stage.jumps[row]);
    cutOut(cell, stage[show], row, side);
    return cell;
  }

  point(at, row) {
    const each = this.rows + 1;
    this.here = [at, row];
    if (this.cell) this.cell.tabIndex = -1;
    const chosen = this.#element(at, row);
    this.cell = chosen?.matches(".cell") ? chosen : null;
    if (this.cell) this.cell.tabIndex = 0;
    [...this.root.children].slice(each).forEach((element, index) => {
      const here = Math.floor(index / each) === at;
      element.classList.toggle("here", here);
      element.classList.toggle("chosen", here && index % each === row + 1);
    });
  }
}
