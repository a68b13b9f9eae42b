// The three pictures side by side, with what is needed to read them, as one PNG.

import { labelColour, probabilityColour } from "./colours.js";
import { legendEntries } from "./legend.js";
import { hatch, paintMap } from "./paint.js";
import { percent, sentence, thousands } from "./words.js";

const SIDE = 448;
const GAP = 32;
const LEFT = [GAP, 2 * GAP + SIDE, 3 * GAP + 2 * SIDE];
const WIDTH = 3 * SIDE + 4 * GAP;
const HEAD = 132; // where the pictures begin
const BELOW = HEAD + SIDE + 20; // where the scale and the legend begin
const LINE = 30;

export async function savePicture(scene) {
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d");
  context.font = font(scene, 20);
  const legend = laidOut(context, legendEntries(scene.map));
  canvas.width = WIDTH;
  canvas.height = BELOW + legend.height + GAP;
  context.fillStyle = scene.theme.ground;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.textBaseline = "middle";
  paintWords(context, scene);
  paintPictures(context, scene);
  paintScale(context, scene);
  paintLegend(context, scene, legend.entries);
  const blob = await new Promise((done) => canvas.toBlob(done, "image/png"));
  download(blob, `occlusion-${slug(scene.map.names[scene.map.target])}.png`);
}

const font = (scene, size, weight = 400) => `${weight} ${size}px ${scene.theme.font}`;

const slug = (title) => title.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");

function write(context, text, x, y, width) {
  context.fillText(text, x, y, width);
}

function paintWords(context, scene) {
  const { map, i } = scene;
  const title = map.names[map.target];
  context.fillStyle = scene.theme.text;
  context.font = font(scene, 28, 600);
  write(context, `Occlusion: ${title}, square of ${map.size} × ${map.size} pixels`, GAP, 36, WIDTH - 2 * GAP);
  context.font = font(scene, 20);
  write(context, sentence(map, i), GAP, 72, WIDTH - 2 * GAP);
  context.font = font(scene, 20, 600);
  const heads = ["Picture with the square", `Probability of ${title}`, "Most probable label"];
  heads.forEach((head, k) => write(context, head, LEFT[k], HEAD - 20, SIDE));
}

function paintPictures(context, { map, i, clean, covered, theme }) {
  const scale = SIDE / map.side;
  const boxes = LEFT.map((x) => ({ x, y: HEAD, side: SIDE }));
  context.imageSmoothingEnabled = false;
  context.drawImage(clean, LEFT[0], HEAD, SIDE, SIDE);
  paintMap(context, boxes[1], map, clean, (k) => probabilityColour(map.colours.probability, map.probability[k]), theme);
  paintMap(context, boxes[2], map, clean, (k) => labelColour(map, map.label[k]), theme);
  if (i === null) return;
  const y = map.rows[Math.floor(i / map.columns.length)] * scale;
  const x = map.columns[i % map.columns.length] * scale;
  const edge = map.size * scale;
  context.save();
  context.beginPath();
  context.rect(LEFT[0] + x, HEAD + y, edge, edge);
  context.clip();
  context.drawImage(covered, LEFT[0], HEAD, SIDE, SIDE);
  context.restore();
  context.strokeStyle = theme.square;
  context.lineWidth = 3;
  for (const left of LEFT) context.strokeRect(left + x, HEAD + y, edge, edge);
}

function paintScale(context, scene) {
  const { colours, clean, target } = scene.map;
  const ramp = context.createLinearGradient(LEFT[1], 0, LEFT[1] + SIDE, 0);
  colours.probability.forEach((colour, k) => ramp.addColorStop(k / (colours.probability.length - 1), colour));
  context.fillStyle = ramp;
  context.fillRect(LEFT[1], BELOW, SIDE, 18);
  const x = LEFT[1] + clean[target] * SIDE;
  context.fillStyle = scene.theme.text;
  context.fillRect(x - 1.5, BELOW - 5, 3, 28);
  context.font = font(scene, 20);
  const y = BELOW + 40;
  if (clean[target] > 0.3) write(context, "0 %", LEFT[1], y);
  const words = `clean ${percent(clean[target])}`;
  write(context, words, x - clean[target] * context.measureText(words).width, y);
  context.textAlign = "right";
  if (clean[target] < 0.6) write(context, "100 %", LEFT[1] + SIDE, y);
  context.textAlign = "left";
}

// One label per line under the map; at least as high as the scale beside it.
function laidOut(context, entries) {
  const lines = entries.map((entry, k) => ({ ...entry, y: BELOW + 10 + k * LINE }));
  return { entries: lines, height: Math.max(2, lines.length) * LINE };
}

function paintLegend(context, scene, entries) {
  for (const { text, colour, count, y } of entries) {
    const swatch = [LEFT[2], y - 9, 18, 18];
    if (colour) {
      context.fillStyle = colour;
      context.fillRect(...swatch);
    } else {
      hatch(context, { x: LEFT[2], y: y - 9, side: 18 }, [swatch], scene.theme.hatch);
    }
    context.fillStyle = scene.theme.text;
    write(context, text, LEFT[2] + 28, y, SIDE - 110);
    context.textAlign = "right";
    write(context, thousands(count), LEFT[2] + SIDE, y);
    context.textAlign = "left";
  }
}

function download(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
