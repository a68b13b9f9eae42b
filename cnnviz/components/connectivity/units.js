// Two networks side by side, units and edges: all connected, and connected as in a convolution. The unit in
// hand, what feeds it and what it feeds stay strong; everything else fades.

import { denseEdges, differentWeights, reachOf, sparseEdges, tapsOf } from "./counts.js";
import { range } from "../sliding_window/arithmetic.js";
import { node } from "../sliding_window/svg.js";

const NETS = ["dense", "sparse"];
const FANNED = 0.27; // where along an edge its tap is written: there the edges are apart
const grouped = (number) => number.toLocaleString("en-US");
const count = (number, word) => `${grouped(number)} ${word}${number === 1 ? "" : "s"}`;
const tint = (weight) => `--hue: ${((weight * 137.508 + 210) % 360).toFixed(1)}`; // the golden angle: neighbours far apart

export class UnitsPicture {
  rows = [
    { name: "units", words: "Units in a row", role: "input" },
    { name: "kernel", words: "Kernel size", role: "window" },
    { name: "layers", words: "Layers", role: "output" },
  ];

  choices = [
    { name: "weights", words: "Weights of the convolution", options: [["shared", "Shared"], ["own", "Each its own"]] },
  ];

  constructor(svg) {
    this.svg = svg;
    this.nets = {};
  }

  hidden() {
    return [];
  }

  // A unit in the top row stays in the top row when layers come or go.
  complete(state, before) {
    const top = before && before.layers !== state.layers && before.layer === before.layers;
    const layer = top ? state.layers : Math.min(state.layer, state.layers);
    return { ...state, layer, unit: Math.min(state.unit, state.units - 1) };
  }

  draw(state, { width, height, em }) {
    const stacked = width < 34 * em;
    const [wide, high] = stacked ? [width, height / 2] : [(width - 2 * em) / 2, height];
    NETS.forEach((net, index) => {
      const shift = stacked ? [0, index * high] : [index * (wide + 2 * em), 0];
      const frame = { left: 2.2 * em, right: wide - 0.9 * em, top: 4.6 * em, bottom: high - 2.9 * em, em };
      this.#renew(net, state, frame, shift);
    });
    this.parts = NETS.flatMap((net) => this.nets[net].parts);
  }

  // A network of up to a thousand edges is drawn anew only where its own numbers have changed.
  #renew(net, state, frame, shift) {
    const { units, layers, kernel, weights } = state;
    const form = JSON.stringify([units, layers, net === "sparse" && [kernel, weights], Object.values(frame), shift]);
    const old = this.nets[net];
    if (old?.form === form) return;
    this.parts = [];
    const root = node("g", { class: `net ${net}`, transform: `translate(${shift})` }, ...this.#net(net, state, frame));
    this.nets[net] = { form, root, parts: this.parts };
    if (old) old.root.replaceWith(root);
    else this.svg.append(root);
  }

  #net(net, state, frame) {
    const { units, layers } = state;
    const x = (unit) => frame.left + ((frame.right - frame.left) * (unit + 0.5)) / units;
    const y = (layer) => frame.bottom - ((frame.bottom - frame.top) * layer) / layers;
    const radius = Math.min(0.95 * frame.em, (0.4 * (frame.right - frame.left)) / units);
    const edges = edgesOf(net, state).map((line) => this.#line(net, line, x, y, radius));
    const marks = range(layers + 1).flatMap((layer) =>
      range(units).map((unit) => this.#unit(net, state, layer, unit, [x(unit), y(layer)], radius)),
    );
    const labels = node("g", { class: "taps" });
    this.parts.push({ net, kind: "labels", labels, x, y, radius, em: frame.em });
    const names = range(layers + 1).map((layer) =>
      node("text", { class: "side", x: 0, y: y(layer), dy: "0.35em" }, rowName(layer, layers)),
    );
    return [...heading(net, state, frame), node("g", { class: "edges" }, ...edges), ...marks, labels, ...names, ...key(net, state, frame)];
  }

  #line(net, line, x, y, radius) {
    const { layer, input, output, weight } = line;
    const path = `M${x(input)} ${y(layer) - radius}L${x(output)} ${y(layer + 1) + radius}`;
    const made = node("path", { class: "line", d: path, style: tint(weight) });
    this.parts.push({ net, kind: "line", made, ...line });
    return made;
  }

