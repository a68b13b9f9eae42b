// One network in its part of the picture: bands, edges, boxes and words, and under them the bars of what it costs.

import { node } from "../sliding_window/svg.js";
import { arrange, spans } from "./layout.js";
import { unitWords, Words } from "./labels.js";
import { bandEnds, bandName, bandNode, barNodes, boxNode, edgeNodes } from "./shapes.js";

const MEASURES = 3; // parameters, MACs, memory
const MEASURES_BESIDE = 2; // of them, where two networks share the picture; 1 where one has branches at its side

export function rowsOf(networks) {
  if (networks.length < 2) return MEASURES;
  return networks.some(({ units }) => units.some((unit) => unit.side)) ? 1 : MEASURES_BESIDE;
}
const HEAD = 1.5; // em, for the bands' names
const ROOM = 2.3; // em, for the words over and under the boxes
const BAR = 2.75; // em, of one row of bars: its name, the shares, the bars
const TALL = 1.0; // em, of the highest bar

export const barsHeight = (em, rows) => rows * BAR * em + 0.4 * em;

// The most that any column holds, measure by measure: the bars of all networks are drawn to one scale.
export function mostOf(networks) {
  return Array.from({ length: MEASURES }, (_, measure) => Math.max(1, ...networks.map(({ units }) => {
    const sums = new Map();
    for (const unit of units) if (!unit.side) sums.set(unit.column, (sums.get(unit.column) ?? 0) + unit.sums[measure]);
    return Math.max(0, ...sums.values());
  })));
}

export const wordsHeight = (em, framed) => ((framed ? HEAD : 0) + 2 * ROOM) * em;

export class Pane {
  constructor(index) {
    this.index = index;
    this.root = node("g", { class: "pane" });
    this.world = node("g", { class: "world" });
    this.fixed = node("g", { class: "fixed" });
    [this.ground, this.units, this.signs, this.lit] = ["ground", "units", "signs", "lit"].map((name) => node("g", { class: `${name}-group` }));
    this.made = [];
    this.world.append(this.ground, this.units, this.signs, this.lit);
    this.root.append(this.world, this.fixed);
  }

  // `place`: y and height of the pane, its width, the zoom, the text's size, the common scale.
  draw(net, place, chosen) {
    const { em, height, top, rows, most, from: left, to: right } = place;
    this.net = net;
    this.em = em;
    this.root.setAttribute("transform", `translate(0 ${top})`);
    this.rows = rows;
    this.most = most;
    this.bars = height - barsHeight(em, rows);
    const framed = net.frames.length > 0;
    const room = this.bars - wordsHeight(em, framed);
    const made = arrange(net, { ...place, room });
    const from = ((framed ? HEAD : 0) + ROOM) * em;
    for (const box of made.boxes.values()) box.y += from;
    Object.assign(this, made);
    this.seen = [...this.boxes.values()].filter(({ x, pitch }) => x + 2 * pitch > left && x < right);
    const words = new Words(em);
    const frames = spans(net).filter((span) => {
      const [start, end] = bandEnds(span, this.columns);
      return end > left && start < right;
    });
    const bands = frames.map((span, index) => bandNode(span, this.columns, this.#bandTop(span), this.bars, index));
    this.#bandWords(words, frames);
    for (const box of this.seen) words.avoid(box);
    unitWords(words, this.seen, chosen);
    const ceiling = (one, other) => this.#ceiling(one, other);
    this.#drawUnits();
    this.ground.replaceChildren(...bands, ...edgeNodes(this.boxes, this.seen, ceiling));
    this.signs.replaceChildren(
      node("g", { class: "words" }, ...words.nodes),
      ...this.#bars(),
    );
  }

  // What stays is not taken out and put in again: the browser would work it out anew.
  #drawUnits() {
    const made = this.seen.map((box, at) => boxNode(box, this.made[at]));
    if (made.length === this.made.length) made.forEach((one, at) => one !== this.made[at] && this.made[at].replaceWith(one));
    else this.units.replaceChildren(...made);
    this.made = made;
  }

  // The height at which an edge goes round what stands between two units.
  #ceiling(from, to) {
    let top = Infinity;
    for (const { unit, y, high, back } of this.boxes.values()) {
      if (unit.side || unit.column < from.column || unit.column > to.column) continue;
      top = Math.min(top, y - high / 2 - 0.8 * back);
    }
    return Math.max((HEAD + 0.2) * this.em, top - 2.5 * this.em); // over the words
  }

  // A block takes the whole height; a side branch only its own part.
  #bandTop({ units }) {
    if (!units[0].side) return 0;
    const tops = units.map(({ name }) => this.boxes.get(name)).map(({ y, high, back }) => y - high / 2 - back);
    return Math.min(...tops) - 3.2 * this.em;
  }

  #bandWords(words, frames) {
    for (const span of frames) {
      const { frame } = span;
      const [x, end] = bandEnds(span, this.columns);
      const said = bandName(frame, (end - x) / (0.5 * 0.86 * this.em));
      const data = { "data-frame": frame.name };
      const y = this.#bandTop(span) + 1.05 * this.em;
      if (said) words.put((x + end) / 2, y, said, `band-name${frame.group ? " folds" : ""}`, { data, must: true });
    }
  }

  #bars() {
    const count = this.columns.length;
    this.sums = Array.from({ length: this.rows }, () => Array(count).fill(0));
    const kinds = Array(count).fill("small");
    for (const { unit } of this.boxes.values()) {
      if (unit.side) continue; // used in training only: not in the totals
      if (unit.lane === 0 || kinds[unit.column + 1] === "small") kinds[unit.column + 1] = unit.kind;
      this.sums.forEach((values, measure) => { values[unit.column + 1] += unit.sums[measure]; });
    }
    const high = TALL * this.em;
    const made = this.sums.flatMap((values, measure) => {
      const base = this.base(measure);
      return [node("path", { class: "base", d: `M0 ${base}H${this.total}` }), ...barNodes(this.columns, values, kinds, base, high / this.most[measure])];
    });
    return [...made, ...this.#shares(high)];
  }

  base(measure) {
    return this.bars + (measure + 1) * BAR * this.em;
  }

  // The largest shares are written over their bars.
  #shares(high) {
    const words = new Words(this.em);
    this.sums.forEach((values, measure) => {
      const most = this.most[measure];
      const all = this.net.totals[measure] || 1;
      values.map((value, at) => [value, at]).sort((a, b) => b[0] - a[0]).slice(0, 24).forEach(([value, at]) => {
        const share = (100 * value) / all;
        if (share < 1) return;
        const { x, pitch } = this.columns[at];
        words.put(x + Math.min(26, pitch * 0.62) / 2, this.base(measure) - (high * value) / most - 0.14 * this.em,
          `${share < 10 ? share.toFixed(1) : share.toFixed(0)} %`, "quiet", { size: 0.76 });
      });
    });
    return words.nodes;
  }

  // What stays while the picture is moved: the names of the bars with their sums, and the network's name.
  caption(says) {
    const names = says.slice(0, this.rows).map((words, measure) =>
      node("text", { class: "measure", x: 2, y: this.base(measure) - 1.95 * this.em, "font-size": "0.8em" }, words));
    this.fixed.replaceChildren(...names);
  }

  move(x) {
    this.world.setAttribute("transform", `translate(${-x} 0)`);
  }

  box(name) {
    return this.boxes.get(name);
  }
}
