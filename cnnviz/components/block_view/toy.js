// What many blocks of one map do to x: y over x, with shortcuts and without.

import { node } from "../sliding_window/svg.js";

const TOP = 1.5; // of y; a steeper line leaves the picture at the top

export class Toy {
  constructor(root) {
    this.root = root;
    this.svg = root.querySelector("svg");
    this.words = root.querySelector("figcaption");
  }

  // `slopes`: of y for x > 0; for x < 0 a plain stack gives 0, a residual one x.
  show(slopes, blocks) {
    this.root.hidden = !slopes;
    if (!slopes) return;
    const { plain, residual } = slopes;
    const right = (slope) => (slope > TOP ? `L${TOP / slope} ${-TOP}` : `L1 ${-slope}`);
    this.svg.replaceChildren(
      node("path", { d: `M-1 0H1M0 ${-TOP}V${TOP}` }),
      node("path", { class: "plain", d: `M-1 0L0 0${right(plain)}` }),
      node("path", { class: "shortcut", d: `M-1 1L0 0${right(residual)}` }),
    );
    const many = blocks === 1 ? "1 block" : `${blocks} blocks`;
    const lines = [
      ["", `y over x after ${many} of one map with one weight`],
      ["plain-text", `plain: slope ${said(plain)}`],
      ["shortcut-text", `with shortcuts: slope ${said(residual)}`],
    ];
    this.words.replaceChildren(...lines.map(([className, textContent]) => Object.assign(document.createElement("span"), { className, textContent })));
    this.svg.setAttribute("aria-label", lines.map(([, words]) => words).join(". "));
  }
}

const said = (value) => (value === 0 || (value >= 0.001 && value < 10_000) ? Number(value.toPrecision(3)).toString() : value.toExponential(1));
