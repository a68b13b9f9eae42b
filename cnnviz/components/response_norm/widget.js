// Two rows of bars: the maps' values at one position, before and after. Drag a bar; point at a map to see who counts.

import { BarsWidget } from "../activation_curves/bars_widget.js";
import { choiceRow, numberRow } from "../activation_curves/rows.js";
import { energy, neighbours, responseNorm } from "./arithmetic.js";
import { figures } from "../activation_curves/figures.js";
import { formula, sentence } from "./words.js";
import { paintBars } from "./paint.js";

const PAPER = { n: 5, k: 2, alpha: "0.0001", beta: 0.75 };
const ROWS = [
  // name, words, role that colours it, step
  ["at", "Map in hand", "window", 1],
  ["value", "Its activation", "input", 1],
  ["n", "Maps n", "window", 2],
  ["k", "k", "output", 0.5],
  ["beta", "beta", "output", 0.05],
];
const tidy = (value) => Math.round(value * 100) / 100;

export class NormWidget extends BarsWidget {
  constructor(root, { limits, highest, alphas }) {
    super(root, { values: "maps", at: "at", low: 0, high: highest, pulls: 5, steps: [5, 50] });
    for (const [name, words, role, step] of ROWS) {
      const [low, high] = limits[name] ?? [0, highest];
      const ask = (value, final) => this.change(value === null ? {} : this.#asked(name, tidy(value)), final);
      this.add(name, numberRow({ name, words, role, low, high, step, ask }));
      if (name !== "k") continue;
      const options = alphas.map((alpha) => [alpha, figures(Number(alpha))]);
      this.add("alpha", choiceRow({ name: "alpha", words: "alpha", options, ask: (alpha) => this.change({ alpha }, true) }));
    }
    const both = root.querySelector(".both");
    both.onchange = () => this.change({ show: both.checked ? "both" : "paper" }, true);
    root.querySelector(".paper-constants").onclick = () => this.change(PAPER, true);
    this.offerSaves(() => "response-normalisation");
  }

  #asked(name, value) {
    return name === "value" ? this.with(this.state.at, value) : { [name]: value };
  }

  render(force = false) {
    const { state } = this;
    const { maps, at, n, k, beta } = state;
    const alpha = Number(state.alpha);
    this.numbers = {
      neighbours: neighbours(maps.length, n, at),
      energy: energy(maps, n, at),
      paper: responseNorm(maps, n, k, alpha, beta),
      torch: responseNorm(maps, n, k, alpha / n, beta), // what torch makes of the same alpha
    };
    for (const [name, row] of this.rows) row.show(name === "value" ? maps[at] : state[name], force);
    this.root.querySelector(".both").checked = state.show === "both";
    this.#tabulate(alpha);
    this.root.querySelector(".says").textContent = sentence(state, this.numbers);
    this.writeFormula(formula(state, this.numbers));
    this.spoken(`Activations of ${maps.length} maps. Left and right choose a map, up and down move it`, "map");
    this.draw();
  }

  #tabulate(alpha) {
    const { state, numbers } = this;
    const bracket = state.k + alpha * numbers.energy;
    const lines = [
      ["energy", "sum of squares", numbers.energy.toLocaleString("en-US"), "window"],
      ["bracket", "bracket k + alpha · sum", figures(bracket), "output"],
      ["divisor", "divisor: bracket to the beta", figures(bracket ** state.beta), "output"],
      ["paper", `map ${state.at}, normalised`, figures(numbers.paper[state.at]), "output"],
    ];
    if (state.show === "both") {
      lines.push(["torch", "torch with the same alpha", figures(numbers.torch[state.at]), "unused"]);
    }
    this.fillTable(lines);
  }

  paint() {
    this.plot = paintBars(this.svg, this.room, this.state, this.numbers, this.high);
  }
}
