// One map as a drawing: its cells with numbers (or pixels), padding, marks, and what moves over it.

import { Cells } from "../shared/cells.js";
import { gridLines, hatch, node, rectPath, stripes, stripesOutline } from "../sliding_window/svg.js";
import { short } from "../sliding_window/table.js";
import { differs } from "./pooling.js";
import { Picture, signedColour } from "./photo.js";

const LINES = 5; // px: smaller cells have no lines between them
const NUMBERS = 15;

export class Board {
  // `size`: cells along a side; `origin`, `canvas`: cells of padding before, and all cells.
  constructor(side, { size, origin, canvas, photo, cell }) {
    Object.assign(this, { side, size, origin, canvas, photo, cell });
    this.highlight = node("path", { class: "highlight" });
    this.frame = node("rect", { class: "mover-frame" });
    this.moving = node("g", { class: side === "left" ? "mover window" : "mover current" }, this.frame);
    this.winner = node("circle", { class: "winner" });
    this.unread = [node("path", { class: "unseen" }), node("path", { class: "unseen-edge" })];
    this.rings = node("path", { class: "ring" });
    this.changed = node("path", { class: "changed" });
    this.marks = node("g", { class: "marks" }, this.rings, this.changed);
    this.ground = photo ? new Picture(size, size * cell) : new Cells([size, size], cell, { kind: "number" });
    this.root = node("g", { class: `grid ${side}` }, node("defs", {}, hatch(`lab-hatch-${side}`)), ...this.#around(), this.#content(), this.moving);
  }

  #content() {
    const shift = this.origin * this.cell;
    const inside = node("g", { transform: `translate(${shift} ${shift})` });
    inside.append(this.photo ? this.ground.node : this.ground.squares, ...this.#lines(), ...this.unread);
    inside.append(this.highlight, this.marks, this.winner);
    if (!this.photo) inside.append(node("g", { class: "numbers" }, this.ground.numbers));
    return inside;
  }

  // Padding is hatched; what a window in ceil mode reaches beyond it is only outlined.
  #around() {
    const { cell } = this;
    const wide = this.size + 2 * this.origin;
    const all = this.canvas * cell;
    const made = [];
    if (this.canvas > wide) made.push(node("rect", { class: "extra", width: all, height: all }));
    if (this.origin) {
      made.push(node("path", { class: "padding", d: rectPath(0, 0, wide * cell, wide * cell), fill: `url(#lab-hatch-${this.side})` }));
      if (cell >= LINES) made.push(node("path", { class: "lines", d: gridLines(wide, wide, cell) }));
    }
    const [x, y, side] = [this.origin * cell, this.origin * cell, this.size * cell];
    return [...made, node("rect", { class: "paper-cells", x, y, width: side, height: side })];
  }

