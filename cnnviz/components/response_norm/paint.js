// Above: what the maps respond. Below: what is left after normalisation. The window joins the two.

import { Panel } from "../activation_curves/panel.js";
import { figures } from "../activation_curves/figures.js";
import { node } from "../sliding_window/svg.js";

const STEPS = [1, 1.2, 1.6, 2, 2.4, 3, 4, 5, 6, 8, 10];

// A round number not below `value`, so that the scale of the lower row moves in steps.
function roundUp(value) {
  const power = 10 ** Math.floor(Math.log10(Math.max(value, 1e-9)));
  return STEPS.map((step) => step * power).find((round) => round >= value * 0.9999);
}

export function paintBars(svg, room, state, numbers, highest) {
  const { width, height, em } = room;
  const { maps, at, show } = state;
  const across = [0, maps.length];
  const box = { x: 3.4 * em, width: width - 4.4 * em };
  const each = (height - 2 * 2.2 * em - 1.6 * em) / 2;
  const most = Math.max(...numbers.paper, ...(show === "both" ? numbers.torch : []), 1);
  const top = new Panel({ ...box, y: 2.2 * em, height: each }, across, [0, highest * 1.08]);
  const low = new Panel({ ...box, y: top.y + each + 2.2 * em, height: each }, across, [0, roundUp(most * 1.12)]);
  const slot = box.width / maps.length;
  const thick = slot * 0.5;
  const left = (map) => box.x + (map + 0.5) * slot - thick / 2;
  const above = (map) => Math.max(numbers.paper[map], show === "both" ? numbers.torch[map] : 0);
  const floor = (panel) => panel.y + panel.height;
  svg.replaceChildren(
    top.frame({ title: [["activations a", "input-text"], [", one map beside the other, at one position", "quiet"]], ups: [0, 100, 200, 300], em }),
    low.frame({ title: [["normalised b", "output-text"], ...asIsTitle(show)], ups: [0, low.up[1] / 2, low.up[1]], em, named: figures }),
    ...windowMark(top, low, slot, numbers.neighbours, at),
    ...maps.map((value, map) =>
      node("g", { class: map === at ? "in-hand" : "" },
        bar("before", top, left(map), thick, value),
        bar("after", low, left(map), thick, numbers.paper[map]),
        show === "both" ? bar("as-is", low, left(map) - 3, thick + 6, numbers.torch[map]) : null,
        number(top, left(map) + thick / 2, value, String(value), em),
        number(low, left(map) + thick / 2, above(map), short(numbers.paper[map]), em),
        node("text", { class: "tick", x: left(map) + thick / 2, y: floor(low) + 1.25 * em }, slot > 5 * em ? `map ${map}` : String(map)),
      ),
    ),
  );
  const cell = (x) => (x < box.x || x >= box.x + box.width ? null : Math.floor((x - box.x) / slot));
  return {
    barAt: cell,
    isAbove: (y) => y < floor(top) + 0.8 * em,
    valueAt: (y) => ((floor(top) - y) / each) * top.up[1],
  };
}

const asIsTitle = (show) => (show === "both" ? [["; dashed: "], ["torch with the same alpha", "unused-text"]] : []);

const short = (value) => figures(Number(value.toPrecision(3)));

function bar(kind, panel, x, width, value) {
  const y = panel.py(value);
  return node("rect", { class: kind, x, y, width, height: Math.max(0, panel.y + panel.height - y), rx: 2 });
}

const number = (panel, x, value, text, em) =>
  node("text", { class: "number", x, y: Math.max(panel.y + em, panel.py(value) - 0.4 * em) }, text);

// Who takes part, above, and the one map that is divided by it, below.
function windowMark(top, low, slot, neighbours, at) {
  const from = top.px(neighbours[0]);
  const to = top.px(neighbours.at(-1) + 1);
  const [x, under] = [top.px(at), top.y + top.height];
  const beams = `M${from} ${under}L${to} ${under}L${x + slot} ${low.y}L${x} ${low.y}z`;
  return [
    node("path", { class: "beams", d: beams }),
    node("rect", { class: "window", x: from + 1, y: top.y, width: to - from - 2, height: top.height, rx: 4 }),
    node("rect", { class: "beams", x, y: low.y, width: slot, height: low.height, rx: 4 }),
  ];
}
