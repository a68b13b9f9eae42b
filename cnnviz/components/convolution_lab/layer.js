// The state: plain tables of whole numbers. It is never changed, only replaced.

import { range } from "../sliding_window/arithmetic.js";

export const LEAST = -99;
export const MOST = 99;
export const whole = (value) => Math.min(MOST, Math.max(LEAST, Math.round(Number(value) || 0)));

const replaced = (list, index, value) => list.map((old, at) => (at === index ? value : old));
const cellSet = (plane, [row, column], value) => replaced(plane, row, replaced(plane[row], column, value));

export function withInput(state, channel, cell, value) {
  return { ...state, input: replaced(state.input, channel, cellSet(state.input[channel], cell, value)) };
}

export function withWeight(state, filter, channel, cell, value) {
  const planes = state.kernel[filter];
  const volume = replaced(planes, channel, cellSet(planes[channel], cell, value));
  return { ...state, kernel: replaced(state.kernel, filter, volume) };
}

// A kernel with another side: what is near the middle stays, what is new is 0.
export function resized(plane, side) {
  const shift = (side - plane.length) / 2;
  return range(side).map((row) => range(side).map((column) => plane[row - shift]?.[column - shift] ?? 0));
}

export const resizedAll = (state, side) => ({
  ...state,
  kernel: state.kernel.map((volume) => volume.map((plane) => resized(plane, side))),
});

// The known kernel in every channel of the chosen filter; the others take its side.
export function withKernel(state, { kernel, divisor }) {
  const sized = resizedAll(state, kernel.length);
  const volume = state.input.map(() => kernel);
  return { ...sized, divisor, kernel: replaced(sized.kernel, state.filter, volume) };
}

// As many filters as wanted: new ones come from `spare`, one known kernel each.
export function withFilters(state, count, spare) {
  const side = state.kernel[0][0].length;
  const kept = state.kernel.slice(0, count);
  const added = range(count - kept.length).map((index) =>
    state.input.map(() => resized(spare[index % spare.length], side)),
  );
  const bias = range(count).map((index) => state.bias[index] ?? 0);
  return { ...state, kernel: [...kept, ...added], bias, filter: Math.min(state.filter, count - 1) };
}

// Another picture. A kernel that came for fewer channels repeats its first one, so that the two fit.
export function withPicture(state, partial) {
  const merged = { ...state, ...partial, at: [0, 0] };
  if (partial.kernel) return merged;
  const kernel = state.kernel.map((volume) => merged.input.map((_, channel) => volume[channel] ?? volume[0]));
  return { ...merged, kernel };
}

export const withBias = (state, value) => ({ ...state, bias: replaced(state.bias, state.filter, whole(value)) });

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

// The known kernel that the chosen filter holds in all its channels, or undefined.
export const knownKernel = (state, kernels) =>
  kernels.find(
    ({ kernel, divisor }) =>
      divisor === state.divisor && state.kernel[state.filter].every((plane) => same(plane, kernel)),
  );

export const knownPicture = (state, pictures) =>
  pictures.findIndex((picture) => Object.entries(picture.state).every(
    ([name, value]) => name === "filter" || same(state[name], value),
  ));

// Whether turning the chosen kernel by 180° gives "same", "negative" or "different" weights.
export function turnedIs(state, turn) {
  const planes = state.kernel[state.filter];
  if (planes.every((plane) => same(turn(plane), plane))) return "same";
  const negative = (plane) => plane.map((row) => row.map((weight) => 0 - weight));
  return planes.every((plane) => same(turn(plane), negative(plane))) ? "negative" : "different";
}
