// The two boards beside each other, the beam between them, and where everything stands.

import { Measured } from "../shared/measured.js";
import { node, setView } from "../sliding_window/svg.js";
import { arrange } from "../sliding_window/layout.js";
import { Board } from "./board.js";
import { isShifted } from "./lab_model.js";

const SPARE = 3.4; // em

const axisOf = (cells) => ({ content: cells, canvas: cells });
const mix = (one, other, part) => ({
  start: one.start + (other.start - one.start) * part,
  edge: one.edge + (other.edge - one.edge) * part,
});

export class LabScene extends Measured {
  constructor(svg) {
    super(svg);
    this.beam = node("path", { class: "beam" });
    this.rays = node("path", { class: "rays" });
    this.titles = { left: node("text", { class: "title left-text" }), right: node("text", { class: "title right-text" }) };
    this.slots = { left: node("g"), right: node("g") };
    svg.replaceChildren(...Object.values(this.titles), ...Object.values(this.slots), this.beam, this.rays);
  }

  build(model, state, scale) {
    this.model = model;
    const side = model.given.length;
    const outside = model.sides.length > 2 || state.kind !== "window" ? 0 : state.padding;
    const reach = Math.max(...model.spans.map((span) => span.edge)) - side;
    const canvas = side + outside + Math.max(outside, reach, 0);
    const boxes = this.#boxes(model, canvas);
    const shared = { scale, ...this.#range(model), differences: state.view === "changes" && isShifted(state) };
    const only = state.view === "winners" && Boolean(model.switches);
    this.#board("left", { size: side, origin: outside, canvas, photo: model.photo }, boxes.left);
    this.#board("right", { size: model.out.length, origin: 0, canvas: model.out.length, photo: model.photo }, boxes.right);
    this.left.show({ ...shared, values: model.moved, base: model.given, wins: model.wins, only, unread: model.unread });
    this.right.show({ ...shared, values: model.out, base: model.plain });
    this.crowned = shared.differences ? null : model.switches;
    setView(this.svg, ...this.size);
    this.#entitle(model, state, boxes);
  }

  // The board that is there serves again if it has the right cells: only what changed is drawn.
  #board(side, sizes, box) {
    const form = JSON.stringify([sizes, box.cell]);
    if (this[side]?.form !== form) {
      this[side] = Object.assign(new Board(side, { ...sizes, cell: box.cell }), { form });
      this.slots[side].replaceChildren(this[side].root);
    }
    this[side].place(box);
    this[side].outline([], []);
  }

  // Small maps share one scale; photos are enlarged to the same size, so that what is lost is seen.
  #boxes(model, canvas) {
    const out = model.photo ? canvas : model.out.length;
    const [width, height] = this.size;
    const axes = { left: [axisOf(canvas), axisOf(canvas)], right: [axisOf(out), axisOf(out)] };
    // There are no measures around these grids, so their margins may be used.
    const boxes = arrange(axes, width, height + SPARE * this.em, this.em);
    for (const box of [boxes.left, boxes.right]) box.y -= Math.round(0.42 * SPARE * this.em);
    if (model.photo) boxes.right.cell = boxes.right.width / model.out.length;
    this.across = boxes.across;
    return boxes;
  }

  // One range for both maps' tints, and one for their differences.
  #range(model) {
    const found = { low: Infinity, high: -Infinity, reach: 0 };
    for (const rows of [model.given, model.out]) {
      for (const row of rows) {
        found.low = Math.min(found.low, ...row);
        found.high = Math.max(found.high, ...row);
      }
    }
    for (const [one, other] of [[model.given, model.moved], [model.plain, model.out]]) {
      if (one === other) continue;
      one.forEach((row, r) => row.forEach((value, c) => {
        found.reach = Math.max(found.reach, Math.abs(value - other[r][c]));
      }));
    }
    return { ...found, reach: found.reach || 1 };
  }

  #entitle(model, state, boxes) {
    const moved = isShifted(state) ? (state.view === "changes" ? ", what the shift changed" : ", shifted") : "";
    const passes = model.sides.length - 1;
    const chain = passes > 1 ? ` after ${passes} passes` : "";
    const words = {
      left: `Input ${model.given.length} × ${model.given.length}${moved}`,
      right: `Output ${model.out.length} × ${model.out.length}${chain}`,
    };
    for (const [side, title] of Object.entries(this.titles)) {
      title.setAttribute("x", boxes[side].x);
      title.setAttribute("y", boxes[side].y - 0.8 * this.em);
      if (title.textContent !== words[side]) title.textContent = words[side];
    }
  }

  // Stand at an output, or between two while the window glides.
  move(at) {
    const [rows, columns] = at.map((place) => this.#spanAt(place));
    this.left.move(rows, columns);
    const cell = (place) => ({ start: place, edge: place + 1 });
    this.right.move(cell(at[0]), cell(at[1]));
    const standing = at.every(Number.isInteger);
    this.left.crown(standing ? this.crowned?.[at[0]][at[1]] : null);
    this.#project();
  }

  #spanAt(place) {
    const { spans } = this.model;
    const low = Math.min(Math.floor(place), spans.length - 1);
    return mix(spans[low], spans[Math.min(low + 1, spans.length - 1)], place - low);
  }

  #project() {
    const [from, to] = [this.left, this.right].map(({ mark, x, y }) => {
      const [left, top] = [x + mark.x, y + mark.y];
      return { left, top, right: left + mark.width, bottom: top + mark.height };
    });
    const ends = this.across
      ? [[from.right, from.top], [to.left, to.top], [to.left, to.bottom], [from.right, from.bottom]]
      : [[from.left, from.bottom], [to.left, to.top], [to.right, to.top], [from.right, from.bottom]];
    const [a, b, c, d] = ends.map((point) => point.join(" "));
    this.beam.setAttribute("d", `M${a}L${b}L${c}L${d}z`);
    this.rays.setAttribute("d", `M${a}L${b}M${d}L${c}`);
  }

  cellAt(x, y) {
    for (const side of ["left", "right"]) {
      const cell = this[side].cellAt(x, y);
      if (cell) return { side, cell };
    }
    return null;
  }

  // Show an input cell and the outputs that read it; null for none.
  point(cell, readers) {
    this.left.outline(...(cell ? [[cell[0]], [cell[1]]] : [[], []]));
    this.right.outline(...(cell ? readers : [[], []]));
  }
}
