// Panels of crisp pixels on one canvas, with the numbers in the cells as soon as they fit.

import { canvasOf, numbersOf, pixelAt } from "./pixels.js";

const GAP = 4;
const TITLE = 1.5; // height of a panel's title, in letters
const TITLES = { rgb: "R, G and B together", red: "R", green: "G", blue: "B" };

// Where each channel is drawn on a canvas of `size` pixels: one panel, or four that show the same part, each
// under a title. `text` is the size of letters.
export function panelsOf(channel, size, text) {
  if (channel !== "apart") return [{ channel, x: 0, y: 0, size }];
  const strip = TITLE * text;
  const half = (size - GAP) / 2 - strip;
  const [right, below] = [size - half, half + GAP + 2 * strip];
  return [
    { channel: "rgb", x: 0, y: strip, size: half },
    { channel: "red", x: right, y: strip, size: half },
    { channel: "green", x: 0, y: below, size: half },
    { channel: "blue", x: right, y: below, size: half },
  ];
}

// `theme`: font, text size in pixels and the colours of text, cursor and ground; `sharp`: canvas pixels per pixel.
export function paint(context, size, scene, theme, sharp) {
  context.setTransform(sharp, 0, 0, sharp, 0, 0);
  context.fillStyle = theme.ground;
  context.fillRect(0, 0, size, size);
  const panels = panelsOf(scene.channel, size, theme.size);
  for (const panel of panels) {
    context.save();
    context.beginPath();
    context.rect(panel.x, panel.y, panel.size, panel.size);
    context.clip();
    paintPanel(context, panel, scene, theme, sharp);
    context.restore();
    if (panels.length > 1) paintTitle(context, panel, theme);
  }
}

function paintPanel(context, panel, scene, theme, sharp) {
  const { camera, picture, at } = scene;
  const cell = panel.size / camera.span;
  // Below one screen pixel per cell hard pixels would lose rows.
  context.imageSmoothingEnabled = cell * sharp < 1;
  context.drawImage(
    canvasOf(picture, panel.channel),
    camera.column, camera.row, camera.span, camera.span, panel.x, panel.y, panel.size, panel.size,
  );
  if (cell >= 11) paintLines(context, panel, camera, cell);
  paintNumbers(context, panel, scene, theme, cell);
  paintCursor(context, panel, camera, at, cell, theme);
}

function paintLines(context, panel, camera, cell) {
  context.beginPath();
  for (let i = 0; i <= camera.span + 1; i += 1) {
    const x = panel.x + (Math.ceil(camera.column) + i - camera.column) * cell;
    const y = panel.y + (Math.ceil(camera.row) + i - camera.row) * cell;
    context.moveTo(x, panel.y);
    context.lineTo(x, panel.y + panel.size);
    context.moveTo(panel.x, y);
    context.lineTo(panel.x + panel.size, y);
  }
  context.strokeStyle = "rgb(128 128 128 / 0.55)";
  context.lineWidth = 1;
  context.stroke();
}

function paintNumbers(context, panel, { picture, camera }, theme, cell) {
  const lines = panel.channel === "rgb" ? 3 : 1;
  const font = Math.min(cell / (lines === 3 ? 3.9 : 2.3), 1.6 * theme.size);
  if (font < 0.66 * theme.size) return;
  context.font = `${font >= theme.size ? 500 : 400} ${font}px ${theme.font}`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  const last = (start) => Math.min(picture.side, Math.ceil(start + camera.span));
  for (let row = Math.floor(camera.row); row < last(camera.row); row += 1) {
    for (let column = Math.floor(camera.column); column < last(camera.column); column += 1) {
      const pixel = pixelAt(picture, [row, column]);
      context.fillStyle = inkOn(pixel, panel.channel);
      const x = panel.x + (column + 0.5 - camera.column) * cell;
      const y = panel.y + (row + 0.5 - camera.row) * cell;
      numbersOf(pixel, panel.channel).forEach((value, line) => {
        context.fillText(String(value), x, y + (line - (lines - 1) / 2) * 1.18 * font);
      });
    }
  }
}

// Black or white, whichever stands out more from what is painted there: by its luminance (WCAG 2.2), with a
// power of 2.2 for the curve of the screen.
function inkOn(pixel, channel) {
  const shares = { red: 0.2126, green: 0.7152, blue: 0.0722 };
  const lightness = (value) => (value / 255) ** 2.2;
  let light = lightness(pixel.gray);
  if (channel in shares) light = shares[channel] * lightness(pixel[channel]);
  if (channel === "rgb") light = Object.keys(shares).reduce((sum, c) => sum + shares[c] * lightness(pixel[c]), 0);
  return light > 0.179 ? "#000" : "#fff";
}

function paintCursor(context, panel, camera, [row, column], cell, theme) {
  const side = Math.max(cell, 7);
  const x = panel.x + (column + 0.5 - camera.column) * cell - side / 2;
  const y = panel.y + (row + 0.5 - camera.row) * cell - side / 2;
  context.lineWidth = 5;
  context.strokeStyle = "rgb(0 0 0 / 0.65)";
  context.strokeRect(x, y, side, side);
  context.lineWidth = 2.5;
  context.strokeStyle = theme.cursor;
  context.strokeRect(x, y, side, side);
}

function paintTitle(context, panel, theme) {
  context.font = `600 ${0.93 * theme.size}px ${theme.font}`;
  context.textAlign = "left";
  context.textBaseline = "middle";
  context.fillStyle = theme.text;
  context.fillText(TITLES[panel.channel], panel.x, panel.y - (TITLE / 2) * theme.size);
}
