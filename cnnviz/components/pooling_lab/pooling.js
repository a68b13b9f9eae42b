// Pooling in numbers. It mirrors cnnviz.maths.pooling, which is the judge: a browser test walks both through
// the same configurations.

import { formulaSize, makeWindow, outputSize, range } from "../sliding_window/arithmetic.js";

const SAME = 1e-9; // sums of fractions are rounded

// One span per output: reads positions `start` to `stop` - 1, padding included; drawn up to `edge`.
export function poolingSpans(size, { kernel, stride, padding, ceil }) {
  const most = Math.floor(kernel / 2);
  if (padding > most) {
    throw new Error(
      `A padding of ${padding} is more than half of the window (${kernel}), so a window could hold nothing but ` +
        `padding. Use at most ${most}, or a larger window.`,
    );
  }
  const window = makeWindow(kernel, stride, padding);
  let count = formulaSize(size + (ceil ? stride - 1 : 0), window);
  if (count < 1) outputSize(size, window); // throws the sentence
  if (ceil && (count - 1) * stride >= size + padding) count -= 1;
  return range(count).map((output) => {
    const start = output * stride - padding;
    return { start, stop: Math.min(start + kernel, size + padding), edge: start + kernel, size };
  });
}

export const adaptiveSpans = (size, target) =>
  range(target).map((output) => {
    const stop = Math.ceil(((output + 1) * size) / target);
    return { start: Math.floor((output * size) / target), stop, edge: stop, size };
  });

export const realCells = ({ start, stop, size }) => [Math.max(start, 0), Math.min(stop, size)];

export const countedCells = (span, padding) => {
  const [first, end] = realCells(span);
  return padding ? span.stop - span.start : end - first;
};

// Of equal values the first index wins.
function bestIn(span, valueAt) {
  const [first, end] = realCells(span);
  let best = first;
  for (let index = first + 1; index < end; index += 1) if (valueAt(index) > valueAt(best)) best = index;
  return best;
}

function sumIn(span, valueAt) {
  const [first, end] = realCells(span);
  let sum = 0;
  for (let index = first; index < end; index += 1) sum += valueAt(index);
  return sum;
}

// Gives { values, switches }; switches are [row, column] of the input, null for an average.
export function poolMap(values, rows, columns, op, countPadding) {
  if (op === "average") {
    const across = values.map((row) => columns.map((span) => sumIn(span, (c) => row[c])));
    const count = (down, over) => countedCells(down, countPadding) * countedCells(over, countPadding);
    const mean = (down, over, c) => sumIn(down, (r) => across[r][c]) / count(down, over);
    return { values: rows.map((down) => columns.map((over, c) => mean(down, over, c))), switches: null };
  }
  const across = values.map((row) => columns.map((span) => bestIn(span, (c) => row[c])));
  const winner = (down, c) => {
    const row = bestIn(down, (r) => values[r][across[r][c]]);
    return [row, across[row][c]];
  };
  const switches = rows.map((down) => columns.map((_, c) => winner(down, c)));
  return { values: switches.map((line) => line.map(([r, c]) => values[r][c])), switches };
}

// How much two maps of one size differ.
export function changeBetween(before, after) {
  let [differing, cells, difference, level] = [0, 0, 0, 0];
  before.forEach((row, r) =>
    row.forEach((value, c) => {
      const gap = Math.abs(value - after[r][c]);
      cells += 1;
      if (gap > SAME) differing += 1;
      difference += gap;
      level += Math.abs(value);
    }),
  );
  const relative = level ? difference / level : Number(difference > 0);
  return { differing, cells, share: differing / cells, relative };
}

export const differs = (one, other) => Math.abs(one - other) > SAME;
