// The description of the picture: plain numbers, [rows, columns]. A state is never changed, only replaced.

import { makeWindow, outputSize, samePadding, fullPadding, transposedSize, leftover } from "./arithmetic.js";

export const AXES = [0, 1];

const START = {
  mode: "convolution",
  view: "gather", // how a transposed convolution is shown; scatter walks over the input
  input: [7, 7],
  kernel: [3, 3],
  stride: [1, 1],
  padding: [0, 0],
  dilation: [1, 1],
  output_padding: [0, 0],
  channels: [1, 1],
  at: [0, 0],
};

const WORDS = ["mode", "view"];

const clamp = (number, least, most) => Math.min(most, Math.max(least, number));

// `partial` laid over `base`, every number whole and inside its limits.
export function completed(partial, base, limits) {
  const merged = { ...START, ...base, ...partial };
  const state = {
    mode: merged.mode === "transposed" ? "transposed" : "convolution",
    view: merged.view === "scatter" ? "scatter" : "gather",
  };
  for (const name of Object.keys(START).filter((key) => !WORDS.includes(key))) {
    const [least, most] = limits[name];
    state[name] = AXES.map((axis) => clamp(Math.round(Number(merged[name][axis]) || 0), least, most));
  }
  return state;
}

export const within = (partial, limits) =>
  Object.entries(partial).every(([name, pair]) => {
    if (WORDS.includes(name)) return true;
    const [least, most] = limits[name];
    return pair.every((number) => number >= least && number <= most);
  });

export const agrees = (state, partial) =>
  Object.entries(partial).every(([name, value]) => JSON.stringify(state[name]) === JSON.stringify(value));

export const axisWindow = (state, axis) =>
  makeWindow(state.kernel[axis], state.stride[axis], state.padding[axis], state.dilation[axis]);

export const axisOutput = (state, axis) =>
  state.mode === "transposed"
    ? transposedSize(state.input[axis], axisWindow(state, axis), state.output_padding[axis])
    : outputSize(state.input[axis], axisWindow(state, axis));

// The padding that a shortcut stands for, or null where no equal padding on both sides does it.
export function shortcutPadding(state, shortcut) {
  const windows = AXES.map((axis) => axisWindow(state, axis));
  if (shortcut === "valid") return [0, 0];
  if (shortcut === "full") return windows.map(fullPadding);
  const pairs = windows.map(samePadding);
  return pairs.every(([before, after]) => before === after) ? pairs.map(([before]) => before) : null;
}

// The same kernel, stride and padding walked the other way. Going there and back gives the picture again.
export function twin(state) {
  const output = AXES.map((axis) => axisOutput(state, axis));
  if (state.mode === "transposed") {
    return { mode: "convolution", input: output, output_padding: [0, 0], at: [0, 0] };
  }
  const lost = AXES.map((axis) => leftover(state.input[axis], axisWindow(state, axis)));
  return { mode: "transposed", input: output, output_padding: lost, at: [0, 0] };
}
