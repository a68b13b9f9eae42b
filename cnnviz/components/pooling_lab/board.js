// One map as a drawing: its cells with numbers (or pixels), padding, marks, and what moves over it.

import { gridLines, hatch, node, rectPath, stripes, stripesOutline } from "../sliding_window/svg.js";
import { short } from "../sliding_window/table.js";
import { differs } from "./pooling.js";
import { pictureOf, signedColour } from "./photo.js";

const LINES = 5; // px: smaller cells have no lines between them
const NUMBERS = 15;

export class Board {
  // `values`, `base`: the map and the unshifted one; `origin`, `canvas`: cells of padding before, and all
  // cells; `wins`: how many windows a cell wins; `unread`: rows (and columns) that nobody reads.
  constructor(side, data, box) {
    Object.assign(this, { side, box }, data);
    this.size = this.values.length;
    this.highlight = node("path", { class: "highlight" });
    this.frame = node("rect", { class: "mover-frame" });
    this.moving = node("g", { class: side === "left" ? "mover window" : "mover current" }, this.frame);
    this.winner = node("circle", { class: "winner" });
    this.cells = node("g", { class: "cells" });
    this.texts = node("g", { class: "numbers" });
    const shift = this.origin * box.cell;
    this.content = node("g", { transform: `translate(${shift} ${shift})` });
    this.content.append(...(this.photo ? [this.#picture()] : [this.cells]), ...this.#lines(), ...this.#unread());
    this.marks = node("g", { class: "marks" });
    this.content.append(this.highlight, this.marks, this.winner, this.texts);
    this.root = node(
      "g",
      { class: `grid ${side}`, transform: `translate(${box.x} ${box.y})` },
      node("defs", {}, hatch(`lab-hatch-${side}`)),
      ...this.#around(),
      this.content,
      this.moving,
    );
    if (!this.photo) this.#write();
  }

  // Padding is hatched; what a window in ceil mode reaches beyond it is only outlined.
  #around() {
    const { cell } = this.box;
    const padded = (this.size + 2 * this.origin) * cell;
    const all = this.canvas * cell;
    const made = [];
    if (all > padded) made.push(node("rect", { class: "extra", width: all, height: all }));
    if (this.origin) {
      made.push(node("path", { class: "padding", d: rectPath(0, 0, padded, padded), fill: `url(#lab-hatch-${this.side})` }));
      if (cell >= LINES) made.push(node("path", { class: "lines", d: gridLines(this.size + 2 * this.origin, this.size + 2 * this.origin, cell) }));
    }
    const [x, y, side] = [this.origin * cell, this.origin * cell, this.size * cell];
    return [...made, node("rect", { class: "paper-cells", x, y, width: side, height: side })];
  }

  #lines() {
    const { cell } = this.box;
    const side = this.size * cell;
    const made = [node("rect", { class: "border", width: side, height: side })];
    if (cell >= LINES && !this.photo) made.unshift(node("path", { class: "lines", d: gridLines(this.size, this.size, cell) }));
    return made;
  }

  #unread() {
    if (!this.unread?.length) return [];
    const size = [this.size, this.size];
    const d = stripes(this.unread, this.unread, size, this.box.cell);
    const outline = stripesOutline(this.unread, this.unread, size, this.box.cell);
    return [node("path", { class: "unseen", d }), node("path", { class: "unseen-edge", d: outline })];
  }

