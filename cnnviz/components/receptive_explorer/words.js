// What the picture says, in words. Plain text only.

const KINDS = { c: "conv", m: "max pool", a: "avg pool" };
const grouped = (number) => number.toLocaleString("en-US");
const signed = (number) => String(number).replace("-", "−");

export const layerNumbers = ({ kernel, stride, padding, dilation }, tight = false) => {
  const extra = [stride > 1 ? `s${stride}` : "", padding ? `p${padding}` : "", dilation > 1 ? `d${dilation}` : ""];
  return [tight ? `${kernel}×${kernel}` : `${kernel} × ${kernel}`, ...extra].filter(Boolean).join(" ");
};

export const kindWord = (kind, tight = false) => (tight ? KINDS[kind].split(" ")[0] : KINDS[kind]);

export const layerName = (layer, index, names) => names?.[index] ?? kindWord(layer.kind);

const levelName = (model, level, names) =>
  level ? `layer ${level} (${layerName(model.layers[level - 1], level - 1, names)})` : "the input";

export function positionSentence(model, names) {
  return model.level ? unitSentence(model, names) : pixelSentence(model, names);
}

function unitSentence(model, names) {
  const { level, at } = model;
  const { field } = model.levels[level];
  const seen = model.sets.map((sets) => sets[0]);
  const words = `Unit (${at.join(", ")}) of ${levelName(model, level, names)}: its field is ${field} × ${field} pixels, ` +
    `rows ${span(model, 0)}, columns ${span(model, 1)}.`;
  if (!seen[0].length || !seen[1].length) return `${words} All of it lies in the padding: it sees no pixel.`;
  const pixels = `${grouped(seen[0].length * seen[1].length)} pixels (${seen[0].length} × ${seen[1].length})`;
  if (seen.every((axis) => axis.length === field)) return `${words} It sees all of these ${grouped(field * field)} pixels.`;
  return `${words} It sees ${pixels} of them: ${lost(model, seen)}.`;
}

function lost(model, seen) {
  const { size } = model.levels[0];
  const outside = model.hulls.some((hulls) => hulls[0][0] < 0 || hulls[0][1] >= size);
  const holes = seen.some((axis) => axis.at(-1) - axis[0] + 1 > axis.length);
  if (outside && holes) return "the rest lies outside the picture, or in holes that it jumps over";
  if (holes) return "the rest are holes that dilation or a stride jumps over";
  return "the rest lies outside the picture, in the padding";
}

const span = (model, axis) => model.hulls[axis][0].map(signed).join(" to ");

function pixelSentence(model, names) {
  const counts = model.sets[0].map((rows, level) => rows.length * model.sets[1][level].length);
  const last = counts.length - 1;
  const told = last > 1 ? ` Layer by layer, from the input up: ${counts.slice(1).map(grouped).join(", ")}.` : "";
  const units = (count) => `${grouped(count)} ${count === 1 ? "unit" : "units"}`;
  return `Pixel (${model.at.join(", ")}) is seen by ${units(counts[last])} of ${levelName(model, last, names)}.${told}`;
}

export const alternative = (model) =>
  `${model.layers.length} layers drawn as strips of units over an input of ${model.levels[0].size} pixels; the paths ` +
  "between the chosen unit and the input are marked. Left and right: the next unit. Up and down: the next layer. " +
  "With Shift, up and down: the next row.";
