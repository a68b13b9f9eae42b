// What the learner sees, as plain numbers, and what follows from it. A state is never changed, only replaced.

import { hulls, reaches, seenBy, whoSees, windowOf } from "./receptive.js";

const clamp = (number, least, most) => Math.min(most, Math.max(least, number));
const whole = (value, [least, most]) => clamp(Math.round(Number(value) || 0), least, most);

export const NUMBERS = ["kernel", "stride", "padding", "dilation"];
export const PLAIN = { kind: "c", kernel: 3, stride: 1, padding: 1, dilation: 1 };

// A layer inside the limits, and one that torch has: half of a pooling window may be padding, an average has no holes.
export function completedLayer(layer, limits) {
  const made = { kind: ["m", "a"].includes(layer.kind) ? layer.kind : "c" };
  for (const name of NUMBERS) made[name] = whole(layer[name], limits[name]);
  if (made.kind !== "c") made.padding = Math.min(made.padding, Math.floor(made.kernel / 2));
  if (made.kind === "a") made.dilation = 1;
  return made;
}

export function completed(partial, base, limits) {
  const merged = { input: 15, layers: [PLAIN, PLAIN, PLAIN], level: 3, at: null, ...base, ...partial };
  const layers = merged.layers.slice(0, limits.layers[1]).map((layer) => completedLayer(layer, limits));
  return {
    input: whole(merged.input, limits.input),
    layers,
    level: clamp(merged.level, 0, layers.length),
    at: merged.at && merged.at.map((index) => Math.max(0, index)), // null: the centre
  };
}

const centre = (size) => Math.floor(size / 2);

// Everything that the picture shows of a state; throws a sentence where a layer does not fit.
export function describe(state) {
  const windows = state.layers.map(windowOf);
  const levels = reaches(state.input, windows);
  const { level } = state;
  const { size } = levels[level];
  const at = state.at ? state.at.map((index) => Math.min(index, size - 1)) : [centre(size), centre(size)];
  const along = (unit) => (level ? seenBy(levels, windows, level, unit) : whoSees(levels, windows, unit));
  return {
    layers: state.layers, windows, levels, level, at,
    sets: at.map(along), // [rows, columns], each level by level
    hulls: at.map((unit) => hulls(windows, level, unit)),
  };
}

// The unit of another level over the same place of the input.
export function across(model, level, index) {
  const [from, to] = [model.levels[model.level], model.levels[level]];
  const centre = from.start + index * from.jump;
  return clamp(Math.round((centre - to.start) / to.jump), 0, to.size - 1);
}

// The unit at the same part of the way in a level that has changed its size.
export const alike = (index, size, changed) => clamp(Math.floor(((index + 0.5) / size) * changed), 0, changed - 1);

const same = (one, other) => NUMBERS.every((name) => one[name] === other[name]) && one.kind === other.kind;

export const isPreset = (state, preset) =>
  state.input === preset.input &&
  state.layers.length === preset.layers.length &&
  state.layers.every((layer, index) => same(layer, preset.layers[index]));
