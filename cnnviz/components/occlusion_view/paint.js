// Draw one map on a canvas: the same picture on screen and in the saved file.

import { borders } from "./cells.js";

// Opacity of a guess from the nearest computed position, and of the hatching over it.
const PREVIEW = 0.4;
const HATCH = 0.6;

// `box`: {x, y, side} in canvas pixels; `colourAt(i)`: colour of a computed position.
export function paintMap(context, box, map, picture, colourAt, theme) {
  context.save();
  context.beginPath();
  context.rect(box.x, box.y, box.side, box.side);
  context.clip();
  paintGround(context, box, picture, theme);
  const cells = cellBoxes(box, map);
  const waiting = cells.filter((_, i) => !map.known[i]);
  for (const cell of waiting) fill(context, cell, theme.ground);
  context.globalAlpha = PREVIEW;
  cells.forEach((cell, i) => {
    if (!map.known[i] && map.nearest[i] >= 0) fill(context, cell, colourAt(map.nearest[i]));
  });
  context.globalAlpha = 1;
  cells.forEach((cell, i) => {
    if (map.known[i]) fill(context, cell, colourAt(i));
  });
  hatch(context, box, waiting, theme.hatch);
  context.restore();
}

// Near the border no square has its centre: the faint picture there keeps the maps readable side by side.
function paintGround(context, box, picture, theme) {
  context.fillStyle = theme.panel;
  context.fillRect(box.x, box.y, box.side, box.side);
  if (!picture.complete || picture.naturalWidth === 0) return;
  context.globalAlpha = 0.3;
  context.filter = "grayscale(1)";
  context.drawImage(picture, box.x, box.y, box.side, box.side);
  context.filter = "none";
  context.globalAlpha = 1;
}

// Borders fall on whole canvas pixels: no seams, no blur.
function cellBoxes(box, map) {
  const scale = box.side / map.side;
  const along = (corners, start) =>
    borders(corners, map.size, map.side).map((border) => start + Math.round(border * scale));
  const xs = along(map.columns, box.x);
  const ys = along(map.rows, box.y);
  const width = map.columns.length;
  return map.known.map((_, i) => {
    const row = Math.floor(i / width);
    const column = i % width;
    return [xs[column], ys[row], xs[column + 1] - xs[column], ys[row + 1] - ys[row]];
  });
}

function fill(context, cell, colour) {
  context.fillStyle = colour;
  context.fillRect(...cell);
}

export function hatch(context, box, cells, colour) {
  if (cells.length === 0) return;
  context.save();
  context.beginPath();
  for (const cell of cells) context.rect(...cell);
  context.clip();
  const step = Math.max(4, Math.round(box.side / 48));
  context.globalAlpha = HATCH;
  context.strokeStyle = colour;
  context.lineWidth = step / 4;
  context.beginPath();
  for (let offset = -box.side; offset < box.side; offset += step) {
    context.moveTo(box.x + offset, box.y + box.side);
    context.lineTo(box.x + offset + box.side, box.y);
  }
  context.stroke();
  context.restore();
}
