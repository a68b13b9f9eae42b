// The picture: inputs, kernel, products and maps side by side, or below each other where it is narrow.

import { Measured } from "../shared/measured.js";
import { range } from "../sliding_window/arithmetic.js";
import { node, setView } from "../sliding_window/svg.js";
import { short } from "../sliding_window/table.js";
import { Board } from "./board.js";
import { brightness, largest, signedColour } from "./colours.js";
import { inputSize, kernelSize, mapSize, weightsOf } from "./numbers.js";

const LARGEST = 3.1; // em: the side of a cell
const NARROW = 34; // em: a phone
export const CHANNEL_NAMES = ["red", "green", "blue"];

export class Stage extends Measured {
  // New boards for a state whose sizes changed.
  build(state, scale) {
    this.scale = scale;
    const channels = state.input.length;
    const make = (kind, count, size, ring) => range(count).map((index) => new Board({ kind, index, size, ring }));
    this.inputs = make("input", channels, inputSize(state), state.padding);
    this.kernels = make("kernel", channels, kernelSize(state));
    this.products = make("product", channels, kernelSize(state));
    this.maps = make("map", state.kernel.length, mapSize(state));
    const middle = channels === 1 ? [[...this.kernels, ...this.products]] : [this.kernels, this.products];
    const side = [this.inputs, ...middle, this.maps];
    const ways = this.inputs.map((board, at) => [board, this.kernels[at], this.products[at]]); // one line per channel
    const stack = channels > 1 && this.size[0] < NARROW * this.em ? [...ways, this.maps] : side;
    const [beside, below] = [this.#fit(side, true), this.#fit(stack, false)];
    this.across = stack === side && beside >= 0.8 * below;
    this.cell = Math.floor(this.across ? beside : below);
    const columns = this.across ? side : stack;
    this.factor = channels > 1 && columns === side ? this.#grown(columns) : 1;
    this.#settle(columns);
    this.rays = node("path", { class: "rays" });
    setView(this.svg, ...this.size);
    this.svg.replaceChildren(...this.boards.map((board) => board.root), this.rays);
  }

  get boards() {
    return [...this.inputs, ...this.kernels, ...this.products, ...this.maps];
  }

  // Beside the cells: a title above and a foot below each board, gaps between groups.
  get #trim() {
    const single = this.inputs.length === 1;
    const [foot, least] = single ? [1.6, 6.6] : [0.4, 8]; // several channels have their sums in the titles
    return { head: 1.7 * this.em, foot: foot * this.em, gap: 2.1 * this.em, least: least * this.em };
  }

