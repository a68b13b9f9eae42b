// Names, the rows of the table, and the sentence under the toolbar.

import { ACTIVATIONS, chainGradients, saturatedShare, silentShare } from "./arithmetic.js";
import { figures, percent } from "./figures.js";

export const NAMES = {
  relu: "ReLU",
  leaky_relu: "Leaky ReLU",
  sigmoid: "Sigmoid",
  tanh: "tanh",
  lenet: "LeNet’s tanh",
};

export const BATCH = 128; // AlexNet's

// Every number of the picture for one function, unrounded.
export function measure(name, { x, shift, scale, depth }) {
  const { value, slope } = ACTIVATIONS[name];
  return {
    value: value(x),
    slope: slope(x),
    saturated: saturatedShare(name, shift, scale),
    silent: name === "relu" ? silentShare(BATCH, shift, scale) : 0,
    chain: chainGradients(name, x, depth)[0],
  };
}

export const TABLE = [
  // number of `measure`, words, how to write it
  ["value", () => "value f(x)", figures],
  ["slope", () => "slope f′(x)", figures],
  ["saturated", () => "inputs saturated", percent],
  ["silent", () => `units silent, batch of ${BATCH}`, percent],
  ["chain", ({ depth }) => `gradient through ${depth} layer${depth === 1 ? "" : "s"}`, figures],
];

export function sentence(state) {
  const { f, x, depth } = state;
  const { slope, chain } = measure(f, state);
  const reached = chain === 0 ? "nothing" : figures(chain);
  const layers = depth === 1 ? "1 layer" : `${depth} layers`;
  return (
    `At x = ${figures(x)} the slope of ${NAMES[f]} is ${figures(slope)}. ` +
    `Of a gradient of 1, ${reached} arrives after ${layers}.`
  );
}

export const alternative = ({ f, other }) =>
  `Curves of ${NAMES[f]}${other === "none" ? "" : ` and ${NAMES[other]}`} with their slopes. x, moved by the arrow keys`;
