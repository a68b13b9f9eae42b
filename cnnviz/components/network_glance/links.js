// Lines between the columns: from the maps that the chosen unit reads to its map, as thick as their share of its sum.

import { node } from "../sliding_window/svg.js";

const THIN = 1;
const THICK = 5;

export class Links {
  constructor() {
    this.svg = node("svg", { class: "links", "aria-hidden": "true" });
  }

  // `ends`: {term, from: [x, y], to: [x, y]} of each line, in pixels of the columns; none clears them.
  draw(ends, [width, height]) {
    this.svg.setAttribute("width", width);
    this.svg.setAttribute("height", height);
    const most = Math.max(...ends.map(({ term }) => Math.abs(term)));
    const lines = [...ends].reverse(); // the strongest on top
    this.svg.replaceChildren(
      ...lines.flatMap(({ term, from, to }) => {
        const d = curve(from, to);
        const thick = THIN + (most > 0 ? (THICK - THIN) * Math.abs(term) / most : 0);
        return [
          node("path", { d, class: "edge", "stroke-width": thick + 2.5 }),
          node("path", { d, class: term < 0 ? "below" : "above", "stroke-width": thick }),
        ];
      }),
    );
  }
}

function curve([x, y], [toX, toY]) {
  const half = (x + toX) / 2;
  return `M${x} ${y}C${half} ${y} ${half} ${toY} ${toX} ${toY}`;
}
