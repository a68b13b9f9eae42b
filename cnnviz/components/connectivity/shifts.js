// Small pictures shifted, permuted and convolved: the mirror of cnnviz.maths.equivariance, which is the judge.

import { everyPixel, pixelOf, shifted } from "../shared/shift.js";
import { range } from "../sliding_window/arithmetic.js";

export function convolve(picture, kernel, circular) {
  const [up, left] = [(kernel.length - 1) / 2, (kernel[0].length - 1) / 2];
  return everyPixel(picture, (row, column) =>
    kernel.reduce((sum, line, k) =>
      line.reduce((all, weight, m) => all + weight * pixelOf(picture, row + k - up, column + m - left, circular), sum), 0),
  );
}

export function shuffle(length, number) {
  const order = range(length);
  let state = number * 7919;
  for (let last = length - 1; last > 0; last -= 1) {
    state = (state * 16807) % 2147483647;
    const chosen = state % (last + 1);
    [order[last], order[chosen]] = [order[chosen], order[last]];
  }
  return order;
}

export function permute(picture, order) {
  const flat = picture.flat();
  return everyPixel(picture, (row, column) => flat[order[row * picture[0].length + column]]);
}

export const minus = (one, other) => everyPixel(one, (row, column) => one[row][column] - other[row][column]);

export const largest = (picture) => Math.max(...picture.flat().map(Math.abs));

// Both ways round the diagram, and how far apart they end.
export function twoWays(picture, kernel, { way, border, down, right, number }) {
  const [round, circular] = [border !== "zeros", border === "circular"]; // the shift's border, the convolution's
  const order = shuffle(picture.length * picture[0].length, number);
  const change = (from) => (way === "shift" ? shifted(from, [down, right], round) : permute(from, order));
  const changed = change(picture);
  const filtered = convolve(picture, kernel, circular);
  const [upper, lower] = [convolve(changed, kernel, circular), change(filtered)];
  return { picture, changed, filtered, upper, lower, difference: minus(upper, lower) };
}
