// Maps as pictures: gray values, or signed differences from blue over white to red, one pixel a cell.

import { node } from "../sliding_window/svg.js";

const triple = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));

// `part` from -1 to 1 on a scale of colours, as [red, green, blue].
export function signedColour(scale, part) {
  const place = ((Math.min(1, Math.max(-1, part)) + 1) / 2) * (scale.length - 1);
  const low = Math.min(scale.length - 2, Math.floor(place));
  const [one, other] = [triple(scale[low]), triple(scale[low + 1])];
  return one.map((value, index) => Math.round(value + (other[index] - value) * (place - low)));
}

// A map as one image, painted again only where what it shows has changed.
export class Picture {
  constructor(cells, side) {
    const look = { width: side, height: side, "image-rendering": "pixelated", preserveAspectRatio: "none" };
    this.node = node("image", look);
    this.canvas = Object.assign(document.createElement("canvas"), { width: cells, height: cells });
    this.context = this.canvas.getContext("2d", { willReadFrequently: true });
    this.cells = cells;
    this.shown = [];
  }

  // `shows`: what the colours come from; `colourAt(row, column)`: [red, green, blue, opacity 0..255].
  paint(shows, colourAt) {
    if (this.shown.length && shows.every((each, at) => each === this.shown[at])) return;
    this.shown = shows;
    const { cells } = this;
    const pixels = this.context.createImageData(cells, cells);
    for (let at = 0; at < cells * cells; at += 1) pixels.data.set(colourAt(Math.floor(at / cells), at % cells), 4 * at);
    this.context.putImageData(pixels, 0, 0);
    this.node.setAttribute("href", this.canvas.toDataURL());
  }
}

// Rows of numbers from base64 bytes.
export function unpacked(text, side) {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  return Array.from({ length: side }, (_, row) => Array.from(bytes.subarray(row * side, (row + 1) * side)));
}