  #unit(net, state, layer, unit, [cx, cy], radius) {
    const role = layer === 0 ? "input" : layer === state.layers ? "output" : "hidden";
    const made = node("circle", { class: `unit ${role}`, cx, cy, r: radius, "data-layer": layer, "data-unit": unit });
    const name = radius > 8 ? node("text", { class: "unit-name", x: cx, y: cy, dy: "0.34em" }, unit) : null;
    this.parts.push({ net, kind: "unit", made, layer, unit });
    return node("g", {}, made, name);
  }

  // Which unit is under the pointer, as the part of the state that it would become.
  at(target) {
    const { layer, unit } = target.dataset ?? {};
    return layer === undefined ? null : { layer: Number(layer), unit: Number(unit) };
  }

  point(state) {
    const sets = Object.fromEntries(NETS.map((net) => [net, connected(net, state)]));
    const on = ({ net, kind, layer, unit, input, output }) =>
      kind === "unit" ? within(sets[net][layer], unit)
        : layer < state.layer ? within(sets[net][layer + 1], output) : within(sets[net][layer], input);
    for (const part of this.parts) {
      if (part.kind === "labels") label(part, state);
      else part.made.classList.toggle("on", on(part));
      if (part.kind === "unit") part.made.classList.toggle("chosen", part.layer === state.layer && part.unit === state.unit);
    }
  }

  sentence(state) {
    const { layer, layers, unit, units } = state;
    const sets = connected("sparse", state);
    const name = layer === 0 ? `Input ${unit}` : layer === layers ? `Output ${unit}` : `Unit ${unit} of layer ${layer}`;
    const parts = [];
    if (layer > 0) parts.push(`is fed by ${span(sets[0], units, "input")}`);
    if (layer < layers) parts.push(`affects ${span(sets[layers], units, "output")}`);
    return `${name} ${parts.join(" and ")} in the convolution. In the dense network it is connected with all of them.`;
  }

  alternative({ units, kernel, layers, weights }) {
    const shared = weights === "shared";
    return (
      `Two networks of ${count(units, "unit")} in a row and ${count(layers, "layer")}. ` +
      `Dense: ${count(denseEdges(units, layers), "edge")}, as many different weights. Convolution with kernel ${kernel}: ` +
      `${count(sparseEdges(units, kernel, layers), "edge")}, ${count(differentWeights(units, kernel, layers, shared), "different weight")}. ` +
      "Arrow keys choose a unit: left and right along the row, up and down between layers."
    );
  }

  key(pressed, { layer, unit, layers, units }) {
    const step = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [1, 0], ArrowDown: [-1, 0], Home: [0, -99], End: [0, 99] }[pressed];
    const keep = (value, most) => Math.min(Math.max(value, 0), most);
    return step && { layer: keep(layer + step[0], layers), unit: keep(unit + step[1], units - 1) };
  }

  fileName({ units, kernel, layers }) {
    return `connectivity-${units}-units-kernel-${kernel}-layers-${layers}`;
  }
}

const within = ([first, last], unit) => unit >= first && unit <= last;

// Per layer the first and last unit that is connected with the chosen one.
function connected(net, { units, kernel, layers, layer, unit }) {
  return range(layers + 1).map((other) => {
    if (other === layer) return [unit, unit];
    return net === "dense" ? [0, units - 1] : reachOf(units, kernel, unit, Math.abs(other - layer));
  });
}

// Every edge with the number of its weight: in the dense network, and where nothing is shared, each has its own.
function edgesOf(net, { units, kernel, layers, weights }) {
  let next = 0;
  return range(layers).flatMap((layer) =>
    range(units).flatMap((output) => {
      const into = net === "dense" ? range(units).map((input) => [input, null]) : tapsOf(units, kernel, output);
      return into.map(([input, tap]) => {
        const weight = net === "sparse" && weights === "shared" ? layer * kernel + tap : next;
        next += 1;
        return { layer, input, output, tap, weight };
      });
    }),
  );
}

function heading(net, { units, kernel, layers, weights }, { em }) {
  const shared = weights === "shared";
  const dense = net === "dense";
  const edges = dense ? denseEdges(units, layers) : sparseEdges(units, kernel, layers);
  const different = dense ? edges : differentWeights(units, kernel, layers, shared);
  const title = dense ? "Dense" : shared ? "Convolution: sparse and shared" : "Locally connected: sparse, not shared";
  return [
    node("text", { class: "title", x: 0, y: 1.1 * em }, title),
    node("text", { class: "numbers", x: 0, y: 2.7 * em }, count(edges, "edge"), node("tspan", { class: "weights", dx: "1em" }, count(different, "different weight"))),
  ];
}

// Under the network: its kernels, tap by tap, in the colours of the edges; with the layer that each leads to.
function key(net, { kernel, layers, weights }, { left, right, bottom, em }) {
  const y = bottom + 2.4 * em;
  const quiet = (x, words) => node("text", { class: "quiet", x, y }, words);
  if (net === "dense" || weights === "own") return [quiet(left, "Every edge has a colour, and a weight, of its own.")];
  const several = layers > 1;
  const group = (right - left) / layers;
  const name = several ? 2 * em : 0;
  const step = Math.min((several ? 1.15 : 2.9) * em, (group - name - 0.6 * em) / kernel);
  return range(layers).flatMap((layer) => {
    const start = left + layer * group;
    const swatches = range(kernel).flatMap((tap) => {
      const x = start + name + tap * step;
      const side = Math.min(0.95 * em, 0.85 * step);
      const square = node("rect", { class: "swatch", style: tint(layer * kernel + tap), x, y: y - 0.8 * em, width: side, height: 0.95 * em, rx: 2 });
      return several ? [square] : [square, quiet(x + 1.15 * em, `w${tap}`)];
    });
    return several ? [quiet(start, rowName(layer + 1, layers)), ...swatches] : swatches;
  });
}

const rowName = (layer, layers) => (layer === 0 ? "in" : layer === layers ? "out" : `h${layer}`);

// At the chosen unit's edges the number of the tap, so that colour is not alone in saying it.
function label({ net, labels, x, y, radius, em }, state) {
  labels.replaceChildren();
  if (net === "dense") return;
  const { layer, unit } = state;
  const chosen = edgesOf(net, state).filter((line) =>
    layer > 0 ? line.layer === layer - 1 && line.output === unit : line.layer === 0 && line.input === unit);
  if (state.weights === "own" || !chosen.length) return;
  const part = layer > 0 ? FANNED : 1 - FANNED;
  const word = (1 - FANNED) * (x(1) - x(0)) > 2 * em ? "w" : ""; // no room: the number alone
  for (const { layer: below, input, output, tap } of chosen) {
    const [x0, y0, x1, y1] = [x(input), y(below) - radius, x(output), y(below + 1) + radius];
    labels.append(node("text", { class: "tap", x: x0 + part * (x1 - x0), y: y0 + part * (y1 - y0), dy: "0.35em" }, `${word}${tap}`));
  }
}

const span = ([first, last], units, word) =>
  `${last - first + 1} of ${units} ${word}s (${first === last ? first : `${first} to ${last}`})`;
