// The chosen map, large: alone and over the picture. Pointing reads its values and shows what the unit sees.

import { floatsOf, levelOf, paintPlane, seeThrough } from "./paint.js";
import { fieldWords, number, percent, sizeOf } from "./words.js";

const FACTS = [["mean", "Mean"], ["highest", "Highest"], ["lowest", "Lowest"]];

export class Plane {
  // `choose(row, column)` after a click or Enter; `seen(row, column)` while hovering: what that unit sees.
  constructor(root, choose, seen) {
    this.root = root;
    this.planes = root.querySelector(".planes");
    this.seen = seen;
    this.choose = choose;
    this.spot = null;
    const [alone] = this.planes.children;
    this.over = new Over(this.planes.querySelector(".over canvas"));
    for (const surface of this.planes.children) {
      surface.addEventListener("pointermove", (event) => this.show(this.#place(event, surface)));
      surface.addEventListener("pointerleave", () => this.show(null));
      surface.addEventListener("click", (event) => this.choose(...this.#place(event, surface)));
    }
    alone.addEventListener("keydown", (event) => this.#key(event));
  }

  // `photo`: the picture as an image that is loaded.
  update(chosen, unit, photo, table, side) {
    this.chosen = chosen;
    this.side = side;
    this.size = unit.planeSize;
    this.values = floatsOf(unit.plane);
    const levels = Uint8Array.from(this.values, (value) => levelOf(value, chosen.numbers.scale, chosen.signed));
    const alone = this.planes.querySelector(".alone canvas");
    paintPlane(alone, levels, this.size, table);
    this.over.paint(photo, levels, this.size, table, chosen.signed);
    this.#words();
    this.show(null);
  }

  #words() {
    const { chosen } = this;
    const rank = chosen.rank === 0 ? "the strongest" : `number ${chosen.rank + 1} by strength`;
    this.root.querySelector(".map-head").textContent = `Map ${chosen.map} of ${chosen.title}, ${rank}`;
    const facts = [["Layer", sizeOf(chosen.shape)], ...FACTS.map(([key, name]) => [name, number(chosen.numbers[key])])];
    facts.push(["Zeros", percent(chosen.numbers.zeros)]);
    if (chosen.field) facts.push(["Each unit sees", fieldWords(chosen.field, this.side)]);
    this.root.querySelector(".facts").replaceChildren(
      ...facts.map(([name, value]) => {
        const pair = document.createElement("div");
        pair.append(element("dt", name), element("dd", value));
        return pair;
      }),
    );
  }

  // The place that is pointed at, or the chosen one.
  show(place) {
    if (!this.chosen) return;
    const [row, column] = place ?? [this.chosen.row, this.chosen.column];
    this.spot = [row, column];
    const [height, width] = this.size;
    for (const cell of this.planes.querySelectorAll(".cell")) {
      Object.assign(cell.style, {
        left: `${(100 * column) / width}%`, top: `${(100 * row) / height}%`,
        width: `${100 / width}%`, height: `${100 / height}%`,
      });
    }
    const value = number(this.values[row * width + column]);
    const what = place ? "Click to see how it comes about." : "Taken apart below.";
    this.root.querySelector(".place").textContent = `Row ${row}, column ${column}: ${value}. ${what}`;
    this.seen(row, column);
  }

  #place(event, surface) {
    const box = surface.getBoundingClientRect();
    const along = (share, length) => Math.min(length - 1, Math.max(0, Math.floor(share * length)));
    const [height, width] = this.size;
    return [along((event.clientY - box.top) / box.height, height), along((event.clientX - box.left) / box.width, width)];
  }

  #key(event) {
    const step = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[event.key];
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (step) {
      const far = event.shiftKey ? 5 : 1;
      this.show(this.spot.map((at, axis) => Math.min(this.size[axis] - 1, Math.max(0, at + far * step[axis]))));
    } else if (event.key === "Enter" || event.key === " ") this.choose(...this.spot);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}

// The photo in gray, and the map on it: what is near 0 lets the photo through.
class Over {
  constructor(canvas) {
    this.canvas = canvas;
    this.gray = document.createElement("canvas");
    this.plane = document.createElement("canvas");
  }

  paint(photo, levels, size, table, signed) {
    const side = 2 * Math.max(224, ...size);
    const opacity = signed ? (level) => 0.85 * Math.min(1, Math.abs(level - 128) / 90) : (level) => 0.85 * Math.min(1, level / 180);
    paintPlane(this.plane, levels, size, seeThrough(table, opacity));
    this.#makeGray(photo, side);
    const context = this.canvas.getContext("2d");
    if (this.canvas.width !== side) this.canvas.width = this.canvas.height = side;
    context.drawImage(this.gray, 0, 0);
    context.imageSmoothingEnabled = false;
    context.drawImage(this.plane, 0, 0, side, side);
  }

  // Once for each photo: a filter over so many pixels takes longer than all the rest.
  #makeGray(photo, side) {
    const made = `${side} ${photo.src}`;
    if (made === this.made) return;
    this.made = made;
    this.gray.width = this.gray.height = side;
    const context = this.gray.getContext("2d");
    context.filter = "grayscale(1) brightness(0.8)";
    context.drawImage(photo, 0, 0, side, side);
  }
}

export function element(tag, text, name = "") {
  const made = document.createElement(tag);
  made.textContent = text;
  if (name) made.className = name;
  return made;
}
