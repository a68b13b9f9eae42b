// The component: controls and picture of one state. Drag x over the curves, or use the arrow keys.

import { LessonWidget } from "./lesson_widget.js";
import { choiceRow, numberRow } from "./rows.js";
import { NAMES, TABLE, alternative, measure, sentence } from "./words.js";
import { figures } from "./figures.js";
import { CurvesPicture } from "./paint.js";

const ROWS = [
  // name, words, role that colours it, step
  ["x", "Input x", "input", 0.05],
  ["shift", "Inputs’ mean", "input", 0.1],
  ["scale", "Inputs’ scale", "input", 0.1],
  ["depth", "Layers", "window", 1],
];
const STEPS = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -10, PageUp: 10 };

const tidy = (value) => Math.round(value * 100) / 100;

export class CurvesWidget extends LessonWidget {
  constructor(root, { limits }) {
    super(root);
    this.limits = limits;
    this.picture = new CurvesPicture(this.svg);
    const named = Object.entries(NAMES);
    const choose = (name, words, options) =>
      this.add(name, choiceRow({ name, words, options, ask: (value) => this.change({ [name]: value }, true) }));
    choose("f", "Function", named);
    choose("other", "Compare with", [["none", "nothing"], ...named]);
    for (const [name, words, role, step] of ROWS) {
      const [low, high] = limits[name];
      const ask = (value, final) => this.change(value === null ? {} : { [name]: tidy(value) }, final);
      this.add(name, numberRow({ name, words, role, low, high, step, ask }));
    }
    this.lines = TABLE.map((row) => this.#line(row));
    root.querySelector(".readout tbody").replaceChildren(...this.lines);
    this.offerSaves(() => this.#fileName());
    this.#listen();
  }

  #fileName() {
    return `${this.state.f}-at-${this.state.x}`;
  }

  // The functions in the picture: the one in hand, and the one to compare with if there is one.
  get shown() {
    const { f, other } = this.state;
    return other === "none" || other === f ? [f] : [f, other];
  }

  render(force = false) {
    for (const [name, row] of this.rows) row.show(this.state[name], force);
    const columns = this.shown.map((name) => measure(name, this.state));
    this.numbers = columns;
    this.root.querySelector(".name-f").textContent = NAMES[this.shown[0]];
    this.root.querySelector(".name-other").textContent = this.shown[1] ? NAMES[this.shown[1]] : "";
    TABLE.forEach((row, index) => this.#fill(this.lines[index], row, columns));
    this.root.querySelector(".says").textContent = sentence(this.state);
    const { svg, state, limits } = this;
    const spoken = {
      "aria-label": alternative(state), "aria-valuemin": limits.x[0], "aria-valuemax": limits.x[1],
      "aria-valuenow": state.x, "aria-valuetext": `x = ${figures(state.x)}`,
    };
    for (const [name, value] of Object.entries(spoken)) svg.setAttribute(name, value);
    this.draw();
  }

  #line([name]) {
    const line = document.createElement("tr");
    line.dataset.number = name;
    line.append(document.createElement("th"), document.createElement("td"), document.createElement("td"));
    return line;
  }

  #fill(line, [name, words, written], columns) {
    const texts = columns.map((numbers, index) =>
      name === "silent" && this.shown[index] !== "relu" ? "none" : written(numbers[name]),
    );
    [words(this.state), texts[0], texts[1] ?? ""].forEach((text, index) => {
      const cell = line.children[index];
      if (cell.textContent !== text) cell.textContent = text;
    });
  }

  paint() {
    this.plot = this.picture.paint(this.room, this.state, this.shown);
  }

  #listen() {
    const { svg } = this;
    let dragging = false;
    let start = 0;
    const follow = (event) => {
      const x = this.plot.under(event.clientX - svg.getBoundingClientRect().left);
      this.change({ x: tidy(Math.round(x * 20) / 20) }, false);
    };
    svg.onpointerdown = (event) => {
      const y = event.clientY - svg.getBoundingClientRect().top;
      if (!this.plot || y > this.plot.floor) return;
      dragging = true;
      start = this.state.x;
      svg.setPointerCapture(event.pointerId);
      follow(event);
    };
    svg.onpointermove = (event) => dragging && follow(event);
    svg.onpointerup = () => {
      if (dragging) this.report();
      dragging = false;
    };
    svg.onpointercancel = () => {
      if (dragging) this.change({ x: start }, false); // the finger was scrolling the page
      dragging = false;
    };
    svg.onkeydown = (event) => {
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      const [low, high] = this.limits.x;
      const ends = { Home: low, End: high };
      const wanted = event.key in ends ? ends[event.key] : this.state.x + 0.05 * (STEPS[event.key] ?? 0);
      if (!(event.key in ends) && !(event.key in STEPS)) return;
      event.preventDefault();
      event.stopPropagation(); // Page Up and Down would turn to another lesson
      this.change({ x: tidy(Math.min(high, Math.max(low, wanted))) }, false);
    };
    svg.onkeyup = (event) => (event.key in STEPS || ["Home", "End"].includes(event.key)) && this.report();
  }
}
