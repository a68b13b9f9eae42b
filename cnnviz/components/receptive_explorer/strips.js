// The stack seen from the side: a strip of units per level, and the paths that the chosen unit or pixel is part of.

import { node, rectPath, runs } from "../sliding_window/svg.js";
import { reads } from "../sliding_window/arithmetic.js";
import { kindWord, layerName, layerNumbers } from "./words.js";

const FINEST = 3.5; // pixels of the screen; narrower units are not drawn apart
const MOST_LINES = 260;

// What the strips are drawn of, from the ground up. Most of it stays while the learner moves over the units.
export const editedNodes = (place, edited) => {
  const y = place.middle(edited) - place.row / 2;
  const end = place.numberAt(place.columns.length - 1) + 0.3 * place.em;
  return [node("rect", { class: "edited", x: 0, width: end, y, height: place.row, rx: 4 })];
};

export const pathNodes = (model, place) => [
  node("g", { "clip-path": "url(#strips-clip)" }, cones(model, place), lines(model, place)),
];

export const groundNodes = (model, place) => perLevel(model, (level) => [ground(model, place, level)]);

export const markedNodes = (model, place) => perLevel(model, (level) => marks(model, place, level));

export const frameNodes = (model, place) => perLevel(model, (level) => frames(model, place, level));

export const chosenNodes = (model, place) => [
  node("g", { class: model.level ? "units" : "pixels", "clip-path": "url(#strips-clip)" }, chosen(model, place)),
  ...ruler(model, place),
];

export const labelNodes = (model, place, names) => [
  node("g", { class: "labels" }, ...model.levels.flatMap((_, level) => texts(model, place, level, names))),
  ...heads(place),
];

const perLevel = (model, make) =>
  model.levels.map((_, level) =>
    node("g", { class: level ? "units" : "pixels", "clip-path": "url(#strips-clip)" }, ...make(level)),
  );

const topOf = (place, level) => place.middle(level) - place.thick / 2;

const left = (model, place, level, unit) => {
  const { start, jump } = model.levels[level];
  return place.x(start + (unit - 0.5) * jump);
};

const band = (model, place, level, kind) => {
  const { size, jump } = model.levels[level];
  const across = { x: left(model, place, level, 0), width: size * jump * place.scale };
  return node("rect", { class: kind, y: topOf(place, level), height: place.thick, ...across });
};

const ground = (model, place, level) => band(model, place, level, "ground");

function marks(model, place, level) {
  const top = topOf(place, level);
  const made = [node("path", { class: model.level ? "on field" : "on output", d: marked(model, place, level, top) })];
  if (model.level) made.push(outside(model, place, level, top));
  return made;
}

function frames(model, place, level) {
  const { size, jump } = model.levels[level];
  const cell = jump * place.scale;
  const begin = left(model, place, level, 0);
  const made = [band(model, place, level, "frame")];
  if (cell < FINEST) return made;
  return [node("path", { class: "lines", d: separators(begin, cell, size, topOf(place, level), place.thick) }), ...made];
}

function separators(begin, cell, size, top, thick) {
  let path = "";
  for (let unit = 1; unit < size; unit += 1) path += `M${begin + unit * cell} ${top}v${thick}`;
  return path;
}

// The columns of a level that belong to the chosen unit's field, or that see the chosen pixel.
function marked(model, place, level, top) {
  const cell = model.levels[level].jump * place.scale;
  return runs(model.sets[1][level] ?? [])
    .map(([first, count]) => rectPath(left(model, place, level, first), top, count * cell, place.thick))
    .join("");
}

// What the formula counts beyond the ends of a level: padding.
function outside(model, place, level, top) {
  const hull = model.hulls[1][level];
  if (!hull) return node("g", {});
  const { size, jump } = model.levels[level];
  const cell = jump * place.scale;
  const parts = [[hull[0], Math.min(hull[1], -1)], [Math.max(hull[0], size), hull[1]]];
  const path = parts
    .filter(([low, high]) => low <= high)
    .map(([low, high]) => rectPath(left(model, place, level, low), top, (high - low + 1) * cell, place.thick))
    .join("");
  return node("path", { class: "outside", d: path, fill: "url(#field-hatch)" });
}

function chosen(model, place) {
  const cell = model.levels[model.level].jump * place.scale;
  const wide = Math.max(cell, 3);
  const middle = left(model, place, model.level, model.at[1]) + cell / 2;
  return node("rect", { class: "chosen", x: middle - wide / 2, y: topOf(place, model.level) - 1.5, width: wide, height: place.thick + 3, rx: 1.5 });
}

