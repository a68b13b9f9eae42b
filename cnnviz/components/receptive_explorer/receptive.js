// Receptive fields along one axis. They mirror cnnviz.maths.receptive, which is the judge: a browser test walks
// both through the same stacks, sentences included. Level 0 is the input, level l the output of layer l.

import { makeWindow, outputSize, readers, reads } from "../sliding_window/arithmetic.js";

export const windowOf = ({ kernel, stride, padding, dilation }) => makeWindow(kernel, stride, padding, dilation);

export function reaches(size, windows) {
  const levels = [{ size, field: 1, jump: 1, first: 0, start: 0 }];
  windows.forEach((window, index) => {
    const below = levels[index];
    let outputs;
    try {
      outputs = outputSize(below.size, window);
    } catch (error) {
      throw new Error(`Layer ${index + 1} does not fit. ${error.message}`);
    }
    const field = below.field + (window.span - 1) * below.jump;
    const first = below.first - window.before * below.jump;
    levels.push({ size: outputs, field, jump: below.jump * window.stride, first, start: first + (field - 1) / 2 });
  });
  return levels;
}

const sorted = (set) => [...set].sort((a, b) => a - b);

// The exact sets that lead to one unit of a level: its pixels first, the unit itself last.
export function seenBy(levels, windows, level, unit) {
  const sets = [[unit]];
  for (let index = level - 1; index >= 0; index -= 1) {
    const { size } = levels[index];
    const read = new Set(sets[0].flatMap((one) => reads(size, windows[index], one)));
    sets.unshift(sorted(read).filter((position) => position >= 0 && position < size));
  }
  return sets;
}

// The exact sets of units that a pixel reaches, level by level: the pixel itself first.
export function whoSees(levels, windows, pixel) {
  const sets = [[pixel]];
  windows.forEach((window, index) => {
    const found = new Set(sets[index].flatMap((one) => readers(levels[index].size, window, one)));
    sets.push(sorted(found));
  });
  return sets;
}

// From the first to the last position of every level that the formula counts for one unit, padding included.
export function hulls(windows, level, unit) {
  const found = [[unit, unit]];
  for (let index = level - 1; index >= 0; index -= 1) {
    const { stride, before, span } = windows[index];
    const [low, high] = found[0];
    found.unshift([low * stride - before, high * stride - before + span - 1]);
  }
  return found;
}
