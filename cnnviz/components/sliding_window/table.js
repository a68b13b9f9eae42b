// Numbers in the cells: what each output is, and how it is put together.

import { range, reads } from "./arithmetic.js";
import { AXES, axisOutput, axisWindow } from "./state.js";

const SHOWN_TERMS = 12;

export const short = (value, decimals = 3) => {
  const rounded = Number(value.toFixed(decimals));
  return String(rounded === 0 ? 0 : rounded).replace("-", "−");
};

export class Table {
  // `values`: { input: rows of numbers, kernel: rows of numbers (convolution only), op }.
  constructor(values, state) {
    this.values = values;
    this.windows = AXES.map((axis) => axisWindow(state, axis));
    this.size = AXES.map((axis) => axisOutput(state, axis));
    this.input = state.input;
  }

  inputTexts() {
    return this.values.input.flat().map((value) => short(value, 2));
  }

  outputTexts() {
    const [rows, columns] = this.size.map(range);
    return rows.flatMap((row) => columns.map((column) => short(this.output([row, column]), 2)));
  }

  // The products of one output: each tap's input (0 in the padding), its weight, and whether it is padding.
  terms(at) {
    const [rows, columns] = AXES.map((axis) => reads(this.input[axis], this.windows[axis], at[axis]));
    return rows.flatMap((row, tapRow) =>
      columns.map((column, tapColumn) => {
        const value = this.values.input[row]?.[column];
        const weight = this.values.kernel?.[tapRow][tapColumn];
        return { value: value ?? 0, padding: value === undefined, weight };
      }),
    );
  }

  output(at) {
    const terms = this.terms(at);
    if (this.values.op === "max") return Math.max(...terms.filter((term) => !term.padding).map((term) => term.value));
    if (this.values.op === "average") return terms.reduce((sum, term) => sum + term.value, 0) / terms.length;
    return terms.reduce((sum, term) => sum + term.value * term.weight, 0);
  }

  // The calculation of one output as pieces of text with their roles.
  calculation(at) {
    const op = this.values.op;
    const terms = this.terms(at).filter((term) => op !== "max" || !term.padding);
    const cut = terms.length > SHOWN_TERMS ? terms.slice(0, SHOWN_TERMS - 1) : terms;
    const between = op === "max" ? ", " : " + ";
    const pieces = cut.flatMap((term, index) => [[index ? between : ""], ...factor(term, op)]);
    if (cut.length < terms.length) pieces.push([`${between}… (${terms.length} terms)`]);
    const [open, close] = { max: ["max(", ")"], average: ["(", `) / ${terms.length}`] }[op] ?? ["", ""];
    return [[open], ...pieces, [`${close} = `], [short(this.output(at)), "output"]];
  }
}

const bracketed = (value) => (value < 0 ? `(${short(value)})` : short(value));

const factor = (term, op) => {
  const value = [bracketed(term.value), term.padding ? "padding" : "input"];
  return op === "convolution" ? [value, ["·"], [bracketed(term.weight), "window"]] : [value];
};
