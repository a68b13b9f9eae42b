// What the two widgets with bars share: a row of values that the hand pulls, a table and a formula of pieces of text.

import { LessonWidget } from "./lesson_widget.js";

const SIDE = { ArrowLeft: -1, ArrowRight: 1 };

export const inside = (value, low, high) => Math.min(high, Math.max(low, value));

export class BarsWidget extends LessonWidget {
  // `values`, `at`: the names of the row and of the bar in hand in the state; `low`, `high`: of a value; `pulls`: the
  // step of a pulled bar; `steps`: of an arrow key and of a page key.
  constructor(root, { values, at, low, high, pulls, steps }) {
    super(root);
    Object.assign(this, { values, at, low, high, pulls });
    this.keys = { ArrowUp: steps[0], ArrowDown: -steps[0], PageUp: steps[1], PageDown: -steps[1] };
    this.#listen();
  }

  // The state's part in which one value is another.
  with(at, value) {
    return { [this.values]: this.state[this.values].with(at, inside(value, this.low, this.high)) };
  }

  spoken(label, word) {
    const at = this.state[this.at];
    const value = this.state[this.values][at];
    const said = {
      "aria-label": label, "aria-valuemin": this.low, "aria-valuemax": this.high, "aria-valuenow": value,
      "aria-valuetext": `${word} ${at}: ${value}`,
    };
    for (const [name, text] of Object.entries(said)) this.svg.setAttribute(name, text);
  }

  // Lines of [name, words, value, role].
  fillTable(lines) {
    const made = lines.map(([name, words, value, role]) => {
      const line = document.createElement("tr");
      line.dataset.number = name;
      const head = Object.assign(document.createElement("th"), { textContent: words });
      line.append(head, Object.assign(document.createElement("td"), { textContent: value, className: `${role}-text` }));
      return line;
    });
    this.root.querySelector(".readout tbody").replaceChildren(...made);
  }

  // Pieces of [text, role]; a role of "power" is raised.
  writeFormula(pieces) {
    const made = pieces.map(([text, role]) => {
      const piece = document.createElement(role === "power" ? "sup" : "span");
      if (role) piece.className = `${role}-text`;
      piece.textContent = text;
      return piece;
    });
    this.root.querySelector(".formula").replaceChildren(...made);
  }

  #listen() {
    const { svg } = this;
    let dragged = null;
    let start = null;
    const place = (event) => {
      const box = svg.getBoundingClientRect();
      return [event.clientX - box.left, event.clientY - box.top];
    };
    const pull = (y) => this.change(this.with(dragged, Math.round(this.plot.valueAt(y) / this.pulls) * this.pulls), false);
    svg.onpointerdown = (event) => {
      const [x, y] = place(event);
      const at = this.plot?.barAt(x) ?? null;
      if (at === null) return;
      // A finger pulls where it cannot scroll the page (see the style sheet), a mouse anywhere in the row.
      const pulls = event.pointerType !== "touch" || event.target.matches(".before, .window");
      svg.setPointerCapture(event.pointerId);
      start = this.state;
      this.change({ [this.at]: at }, false);
      dragged = pulls && this.plot.isAbove(y) ? at : null;
      if (dragged !== null) pull(y);
    };
    svg.onpointermove = (event) => {
      const [x, y] = place(event);
      if (dragged !== null) pull(y);
      else if (event.pointerType === "mouse") {
        const at = this.plot?.barAt(x) ?? null;
        if (at !== null && at !== this.state[this.at]) this.change({ [this.at]: at }, false);
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
    svg.onkeydown = (event) => this.#key(event);
    svg.onkeyup = () => this.report();
  }

  #key(event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const at = this.state[this.at];
    const row = this.state[this.values];
    const ends = { Home: this.low, End: this.high };
    if (event.key in SIDE) this.change({ [this.at]: inside(at + SIDE[event.key], 0, row.length - 1) }, false);
    else if (event.key in this.keys) this.change(this.with(at, row[at] + this.keys[event.key]), false);
    else if (event.key in ends) this.change(this.with(at, ends[event.key]), false);
    else return;
    event.preventDefault();
    event.stopPropagation(); // Page Up and Down would turn to another lesson
  }
}
