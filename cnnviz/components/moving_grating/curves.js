// What the layers answer at each frequency, with what is too fine for their stride; and how much they flicker.

import { node, hatch } from "../sliding_window/svg.js";
import { Panel } from "../activation_curves/panel.js";
import { swings } from "./waves.js";

const COUNT = 48;
const MOST = 0.5;

export class Curves {
  constructor(svg) {
    this.svg = svg;
  }

  paint({ width, height, em }, { filters, networks, angle }) {
    const gap = 3.6 * em;
    const narrow = width < 560; // one below the other
    const wide = narrow ? width - 4.4 * em : (width - 3.4 * em - 2 * gap - em) / 3;
    const high = Math.max(2 * em, (narrow ? height / 3 : height) - (narrow ? 4 : 4.8) * em);
    const box = (at) => ({ x: 3.4 * em + (narrow ? 0 : at * (wide + gap)), y: 1.9 * em + (narrow ? (at * (height - 1.6 * em)) / 3 : 0), width: wide, height: high });
    if (this.known?.angle !== angle || this.known.filters !== filters) {
      this.known = { angle, filters, energies: filters.map((each) => this.#energies(each, angle)) };
    }
    const { energies } = this.known;
    this.panels = [0, 1].map((at) => new Panel(box(at), [0, MOST], [0, 1]));
    const known = networks.every(({ flicker }) => flicker);
    const most = known ? Math.max(0.1, ...networks.flatMap(({ flicker }) => flicker.pooled)) : 1;
    this.panels.push(new Panel(box(2), [0, MOST], [0, Math.ceil(2 * most) / 2]));
    const ticks = { acrosses: [0, 0.125, 0.25, 0.375, 0.5], em, named: (f) => (f === 0 ? "0" : f.toFixed(3).replace(/0+$/, "")) };
    const parts = filters.flatMap((each, at) => this.#answers(this.panels[at], each, energies[at], `${networks[at].title}: what layer 1 answers`, ticks, em));
    parts.push(...this.#flicker(this.panels[2], networks, known, ticks, em));
    const foot = node("text", { class: "tick", x: width / 2, y: height - 0.4 * em }, "cycles per pixel");
    this.rule = node("path", { class: "here-rule" });
    this.svg.replaceChildren(node("defs", {}, hatch("too-fine")), ...parts, foot, this.rule);
  }

  // The energy of all maps at each frequency, its largest value 1.
  #energies(filters, angle) {
    const all = Array.from({ length: COUNT + 1 }, (_, at) => swings(filters, Math.max(1e-6, (MOST * at) / COUNT), angle).reduce((sum, swing) => sum + swing * swing, 0));
    const most = Math.max(...all) || 1;
    return all.map((energy) => energy / most);
  }

  #answers(panel, { stride }, energies, title, ticks, em) {
    const value = (f) => {
      const at = (f / MOST) * COUNT;
      const low = Math.min(COUNT - 1, Math.floor(at));
      return energies[low] + (energies[low + 1] - energies[low]) * (at - low);
    };
    const limit = 1 / (2 * stride);
    const nyquist = panel.px(limit);
    return [
      panel.frame({ title: [[title]], ups: [0, 1], upNamed: String, ...ticks }),
      node("path", { class: "fine", d: panel.area(value, limit, MOST), fill: "url(#too-fine)" }),
      node("path", { class: "line input", d: panel.curve(value) }),
      node("path", { class: "limit", d: `M${nyquist} ${panel.y}v${panel.height}` }),
      node("text", { class: "limit-name", x: nyquist + 0.35 * em, y: panel.y + 0.9 * em }, `1/(2·${stride})`),
    ];
  }

  #flicker(panel, networks, known, ticks, em) {
    const title = known ? [["flicker, pooled: "], [networks[0].title, "unused-text"], [" and "], [networks[1].title, "output-text"]] : [["flicker: being measured"]];
    const frame = panel.frame({ title, ups: panel.up, upNamed: (v) => v.toFixed(1), ...ticks });
    if (!known) return [frame];
    const lines = networks.map(({ flicker }, at) => {
      const d = flicker.frequencies.map((f, i) => `${i ? "L" : "M"}${panel.px(f).toFixed(1)} ${panel.py(flicker.pooled[i]).toFixed(1)}`).join("");
      return node("path", { class: `line ${at ? "output" : "unused"}`, d });
    });
    return [frame, ...lines];
  }

  point(frequency) {
    if (!this.panels) return;
    this.rule.setAttribute("d", this.panels.map((panel) => `M${panel.px(frequency)} ${panel.y}v${panel.height}`).join(""));
  }
}
