// A table of cells in a drawing: a square and a number each. They are made once; what changes is written anew.

import { node } from "../sliding_window/svg.js";

function give(made, attributes) {
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
}

export class Cells {
  // `kind`: the class of the numbers; `corner`: x and y of the first cell.
  constructor([rows, columns], side, { kind, square = "", corner = [0, 0] }) {
    const places = Array.from({ length: rows * columns }, (_, at) => [
      corner[0] + (at % columns) * side, corner[1] + Math.floor(at / columns) * side,
    ]);
    const size = { width: side, height: side };
    this.squares = node("g", { class: "squares" }, ...places.map(([x, y]) => node("rect", { class: square, x, y, ...size })));
    this.numbers = node("g", {}, ...places.map(([x, y]) => node("text", { class: kind, x: x + side / 2, y: y + side / 2 })));
    this.shown = [];
    this.hidden = Infinity;
  }

  // For every cell, row by row: the attributes of its square and of its number (always of the same names), and the
  // number, "" for none.
  write(looks) {
    looks.forEach(({ square, number = {}, text = "" }, at) => {
      const shown = `${Object.values(square)}|${Object.values(number)}|${text}`;
      if (this.shown[at] === shown) return; // one edit changes few cells
      this.shown[at] = shown;
      give(this.squares.childNodes[at], square);
      if ("class" in square) this.squares.childNodes[at].classList.toggle("to-come", at > this.hidden);
      const written = this.numbers.childNodes[at];
      if (text) give(written, number);
      if (written.textContent !== text) written.textContent = text;
    });
  }

  // Hide what comes after position `last` of the walk.
  hideAfter(last) {
    if (last === this.hidden) return;
    const [from, to] = [Math.min(last, this.hidden), Math.max(last, this.hidden)];
    this.hidden = last;
    for (const { childNodes } of [this.squares, this.numbers]) {
      const end = Math.min(to, childNodes.length - 1);
      for (let at = from + 1; at <= end; at += 1) childNodes[at].classList.toggle("to-come", at > last);
    }
  }
}
