// Accuracy and loss of every epoch, and how alike each layer is to its end at every stage.

import { node } from "../sliding_window/svg.js";
import { Panel } from "../activation_curves/panel.js";

const path = (panel, xs, ys) =>
  xs.map((x, index) => `${index ? "L" : "M"}${panel.px(x).toFixed(1)} ${panel.py(ys[index]).toFixed(1)}`).join("");

// One colour per layer, in both themes.
const COLOURS = ["input", "window", "output", "field", "padding"];
const colour = (index) => `var(--cv-${COLOURS[index % COLOURS.length]})`;
const ink = (index) => `var(--cv-${COLOURS[index % COLOURS.length]}-text)`;

export class Curves {
  constructor(svg) {
    this.svg = svg;
  }

  paint({ width, height, em }, { curves, alike, by }) {
    const last = curves.epochs.at(-1);
    const gap = 4.6 * em;
    const wide = (width - 4 * em - gap - em) / 2;
    const high = Math.max(2 * em, (height - 6.4 * em) * 0.38);
    const low = 4.9 * em + high;
    const most = Math.ceil(Math.max(...curves.loss));
    const box = { y: 1.9 * em, height: high, width: wide };
    const accuracy = new Panel({ ...box, x: 3.6 * em }, [0, last], [0, 1]);
    const loss = new Panel({ ...box, x: 3.6 * em + wide + gap }, [0, last], [0, most]);
    const foot = { x: 3.6 * em, y: low, width: width - 4.6 * em, height: Math.max(2 * em, height - low - 1.6 * em) };
    const layers = new Panel(foot, [0, last], [Math.min(0, ...alike[by].flat()), 1]);
    this.panels = [accuracy, loss, layers];
    const share = (value) => `${Math.round(100 * value)} %`;
    const names = alike.layers.flatMap((name, index) => [["\u2002"], [name, `c${index}`]]);
    this.svg.replaceChildren(
      accuracy.frame({ title: [["validation accuracy"]], ups: [0, 0.5, 1], em, named: () => "", upNamed: share }),
      loss.frame({ title: [["training loss"]], ups: [0, most], em, named: () => "", upNamed: String }),
      layers.frame({ title: [["like at the end"], ...names], ups: [0, 0.5, 1], acrosses: this.#ticks(alike, last), em, named: String, upNamed: (v) => v.toFixed(1) }),
      node("path", { class: "line accuracy", d: path(accuracy, curves.epochs, curves.accuracy) }),
      node("path", { class: "line loss", d: path(loss, curves.epochs, curves.loss) }),
      ...alike.layers.flatMap((_, index) => this.#layer(layers, alike.epochs, alike[by].map((row) => row[index]), colour(index), em)),
      (this.rule = node("path", { class: "here-rule" })),
    );
    this.svg.querySelectorAll(".title tspan").forEach((span) => {
      const number = /^c(\d+)$/.exec(span.getAttribute("class"));
      if (number) span.setAttribute("style", `fill: ${ink(number[1])}`);
    });
  }

  // Not where two numbers would touch.
  #ticks(alike, last) {
    return alike.stages.filter((epoch) => epoch === 0 || epoch >= last / 12);
  }

  #layer(panel, epochs, values, stroke, em) {
    const dots = values.map((value, index) =>
      node("circle", { class: "dot", r: 0.26 * em, style: `fill: ${stroke}`, cx: panel.px(epochs[index]), cy: panel.py(value) }));
    return [node("path", { class: "line", d: path(panel, epochs, values), style: `stroke: ${stroke}` }), ...dots];
  }

  point(epoch) {
    if (!this.panels) return;
    this.rule.setAttribute("d", this.panels.map((panel) => `M${panel.px(epoch)} ${panel.y}v${panel.height}`).join(""));
  }

  // The epoch under a pixel.
  under(x, y) {
    const [accuracy, loss, layers] = this.panels;
    const panel = y > layers.y - 10 ? layers : x < loss.x - 10 ? accuracy : loss;
    return panel.under(x);
  }
}
