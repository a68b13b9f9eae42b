// Three panels: value and slope over the same x, and the gradient on its way back through the layers.

import { Layers } from "../shared/layers.js";
import { ACTIVATIONS, chainGradients } from "./arithmetic.js";
import { figures, fixed, percent } from "./figures.js";
import { NAMES, measure } from "./words.js";
import { Panel } from "./panel.js";
import { node } from "../sliding_window/svg.js";

const ACROSS = [-6, 6];
const TICKS = [-6, -4, -2, 0, 2, 4, 6];
const DECADES = [-14, 2]; // powers of ten that the gradient's scale shows
const GAP = 1.9; // room for a title over a panel, in heights of the text
const NARROW = 44; // in the same unit: a phone
const ROLES = ["", " other"];

// x moves, the curves stay.
export class CurvesPicture {
  constructor(svg) {
    this.layers = new Layers(svg, ["curves", "inputs", "hand", "chain"]);
  }

  paint(room, state, shown) {
    const { em } = room;
    const { x, shift, scale, depth } = state;
    const [top, middle, bottom] = panels(room, state, shown);
    const still = [Object.values(room), shown];
    const covered = TICKS.find((tick) => Math.abs(top.px(tick) - top.px(x)) < 2.6 * em); // by the label of x
    this.layers.draw([
      [still, () => valuePanel(top, state, shown, em)],
      [[still, shift, scale, covered], () => slopePanel(middle, state, shown, em, covered)],
      [[still, x], () => [tangent(top, state.f, x), ...hand(top, middle, state, em)]],
      [[still, x, depth], () => chainPanel(bottom, state, shown, em)],
    ]);
    return { under: (pixel) => top.under(pixel), floor: middle.y + middle.height + 1.5 * em };
  }
}

function panels({ width, height, em }, state, shown) {
  const left = 3.1 * em;
  const box = { x: left, width: width - left - 0.9 * em };
  const free = height - 3 * GAP * em - 1.6 * em - 1.8 * em; // titles, the ticks of x, the ticks of the layers
  const heights = [0.46, 0.27, 0.27].map((part) => part * free);
  const high = state.f.endsWith("relu") ? 6 : shown.some((name) => name.endsWith("relu")) ? 3 : 2;
  let y = GAP * em;
  return [[-2, high], [0, 1.25], DECADES].map((up, index) => {
    const panel = new Panel({ ...box, y, height: heights[index] }, ACROSS, up);
    y += heights[index] + GAP * em + (index ? 1.6 * em : 0);
    return panel;
  });
}

const range = (first, last, step = 1) =>
  Array.from({ length: Math.round((last - first) / step) + 1 }, (_, index) => first + index * step);

function valuePanel(panel, { f }, shown, em) {
  const ups = range(...panel.up, panel.up[1] > 3 ? 2 : 1);
  const named = (value) => fixed(value, 0);
  const title = [["value f(x), solid: "], [NAMES[f], "output-text"]];
  if (shown[1]) title.push([" and "], [NAMES[shown[1]], "field-text"]);
  return [
    panel.frame({ title, ups, acrosses: TICKS, em, named: () => "", upNamed: named }),
    node("path", { class: "zero", d: `M${panel.x} ${panel.py(0)}h${panel.width}M${panel.px(0)} ${panel.y}v${panel.height}` }),
    node("clipPath", { id: "inside" }, node("rect", { x: panel.x, y: panel.y, width: panel.width, height: panel.height })),
    ...shown.map((name, i) => node("path", { class: `line${ROLES[i]}`, "clip-path": "url(#inside)", d: panel.curve(ACTIVATIONS[name].value) })).reverse(),
  ];
}

// As long as it stays inside, and at most 2 to either side.
function tangent(panel, name, x) {
  const value = ACTIVATIONS[name].value(x);
  const slope = ACTIVATIONS[name].slope(x);
  const reach = (step) => {
    const end = Math.min(6, Math.max(-6, x + step));
    const steepest = slope > 0 ? (step > 0 ? panel.up[1] - value : value - panel.up[0]) / slope : Infinity;
    return x + Math.sign(step) * Math.max(0, Math.min(Math.abs(end - x), steepest));
  };
  const [from, to] = [reach(-1.6), reach(1.6)];
  const at = (place) => ({ x: panel.px(place), y: panel.py(value + slope * (place - x)) });
  const [a, b] = [at(from), at(to)];
  return node("line", { class: "tangent", x1: a.x, y1: a.y, x2: b.x, y2: b.y });
}

