// One grid: the cells, what surrounds them, and the marker that moves over them. All coordinates inside
// are the canvas's own: (0, 0) is its top left corner.

import { bandCount, crossing, gridLines, hatch, node, rectPath, stripes, stripesOutline, tiles } from "./svg.js";
import { range } from "./arithmetic.js";

const LINES_FROM = 4; // px: smaller cells have no lines between them
const NUMBERS_FROM = 15;
const OUTLINE_UP_TO = 4000; // bands: beyond this the outline would be as fine as the cells

export class Grid {
  // `side`: "left" or "right"; `axes`: the model's two axes; `box`: x, y and cell of the layout;
  // `walked`: the marker is one current cell, else it is the window.
  constructor(side, axes, box, walked) {
    this.side = side;
    this.walked = walked;
    this.axes = axes;
    this.box = box;
    this.canvas = axes.map((axis) => axis.canvas);
    this.content = axes.map((axis) => axis.content);
    this.origin = axes.map((axis) => axis.origin);
    this.mover = axes.map((axis) => axis.mover);
    this.highlight = node("path", { class: "highlight" });
    this.moving = this.#moving();
    this.texts = node("g", { class: "numbers" });
    this.root = node(
      "g",
      { class: `grid ${side}`, transform: `translate(${box.x} ${box.y})` },
      this.#patterns(),
      ...this.#ground(),
      ...this.#unseen(),
      ...(side === "left" ? [this.moving, this.highlight] : [this.highlight, this.moving]),
      this.texts,
    );
  }

  #patterns() {
    const { cell } = this.box;
    const made = [tiles(`real-${this.side}`, "real", cell, this.axes.map((axis) => axis.stretch))];
    made.push(tiles(`taps-${this.side}`, "tap", cell, this.mover.map((mover) => mover.dilation)));
    return node("defs", {}, ...made, hatch(`hatch-${this.side}`));
  }

  #ground() {
    const { cell } = this.box;
    const size = (pair) => ({ width: pair[1] * cell, height: pair[0] * cell });
    const shift = `translate(${this.origin[1] * cell} ${this.origin[0] * cell})`;
    const content = node("g", { transform: shift });
    for (const name of ["paper-cells", "zero"]) content.append(node("rect", { class: name, ...size(this.content) }));
    const counted = this.#overlap();
    const real = node("rect", { fill: `url(#real-${this.side})`, ...size(this.content) });
    content.append(...(counted.length ? counted : [real]));
    const around = rectPath(0, 0, this.canvas[1] * cell, this.canvas[0] * cell);
    const parts = [node("path", { class: "padding", d: around, fill: `url(#hatch-${this.side})` }), content];
    parts.push(this.#extra());
    if (cell >= LINES_FROM) parts.push(node("path", { class: "lines", d: gridLines(...this.canvas, cell) }));
    parts.push(node("rect", { class: "border", transform: shift, ...size(this.content) }));
    return parts;
  }

  // Output padding: rows and columns added at the end, of the output itself or of what the window reads.
  #extra() {
    const [size, origin] = this.side === "right" ? [this.content, this.origin] : [this.canvas, [0, 0]];
    const [rows, columns] = this.axes.map(({ extra }, a) => range(extra).map((index) => size[a] - extra + index));
    const shift = `translate(${origin[1] * this.box.cell} ${origin[0] * this.box.cell})`;
    return node("path", { class: "extra", transform: shift, d: stripesOutline(rows, columns, size, this.box.cell) });
  }

  // How often each output position is painted, as a shade per pair of counts.
  #overlap() {
    const counts = this.axes.map((axis) => axis.overlap);
    if (!counts[0] || Math.max(...this.content) > 64) return [];
    const groups = counts.map((list) => [...new Set(list)]);
    const most = Math.max(...counts[0]) * Math.max(...counts[1]);
    return groups[0].flatMap((high) =>
      groups[1].map((wide) => {
        const where = (list, count) => range(list.length).filter((index) => list[index] === count);
        const path = crossing(where(counts[0], high), where(counts[1], wide), this.box.cell);
        return node("path", { class: "overlap", d: path, "fill-opacity": (0.75 * high * wide) / most });
      }),
    );
  }

  #unseen() {
    const lists = this.axes.map((axis) => axis.unseen);
    if (!lists[0].length && !lists[1].length) return [];
    const { cell } = this.box;
    const shift = `translate(${this.origin[1] * cell} ${this.origin[0] * cell})`;
    const area = stripes(...lists, this.content, cell);
    const made = ["faded", "unseen"].map((name) => node("path", { class: name, transform: shift, d: area }));
    const bands = bandCount(lists[0], this.content[0]) * bandCount(lists[1], this.content[1]);
    if (bands <= OUTLINE_UP_TO && cell >= LINES_FROM) {
      const outline = stripesOutline(...lists, this.content, cell);
      made.push(node("path", { class: "unseen-edge", transform: shift, d: outline }));
    }
    return made;
  }

  #moving() {
    const { cell } = this.box;
    const [high, wide] = this.mover.map((mover) => mover.span * cell);
    return node(
      "g",
      { class: this.walked ? "mover current" : "mover window" },
      node("rect", { class: "mover-taps", width: wide, height: high, fill: `url(#taps-${this.side})` }),
      node("rect", { class: "mover-frame", width: wide, height: high }),
    );
  }

  // Top left corner of the marker, in canvas pixels, for a position that may lie between two cells.
  corner(at) {
    return this.mover.map((mover, axis) => (at[axis] * mover.step + mover.offset) * this.box.cell);
  }

  move(at) {
    const [y, x] = this.corner(at);
    this.moving.setAttribute("transform", `translate(${x} ${y})`);
  }

  // The content cell under a point of the picture, or null. Cells of the surroundings have numbers outside.
  cellAt(x, y) {
    const point = [y - this.box.y, x - this.box.x].map((offset) => Math.floor(offset / this.box.cell));
    const hit = point.every((index, axis) => index >= 0 && index < this.canvas[axis]);
    return hit ? point.map((index, axis) => index - this.origin[axis]) : null;
  }

  // Outline the content cells whose row and column are both listed.
  mark(rows, columns) {
    const { cell } = this.box;
    this.highlight.setAttribute("transform", `translate(${this.origin[1] * cell} ${this.origin[0] * cell})`);
    this.highlight.setAttribute("d", crossing(rows, columns, cell));
  }

  // The kernel's weights, small, in the corners of the window's cells; `rows` may be undefined.
  weigh(rows, text) {
    if (!rows || !this.showsNumbers) return;
    const { cell } = this.box;
    rows.forEach((row, down) =>
      row.forEach((weight, across) => {
        const x = (across * this.mover[1].dilation + 0.92) * cell;
        const y = (down * this.mover[0].dilation + 0.88) * cell;
        const size = Math.max(8, 0.27 * cell);
        this.moving.append(node("text", { class: "weight", x, y, "font-size": size }, text(weight)));
      }),
    );
  }

  get showsNumbers() {
    return this.box.cell >= NUMBERS_FROM;
  }

  // Write a number into every cell: `words` holds them row by row, all in the size that the longest needs.
  write(words) {
    if (!this.showsNumbers) return;
    const { cell } = this.box;
    const size = cell * Math.min(0.42, 1.65 / Math.max(...words.map((word) => word.length)));
    words.forEach((word, index) => {
      const column = index % this.content[1];
      const row = (index - column) / this.content[1];
      const [y, x] = [row + this.origin[0], column + this.origin[1]].map((place) => (place + 0.5) * cell);
      this.texts.append(node("text", { class: "number", x, y, "font-size": size }, word));
    });
  }
}
