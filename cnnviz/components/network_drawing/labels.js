// Words in the drawing: as many as find room, the important ones first.

import { node } from "../sliding_window/svg.js";

const LETTER = 0.48; // of the size of the text, on average
const CROWDED = 10; // px from box to box
const SHELF = 64; // px; what is there is looked up by shelf, so that a word is not held against every box of a long network
const { format: thousands } = new Intl.NumberFormat("en-US"); // one for all: a new one costs more than all else here

export class Words {
  constructor(em) {
    this.em = em;
    this.shelves = new Map();
    this.nodes = [];
  }

  // Writes the words if nothing is there yet. `anchor`: start, middle or end.
  put(x, y, words, className, { size = 0.86, anchor = "middle", must = false, of = null, data = {} } = {}) {
    const wide = LETTER * size * this.em * words.length;
    const left = anchor === "middle" ? x - wide / 2 : anchor === "end" ? x - wide : x;
    const box = { left: left - 3, right: left + wide + 3, top: y - 0.8 * size * this.em, bottom: y + 0.2 * size * this.em };
    if (!must && this.#taken(box, of)) return false;
    this.#place(box);
    this.nodes.push(node("text", { x, y, class: `${className} ${anchor}`, "font-size": `${size}em`, ...data }, words));
    return true;
  }

  // No words over a box, except those of its own unit (`of`).
  avoid({ unit, x, y, wide, high, back }) {
    if (high < 3) return;
    this.#place({ left: x, right: x + wide + back, top: y - high / 2 - 0.8 * back, bottom: y + high / 2, of: unit.name });
  }

  #place(box) {
    for (let at = Math.floor(box.left / SHELF); at <= box.right / SHELF; at += 1) {
      if (!this.shelves.has(at)) this.shelves.set(at, []);
      this.shelves.get(at).push(box);
    }
  }

  #taken(box, of) {
    for (let at = Math.floor(box.left / SHELF); at <= box.right / SHELF; at += 1) {
      if (this.shelves.get(at)?.some((other) => other.of !== of && hits(box, other))) return true;
    }
    return false;
  }
}

const hits = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

export function sizeWords(unit) {
  const shape = unit.shape;
  if (!shape) return [unit.problem ? "breaks here" : "", ""];
  if (shape.length === 1) return [thousands(shape[0]), "values"];
  return [`${shape[1]} × ${shape[2]}`, `${thousands(shape[0])} ${unit.kind === "input" ? "channel" : "map"}${shape[0] === 1 ? "" : "s"}`];
}

// The names, kernels and sizes of all units that find room; those in `first` before all others.
export function unitWords(words, boxes, first) {
  const before = (box) => (first.includes(box.unit.name) ? 0 : box.unit.problem ? 1 : box.unit.kind === "input" ? 2 : box.unit.lane === 0 ? 3 : 4);
  const order = spoken(boxes, first).map((box, at) => [before(box), at, box]).sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  for (const [, , box] of order) unitWord(words, box, first.includes(box.unit.name));
}

const isCrowded = ({ unit, pitch }) => pitch < CROWDED && unit.frame !== "" && !unit.problem;

// Of crowded boxes only the middle one of those whose maps have one size: the words of each could belong to any.
function spoken(boxes, first) {
  const runs = [];
  for (const box of boxes.filter(isCrowded)) {
    const [size] = sizeWords(box.unit);
    if (runs.at(-1)?.size !== size) runs.push({ size, boxes: [] });
    runs.at(-1).boxes.push(box);
  }
  const middles = new Set(runs.map((run) => run.boxes[run.boxes.length >> 1]));
  return boxes.filter((box) => !isCrowded(box) || middles.has(box) || first.includes(box.unit.name));
}

function unitWord(words, box, chosen) {
  const { unit, x, y, wide, high, back, pitch } = box;
  const { em } = words;
  const of = unit.name;
  const middle = x + wide / 2;
  const [size, maps] = sizeWords(unit);
  const below = y + Math.max(high / 2, unit.kind === "add" ? 8 : 0) + 0.98 * em;
  if (unit.lane !== 0 && !unit.side) {
    if (!unit.shape) return;
    const said = unit.kind === "pool" ? "pool" : `${unit.brief.split(" / ")[0]} → ${unit.shape[0]}`;
    const long = LETTER * 0.76 * em * said.length;
    if (long < 1.3 * pitch && words.put(middle, below - 0.12 * em, said, "quiet", { size: 0.76, of })) return;
    if (long > pitch - wide - back - 12) return; // else on the way out
    words.put(x + wide + back + 4, y - 0.28 * em, said, "quiet", { size: 0.76, anchor: "start", of });
    return;
  }
  const tone = unit.problem ? "bad" : "";
  const put = words.put(middle, below, size, `size ${tone}`, { must: chosen && Boolean(size), of });
  if (isCrowded(box) && !chosen) return;
  if (put && maps) words.put(middle, below + 0.98 * em, maps, "quiet", { size: 0.8, of });
  const above = y - high / 2 - back * 0.8 - 0.45 * em - (unit.kind === "add" ? 8 : 0);
  const over = middle + back / 2;
  if (unit.kind === "add") return;
  const brief = unit.brief === unit.title ? "" : unit.brief;
  if (words.put(over, above - (brief ? 0.98 * em : 0), unit.title, `title ${tone}`, { of }) && brief) {
    words.put(over, above, brief, "quiet", { size: 0.8, of });
  }
}
