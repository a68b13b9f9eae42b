// One unit taken apart: the maps that feed it, their windows, the kernel's slices, and the steps to its value.

import { bytesOf, colourAt, inkOn, levelOf, paintPlane } from "./paint.js";
import { element } from "./plane.js";
import { number, short, STEP_TITLES, stepWords, term, thousands } from "./words.js";

const READABLE = 5; // cells along a side up to which their numbers are written in
const RGB = ["red", "green", "blue"];

export class Dive {
  // `choose(layer, map)`: dive on to a map that feeds this one.
  constructor(root, choose) {
    this.root = root;
    this.choose = choose;
  }

  update(unit, tables, title) {
    const from = unit.fromPicture ? "the picture's channels" : `maps of ${unit.feedingTitle ?? "the layer before"}`;
    const what = unit.kind === "average" ? "is an average over" : "reads";
    this.root.querySelector(".dive-head").textContent =
      `The unit at row ${unit.row}, column ${unit.column} of ${title} ${what} ${from}`;
    const most = Math.max(...unit.feeders.map((feeder) => Math.abs(feeder.term)));
    const heads = ["", "map", "window", "", unit.kind === "average" ? "share" : "kernel", "", "sum of products"];
    const head = rowOf("row heads", heads.map((text) => element("span", text)));
    const rows = unit.feeders.map((feeder) => this.#row(unit, feeder, tables, most));
    this.root.querySelector(".rows").replaceChildren(head, ...rows);
    this.root.querySelector(".steps").replaceChildren(...stepsOf(unit));
  }

  #row(unit, feeder, tables, most) {
    const name = unit.rgb ? RGB[feeder.map] : `${feeder.map}`;
    const canDive = unit.feeding !== null && !unit.fromPicture;
    const plane = planeOf(unit, feeder, tables(unit.signed));
    const holder = element(canDive ? "button" : "div", "", "feeder");
    if (canDive) {
      holder.type = "button";
      holder.setAttribute("aria-label", `Dive to map ${feeder.map} of ${unit.feedingTitle}`);
      holder.addEventListener("click", () => this.choose(unit.feeding, feeder.map));
    }
    holder.append(plane);
    const weights = Math.max(...unit.feeders.flatMap((one) => one.weights.flat().map(Math.abs)));
    return rowOf("row", [
      element("span", name, `name ${unit.rgb ? name : ""}`),
      holder,
      cellsOf(feeder.patch, (v) => levelOf(v, feeder.scale, unit.signed), tables(unit.signed), "patch", unit.inside),
      element("span", "·", "sign"),
      cellsOf(feeder.weights, (v) => levelOf(v, weights, true), tables(true), "kernel"),
      element("span", "=", "sign"),
      termOf(feeder.term, most),
    ]);
  }
}

function rowOf(name, cells) {
  const row = document.createElement("div");
  row.className = name;
  row.append(...cells);
  return row;
}

// The whole feeding map with the window on it.
function planeOf(unit, feeder, table) {
  const holder = element("div", "", "small-plane");
  const canvas = document.createElement("canvas");
  paintPlane(canvas, bytesOf(feeder.pixels), unit.size, table);
  const box = element("div", "", "window");
  const [height, width] = unit.fullSize;
  const share = (numbers, length) => {
    const first = Math.max(0, numbers[0]);
    const last = Math.min(length - 1, numbers.at(-1));
    return [(100 * first) / length, (100 * (last + 1 - first)) / length];
  };
  const [top, tall] = share(unit.rows, height);
  const [left, wide] = share(unit.columns, width);
  Object.assign(box.style, { top: `${top}%`, height: `${tall}%`, left: `${left}%`, width: `${wide}%` });
  holder.append(canvas, box);
  return holder;
}

// A window's numbers on their colours; larger ones keep only the colours, and say a number when pointed at.
function cellsOf(values, level, table, name, inside = null) {
  const grid = element("div", "", `cells ${name}`);
  const readable = values.length <= READABLE && values[0].length <= READABLE;
  grid.style.setProperty("--across", values[0].length);
  grid.classList.toggle("dense", values[0].length > 3);
  values.forEach((row, r) =>
    row.forEach((value, c) => {
      const out = inside !== null && !inside[r][c];
      const cell = element("span", readable && !out ? short(value) : "");
      cell.title = out ? "padding: 0" : number(value);
      if (out) cell.className = "out";
      else {
        cell.style.background = colourAt(table, level(value));
        cell.style.color = inkOn(table, level(value));
      }
      grid.append(cell);
    }),
  );
  return grid;
}

function termOf(value, most) {
  const holder = element("span", "", "term");
  const bar = element("span", "", value < 0 ? "bar below" : "bar");
  bar.style.setProperty("--share", most > 0 ? Math.abs(value) / most : 0);
  holder.append(element("span", term(value), "figure"), bar);
  return holder;
}

function stepsOf(unit) {
  const shown = unit.feeders.reduce((sum, feeder) => sum + feeder.term, 0);
  const count = unit.feeders.length;
  const lines = [[count === 1 ? "the map shown" : `the ${count} maps shown`, "", shown, true]];
  if (unit.rest.count) lines.push([`the other ${thousands(unit.rest.count)} maps`, "", unit.rest.sum, true]);
  if (unit.bias !== 0) lines.push(["bias", "", unit.bias, true]);
  if (lines.length > 1) lines.push(["sum", "", unit.total, false, "subtotal"]);
  let before = unit.total;
  for (const step of unit.steps) {
    lines.push([STEP_TITLES[step.kind] ?? step.name, stepWords(step, before), step.value, false]);
    before = step.value;
  }
  lines.push(["value", "", unit.value, false, "result"]);
  return lines.map(([name, how, value, signed, kind = ""]) => {
    const line = element("li", "", kind);
    line.append(element("span", name, "what"), element("span", how, "how"));
    line.append(element("span", signed ? term(value) : number(value), "figure"));
    return line;
  });
}
