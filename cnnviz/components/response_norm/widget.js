// Two rows of bars: the maps' values at one position, before and after. Drag a bar; point at a map to see who counts.

import { choiceRow, numberRow } from "../activation_curves/rows.js";
import { energy, neighbours, responseNorm } from "./arithmetic.js";
import { Held } from "../activation_curves/mounting.js";
import { figures } from "../activation_curves/figures.js";
import { formula, sentence } from "./words.js";
import { paintBars } from "./paint.js";
import { savePng, saveSvg } from "../sliding_window/save.js";

const PAPER = { n: 5, k: 2, alpha: "0.0001", beta: 0.75 };
const ROWS = [
  // name, words, role that colours it, step
  ["at", "Map in hand", "window", 1],
  ["value", "Its activation", "input", 1],
  ["n", "Maps n", "window", 2],
  ["k", "k", "output", 0.5],
  ["beta", "beta", "output", 0.05],
];
const UP = { ArrowUp: 5, ArrowDown: -5, PageUp: 50, PageDown: -50 };
const SIDE = { ArrowLeft: -1, ArrowRight: 1 };

const tidy = (value) => Math.round(value * 100) / 100;
const inside = (value, low, high) => Math.min(high, Math.max(low, value));

export class NormWidget extends Held {
  constructor(root, { limits, highest, alphas }) {
    super(root);
    this.highest = highest;
    this.rows = new Map();
    for (const [name, words, role, step] of ROWS) {
      const [low, high] = limits[name] ?? [0, highest];
      const ask = (value, final) => this.change(value === null ? {} : this.#asked(name, tidy(value)), final);
      this.#add(name, numberRow({ name, words, role, low, high, step, ask }));
      if (name !== "k") continue;
      const options = alphas.map((alpha) => [alpha, figures(Number(alpha))]);
      this.#add("alpha", choiceRow({ name: "alpha", words: "alpha", options, ask: (alpha) => this.change({ alpha }, true) }));
    }
    const both = root.querySelector(".both");
    both.onchange = () => this.change({ show: both.checked ? "both" : "paper" }, true);
    root.querySelector(".paper-constants").onclick = () => this.change(PAPER, true);
    root.querySelector(".save-svg").onclick = () => saveSvg(this.svg, "response-normalisation");
    root.querySelector(".save-png").onclick = () => savePng(this.svg, "response-normalisation");
    this.#listen();
  }

  #add(name, row) {
    this.rows.set(name, row);
    this.root.querySelector(".rows").append(row.row);
  }

  #asked(name, value) {
    return name === "value" ? { maps: this.state.maps.with(this.state.at, value) } : { [name]: value };
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
    this.#fillTable(alpha);
    this.root.querySelector(".says").textContent = sentence(state, this.numbers);
    const pieces = formula(state, this.numbers).map(([text, role]) => {
      const made = document.createElement(role === "power" ? "sup" : "span");
      if (role) made.className = `${role}-text`;
      made.textContent = text;
      return made;
    });
    this.root.querySelector(".formula").replaceChildren(...pieces);
    const spoken = {
      "aria-label": `Activations of ${maps.length} maps. Left and right choose a map, up and down move it`,
      "aria-valuemin": 0, "aria-valuemax": this.highest, "aria-valuenow": maps[at],
      "aria-valuetext": `map ${at}: ${maps[at]}`,
    };
    for (const [name, value] of Object.entries(spoken)) this.svg.setAttribute(name, value);
    this.draw();
  }

  #fillTable(alpha) {
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
    const made = lines.map(([name, words, value, role]) => {
      const line = document.createElement("tr");
      line.dataset.number = name;
      const head = Object.assign(document.createElement("th"), { textContent: words });
      line.append(head, Object.assign(document.createElement("td"), { textContent: value, className: `${role}-text` }));
      return line;
    });
    this.root.querySelector(".readout tbody").replaceChildren(...made);
  }

  paint() {
    this.plot = paintBars(this.svg, this.room, this.state, this.numbers, this.highest);
  }

  #listen() {
    const { svg } = this;
    let dragged = null;
    let start = null;
    const place = (event) => {
      const box = svg.getBoundingClientRect();
      return [event.clientX - box.left, event.clientY - box.top];
    };
    const pull = (y) => {
      const value = inside(Math.round(this.plot.valueAt(y) / 5) * 5, 0, this.highest);
      this.change({ maps: this.state.maps.with(dragged, value) }, false);
    };
    svg.onpointerdown = (event) => {
      const [x, y] = place(event);
      const at = this.plot?.mapAt(x) ?? null;
      if (at === null) return;
      // A finger pulls where it cannot scroll the page (see the style sheet), a mouse anywhere in the row.
      const pulls = event.pointerType !== "touch" || event.target.matches(".before, .window");
      svg.setPointerCapture(event.pointerId);
      start = this.state;
      this.change({ at }, false);
      dragged = pulls && this.plot.isAbove(y) ? at : null;
      if (dragged !== null) pull(y);
    };
    svg.onpointermove = (event) => {
      const [x, y] = place(event);
      if (dragged !== null) pull(y);
      else if (event.pointerType === "mouse") {
        const at = this.plot?.mapAt(x) ?? null;
        if (at !== null && at !== this.state.at) this.change({ at }, false);
      }
    };
    svg.onpointerup = () => {
      dragged = null;
      this.report();
    };
    svg.onpointercancel = () => {
      dragged = null;
      if (start) this.change(start, false); // the finger was scrolling the page
    };
    svg.onpointerleave = () => dragged === null && this.report();
    svg.onkeydown = (event) => {
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      const { maps, at } = this.state;
      const ends = { Home: 0, End: this.highest };
      if (event.key in SIDE) this.change({ at: inside(at + SIDE[event.key], 0, maps.length - 1) }, false);
      else if (event.key in UP) {
        this.change({ maps: maps.with(at, inside(maps[at] + UP[event.key], 0, this.highest)) }, false);
      } else if (event.key in ends) this.change({ maps: maps.with(at, ends[event.key]) }, false);
      else return;
      event.preventDefault();
      event.stopPropagation(); // Page Up and Down would turn to another lesson
    };
    svg.onkeyup = () => this.report();
  }
}
