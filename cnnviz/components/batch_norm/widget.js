// A batch as bars: pull one and see mean, spread and every normalised value follow; in evaluation only its own.

import { BarsWidget } from "../activation_curves/bars_widget.js";
import { figures } from "../activation_curves/figures.js";
import { numberRow } from "../activation_curves/rows.js";
import { batchMoments, batchNorm, runningMoments } from "./arithmetic.js";
import { paintBatch } from "./paint.js";
import { formula, sentence } from "./words.js";

const ROWS = [
  // name, words, role that colours it, step
  ["item", "Example in hand", "window", 1],
  ["value", "Its value x", "input", 1],
  ["gamma", "Scale γ", "output", 0.1],
  ["offset", "Shift β", "output", 0.1],
  ["mean", "Running mean", "window", 0.1],
  ["variance", "Running var.", "window", 0.1],
];

const tidy = (value) => Math.round(value * 100) / 100;

export class BatchWidget extends BarsWidget {
  constructor(root, { limits, range }) {
    super(root, { values: "batch", at: "item", low: range[0], high: range[1], pulls: 1, steps: [1, 5] });
    this.limits = limits;
    for (const [name, words, role, step] of ROWS) {
      const [low, high] = limits[name] ?? range;
      const ask = (value, final) => this.change(value === null ? {} : this.#asked(name, tidy(value)), final);
      this.add(name, numberRow({ name, words, role, low, high, step, ask }));
    }
    for (const button of root.querySelectorAll("[data-mode]")) {
      button.onclick = () => this.change({ mode: button.dataset.mode }, true);
    }
    root.querySelector(".learn").onclick = () => this.#learn();
    this.offerSaves(() => "batch-normalisation");
  }

  #asked(name, value) {
    return name === "value" ? this.with(this.state.item, value) : { [name]: value };
  }

  // One training step moves the running numbers towards the batch's.
  #learn() {
    const [mean, variance] = this.numbers.running.map((value, at) => {
      const [low, high] = this.limits[["mean", "variance"][at]];
      return Math.min(high, Math.max(low, tidy(value)));
    });
    this.change({ mean, variance }, true);
  }

  render(force = false) {
    const { state } = this;
    const training = state.mode === "training";
    const kept = [state.mean, state.variance];
    const used = training ? batchMoments(state.batch) : kept;
    this.numbers = {
      used,
      out: batchNorm(state.batch, used, state.gamma, state.offset),
      running: training ? runningMoments(state.batch, kept) : kept,
    };
    for (const [name, row] of this.rows) row.show(name === "value" ? state.batch[state.item] : state[name], force);
    for (const button of this.root.querySelectorAll("[data-mode]")) {
      button.setAttribute("aria-pressed", button.dataset.mode === state.mode);
    }
    this.root.querySelector(".learn").disabled = !training;
    this.#tabulate(training);
    this.root.querySelector(".says").textContent = sentence(state, this.numbers);
    this.writeFormula(formula(state, this.numbers));
    this.spoken(`Values of ${state.batch.length} examples. Left and right choose one, up and down move it`, "example");
    this.draw();
  }

  #tabulate(training) {
    const { used, running, out } = this.numbers;
    const lines = [
      ["mean", "mean μ", figures(used[0]), "window"],
      ["variance", "variance σ²", figures(used[1]), "window"],
      ["out", `example ${this.state.item}, normalised`, figures(out[this.state.item]), "output"],
    ];
    if (training) {
      lines.push(["next-mean", "running mean, next", figures(running[0]), "window"]);
      lines.push(["next-variance", "running variance, next", figures(running[1]), "window"]);
    }
    this.fillTable(lines);
  }

  paint() {
    this.plot = paintBatch(this.svg, this.room, this.state, this.numbers, [this.low, this.high]);
  }
}
