// Above: what the unit gives for each example, with mean and spread. Below: the same examples normalised.

import { Panel } from "../activation_curves/panel.js";
import { figures } from "../activation_curves/figures.js";
import { node } from "../sliding_window/svg.js";

const NARROW = 40; // em: a phone
const LIMITS = [2, 3, 4, 6, 10, 20, 50, 100, 200, 500, 1000, 5000, 20000];

export function paintBatch(svg, room, state, { used, out }, [low, high]) {
  const { width, height, em } = room;
  const { batch, item } = state;
  const across = [0, batch.length];
  const box = { x: 3.4 * em, width: width - 4.4 * em };
  const each = (height - 2 * 2.2 * em - 1.6 * em) / 2;
  const most = Math.max(...out.map(Math.abs));
  const limit = LIMITS.find((round) => round >= 1.1 * most) ?? most * 1.1;
  const top = new Panel({ ...box, y: 2.2 * em, height: each }, across, [1.12 * low, 1.12 * high]);
  const below = new Panel({ ...box, y: top.y + each + 2.2 * em, height: each }, across, [-limit, limit]);
  const slot = box.width / batch.length;
  const thick = 0.5 * slot;
  const middle = (at) => box.x + (at + 0.5) * slot;
  const whose = state.mode === "training" ? "of this batch" : "from training";
  const heading = [["what the unit gives x", "input-text"], ["; line and band: ", "quiet"], [`mean and ±σ${width < NARROW * em ? "" : ` ${whose}`}`, "window-text"]];
  svg.replaceChildren(
    top.frame({ title: heading, ups: [low, low / 2, 0, high / 2, high], em, named: figures }),
    below.frame({ title: [["normalised y", "output-text"], ["; band: ±γ around β", "quiet"]], ups: [-limit, 0, limit], em, named: figures }),
    ...band(top, used[0], Math.sqrt(used[1])),
    ...band(below, state.offset, state.gamma),
    ...batch.map((value, at) =>
      node("g", { class: at === item ? "in-hand" : "" },
        bar("before", top, middle(at) - thick / 2, thick, value),
        bar("after", below, middle(at) - thick / 2, thick, out[at]),
        number(top, middle(at), value, figures(value), em),
        number(below, middle(at), out[at], figures(Number(out[at].toPrecision(3))), em),
        node("text", { class: "tick", x: middle(at), y: below.y + each + 1.25 * em }, slot > 6 * em ? `example ${at}` : String(at)),
      ),
    ),
  );
  return {
    barAt: (x) => (x < box.x || x >= box.x + box.width ? null : Math.floor((x - box.x) / slot)),
    isAbove: (y) => y < top.y + each + 0.8 * em,
    valueAt: (y) => top.up[1] - ((y - top.y) / each) * (top.up[1] - top.up[0]),
  };
}

// From zero up or down. A thin bar can be taken hold of, too: it lies on a strip as high as the row.
function bar(kind, panel, x, width, value) {
  const [y, zero] = [panel.py(value), panel.py(0)];
  return node("g", {},
    node("rect", { class: kind, x, y: Math.min(y, zero), width, height: Math.max(1, Math.abs(y - zero)), rx: 2 }),
    kind === "before" ? node("rect", { class: "before strip", x, y: panel.y, width, height: panel.height, fill: "none" }) : null,
  );
}

const number = (panel, x, value, text, em) =>
  node("text", { class: "number", x, y: panel.py(value) + (value < 0 ? 1.1 : -0.4) * em }, text);

// A mean with its spread to either side, cut off at the panel.
function band(panel, mean, spread) {
  const inside = (value) => Math.min(panel.up[1], Math.max(panel.up[0], value));
  const [from, to] = [panel.py(inside(mean + spread)), panel.py(inside(mean - spread))];
  const line = mean === inside(mean) ? `M${panel.x} ${panel.py(mean)}h${panel.width}` : "";
  return [
    node("rect", { class: "spread", x: panel.x, y: from, width: panel.width, height: Math.max(0, to - from) }),
    node("path", { class: "mean", d: line }),
  ];
}
