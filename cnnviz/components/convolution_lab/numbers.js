// The numbers of the lesson. They mirror cnnviz.maths.convolve, which is the judge: a browser test walks both
// through the same states.

import { makeWindow, outputSize, range, readers, reads } from "../sliding_window/arithmetic.js";

export const ACTIVATIONS = {
  none: (value) => value,
  relu: (value) => Math.max(value, 0),
  tanh: (value) => Math.tanh(value),
};

export const turned = (plane) => plane.map((row) => [...row].reverse()).reverse();

export const kernelSize = (state) => [state.kernel[0][0].length, state.kernel[0][0][0].length];
export const inputSize = (state) => [state.input[0].length, state.input[0][0].length];

const windowsOf = (state) => kernelSize(state).map((taps) => makeWindow(taps, state.stride, state.padding));

// Rows and columns of every map. Throws the sentence that says why the kernel does not fit.
export function mapSize(state) {
  const windows = windowsOf(state);
  return inputSize(state).map((size, axis) => outputSize(size, windows[axis]));
}

// Rows and columns of the outputs that read an input cell.
export function readersOf(state, cell) {
  const windows = windowsOf(state);
  return inputSize(state).map((size, axis) => readers(size, windows[axis], cell[axis]));
}

export const weightsOf = (state, filter, channel) => {
  const plane = state.kernel[filter][channel];
  return state.flip ? turned(plane) : plane;
};

// One output with all that makes it: per channel the products and their sum, then the total, and the value
// before and after the activation.
export function lookAt(state, filter, at) {
  const windows = windowsOf(state);
  const [rows, columns] = inputSize(state).map((size, axis) => reads(size, windows[axis], at[axis]));
  const channels = state.input.map((plane, channel) => {
    const weights = weightsOf(state, filter, channel);
    const values = rows.map((row) => columns.map((column) => plane[row]?.[column] ?? null));
    const products = values.map((line, r) => line.map((value, c) => (value ?? 0) * weights[r][c]));
    const sum = products.flat().reduce((all, product) => all + product, 0);
    return { values, weights, products, sum };
  });
  const total = channels.reduce((all, { sum }) => all + sum, 0);
  const linear = total / state.divisor + state.bias[filter];
  return { channels, total, linear, output: ACTIVATIONS[state.activation](linear) };
}

export function allMaps(state) {
  const [rows, columns] = mapSize(state).map(range);
  return state.kernel.map((_, filter) =>
    rows.map((row) => columns.map((column) => lookAt(state, filter, [row, column]).output)),
  );
}