function slopePanel(panel, state, shown, em, covered) {
  const { f, shift, scale } = state;
  const { low, high } = ACTIVATIONS[f];
  const density = (x) => panel.up[1] * 0.8 * Math.exp(-0.5 * ((x - shift) / scale) ** 2);
  const parts = [node("path", { class: "inputs", d: panel.area(density, ...ACROSS) })];
  if (low > ACROSS[0]) parts.push(node("path", { class: "flat", d: panel.area(density, ACROSS[0], Math.min(low, ACROSS[1])) }));
  if (high < ACROSS[1]) parts.push(node("path", { class: "flat", d: panel.area(density, high, ACROSS[1]) }));
  const title = [
    ["slope f′(x), dashed", "window-text"], ["; "], ["inputs", "input-text"], [", "],
    [`${percent(measure(f, state).saturated)} saturated`, "unused-text"],
  ];
  const named = (value) => (value === covered ? "" : fixed(value, 0));
  return [
    ...parts,
    panel.frame({ title, ups: [0, 0.5, 1], acrosses: TICKS, em, named, upNamed: String }),
    ...shown.map((name, i) => node("path", { class: `line slope${ROLES[i]}`, d: panel.curve(ACTIVATIONS[name].slope, 360) })).reverse(),
  ];
}

// The place of x through both panels, with its numbers.
function hand(top, middle, { f, x }, em) {
  const { value, slope } = ACTIVATIONS[f];
  const px = top.px(x);
  const right = x < 2.5; // where the numbers have room
  const label = (y, text, kind) =>
    node("text", { class: `label ${kind}`, x: px + (right ? 0.8 : -0.8) * em, y, "text-anchor": right ? "start" : "end" }, text);
  const floor = middle.y + middle.height;
  const above = (panel, y, up) => Math.min(panel.y + panel.height - 0.3 * em, Math.max(panel.y + em, y + up));
  return [
    node("line", { class: "here", x1: px, x2: px, y1: top.y, y2: floor }),
    node("circle", { class: "dot", cx: px, cy: top.py(value(x)), r: 0.5 * em }),
    node("circle", { class: "dot slope", cx: px, cy: middle.py(slope(x)), r: 0.5 * em }),
    node("circle", { class: "grip", cx: px, cy: floor, r: 0.55 * em }),
    label(above(top, top.py(value(x)), 1.7 * em), `f(x) = ${figures(value(x))}`, "output-text"),
    label(above(middle, middle.py(slope(x)), -0.7 * em), `f′(x) = ${figures(slope(x))}`, "window-text"),
    node("text", { class: "label input-text", x: px, y: floor + 1.25 * em, "text-anchor": "middle" }, `x = ${figures(x)}`),
  ];
}

function chainPanel(panel, state, shown, em) {
  const { x, depth } = state;
  const slot = panel.width / depth;
  const thick = Math.min(3 * em, (0.7 * slot) / shown.length);
  const floor = panel.y + panel.height;
  const bars = shown.flatMap((name, which) =>
    chainGradients(name, x, depth).map((gradient, layer) => {
      const left = panel.x + (layer + 0.5) * slot + (which - shown.length / 2) * thick;
      const power = Math.min(DECADES[1], Math.log10(gradient));
      if (power > DECADES[0]) {
        const y = panel.py(power);
        return node("rect", { class: `bar${ROLES[which]}`, x: left, y, width: thick, height: floor - y });
      }
      const text = gradient === 0 ? "0" : "↓";
      const kind = `label ${gradient === 0 ? "unused-text" : "quiet"}`;
      return node("text", { class: kind, x: left + thick / 2, y: floor - 0.3 * em, "text-anchor": "middle" }, text);
    }),
  );
  const every = slot < 1.6 * em ? (slot < 0.9 * em ? 4 : 2) : 1;
  const layers = range(1, depth).filter((layer) => (layer - 1) % every === 0);
  const power = (value) => (value ? `10${[...String(value)].map((c) => (c === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[c])).join("")}` : "1");
  const title = [["gradient that reaches each layer"], [panel.width > NARROW * em ? " (weights 1; it starts as 1 behind the last)" : "", "quiet"]];
  return [
    panel.frame({ title, ups: [-12, -8, -4, 0], em, upNamed: power }),
    ...bars,
    ...layers.map((layer) =>
      node("text", { class: "tick", x: panel.x + (layer - 0.5) * slot, y: floor + 1.15 * em }, String(layer)),
    ),
  ];
}
