// The nodes of a drawing: boxes that lean back, edges, bands of blocks, bars under the columns.

import { node } from "../sliding_window/svg.js";
import { SLIM } from "./layout.js";

const path = (className, d, more = {}) => node("path", { class: className, d, ...more });
const round = (number) => Math.round(10 * number) / 10;
const points = (list) => `M${list.map(([x, y]) => `${round(x)} ${round(y)}`).join("L")}z`;

// A thin box is one node: a long network has hundreds. `before`: the node that was drawn in its place, which is used again if it can be.
export function boxNode(box, before) {
  const { unit } = box;
  const kind = `unit k-${unit.kind}${unit.problem ? " broken" : ""}${unit.shape ? "" : " ghost"}${unit.changed ? " changed" : ""}`;
  if (box.wide < SLIM && unit.kind !== "add") {
    const look = { class: `${kind} slim outline`, d: outlineOf(box), "data-unit": unit.name };
    if (before?.localName !== "path") return node("path", look);
    for (const [name, value] of Object.entries(look)) if (before.getAttribute(name) !== value) before.setAttribute(name, value);
    return before;
  }
  const group = node("g", { class: kind, "data-unit": unit.name });
  if (unit.kind === "add") group.append(...sumNodes(box));
  else group.append(...slabNodes(box));
  return group;
}

const sidesOf = ({ x, y, wide, high, back }) => [x, x + wide, y - high / 2, y + high / 2, back * 0.8];

function outlineOf(box) {
  const [left, right, top, bottom, lift] = sidesOf(box);
  const { back } = box;
  return points([[left, bottom], [left, top], [left + back, top - lift], [right + back, top - lift],
    [right + back, bottom - lift], [right, bottom]]);
}

function slabNodes(box) {
  const { unit, x, wide, high, back } = box;
  const [left, right, top, bottom, lift] = sidesOf(box);
  const outline = outlineOf(box);
  const made = [
    path("ground", outline),
    path("front", points([[left, top], [right, top], [right, bottom], [left, bottom]])),
    path("roof", points([[left, top], [left + back, top - lift], [right + back, top - lift], [right, top]])),
    path("flank", points([[right, top], [right + back, top - lift], [right + back, bottom - lift], [right, bottom]])),
  ];
  if (unit.kind === "concat" && unit.parts.length > 1 && wide > 6) made.push(path("seam", seams(unit, x, wide, top, high)));
  const cuts = unit.kind === "depthwise" ? 4 : Math.min(4, unit.groups ?? 1);
  if (cuts > 1 && high > 4 * cuts) made.push(path("seam", mapLines(cuts, x, wide, top, high)));
  made.push(path("outline", outline));
  return made;
}

// Where one input of a concatenation ends and the next begins.
function seams({ parts }, x, wide, top, high) {
  const all = parts.reduce((sum, one) => sum + one, 0);
  let at = 0;
  return parts.slice(0, -1).map((part) => {
    at += part;
    return `M${round(x + (wide * at) / all)} ${round(top)}v${round(high)}`;
  }).join("");
}

// Groups read their own part of the maps only; in a depthwise layer every map is a group.
const mapLines = (cuts, x, wide, top, high) =>
  Array.from({ length: cuts - 1 }, (_, at) => `M${round(x)} ${round(top + (high * (at + 1)) / cuts)}h${round(wide)}`).join("");

function sumNodes({ x, y, wide }) {
  const radius = Math.min(7, Math.max(2, wide / 2));
  const [cx, arm] = [x + radius, radius * 0.55];
  return [
    node("circle", { class: "ground outline", cx, cy: y, r: radius }),
    path("sign", `M${cx - arm} ${y}h${2 * arm}M${cx} ${y - arm}v${2 * arm}`),
  ];
}

const out = ({ unit, x, y, wide, back }) =>
  unit.kind === "add" ? [x + wide, y] : [x + wide + back, y];

// All edges as two paths: those between neighbours, and those that go round what stands between.
export function edgeNodes(boxes, seen, ceiling) {
  const taken = new Map();
  for (const { unit } of boxes.values()) taken.set(`${unit.column}/${unit.lane}`, unit);
  let [straight, around] = ["", ""];
  for (const to of seen) {
    for (const name of to.unit.inputs) {
      const from = boxes.get(name);
      if (!from) continue;
      const [x0, y0] = out(from);
      const [x1, y1] = [to.x, to.y];
      if (blocked(from.unit, to.unit, taken)) around += arc(from, to, [x0, y0], [x1, y1], ceiling(from.unit, to.unit));
      else if (Math.abs(y0 - y1) < 1.5) straight += `M${round(x0)} ${round(y1)}H${round(x1)}`;
      else {
        const middle = x0 + Math.min(18, (x1 - x0) / 2);
        straight += `M${round(x0)} ${round(y0)}C${round(middle)} ${round(y0)} ${round(middle)} ${round(y1)} ${round(Math.min(x1, middle + 14))} ${round(y1)}H${round(x1)}`;
      }
    }
  }
  return [path("edge", straight), path("edge around", around)];
}

function blocked(from, to, taken) {
  if (from.lane !== to.lane) return false;
  for (let column = from.column + 1; column < to.column; column += 1) {
    if (taken.has(`${column}/${from.lane}`)) return true;
  }
  return false;
}

function arc(from, to, [x0, y0], [x1, y1], top) {
  const corner = Math.min(9, (x1 - x0) / 4);
  const start = from.x + from.wide + from.back + 2;
  const end = to.unit.kind === "add" ? to.x + Math.min(7, to.wide / 2) : to.x + Math.max(1, to.wide / 3);
  const landing = to.unit.kind === "add" ? y1 - 7 : y1 - to.high / 2;
  return `M${round(x0)} ${round(y0)}H${round(start)}V${round(top + corner)}q0 ${-corner} ${corner} ${-corner}H${round(end - corner)}q${corner} 0 ${corner} ${corner}V${round(landing)}`;
}

export const bandEnds = ({ first, last }, columns) =>
  [columns[first + 1].x - 6, columns[last + 1].x + columns[last + 1].pitch - 8];

export function bandNode(span, columns, top, bottom, index) {
  const [x, end] = bandEnds(span, columns);
  const kind = `band${span.frame.group ? " folds" : ""}${index % 2 ? " odd" : ""}`;
  return node("rect", { class: kind, "data-frame": span.frame.name, x, y: top, width: Math.max(2, end - x), height: bottom - top, rx: 4 });
}

// The longest of a block's names that so many letters have room for.
export function bandName({ name, count, group }, letters) {
  const many = count > 1 ? ` × ${count}` : "";
  const sign = group ? (count > 1 ? " +" : " −") : "";
  const tail = name.replace(/^[a-z]+_/, ""); // inception_3a: 3a
  const names = [name + many + sign, name + many, tail + many + sign, tail + many, many.trim() + sign, many.trim()];
  return names.find((one) => one && one.length <= letters) ?? "";
}

// Bars of one measure, `high` pixels for each of what it counts; one path for each kind.
export function barNodes(columns, values, kinds, base, high) {
  const paths = new Map();
  values.forEach((value, index) => {
    if (!value) return;
    const { x, pitch } = columns[index];
    const wide = Math.max(1, Math.min(26, pitch * 0.62));
    const tall = Math.max(0.7, high * value);
    const kind = kinds[index];
    paths.set(kind, `${paths.get(kind) ?? ""}M${round(x)} ${round(base)}v${round(-tall)}h${round(wide)}v${round(tall)}z`);
  });
  return [...paths].map(([kind, d]) => path(`bar k-${kind}`, d));
}
