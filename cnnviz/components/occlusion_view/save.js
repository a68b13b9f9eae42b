// All five panels with what is needed to read them, as one PNG: the sheet.

import { colourings } from "./colours.js";
import { legendEntries } from "./legend.js";
import { hatch, paintMap } from "./paint.js";
import { paintSheetScales } from "./sheet_scales.js";
import { percent, sentence, thousands } from "./words.js";

const SIDE = 336;
const GAP = 28;
const LEFT = [0, 1, 2, 3, 4].map((k) => GAP + k * (SIDE + GAP));
const WIDTH = 5 * SIDE + 6 * GAP;
const HEAD = 132; // where the pictures begin
const BELOW = HEAD + SIDE + 20; // where the scales and the legend begin
const LINE = 30;

export async function savePicture(scene) {
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d");
  const entries = legendEntries(scene.map).map((entry, k) => ({ ...entry, y: BELOW + 10 + k * LINE }));
  canvas.width = WIDTH;
  canvas.height = BELOW + Math.max(3, entries.length) * LINE + GAP;
  context.fillStyle = scene.theme.ground;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.textBaseline = "middle";
  paintWords(context, scene);
  paintPictures(context, scene);
  paintSheetScales(context, scene, { activation: LEFT[1], probability: LEFT[3], y: BELOW, side: SIDE });
  paintLegend(context, scene, entries);
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
  const clean = `clean ${percent(map.clean[map.target])}`;
  write(context, `Occlusion: ${title}, ${clean}, ${map.shape} of ${map.size} × ${map.size} pixels`, GAP, 36, WIDTH - 2 * GAP);
  context.font = font(scene, 20);
  write(context, sentence(map, i), GAP, 72, WIDTH - 2 * GAP);
  context.font = font(scene, 20, 600);
  const heads = [
    `(a) Under the ${map.shape}`,
    map.activation === null ? "(b) No layer is watched" : `(b) Sum of ${map.activation.title}`,
    "(c) That map, projected",
    `(d) Probability of ${title}`,
    "(e) Most probable label",
  ];
  heads.forEach((head, k) => write(context, head, LEFT[k], HEAD - 20, SIDE));
}

function paintPictures(context, scene) {
  const { map, i, clean, covered, signal, theme } = scene;
  const colours = colourings(map);
  context.imageSmoothingEnabled = false;
  context.drawImage(clean, LEFT[0], HEAD, SIDE, SIDE);
  if (map.projection?.picture) context.drawImage(signal, LEFT[2], HEAD, SIDE, SIDE);
  [["activation", 1], ["probability", 3], ["label", 4]].forEach(([kind, k]) => {
    if (kind in colours) paintMap(context, { x: LEFT[k], y: HEAD, side: SIDE }, map, clean, colours[kind], theme);
  });
  if (i === null) return;
  const scale = SIDE / map.side;
  const y = HEAD + map.rows[Math.floor(i / map.columns.length)] * scale;
  const x = map.columns[i % map.columns.length] * scale;
  const edge = map.size * scale;
  context.save();
  outline(context, map, LEFT[0] + x, y, edge);
  context.clip();
  context.drawImage(covered, LEFT[0], HEAD, SIDE, SIDE);
  context.restore();
  context.strokeStyle = theme.square;
  context.lineWidth = 3;
  for (const left of LEFT) {
    outline(context, map, left + x, y, edge);
    context.stroke();
  }
}

function outline(context, map, x, y, edge) {
  context.beginPath();
  if (map.shape === "disc") context.arc(x + edge / 2, y + edge / 2, edge / 2, 0, 2 * Math.PI);
  else context.rect(x, y, edge, edge);
}

function paintLegend(context, scene, entries) {
  context.font = font(scene, 20);
  for (const { text, colour, count, y } of entries) {
    const swatch = [LEFT[4], y - 9, 18, 18];
    if (colour) {
      context.fillStyle = colour;
      context.fillRect(...swatch);
    } else {
      hatch(context, { x: LEFT[4], y: y - 9, side: 18 }, [swatch], scene.theme.hatch);
    }
    context.fillStyle = scene.theme.text;
    write(context, text, LEFT[4] + 28, y, SIDE - 110);
    context.textAlign = "right";
    write(context, thousands(count), LEFT[4] + SIDE, y);
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
