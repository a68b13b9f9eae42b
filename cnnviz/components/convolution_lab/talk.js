// The words under the picture: where the window stands, the dot product term by term, and what flipping does.

import { short } from "../sliding_window/table.js";
import { readByWords } from "../sliding_window/words.js";
import { CHANNEL_NAMES } from "./stage.js";
import { readersOf, turned } from "./numbers.js";
import { turnedIs } from "./layer.js";

const MANY_TERMS = 9; // of several channels: beyond this each row of the window is written as its sum

const signed = (value) => (value < 0 ? `(${short(value)})` : short(value));
export const channelName = (state, channel) =>
  state.input.length === 3 ? CHANNEL_NAMES[channel] : `channel ${channel}`;

export function standing(state, at) {
  const map = state.kernel.length > 1 ? ` of map ${state.filter}` : "";
  return `Output row ${at[0]}, column ${at[1]}${map}: the window times the kernel, cell by cell, and summed.`;
}

// Who reads the input cell that is pointed at.
export const pointed = (state, cell) =>
  `${readByWords(cell, readersOf(state, cell))}${state.kernel.length > 1 ? `, in each of the ${state.kernel.length} maps` : ""}.`;

// Lines of [text, role] pieces: one for each channel, and one for what follows from their sums.
export function calculation(state, look) {
  const several = look.channels.length > 1;
  const lines = look.channels.map((channel, index) => [
    ...(several ? [[`${channelName(state, index)}: `]] : []),
    ...(several && channel.products.flat().length > MANY_TERMS ? rowSums(channel) : terms(channel)),
    [" = "],
    [short(channel.sum), several || follows(state) ? "" : "output"],
  ]);
  if (several || follows(state)) lines.push(conclusion(state, look));
  return lines;
}

const follows = (state) => state.divisor !== 1 || state.bias[state.filter] !== 0 || state.activation !== "none";

function terms({ values, weights }) {
  const pairs = values.flatMap((row, r) => row.map((value, c) => [value, weights[r][c]]));
  return pairs.flatMap(([value, weight], at) => [
    [at ? " + " : ""],
    [signed(value ?? 0), value === null ? "padding" : "input"],
    ["·"],
    [signed(weight), "window"],
  ]);
}

function rowSums({ products }) {
  const sums = products.map((row) => row.reduce((all, product) => all + product, 0));
  return sums.flatMap((sum, at) => [[at ? " + " : "its rows add up to "], [signed(sum), "window"]]);
}

function conclusion(state, { channels, total, linear, output }) {
  const bias = state.bias[state.filter];
  const sums = channels.map(({ sum }) => signed(sum)).join(" + ");
  const pieces = [[state.divisor === 1 || channels.length === 1 ? sums : `(${sums})`]];
  if (state.divisor !== 1) pieces.push([` ÷ ${state.divisor}`, "window"]);
  if (bias) pieces.push([" + "], [signed(bias), "bias"], [" (bias)"]);
  const plain = channels.length === 1 && state.divisor === 1 && !bias;
  const active = state.activation !== "none";
  if (!plain) pieces.push([" = "], [short(linear), active ? "" : "output"]);
  if (active) {
    const name = { relu: "ReLU", tanh: "tanh" }[state.activation];
    pieces.push([`, ${name}(${short(linear)}) = `], [short(output), "output"]);
  }
  return pieces;
}

export function flipSentence(state) {
  const kind = turnedIs(state, turned);
  const doing = state.flip ? "True convolution: the kernel is turned by 180° first. " : "";
  const means = {
    same: "This kernel looks the same turned, so flipping changes nothing.",
    negative: "Turned, this kernel is its own negative: flipping changes the sign of every sum.",
    different: "This kernel looks different turned, so flipping gives another map.",
  };
  return doing + means[kind];
}

export function cellWords(state, cursor) {
  const [row, column] = cursor.cell;
  const of = state.input.length > 1 ? `, ${channelName(state, cursor.index)}` : "";
  return `${cursor.kind === "input" ? "Input" : "Kernel"}${of}, row ${row}, column ${column}`;
}

export function labAlternative(state, shape) {
  const size = (plane) => `${plane.length} × ${plane[0].length}`;
  const channels = state.input.length > 1 ? `, ${state.input.length} channels` : "";
  return (
    `Convolution of an input of ${size(state.input[0])}${channels} with ` +
    `${state.kernel.length === 1 ? "one kernel" : `${state.kernel.length} kernels`} of ${size(state.kernel[0][0])}: ` +
    `output ${shape[0]} × ${shape[1]}. Tab moves between the tables, arrow keys between cells; digits change a cell, ` +
    "Space plays."
  );
}