  // Where the winners are marked in a photo, all others fade.
  #picture() {
    const gap = (r, c) => signedColour(this.scale, (this.values[r][c] - this.base[r][c]) / this.reach);
    const faded = (r, c) => (this.only && !this.wins.has(r * this.size + c) ? 20 : 255);
    const gray = (r, c) => {
      const value = Math.round(this.values[r][c]);
      return [value, value, value, faded(r, c)];
    };
    const href = pictureOf(this.size, this.size, this.differences ? (r, c) => [...gap(r, c), 255] : gray);
    const side = this.size * this.box.cell;
    return node("image", { href, width: side, height: side, "image-rendering": "pixelated", preserveAspectRatio: "none" });
  }

  #write() {
    const { cell } = this.box;
    const numbers = this.values.map((row, r) => row.map((value, c) => (this.differences ? value - this.base[r][c] : value)));
    const words = numbers.map((row) => row.map((value) => short(value, 2)));
    const longest = Math.max(...words.flat().map((word) => word.length));
    const size = cell * Math.min(0.42, 1.65 / longest);
    numbers.forEach((row, r) =>
      row.forEach((value, c) => {
        const [x, y] = [c * cell, r * cell];
        const box = { x, y, width: cell, height: cell };
        const lost = this.only && !this.wins.has(r * this.size + c);
        const gone = lost || (this.differences && !differs(value, 0));
        this.cells.append(node("rect", { ...box, ...this.#fill(value, gone) }));
        if (!gone && cell >= NUMBERS) {
          const place = { class: "number", x: x + cell / 2, y: y + cell / 2, "font-size": size, ...this.#ink(value) };
          this.texts.append(node("text", { ...place, "data-cell": r * this.size + c }, words[r][c]));
        }
        this.#mark(r, c, value);
      }),
    );
  }

  #fill(value, gone) {
    if (gone) return { class: "same" };
    if (this.differences) {
      const [red, green, blue] = signedColour(this.scale, value / this.reach);
      return { fill: `rgb(${red} ${green} ${blue})` };
    }
    const part = (value - this.low) / (this.high - this.low || 1);
    return { class: "tint", "fill-opacity": (0.06 + 0.5 * part).toFixed(3) };
  }

  // On the strong ends of the scale of differences white reads better.
  #ink(value) {
    if (!this.differences) return {};
    return { style: `fill: ${Math.abs(value / this.reach) > 0.7 ? "#fff" : "#1b1f24"}` };
  }

  #mark(r, c, value) {
    if (this.differences) return;
    const { cell } = this.box;
    const [x, y] = [c * cell, r * cell];
    if (this.wins?.has(r * this.size + c)) {
      this.marks.append(node("circle", { class: "ring", cx: x + cell / 2, cy: y + cell / 2, r: 0.4 * cell }));
    }
    if (this.base !== this.values && differs(value, this.base[r][c])) {
      const long = Math.min(9, 0.26 * cell);
      this.marks.append(node("path", { class: "changed", d: `M${x + cell - 1} ${y + 1}v${long}l${-long} ${-long}z` }));
    }
  }

  // The marker over `rows` and `columns`, each { start, edge } in cells that may have a fraction.
  move(rows, columns) {
    const { cell } = this.box;
    const at = (span) => (span.start + this.origin) * cell;
    const long = (span) => (span.edge - span.start) * cell;
    const box = { x: at(columns), y: at(rows), width: long(columns), height: long(rows) };
    for (const [name, value] of Object.entries(box)) this.frame.setAttribute(name, value);
  }

  // Ring the cell that wins the current window; null for none.
  crown(place) {
    const { cell } = this.box;
    this.winner.setAttribute("r", place ? Math.max(3, 0.4 * cell) : 0);
    if (!place) return;
    this.winner.setAttribute("cx", (place[1] + 0.5) * cell);
    this.winner.setAttribute("cy", (place[0] + 0.5) * cell);
  }

  // Outline cells, as a block of rows and columns.
  outline(rows, columns) {
    const { cell } = this.box;
    const d = rows.flatMap((r) => columns.map((c) => rectPath(c * cell, r * cell, cell, cell))).join("");
    this.highlight.setAttribute("d", d);
  }

  // Hide the outputs after position `index`.
  fillUpTo(index) {
    [...this.cells.children].forEach((made, cell) => made.classList.toggle("to-come", cell > index));
    for (const text of this.texts.children) text.classList.toggle("to-come", Number(text.dataset.cell) > index);
    this.marks.classList.toggle("to-come", index !== Infinity);
  }

  cellAt(x, y) {
    const cell = [y - this.box.y, x - this.box.x].map((offset) => Math.floor(offset / this.box.cell) - this.origin);
    return cell.every((index) => index >= 0 && index < this.size) ? cell : null;
  }
}
