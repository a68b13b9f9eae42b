// One unit taken apart: the maps that feed it, their windows, the kernel's slices, and the steps to its value.

import { bytesOf, colourAt, inkOn, levelOf, paintPlane } from "./paint.js";
import { element } from "./plane.js";
import { number, productWords, short, STEP_TITLES, stepWords, term, thousands } from "./words.js";

const READABLE = 5; // cells along a side up to which their numbers are written in
const RGB = ["red", "green", "blue"];

export class Dive {
  // `choose(layer, map)`: dive on to a map that feeds this one.
  constructor(root, choose) {
    this.root = root;
    this.choose = choose;
    const rows = root.querySelector(".rows");
    rows.addEventListener("pointerover", (event) => this.#point(event.target.closest?.(".cells span")));
    rows.addEventListener("pointerleave", () => this.#point(null));
  }

  // The product behind one cell: its value, its weight, and where on the map the value stands.
  #point(cell) {
    for (const lit of this.root.querySelectorAll(".lit")) lit.classList.remove("lit");
    for (const row of this.root.querySelectorAll(".row.open")) {
      row.classList.remove("open");
      row.querySelector(".product").textContent = "";
    }
    const row = cell?.closest(".row");
    if (!row) return;
    const at = [...cell.parentElement.children].indexOf(cell);
    for (const grid of row.querySelectorAll(".cells")) grid.children[at].classList.add("lit");
    const feeder = this.unit.feeders[[...row.parentElement.children].indexOf(row) - 1];
    const [r, c] = [Math.floor(at / this.unit.columns.length), at % this.unit.columns.length];
    row.querySelector(".product").textContent = productWords(feeder, r, c, this.unit);
    const place = row.querySelector(".pixel");
    const [height, width] = this.unit.fullSize;
    place.hidden = !this.unit.inside[r][c];
    Object.assign(place.style, {
      top: `${(100 * (this.unit.rows[r] + 0.5)) / height}%`, left: `${(100 * (this.unit.columns[c] + 0.5)) / width}%`,
    });
    row.classList.add("open");
  }

  // The window on every feeding map, for the output that is pointed at; its numbers are known only once it is chosen.
  follow(row, column) {
    const { stride, rows, columns, fullSize } = this.unit;
    const away = stride !== null && (row !== this.unit.row || column !== this.unit.column);
    this.root.classList.toggle("away", away);
    if (stride === null) return;
    const [down, right] = [(row - this.unit.row) * stride[0], (column - this.unit.column) * stride[1]];
    const [top, height] = inShares(rows, down, fullSize[0]);
    const [left, width] = inShares(columns, right, fullSize[1]);
    for (const box of this.root.querySelectorAll(".small-plane .window")) Object.assign(box.style, { top, height, left, width });
  }

  update(unit, tables, title) {
    this.unit = unit;
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
    this.follow(unit.row, unit.column);
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
  holder.append(canvas, box, element("div", "", "pixel"));
  return holder;
}

// A window's numbers on their colours; larger ones keep only the colours. Either says its product when pointed at.
function cellsOf(values, level, table, name, inside = null) {
  const grid = element("div", "", `cells ${name}`);
  const readable = values.length <= READABLE && values[0].length <= READABLE;
  grid.style.setProperty("--across", values[0].length);
  grid.classList.toggle("dense", values[0].length > 3);
  values.forEach((row, r) =>
    row.forEach((value, c) => {
      const out = inside !== null && !inside[r][c];
      const cell = element("span", readable && !out ? short(value) : "");
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

// Where the cells with these numbers lie, moved by `shift`, on a side of so many cells: start and length, as CSS.
function inShares(numbers, shift, length) {
  const first = Math.max(0, numbers[0] + shift);
  const last = Math.min(length - 1, numbers.at(-1) + shift);
  return [`${(100 * first) / length}%`, `${(100 * (last + 1 - first)) / length}%`];
}

function termOf(value, most) {
  const holder = element("span", "", "term");
  const bar = element("span", "", value < 0 ? "bar below" : "bar");
  bar.style.setProperty("--share", most > 0 ? Math.abs(value) / most : 0);
  holder.append(element("span", term(value), "figure"), bar, element("span", "", "product"));
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
