// The sentences and the formula under the picture. Rows, columns and pixels are counted from 0, as in code.

import { explainFit, formulaSize, stretchedSize, transposedFormula } from "./arithmetic.js";
import { AXES, axisOutput, axisWindow } from "./state.js";

const LINES = ["row", "column"];

// "row 3", "rows 1 to 3", "rows 1, 3, 5", "rows 0, 2, 4 … 10"
export function lines(axis, indices) {
  const word = LINES[axis];
  if (indices.length === 1) return `${word} ${indices[0]}`;
  const first = indices[0];
  const last = indices.at(-1);
  if (last - first === indices.length - 1) return `${word}s ${first} to ${last}`;
  const listed = indices.length > 5 ? `${indices.slice(0, 3).join(", ")} … ${last}` : indices.join(", ");
  return `${word}s ${listed}`;
}

const place = ([row, column]) => `row ${row}, column ${column}`;
const block = (pair) => AXES.map((axis) => lines(axis, pair[axis])).join(", ");

const count = (number, word) => `${number || "no"} ${word}${number === 1 ? "" : "s"}`;

// What the window does where it stands.
export function positionSentence(model, at) {
  if (model.view === "scatter") {
    const reached = AXES.map((axis) => model.left[axis].reach(at[axis]));
    const goes = reached.every((some) => some.length) ? `is added to output ${block(reached)}` : "is cropped away";
    return `Input ${place(at)} times the kernel ${goes}.`;
  }
  const all = AXES.map((axis) => model.left[axis].reads(at[axis]));
  const real = AXES.map((axis) =>
    all[axis].filter((index) => index >= 0 && (model.view === "gather" || index < model.left[axis].content)),
  );
  const rest = model.view === "gather" ? "zeros" : "padding";
  if (real.some((some) => !some.length)) return `Output ${place(at)} reads only ${rest}.`;
  const complete = AXES.every((axis) => real[axis].length === all[axis].length);
  return `Output ${place(at)} reads ${block(real)}${complete ? "" : ` and ${rest}`}.`;
}

// What becomes of the cell under the pointer, counted from the content's first cell.
export function pixelSentence(model, cell) {
  const { left, view } = model;
  const outside = AXES.some((axis) => cell[axis] < 0 || cell[axis] >= left[axis].content);
  if (outside) return "Padding: a zero around the input.";
  const inserted = AXES.some((axis) => cell[axis] % left[axis].stretch);
  if (inserted) return "A zero that the stride puts between two inputs.";
  const pixel = AXES.map((axis) => cell[axis] / left[axis].stretch);
  const outputs = AXES.map((axis) => left[axis].reach(pixel[axis]));
  return `${readByWords(pixel, outputs, view === "convolution")}.`;
}

// `outputs`: the rows and the columns of those that read the pixel, or that it reaches.
export function readByWords(pixel, outputs, forward = true) {
  const number = outputs[0].length * outputs[1].length;
  if (!number) {
    return `Input ${place(pixel)} is never used: ${forward ? "no window reads it" : "all of it is cropped"}`;
  }
  return `Input ${place(pixel)} ${forward ? "is read by" : "reaches"} ${count(number, "output")}: ${block(outputs)}`;
}

// One sentence where both axes have the same numbers, else one for each.
function saidPerAxis(state, sentence) {
  const names = ["input", "kernel", "stride", "padding", "dilation", "output_padding"];
  if (names.every((name) => state[name][0] === state[name][1])) return sentence(0) ?? "";
  return AXES.map((axis) => [["Rows", "Columns"][axis], sentence(axis)])
    .filter(([, said]) => said)
    .map(([name, said]) => `${name}: ${said}`)
    .join(" ");
}

// A picture's text alternative.
export function alternative(state, model) {
  const size = (side) => model[side].map((axis) => axis.content).join(" × ");
  const kind = state.mode === "transposed" ? "Transposed convolution" : "Convolution";
  return (
    `${kind} of ${size("left")} input cells with a kernel of ${state.kernel.join(" × ")}: ${size("right")} outputs. ` +
    "Arrow keys move the window; with Shift they point at the input; Space plays."
  );
}

// Why the configuration does not fit, or "".
export function misfitSentence(state) {
  return saidPerAxis(state, (axis) => {
    try {
      axisOutput(state, axis);
      return null;
    } catch (error) {
      return error.message;
    }
  });
}

// Whether the stride comes out even, and which pixels nobody reads.
export function fitSentence(state) {
  const convolution = state.mode === "convolution";
  return saidPerAxis(state, (axis) =>
    convolution
      ? explainFit(state.input[axis], axisWindow(state, axis))
      : stretchSentence(state.input[axis], axisWindow(state, axis), state.output_padding[axis]),
  );
}

// What a transposed convolution reads, seen as an ordinary one over the stretched input.
function stretchSentence(size, window, extra) {
  const border = window.span - 1 - window.before;
  const stretched = `The input is stretched from ${size} to ${stretchedSize(size, window)}.`;
  const edge =
    border >= 0
      ? `The window reads ${count(border, "zero")} beyond each edge`
      : `At each edge ${count(-border, "output")} ${border === -1 ? "is" : "are"} cropped`;
  const end = border > 0 ? `${extra} more` : border ? `${extra} fewer` : `${extra}`;
  const padded = extra ? `, and ${end} at the end (output padding)` : "";
  return `${window.stride > 1 ? `${stretched} ` : ""}${edge}${padded}.`;
}

const result = (size) => [size < 0 ? `−${-size}` : size, size < 1 ? "unused" : "output"];

// The size formula with the learner's numbers: pieces of text, each with the role that colours it.
export function formula(state, axis) {
  const window = axisWindow(state, axis);
  const [I, K, S, P, D] = ["input", "kernel", "stride", "padding", "dilation"].map((name) => state[name][axis]);
  const spread = [[D, "window"], ["·("], [K, "window"], [" − 1)"]];
  if (state.mode === "transposed") {
    const A = state.output_padding[axis];
    return [
      ["("], [I, "input"], [" − 1)·"], [S, "window"], [" − 2·"], [P, "padding"], [" + "], ...spread,
      [" + "], [A, "padding"], [" + 1 = "], result(transposedFormula(I, window, A)),
    ];
  }
  return [
    ["floor(("], [I, "input"], [" + 2·"], [P, "padding"], [" − "], ...spread, [" − 1)/"], [S, "window"],
    [") + 1 = "], result(formulaSize(I, window)),
  ];
}