function extent(model, place, level) {
  const set = model.sets[1][level];
  const hull = model.level ? model.hulls[1][level] : set?.length && [set[0], set.at(-1)];
  return hull ? [left(model, place, level, hull[0]), left(model, place, level, hull[1] + 1)] : null;
}

function cones(model, place) {
  let path = "";
  for (let level = 1; level < model.levels.length; level += 1) {
    const [above, below] = [extent(model, place, level), extent(model, place, level - 1)];
    if (!above || !below || (model.level && level > model.level)) continue;
    const [high, low] = [place.middle(level) + place.thick / 2, place.middle(level - 1) - place.thick / 2];
    path += `M${above[0]} ${high}H${above[1]}L${below[1]} ${low}H${below[0]}z`;
  }
  return node("path", { class: model.level ? "cone field" : "cone output", d: path });
}

// Every connection as a line, as long as they can be told apart.
function lines(model, place) {
  const found = [];
  const last = model.level || model.levels.length - 1;
  for (let level = 1; level <= last; level += 1) {
    const below = new Set(model.sets[1][level - 1]);
    const { size } = model.levels[level - 1];
    for (const unit of model.sets[1][level] ?? []) {
      for (const read of reads(size, model.windows[level - 1], unit)) if (below.has(read)) found.push([level, unit, read]);
    }
    if (found.length > MOST_LINES) return node("g", {});
  }
  const centre = (level, unit) => place.x(model.levels[level].start + unit * model.levels[level].jump);
  const path = found.map(([level, unit, read]) => {
    const [high, low] = [place.middle(level) + place.thick / 2, place.middle(level - 1) - place.thick / 2];
    return `M${centre(level, unit)} ${high}L${centre(level - 1, read)} ${low}`;
  });
  return node("path", { class: model.level ? "links field" : "links output", d: path.join("") });
}

function texts(model, place, level, names) {
  const y = place.middle(level);
  const layer = model.layers[level - 1];
  const size = Math.min(place.em, 0.82 * place.row);
  const put = (text, attributes) => {
    const made = node("text", { y, "font-size": size, ...attributes });
    made.textContent = text;
    return made;
  };
  const reach = model.levels[level];
  const numbers = place.columns.map((name, index) =>
    put(format(reach[name]), { x: place.numberAt(index), class: `number ${name}-number` }),
  );
  if (!level) return [put("input", { x: 0.4 * place.em, class: "name input-text" }), ...numbers];
  const name = names ? layerName(layer, level - 1, names) : `${level} ${kindWord(layer.kind, true)}`;
  const title = put("", { x: 0.4 * place.em, class: "name", "data-level": level });
  const parts = [["name", name], ["quiet", ` ${layerNumbers(layer, true)}`]];
  title.append(...parts.filter(([kind]) => kind === "name" || !place.narrow).map(([kind, text]) => {
    const part = node("tspan", { class: kind });
    part.textContent = text;
    return part;
  }));
  return [title, ...numbers];
}

const format = (value) => String(value).replace("-", "−");

function heads(place) {
  return place.columns.map((name, index) => {
    const head = node("text", { class: "head number", x: place.numberAt(index), y: 0.85 * place.em, "font-size": 0.93 * place.em });
    head.textContent = name;
    return head;
  });
}

// Under the input: its first and last pixel, and those of the field, where they do not run into each other.
function ruler(model, place) {
  const seen = model.sets[1][0];
  const { size } = model.levels[0];
  const wanted = [];
  const add = (pixel, kind) => {
    const text = String(pixel);
    const x = place.x(pixel);
    const half = 0.32 * text.length * place.em;
    if (wanted.every((one) => one.pixel !== pixel && Math.abs(one.x - x) > one.half + half + 0.25 * place.em)) {
      wanted.push({ pixel, text, x, half, kind });
    }
  };
  if (seen.length) {
    const kind = model.level ? "field-text" : "input-text";
    add(seen[0], kind);
    add(seen.at(-1), kind);
  }
  add(0, "quiet");
  add(size - 1, "quiet");
  const y = place.middle(0) + place.thick / 2 + 0.95 * place.em;
  return wanted.map(({ text, x, kind }) => {
    const tick = node("text", { class: `tick ${kind}`, x, y, "font-size": 0.93 * place.em });
    tick.textContent = text;
    return tick;
  });
}
