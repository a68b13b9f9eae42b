// What there is to draw: the map, the pooled map, who reads whom, who wins, and what the shift changes.

import { shifted } from "../shared/shift.js";
import { range } from "../sliding_window/arithmetic.js";
import { adaptiveSpans, changeBetween, poolMap, poolingSpans, realCells } from "./pooling.js";

export const isShifted = (state) => state.shift.some((by) => by > 0);

export const passesOf = (state, map) => (map.photo && state.kind === "window" ? state.repeat : 1);

function spansOf(state, side) {
  if (state.kind === "global") return adaptiveSpans(side, 1);
  if (state.kind === "adaptive") return adaptiveSpans(side, state.target);
  const { size: kernel, stride, padding } = state;
  return poolingSpans(side, { kernel, stride, padding, ceil: state.ceil === "on" });
}

// The spans of every pass. Throws the sentence that says which does not fit, and why.
function allSpans(state, side, passes) {
  const found = [];
  for (let pass = 1; pass <= passes; pass += 1) {
    try {
      found.push(spansOf(state, found.at(-1)?.length ?? side));
    } catch (error) {
      throw pass > 1 ? new Error(`Pass ${pass}: ${error.message}`) : error;
    }
  }
  return found;
}

// What outputs of a later pass read of the first map.
function composed(first, second) {
  return second.map((span) => {
    const [from, end] = realCells(span);
    const [start, stop] = [realCells(first[from])[0], realCells(first[end - 1])[1]];
    return { start, stop, edge: stop, size: first[0].size };
  });
}

function pooledBy(state, values, passes) {
  let done = { values, switches: null };
  for (const spans of passes) {
    const next = poolMap(done.values, spans, spans, state.op, state.count === "all");
    const traced = done.switches && next.switches?.map((line) => line.map(([r, c]) => done.switches[r][c]));
    done = { ...next, switches: traced ?? next.switches };
  }
  return done;
}

export function describeLab(state, map) {
  const side = map.values.length;
  const passes = allSpans(state, side, passesOf(state, map));
  const spans = passes.reduce((first, second) => (first ? composed(first, second) : second), null);
  const moved = isShifted(state) ? shifted(map.values, state.shift, state.border === "wrap") : map.values;
  const pooled = pooledBy(state, moved, passes);
  const plain = moved === map.values ? pooled : pooledBy(state, map.values, passes);
  return {
    photo: map.photo,
    title: map.title,
    sides: [side, ...passes.map((each) => each.length)],
    spans,
    given: map.values,
    moved,
    plain: plain.values,
    out: pooled.values,
    switches: pooled.switches,
    wins: winsOf(pooled.switches, side),
    unread: range(side).filter((cell) => !readersOf(spans, cell).length),
    before: changeBetween(map.values, moved),
    after: changeBetween(plain.values, pooled.values),
  };
}

// How many windows each input cell wins, by row times side plus column.
function winsOf(switches, side) {
  const wins = new Map();
  for (const [row, column] of switches?.flat() ?? []) {
    const index = row * side + column;
    wins.set(index, (wins.get(index) ?? 0) + 1);
  }
  return wins;
}

export const readersOf = (spans, cell) =>
  range(spans.length).filter((output) => {
    const [first, end] = realCells(spans[output]);
    return cell >= first && cell < end;
  });
