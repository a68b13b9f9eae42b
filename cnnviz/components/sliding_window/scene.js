// The picture: two grids, their measures, and the beam from the window to the cell it makes.

import { Measured } from "../shared/measured.js";
import { arrange } from "./layout.js";
import { AXES } from "./state.js";
import { Grid } from "./grid.js";
import { measures, follow } from "./measures.js";
import { node, setView } from "./svg.js";
import { short } from "./table.js";

export class Scene extends Measured {
  // Draw a model anew; `state` gives the words on the axes, `table` the numbers in the cells (or null).
  build(model, state, table) {
    const [width, height] = this.size;
    this.model = model;
    this.table = table;
    this.boxes = arrange(model, width, height, this.em);
    this.left = new Grid("left", model.left, this.boxes.left, model.walk === "left");
    this.right = new Grid("right", model.right, this.boxes.right, model.walk === "right");
    this.beam = node("path", { class: "beam" });
    this.rays = node("path", { class: "rays" });
    this.measures = measures(model, state, this.boxes);
    setView(this.svg, width, height);
    this.svg.replaceChildren(this.measures.root, this.left.root, this.right.root, this.beam, this.rays);
    this.#number();
  }

  // Move window and current cell; `at` may lie between two cells while the window glides.
  move(at) {
    this.left.move(at);
    this.right.move(at);
    this.#project(at);
    follow(this.measures, this.left.corner(at), this.right.corner(at));
  }

  // The beam joins the edges of the two markers that face each other.
  #project(at) {
    const [from, to] = [this.#marker(this.left, at), this.#marker(this.right, at)];
    const ends = this.boxes.across
      ? [[from.right, from.top], [to.left, to.top], [to.left, to.bottom], [from.right, from.bottom]]
      : [[from.left, from.bottom], [to.left, to.top], [to.right, to.top], [from.right, from.bottom]];
    const [a, b, c, d] = ends.map((point) => point.join(" "));
    this.beam.setAttribute("d", `M${a}L${b}L${c}L${d}z`);
    this.rays.setAttribute("d", `M${a}L${b}M${d}L${c}`);
  }

  #marker(grid, at) {
    const [y, x] = grid.corner(at);
    const [high, wide] = grid.mover.map((mover) => mover.span * grid.box.cell);
    const [left, top] = [grid.box.x + x, grid.box.y + y];
    return { left, top, right: left + wide, bottom: top + high };
  }

  // Which cell of which grid lies under a point, in the cell numbers of that grid's content.
  cellAt(x, y) {
    for (const side of ["left", "right"]) {
      const cell = this[side].cellAt(x, y);
      if (cell) return { side, cell };
    }
    return null;
  }

  // Show all outputs that use the input cell (or nothing, for null).
  markReaders(cell) {
    const pixel = cell && AXES.map((axis) => cell[axis] / this.model.left[axis].stretch);
    const inside = pixel?.every(
      (index, axis) => Number.isInteger(index) && cell[axis] >= 0 && cell[axis] < this.model.left[axis].content,
    );
    const outputs = inside ? AXES.map((axis) => this.model.left[axis].reach(pixel[axis])) : [[], []];
    this.right.mark(...outputs);
    this.left.mark(...(cell ? cell.map((index) => [index]) : [[], []]));
  }

  #number() {
    if (this.table) {
      this.left.write(this.table.inputTexts());
      this.left.weigh(this.table.values.kernel, short);
      this.right.write(this.table.outputTexts());
    } else if (this.model.view === "scatter") {
      const [rows, columns] = this.model.right.map((axis) => axis.overlap);
      this.right.write(rows.flatMap((high) => columns.map((wide) => String(high * wide))));
    }
  }

  // Show the output's numbers up to the walk's position `index`.
  fill(index) {
    if (!this.table || !this.right.showsNumbers) return;
    this.right.texts.childNodes.forEach((text, cell) => text.classList.toggle("to-come", cell > index));
  }
}
