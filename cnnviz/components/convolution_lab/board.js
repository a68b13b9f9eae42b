// One table of numbers in the picture: cells coloured by value, numbers in them, a frame, a cursor.

import { Cells } from "../shared/cells.js";
import { crossing, gridLines, hatch, node } from "../sliding_window/svg.js";

const READABLE_FROM = 12; // px: smaller cells carry colour only

export class Board {
  // `kind`: "input", "kernel", "product" or "map"; `ring`: padding cells around the content.
  constructor({ kind, index, size, ring = 0, label }) {
    Object.assign(this, { kind, index, size, ring, label });
    this.whole = size.map((length) => length + 2 * ring);
  }

  // Draw it with its top left corner at (x, y), padding included.
  place(x, y, cell, em) {
    Object.assign(this, { x, y, cell, em });
    const [high, wide] = this.whole.map((length) => length * cell);
    const [rows, columns] = this.size;
    const shift = this.ring * cell;
    this.cells = new Cells(this.size, cell, { kind: "value", square: "value-cell", corner: [shift, shift] });
    this.title = node("text", { class: `title ${this.kind}-title`, y: -0.55 * em });
    this.foot = node("text", { class: "foot-note", x: wide / 2, y: high + 1.15 * em });
    this.frame = node("g", { class: "window-frame" });
    this.marked = node("path", { class: "marked", transform: `translate(${shift} ${shift})` });
    this.cursor = node("rect", { class: "cursor", width: cell, height: cell });
    const id = `hatch-${this.kind}-${this.index}`;
    const ring = this.ring
      ? [node("defs", {}, hatch(id)), node("rect", { width: wide, height: high, fill: `url(#${id})` })]
      : [];
    const border = { class: "edge", x: shift, y: shift, width: columns * cell, height: rows * cell };
    this.root = node(
      "g",
      { class: `board ${this.kind}`, transform: `translate(${x} ${y})` },
      ...ring, this.cells.squares,
      node("path", { class: "cell-lines", d: gridLines(...this.whole, cell) }),
      node("rect", border), this.cells.numbers, this.title, this.foot, this.marked, this.frame, this.cursor,
    );
    if (this.kind !== "product") this.root.setAttribute("tabindex", 0);
    return this.root;
  }

  // `values`: rows of numbers; `colour(value)` gives the ground and the ink; `text(value)` what is written.
  write(values, colour, text) {
    const flat = values.flat();
    const words = flat.map(text);
    const longest = Math.max(1.7, ...words.map((word) => word.length));
    const size = this.cell * Math.min(0.46, 1.62 / longest);
    this.cells.write(
      flat.map((value, at) => {
        const { ground, ink } = colour(value);
        const text = this.cell >= READABLE_FROM ? words[at] : "";
        return { square: { fill: ground }, number: { fill: ink, "font-size": size }, text };
      }),
    );
  }

  // Outline the cells whose row and column are both listed.
  mark(rows, columns) {
    this.marked.setAttribute("d", crossing(rows, columns, this.cell));
  }

  say(title, foot = "") {
    this.title.textContent = title;
    this.foot.textContent = foot;
  }

  // A frame of `size` cells whose corner is the cell `from`, counted in the content; it may lie between cells.
  frameAt(from, size) {
    const [y, x] = from.map((place) => (place + this.ring) * this.cell);
    const [height, width] = size.map((length) => length * this.cell);
    if (!this.frame.firstChild) {
      this.frame.append(node("rect", { class: "frame-under" }), node("rect", { class: "frame-over" }));
    }
    for (const each of this.frame.childNodes) {
      for (const [name, value] of Object.entries({ x, y, width, height })) each.setAttribute(name, value);
    }
    return { left: this.x + x, top: this.y + y, right: this.x + x + width, bottom: this.y + y + height };
  }

  get box() {
    const [height, width] = this.whole.map((length) => length * this.cell);
    return { left: this.x, top: this.y, right: this.x + width, bottom: this.y + height };
  }

  showCursor(cell) {
    this.cursor.classList.toggle("shown", Boolean(cell));
    if (!cell) return;
    this.cursor.setAttribute("x", (cell[1] + this.ring) * this.cell);
    this.cursor.setAttribute("y", (cell[0] + this.ring) * this.cell);
  }

  cellAt(x, y) {
    const cell = [y - this.y, x - this.x].map((offset) => Math.floor(offset / this.cell) - this.ring);
    return cell.every((place, axis) => place >= 0 && place < this.size[axis]) ? cell : null;
  }
}
