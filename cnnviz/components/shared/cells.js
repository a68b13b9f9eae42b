// A table of cells in a drawing: a square and a number each. They are made once; what changes is written anew.

import { node } from "../sliding_window/svg.js";

// Sets what differs from before, since the browser lays out even what is set to the same again; says whether any did.
function give(made, attributes, before) {
  const changed = Object.keys(attributes).filter((name) => attributes[name] !== before[name]);
  for (const name of changed) made.setAttribute(name, attributes[name]);
  return changed.length > 0;
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
    this.shown = []; // per cell: what its square and its number were given last
    this.hidden = Infinity;
  }

  // For every cell, row by row: the attributes of its square and of its number (always of the same names), and the
  // number, "" for none.
  write(looks) {
    looks.forEach(({ square, number = {}, text = "" }, at) => {
      const before = this.shown[at] ?? { square: {}, number: {}, text: "" };
      const [drawn, written] = [this.squares.childNodes[at], this.numbers.childNodes[at]];
      if (give(drawn, square, before.square) && "class" in square) drawn.classList.toggle("to-come", at > this.hidden);
      if (text) give(written, number, before.number);
      if (text !== before.text) written.textContent = text;
      this.shown[at] = { square, number: text ? number : before.number, text };
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
