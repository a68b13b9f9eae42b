// The measures around the grids, as on an engineering drawing: sizes on the axes, the kernel's span under
// the input, and a tick wherever the window may start.

import { AXES } from "./state.js";
import { node } from "./svg.js";

const TICKS_FROM = 4; // px between two starts

export function measures(model, state, boxes) {
  const root = node("g", { class: "measures" });
  for (const side of ["left", "right"]) {
    root.append(title(titleWords(model, state, side), boxes[side], boxes.em, side));
    for (const axis of AXES) {
      const terms = sizeTerms(model[side][axis], side);
      root.append(dimension(terms, extent(model[side][axis], side, boxes[side]), boxes[side], axis, boxes.em));
    }
  }
  const side = model.walk === "right" ? "left" : "right";
  const box = boxes[side];
  const mover = model[side].map((axis) => axis.mover);
  const foot = node("g", { class: "foot", transform: `translate(${box.x} ${box.y + box.height + 0.45 * boxes.em})` });
  const span = spanBracket(state, mover, box, boxes.em);
  foot.append(ticks(model, mover[1], box, boxes.em), span.root);
  root.append(foot);
  return { root, span, side, box };
}

function titleWords(model, state, side) {
  const size = (pair) => `${pair[0]} × ${pair[1]}`;
  const content = model[side].map((axis) => axis.content);
  if (side === "right") return `Output ${size(content)}`;
  const stretched = model.view === "gather" && Math.max(...state.stride) > 1;
  return `Input ${size(state.input)}${stretched ? `, stretched to ${size(content)}` : ""}`;
}

const title = (words, box, em, side) =>
  node("text", { class: `title ${side}-text`, x: box.x, y: box.y - 2.05 * em }, words);

// The numbers on one axis, with their roles: "7 + 2·1", or "5 + 2·1 + 1" with output padding.
function sizeTerms({ content, canvas, origin, extra }, side) {
  const terms = [[content, side === "left" ? "input" : "output"]];
  const before = origin;
  const after = canvas - content - origin - (side === "left" ? extra : 0);
  if (side === "right" || !(before || after || extra)) return terms;
  if (before === after && before) terms.push([" + 2·"], [before, "padding"]);
  else if (before || after) terms.push([" + "], [before, "padding"], [" + "], [after, "padding"]);
  if (extra) terms.push([" + "], [extra, "padding"]);
  return terms;
}

// What is measured, as [first, length] in px: all that the window reads, but only the output itself.
const extent = ({ content, canvas, origin }, side, { cell }) =>
  side === "left" ? [0, canvas * cell] : [origin * cell, content * cell];

// A measuring line with its numbers in the middle, above the grid or along its left side.
function dimension(terms, [first, length], box, axis, em) {
  const words = terms.map(([text, role]) => node("tspan", { class: role ? `${role}-text` : "quiet" }, text));
  const label = node("text", { class: "measure", x: length / 2, y: 0.35 * em }, ...words);
  const wide = 0.58 * em * terms.reduce((sum, [text]) => sum + String(text).length, 0) + 0.7 * em;
  const rest = (length - wide) / 2;
  const line = rest > 4 ? `M0.5 0H${rest}M${length - rest} 0H${length - 0.5}M0.5 -4V4M${length - 0.5} -4V4` : "";
  const where =
    axis === 1
      ? `translate(${box.x + first} ${box.y - 0.85 * em})`
      : `translate(${box.x - 0.85 * em} ${box.y + first + length}) rotate(-90)`;
  return node("g", { transform: where }, node("path", { class: "measure-line", d: line }), label);
}

// Where the window may start, along the bottom: the stride, seen.
function ticks(model, mover, box, em) {
  const positions = model[model.walk][1].content;
  if (mover.step * box.cell < TICKS_FROM) return "";
  let path = "";
  for (let index = 0; index < positions; index += 1) {
    path += `M${(index * mover.step + mover.offset) * box.cell} 0v${0.4 * em}`;
  }
  return node("path", { class: "ticks", d: path });
}

function spanBracket(state, mover, box, em) {
  const wide = mover[1].span * box.cell;
  const [D, K] = [state.dilation, state.kernel];
  const square = mover[0].span === mover[1].span && K[0] === K[1];
  const spread = D[1] > 1 ? `, spans ${mover[1].span} = ${D[1]}·(${K[1]} − 1) + 1` : "";
  const words = `kernel ${K[0]} × ${K[1]}${square || D[1] > 1 ? spread : ""}`;
  const line = node("path", { class: "span-line", d: `M0 0v${0.4 * em}H${wide}v${-0.4 * em}` });
  const label = node("text", { class: "span-label window-text", y: 1.65 * em }, words);
  return { root: node("g", {}, line, label), line, label, wide, half: 0.27 * em * words.length };
}

// The bracket follows the window; its words stay under the grid.
export function follow({ span, side, box }, left, right) {
  const x = (side === "left" ? left : right)[1];
  span.line.setAttribute("transform", `translate(${x} 0)`);
  const middle = Math.min(Math.max(x + span.wide / 2, span.half), Math.max(box.width - span.half, span.half));
  span.label.setAttribute("x", middle);
}