  #fit(columns, across) {
    const { head, foot, gap } = this.#trim;
    const [width, height] = this.size;
    const most = (group, axis) => Math.max(...group.map((board) => board.whole[axis]));
    const sum = (axis) => columns.reduce((all, group) => all + most(group, axis), 0);
    const tall = (group) => (height / group.length - head - foot) / most(group, 0);
    const wide = (group) => (width - (group.length * gap) / 2) / group.reduce((all, board) => all + board.whole[1], 0);
    const fits = across
      ? [(width - (columns.length - 0.4) * gap) / sum(1), ...columns.map(tall)]
      : [(height - columns.length * (head + foot)) / sum(0), ...columns.map(wide)];
    const cell = Math.max(4, Math.min(LARGEST * this.em, ...fits));
    return across && this.#width(columns, cell) > width ? 4 : cell;
  }

  // What the groups take beside each other, titles included, at the least distance.
  #width(columns, cell, factor = 1) {
    const { gap, least } = this.#trim;
    const wide = (group) => Math.max(...group.map((board) => board.whole[1])) * cell;
    const each = columns.map((group, at) => Math.max(least, wide(group) * (at ? factor : 1)));
    return each.reduce((all, width) => all + width, 0) + 0.5 * gap * columns.length;
  }

  // Kernels, products and maps have fewer cells than the inputs: where there is room theirs are larger.
  #grown(columns) {
    const { head, foot, gap } = this.#trim;
    const [width, height] = this.size;
    const side = (group, axis) => Math.max(...group.map((board) => board.whole[axis])) * this.cell;
    const high = (group, factor) => side(group, 0) * factor + head + foot;
    const beside = (factor) =>
      this.#width(columns, this.cell, factor) <= width &&
      columns.slice(1).every((group) => high(group, factor) * group.length <= height);
    const below = (factor) =>
      columns.reduce((all, group, at) => all + high(group, at ? factor : 1), 0) <= height &&
      columns.slice(1).every((group) => (side(group, 1) * factor + 0.5 * gap) * group.length <= width);
    const fits = this.across ? beside : below;
    const limit = (LARGEST * this.em) / this.cell;
    return [1.6, 1.45, 1.3, 1.15].find((factor) => factor <= limit && fits(factor)) ?? 1;
  }

  // Every group gets its share; its boards stand in equal slots, so that channels face each other.
  #settle(columns) {
    const { head, foot, gap, least } = this.#trim;
    const { em, across } = this;
    const sizeOf = (board) => Math.floor(this.cell * (board.kind === "input" ? 1 : this.factor));
    const length = (board, axis) => board.whole[axis] * sizeOf(board);
    const slotHigh = (group) => Math.max(...group.map((board) => length(board, 0))) + head + foot;
    const slotWide = (group) => Math.max(least, ...group.map((board) => length(board, 1)));
    const [width, height] = this.size;
    if (across) {
      const high = Math.max(...columns.map((group) => group.length * slotHigh(group)));
      const taken = columns.reduce((all, group) => all + slotWide(group), 0);
      const between = Math.min(3.2 * em, Math.max(0.6 * em, (width - taken - em) / (columns.length - 1)));
      let x = Math.max(0.3 * em, (width - taken - between * (columns.length - 1)) / 2);
      const top = Math.max(0, (height - high) / 2);
      for (const group of columns) {
        group.forEach((board, at) => {
          const slot = high / group.length;
          board.place(x, top + at * slot + head + (slot - head - foot - length(board, 0)) / 2, sizeOf(board), em);
        });
        x += slotWide(group) + between;
      }
      return;
    }
    let y = 0;
    for (const group of columns) {
      const alike = group.every((board) => board.kind === group[0].kind);
      const slots = group.map((board) => (alike ? Math.max(least, length(board, 1)) : length(board, 1)) + gap / 2);
      const most = slots.reduce((all, slot) => all + slot, 0);
      const squeeze = Math.min(1, width / most);
      let x = Math.max(0, (width - most) / 2);
      const tall = slotHigh(group) - head - foot;
      group.forEach((board, at) => {
        board.place(x + gap / 4, y + head + (tall - length(board, 0)) / 2, sizeOf(board), em);
        x += slots[at] * squeeze;
      });
      y += slotHigh(group);
    }
  }

  // Numbers and colours of a state; `look` is the output that the window stands on.
  fill(state, maps, look) {
    const bright = Math.max(9, largest(state.input));
    const several = state.input.length;
    state.input.forEach((plane, channel) => {
      this.inputs[channel].write(plane, brightness(bright, channel, several), (value) => short(value));
    });
    const filter = state.kernel[state.filter];
    const weight = signedColour(this.scale, largest(filter));
    filter.forEach((_, channel) =>
      this.kernels[channel].write(weightsOf(state, state.filter, channel), weight, (value) => short(value)),
    );
    const out = signedColour(this.scale, largest(maps));
    maps.forEach((rows, number) => {
      this.maps[number].write(rows, out, (value) => short(value, 2));
      this.maps[number].root.classList.toggle("chosen", number === state.filter);
    });
    this.multiply(look);
    this.#titles(state);
  }

  multiply(look) {
    const colour = signedColour(this.scale, largest(look.channels.map(({ products }) => products)));
    look.channels.forEach(({ products, sum }, channel) => {
      this.products[channel].write(products, colour, (value) => short(value));
      const said = `sum ${short(sum)}`;
      if (look.channels.length > 1) this.products[channel].say(this.across ? `Products, ${said}` : said);
      else this.products[channel].say("Products", said);
    });
  }

  #titles(state) {
    const by = ([rows, columns]) => `${rows} × ${columns}`;
    const rgb = state.input.length === 3;
    const many = state.kernel.length > 1;
    const several = state.input.length > 1;
    const divided = state.divisor > 1 ? `÷ ${state.divisor}` : "";
    this.inputs.forEach((board, channel) => {
      const which = rgb ? CHANNEL_NAMES[channel] : channel;
      const name = several ? `${this.across ? "Input " : ""}${which},` : "Input";
      board.say(`${name} ${by(board.size)}`, state.padding && !several ? `padded with ${state.padding}` : "");
    });
    this.kernels.forEach((board, channel) => {
      const name = many ? `Kernel ${state.filter}` : "Kernel";
      const turned = state.flip ? ", turned" : "";
      if (several) board.say(this.across || !channel ? `${name}${turned} ${divided}` : "");
      else board.say(`${name}${turned}`, divided && `all ${divided}`);
    });
    this.maps.forEach((board, number) => board.say(`${many ? `Map ${number},` : "Output"} ${by(board.size)}`));
  }

  // Move the window to an output, which may lie between two cells while it glides.
  move(at, state) {
    const corner = at.map((place) => place * state.stride - state.padding);
    const windows = this.inputs.map((board) => board.frameAt(corner, kernelSize(state)));
    this.maps.forEach((board, number) => board.frame.classList.toggle("idle", number !== state.filter));
    const target = this.maps[state.filter].frameAt(at, [1, 1]);
    const single = windows.length === 1;
    const first = single ? this.products : this.kernels;
    const pairs = windows.map((from, channel) => [from, first[channel].box]);
    if (!single) pairs.push(...this.kernels.map((board, channel) => [board.box, this.products[channel].box]));
    pairs.push(...this.products.map((board) => [board.box, target]));
    this.rays.setAttribute("d", pairs.map(([from, to]) => this.#ray(from, to)).join(""));
  }

  #ray(from, to) {
    const beside = from.top < to.bottom && to.top < from.bottom;
    return this.across || beside
      ? `M${from.right} ${from.top}L${to.left} ${to.top}M${from.right} ${from.bottom}L${to.left} ${to.bottom}`
      : `M${from.left} ${from.bottom}L${to.left} ${to.top}M${from.right} ${from.bottom}L${to.right} ${to.top}`;
  }

  hit(x, y) {
    for (const board of this.boards) {
      const cell = board.cellAt(x, y);
      if (cell) return { board, cell };
    }
    return null;
  }
}