  #lines() {
    const side = this.size * this.cell;
    const made = [node("rect", { class: "border", width: side, height: side })];
    if (this.cell >= LINES && !this.photo) made.unshift(node("path", { class: "lines", d: gridLines(this.size, this.size, this.cell) }));
    return made;
  }

  place({ x, y }) {
    if (this.x === x && this.y === y) return;
    Object.assign(this, { x, y });
    this.root.setAttribute("transform", `translate(${x} ${y})`);
  }

  // `values`, `base`: the map and the unshifted one; `wins`: the cells that win a window; `unread`: rows (and columns)
  // that nobody reads; `only`: the winners alone; `differences`: what the shift changed.
  show(data) {
    this.data = data;
    const size = [this.size, this.size];
    const rows = data.unread ?? [];
    const paths = [stripes(rows, rows, size, this.cell), rows.length ? stripesOutline(rows, rows, size, this.cell) : ""];
    this.unread.forEach((path, at) => path.setAttribute("d", paths[at]));
    if (this.photo) this.#picture(data);
    else this.#write(data);
  }

  // Where the winners are marked in a photo, all others fade.
  #picture({ values, base, differences, only, wins, scale, reach }) {
    const gap = (r, c) => signedColour(scale, (values[r][c] - base[r][c]) / reach);
    const faded = (r, c) => (only && !wins.has(r * this.size + c) ? 20 : 255);
    const gray = (r, c) => {
      const value = Math.round(values[r][c]);
      return [value, value, value, faded(r, c)];
    };
    this.ground.paint([values, differences && base, only && wins], differences ? (r, c) => [...gap(r, c), 255] : gray);
  }

  #write({ values, base, differences, only, wins }) {
    const { cell } = this;
    const numbers = values.flatMap((row, r) => row.map((value, c) => (differences ? value - base[r][c] : value)));
    const words = numbers.map((value) => short(value, 2));
    const longest = words.reduce((most, word) => Math.max(most, word.length), 1);
    const size = cell * Math.min(0.42, 1.65 / longest);
    this.ground.write(
      numbers.map((value, at) => {
        const gone = (only && !wins.has(at)) || (differences && !differs(value, 0));
        const number = { "font-size": size, style: this.#ink(value) };
        return { square: this.#fill(value, gone), number, text: gone || cell < NUMBERS ? "" : words[at] };
      }),
    );
    const marked = differences ? [] : numbers.map((_, at) => at);
    const other = (at) => differs(numbers[at], base[Math.floor(at / this.size)][at % this.size]);
    this.rings.setAttribute("d", marked.filter((at) => wins?.has(at)).map((at) => this.#ring(at)).join(""));
    const shifted = base === values ? [] : marked.filter(other);
    this.changed.setAttribute("d", shifted.map((at) => this.#corner(at)).join(""));
  }

  #fill(value, gone) {
    const { differences, scale, reach, low, high } = this.data;
    if (differences) {
      return { class: "", style: `fill: rgb(${signedColour(scale, value / reach).join(" ")})`, "fill-opacity": 1 };
    }
    if (gone) return { class: "same", style: "", "fill-opacity": 1 };
    const part = (value - low) / (high - low || 1);
    return { class: "tint", style: "", "fill-opacity": (0.06 + 0.5 * part).toFixed(3) };
  }

  // On the strong ends of the scale of differences white reads better.
  #ink(value) {
    const { differences, reach } = this.data;
    if (!differences) return "";
    return `fill: ${Math.abs(value / reach) > 0.7 ? "#fff" : "#1b1f24"}`;
  }

  #ring(at) {
    const { cell, size } = this;
    const [x, y, r] = [((at % size) + 0.5) * cell, (Math.floor(at / size) + 0.5) * cell, 0.4 * cell];
    return `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`;
  }

  #corner(at) {
    const { cell, size } = this;
    const [x, y, long] = [(at % size) * cell, Math.floor(at / size) * cell, Math.min(9, 0.26 * cell)];
    return `M${x + cell - 1} ${y + 1}v${long}l${-long} ${-long}z`;
  }

  // The marker over `rows` and `columns`, each { start, edge } in cells that may have a fraction.
  move(rows, columns) {
    const at = (span) => (span.start + this.origin) * this.cell;
    const long = (span) => (span.edge - span.start) * this.cell;
    this.mark = { x: at(columns), y: at(rows), width: long(columns), height: long(rows) };
    for (const [name, value] of Object.entries(this.mark)) this.frame.setAttribute(name, value);
  }

  // Ring the cell that wins the current window; null for none.
  crown(place) {
    const { cell } = this;
    this.winner.setAttribute("r", place ? Math.max(3, 0.4 * cell) : 0);
    if (!place) return;
    this.winner.setAttribute("cx", (place[1] + 0.5) * cell);
    this.winner.setAttribute("cy", (place[0] + 0.5) * cell);
  }

  // Outline cells, as a block of rows and columns.
  outline(rows, columns) {
    const { cell } = this;
    const d = rows.flatMap((r) => columns.map((c) => rectPath(c * cell, r * cell, cell, cell))).join("");
    this.highlight.setAttribute("d", d);
  }

  // Hide the outputs after position `index`.
  fillUpTo(index) {
    if (!this.photo) this.ground.hideAfter(index);
    this.marks.classList.toggle("to-come", index !== Infinity);
  }

  cellAt(x, y) {
    const cell = [y - this.y, x - this.x].map((offset) => Math.floor(offset / this.cell) - this.origin);
    return cell.every((index) => index >= 0 && index < this.size) ? cell : null;
  }
}
