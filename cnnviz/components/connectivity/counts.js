// Edges and weights behind the pictures. They mirror cnnviz.maths.connectivity, which is the judge: a browser
// test walks both through the same states.

import { range } from "../sliding_window/arithmetic.js";

// The edges into one output of a convolution, as [input, tap].
export const tapsOf = (units, kernel, output) =>
  range(kernel)
    .map((tap) => [output - (kernel - 1) / 2 + tap, tap])
    .filter(([input]) => input >= 0 && input < units);

export const denseEdges = (units, layers) => layers * units * units;

export const sparseEdges = (units, kernel, layers) =>
  layers * range(units).reduce((sum, output) => sum + tapsOf(units, kernel, output).length, 0);

export const differentWeights = (units, kernel, layers, shared) =>
  shared ? layers * kernel : sparseEdges(units, kernel, layers);

// First and last unit connected with `unit` through so many convolutions, up or down.
export function reachOf(units, kernel, unit, layers) {
  const far = (layers * (kernel - 1)) / 2;
  return [Math.max(unit - far, 0), Math.min(unit + far, units - 1)];
}

export const denseParameters = (inputs, outputs) => inputs * outputs + outputs;

export const convolutionParameters = (channels, filters, kernel) => kernel * kernel * channels * filters + filters;

// The three layers of the second picture; every count stays below 2^53, so it is exact.
export function layerCounts({ side, channels, filters, width, hidden }) {
  const inputs = side * side * channels;
  return {
    convolution: convolutionParameters(channels, filters, width),
    hidden: denseParameters(inputs, hidden),
    same: denseParameters(inputs, side * side * filters),
  };
}
