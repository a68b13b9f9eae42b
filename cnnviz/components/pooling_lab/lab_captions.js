// The words under the picture and the two meters of the shift, written as text only.

import { inputSentence, labFormula, outputSentence, outputSum, relativeWords, shareWords, shiftWords } from "./lab_words.js";

export class LabCaptions {
  constructor(root) {
    this.root = root;
    this.says = root.querySelector(".says");
  }

  layer(state, model, why) {
    this.#write(".formula", labFormula(state, model));
    this.root.querySelector(".fit").textContent = why || [overhangSentence(model), unreadSentence(model.unread)].join(" ").trim();
    this.root.querySelector(".shift-says").textContent = shiftWords(state);
    for (const when of ["before", "after"]) {
      const found = model[when];
      const row = this.root.querySelector(`.meter.${when}`);
      row.querySelector(".share").textContent = shareWords(found);
      row.querySelector(".relative").textContent = relativeWords(found);
      for (const name of ["share", "relative"]) {
        row.querySelector(`.bar-${name}`).style.width = `${Math.min(100, 100 * found[name])}%`;
      }
    }
    this.root.classList.toggle("has-winners", Boolean(model.switches));
    this.root.classList.toggle("has-photo", model.photo);
  }

  output(state, model, at) {
    this.#say(outputSentence(model, at));
    this.#write(".calculation", outputSum(state, model, at));
  }

  input(model, cell) {
    this.#say(inputSentence(model, cell));
  }

  #say(sentence) {
    if (this.says.textContent !== sentence) this.says.textContent = sentence;
  }

  #write(where, pieces) {
    const spans = pieces.map(([text, role]) => {
      const span = document.createElement("span");
      if (role) span.className = `${role}-text`;
      span.textContent = text;
      return span;
    });
    this.root.querySelector(where).replaceChildren(...spans);
  }
}

// In ceil mode the last window may reach beyond the map and its padding.
function overhangSentence({ spans }) {
  const { stop, edge } = spans.at(-1);
  const over = edge - stop;
  return over ? `The last window hangs ${over} cell${over > 1 ? "s" : ""} over the end; what is not there is not counted.` : "";
}

function unreadSentence(unread) {
  if (!unread.length) return "";
  const named = unread.length > 6 ? `${unread.slice(0, 5).join(", ")} and ${unread.length - 5} more` : unread.join(", ");
  return `No window reads ${unread.length > 1 ? "rows and columns" : "row and column"} ${named}.`;
}
