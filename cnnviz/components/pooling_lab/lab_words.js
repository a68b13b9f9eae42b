// Sentences and sums under the picture, as text and as pieces of text with their roles.

import { short } from "../sliding_window/table.js";
import { formulaSize, makeWindow } from "../sliding_window/arithmetic.js";
import { countedCells, realCells } from "./pooling.js";
import { isShifted, readersOf } from "./lab_model.js";

const MOST = 12;
export const labPlace = ([row, column]) => `row ${row}, column ${column}`;
const many = (number, word) => `${number} ${word}${number === 1 ? "" : "s"}`;

function reach(span, word) {
  const [first, end] = realCells(span);
  return end - first === 1 ? `${word} ${first}` : `${word}s ${first} to ${end - 1}`;
}

export function outputSentence(model, at) {
  const [down, over] = at.map((place) => model.spans[place]);
  const beyond = [down, over].some((span) => span.start < 0 || span.stop > span.size);
  const reads = `${reach(down, "row")}, ${reach(over, "column")}`;
  return `Output ${labPlace(at)} reads ${reads}${beyond ? " and padding" : ""}.`;
}

// How the current output comes about, written out.
export function outputSum(state, model, at) {
  const result = [short(model.out[at[0]][at[1]]), "output"];
  if (model.sides.length > 2) {
    const from = model.switches ? ["; it comes from input ", labPlace(model.switches[at[0]][at[1]])].join("") : "";
    return [["Value "], result, [`${from}.`]];
  }
  const [down, over] = at.map((place) => model.spans[place]);
  const [[top, bottom], [left, right]] = [down, over].map(realCells);
  const cells = model.moved.slice(top, bottom).flatMap((row) => row.slice(left, right));
  const max = state.op === "max";
  const value = (cell) => [max || cell >= 0 ? short(cell) : `(${short(cell)})`, "input"];
  const shown = cells.length > MOST ? cells.slice(0, MOST - 1) : cells;
  const pieces = shown.flatMap((cell, index) => [[index ? (max ? ", " : " + ") : ""], value(cell)]);
  if (shown.length < cells.length) pieces.push([`${max ? "," : " +"} … (${cells.length} cells)`]);
  if (!max) {
    const count = countedCells(down, state.count === "all") * countedCells(over, state.count === "all");
    return [["("], ...pieces, [") / "], [count, "window"], [" = "], result];
  }
  const best = model.out[at[0]][at[1]];
  const equal = cells.filter((cell) => cell === best).length;
  const tie = equal > 1 ? `, the first of ${equal} equal cells` : "";
  return [["max("], ...pieces, [") = "], result, [`, from ${labPlace(model.switches[at[0]][at[1]])}${tie}.`]];
}

export function inputSentence(model, cell) {
  const outputs = cell.map((index) => readersOf(model.spans, index).length);
  const number = outputs[0] * outputs[1];
  const value = short(model.moved[cell[0]][cell[1]], 2);
  if (!number) return `Input ${labPlace(cell)} holds ${value}. No window reads it.`;
  const wins = model.wins.get(cell[0] * model.given.length + cell[1]) ?? 0;
  const won = model.switches ? ` It wins ${wins || "none"}${wins ? ` of them` : ""}.` : "";
  return `Input ${labPlace(cell)} holds ${value}. ${many(number, "window")} read${number === 1 ? "s" : ""} it.${won}`;
}

// The size formula with the learner's numbers; of several passes, the first.
export function labFormula(state, model) {
  const side = model.given.length;
  if (state.kind === "global") return [["One window over all "], [side, "input"], [" × "], [side, "input"], [" cells: "], ["1 × 1", "output"]];
  if (state.kind === "adaptive") {
    const total = [state.target, "output"];
    return [["Output o reads floor(o·"], [side, "input"], ["/"], total, [") to ceil((o + 1)·"], [side, "input"], ["/"], total, [") − 1"]];
  }
  const window = makeWindow(state.size, state.stride, state.padding);
  const up = state.ceil === "on";
  const raw = formulaSize(side + (up ? state.stride - 1 : 0), window);
  const found = model.sides[1];
  const taken = raw === found ? [] : [[`${raw}, less one that would start outside: `]];
  const chain = model.sides.length > 2 ? [[`, then ${model.sides.slice(2).join(", ")}`, "output"]] : [];
  return [
    ["Output = "], [up ? "ceil((" : "floor(("], [side, "input"], [" + 2·"], [state.padding, "padding"], [" − "],
    [state.size, "window"], [")/"], [state.stride, "window"], [") + 1 = "], ...taken, [found, "output"], ...chain,
  ];
}

const percent = (part) => `${(100 * part).toFixed(part > 0 && part < 0.1 ? 1 : 0)} %`;

export const shareWords = ({ differing, cells, share }) =>
  `${differing.toLocaleString("en")} of ${cells.toLocaleString("en")} cells (${percent(share)})`;

export const relativeWords = ({ relative }) => percent(relative);

export function shiftWords(state) {
  if (!isShifted(state)) return "No shift yet. Move the input by one cell and see what changes.";
  const [down, right] = state.shift;
  const parts = [right && `${right} to the right`, down && `${down} down`].filter(Boolean);
  const border = state.border === "wrap" ? "what leaves comes back on the other side" : "zeros move in";
  return `Shifted by ${parts.join(" and ")}; ${border}.`;
}

export function labAlternative(state, model) {
  const op = state.op === "max" ? "Max" : "Average";
  const size = model.out.length;
  const changed = isShifted(state) ? ` The shift changes ${shareWords(model.before)} before and ${shareWords(model.after)} after.` : "";
  return (
    `${op} pooling of ${model.title}, ${model.given.length} × ${model.given.length}, to ${size} × ${size}.${changed} ` +
    "Arrow keys move the window; Space plays."
  );
}
