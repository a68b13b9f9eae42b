// The words under the picture, written as text only.

import { AXES } from "./state.js";
import { fitSentence, formula, misfitSentence, pixelSentence, positionSentence } from "./words.js";

export class Captions {
  constructor(root) {
    this.root = root;
    this.says = root.querySelector(".says");
    this.formulas = root.querySelectorAll(".formula");
    this.calculation = root.querySelector(".calculation");
    this.fit = root.querySelector(".fit");
  }

  // The formula and what it means; gives the reason why nothing fits, or "".
  configuration(state, linked) {
    const why = misfitSentence(state);
    const terms = AXES.map((axis) => formula(state, axis));
    this.formulas[1].hidden = linked;
    this.#write(this.formulas[0], [[linked ? "Output = " : "Rows = "], ...terms[0]]);
    this.#write(this.formulas[1], [["Columns = "], ...terms[1]]);
    const said = why || fitSentence(state);
    if (this.fit.textContent !== said) this.fit.textContent = said;
    return why;
  }

  position(model, at, table) {
    this.#say(positionSentence(model, at));
    this.calculation.hidden = !table;
    if (table) this.#write(this.calculation, table.calculation(at));
  }

  pixel(model, cell) {
    this.#say(pixelSentence(model, cell));
  }

  #say(sentence) {
    if (this.says.textContent !== sentence) this.says.textContent = sentence;
  }

  #write(line, pieces) {
    const spans = pieces.map(([text, role]) => {
      const span = document.createElement("span");
      if (role) span.className = `${role}-text`;
      span.textContent = text;
      return span;
    });
    line.replaceChildren(...spans);
  }
}
