// The bars: for every measure one bar per way, both on one scale, stacked by layer.

import { node } from "../sliding_window/svg.js";
import { MEASURES } from "./blocks.js";
import { layerClass, text } from "./drawing.js";
import { bytesWords, grouped, ratioWords } from "./words.js";

export const BARS_HEIGHT = 14.4; // em

const WORDS = {
  macs: { unit: "multiply-accumulates (MACs), one picture", compare: ["fewer", "many"], write: grouped },
  parameters: { unit: "", compare: ["fewer", "many"], write: grouped },
  bytes: { unit: "output of every layer, float32, one picture", compare: ["less", "much"], write: bytesWords },
};
const HEADS = { macs: "Work", parameters: "Parameters", bytes: "Activation memory" };

export function drawBars(ways, box, em, bias) {
  return MEASURES.flatMap((measure, index) =>
    drawMeasure(ways, measure, { ...box, y: box.y + (index * BARS_HEIGHT * em) / MEASURES.length }, em, bias),
  );
}

function drawMeasure(ways, measure, box, em, bias) {
  const { unit, compare, write } = WORDS[measure];
  const totals = ways.map((way) => way.total[measure]);
  const made = [text(box.x, box.y + em, "strong", HEADS[measure])];
  const said = unit || (bias === "with" ? "weights and biases" : "weights, biases not counted");
  const start = box.x + (HEADS[measure].length + 2) * 0.56 * em;
  if (box.width > 38 * em) made.push(text(start, box.y + em, "quiet small", said));
  const ratio = ratioWords(totals[0], totals[1], compare);
  made.push(text(box.x + box.width, box.y + em, "end strong", ratio));
  const label = 5.6 * em;
  const room = box.width - label - 7.4 * em;
  const scale = room / Math.max(...totals, 1);
  ways.forEach((way, lane) => {
    const y = box.y + (1.45 + lane * 1.5) * em;
    made.push(text(box.x, y + 0.98 * em, "", way.name));
    made.push(...pieces(way.layers, measure, { x: box.x + label, y, height: 1.25 * em, scale, em }));
    made.push(text(box.x + box.width, y + 0.98 * em, "end", write(totals[lane])));
  });
  return made;
}

function pieces(layers, measure, { x, y, height, scale, em }) {
  const made = [];
  let left = x;
  for (const layer of layers) {
    const width = layer[measure] * scale;
    if (width > 0) {
      const fits = width > 0.55 * em * layer.name.length;
      made.push(
        node(
          "g",
          { class: layerClass(layer), "data-layer": layer.index },
          node("rect", { class: "piece", x: left, y, width: Math.max(width, 1), height }),
          fits ? text(left + width / 2, y + 0.92 * em, "middle small in-bar", layer.name) : null,
        ),
      );
    }
    left += width;
  }
  return made;
}
