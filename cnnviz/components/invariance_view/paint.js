// Three panels over the same amounts: the first layer's distance, the top features' distance, the probability.

import { node } from "../sliding_window/svg.js";
import { Panel } from "../activation_curves/panel.js";
import { MOVES } from "./moves.js";

const GAP = 2.4; // room for a title over a panel, in heights of the text
const FOOT = 2.6; // room for ticks and the axis' name
const KINDS = ["first", "top", "probability"];
const TITLES = {
  first: "first layer: how far its maps moved",
  top: "top features: how far they moved",
  probability: "probability of the picture’s class",
};

const known = (value) => value !== null;

export class Curves {
  constructor(svg) {
    this.svg = svg;
  }

  // Everything that stays while the hand moves.
  paint({ width, height, em }, data) {
    const { amounts, move, series } = data;
    this.data = data;
    const left = 3.4 * em;
    const box = { x: left, width: width - left - 1.2 * em };
    const each = (height - 3 * GAP * em - FOOT * em) / 3;
    const far = Math.max(0.5, ...series.flatMap((one) => [...one.first, ...one.top].filter(known)));
    const top = Math.ceil(far * 2) / 2;
    const across = [amounts[0], amounts.at(-1)];
    this.panels = KINDS.map((kind, index) => {
      const y = GAP * em + index * (each + GAP * em);
      return new Panel({ ...box, y, height: each }, across, kind === "probability" ? [0, 1] : [0, top]);
    });
    const ticks = amounts.filter((_, index) => index % MOVES[move].every === 0);
    const frames = this.panels.map((panel, index) => this.#frame(panel, index, ticks, top, em));
    const lines = series.flatMap((one) => this.panels.map((panel, index) => this.#line(panel, one, KINDS[index])));
    const foot = node("text", { class: "tick", x: left + box.width / 2, y: height - 0.4 * em }, MOVES[move].axis);
    this.rule = node("path", { class: "here" });
    this.dots = series.flatMap((one) => KINDS.map(() => node("circle", { class: "dot", r: 0.36 * em, fill: one.colour })));
    this.svg.replaceChildren(...frames, ...lines, foot, this.rule, ...this.dots);
  }

  // What the hand moves.
  point(at) {
    const { amounts, series } = this.data;
    const [first, , last] = this.panels;
    const x = first.px(amounts[at]);
    this.rule.setAttribute("d", `M${x} ${first.y}V${last.y + last.height}`);
    this.dots.forEach((dot, index) => {
      const value = series[Math.floor(index / 3)][KINDS[index % 3]][at];
      dot.toggleAttribute("hidden", !known(value));
      dot.setAttribute("cx", x);
      if (known(value)) dot.setAttribute("cy", this.panels[index % 3].py(value));
    });
  }

  // The index of the amount nearest to a pixel.
  under(pixel) {
    const { amounts } = this.data;
    const value = this.panels[0].under(pixel);
    return amounts.reduce((best, amount, index) => (Math.abs(amount - value) < Math.abs(amounts[best] - value) ? index : best), 0);
  }

  #frame(panel, index, ticks, top, em) {
    const kind = KINDS[index];
    const ups = kind === "probability" ? [0, 0.5, 1] : [0, top / 2, top];
    const upNamed = (value) => (kind === "probability" ? `${100 * value} %` : value.toFixed(2));
    const named = (value) => (index === 2 ? MOVES[this.data.move].tick(value) : "");
    return panel.frame({ title: [[TITLES[kind]]], ups, acrosses: ticks, em, named, upNamed });
  }

  #line(panel, one, kind) {
    let path = "";
    one[kind].forEach((value, index) => {
      if (!known(value)) return;
      const joined = index > 0 && known(one[kind][index - 1]);
      path += `${joined ? "L" : "M"}${panel.px(this.data.amounts[index]).toFixed(1)} ${panel.py(value).toFixed(1)}`;
    });
    return node("path", { class: "line", d: path, stroke: one.colour });
  }
}
