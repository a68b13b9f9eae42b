// Numbers and sentences on screen.

const MINUS = "\u2212";
export const TIMES = "\u00a0×\u00a0";

// Four digits that count; no exponent for what a unit's value usually is.
export function number(value) {
  if (value === 0) return "0";
  const size = Math.abs(value);
  const digits = size >= 1000 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : size >= 0.1 ? 3 : 4;
  const text = size < 0.00005 ? size.toExponential(1) : size.toFixed(digits);
  return value < 0 ? `${MINUS}${text}` : text;
}

export function short(value) {
  const size = Math.abs(value);
  const text = size >= 100 ? size.toFixed(0) : size >= 10 ? size.toFixed(1) : size.toFixed(2);
  return value < 0 && Number(text) !== 0 ? `${MINUS}${text}` : text;
}

// With its sign in front, for the terms of a sum.
export const term = (value) => (value < 0 ? number(value) : `+${number(value)}`);

export function percent(share) {
  if (share > 0 && share < 0.0005) return "<\u00a00.1\u00a0%";
  return `${(100 * share).toFixed(1)}\u00a0%`;
}

const grouped = new Intl.NumberFormat("en-US"); // made once: toLocaleString makes one for each number
export const thousands = (n) => grouped.format(n);

export const sizeOf = ([channels, height, width]) => `${thousands(channels)}${TIMES}${height}${TIMES}${width}`;

// In the head of a narrow column, one below the other: how many maps, and of which size.
export function shapeLines([channels, height, width]) {
  return [thousands(channels), height === width ? `${height}²` : `${height}×${width}`];
}

export function columnWords(layer) {
  const dead = layer.dead ? `, ${layer.dead} of them dead` : "";
  const zeros = layer.sparsity > 0 ? `, ${percent(layer.sparsity)} of all values are 0` : "";
  const [channels, height, width] = layer.shape;
  return `${layer.title}: ${thousands(channels)} maps of ${height}${TIMES}${width}${dead}${zeros}.`;
}

export function mapWords(layer, at) {
  const rank = at === 0 ? "the strongest" : `number ${at + 1} by strength`;
  return `${layer.title}, map ${layer.maps[at]}: ${rank} of ${thousands(layer.shape[0])}, strength ${number(layer.strength[at])}.`;
}

// What one unit sees of a picture of `side` pixels, padding included.
export function fieldWords(field, side) {
  const [rows, columns] = field.size;
  return `${rows}${TIMES}${columns} pixels${Math.min(rows, columns) > side ? ", more than the picture" : ""}`;
}

// One product of a window: at its row r and column c.
export function productWords(feeder, r, c, unit) {
  if (!unit.inside[r][c]) return `padding: 0 · ${number(feeder.weights[r][c])} = 0`;
  const [value, weight] = [feeder.patch[r][c], feeder.weights[r][c]];
  return `${number(value)} · ${number(weight)} = ${number(value * weight)}`;
}

export function stepWords(step, before) {
  const n = step.numbers;
  if (step.kind === "batch norm") {
    const spread = `√(${number(n.variance)}${n.epsilon >= 1e-4 ? ` + ${n.epsilon}` : ""})`;
    return `${number(n.gamma)} · (${number(before)} ${minus(n.mean)}) / ${spread} ${plus(n.beta)}`;
  }
  if (step.kind === "sum") return `${number(before)} ${plus(n.shortcut)} from the shortcut`;
  if (step.kind === "maximum") return `the largest in its window, at row ${n.row}, column ${n.column}`;
  if (step.kind === "branch") return `map ${n.map} of part ${n.branch} of the stack`;
  if (step.name === "ReLU") return `max(0, ${number(before)})`;
  if (step.name === "ReLU6") return `min(6, max(0, ${number(before)}))`;
  return `${step.name}(${number(before)})`;
}

const plus = (value) => (value < 0 ? `${MINUS} ${number(-value)}` : `+ ${number(value)}`);
const minus = (value) => plus(-value);

export const STEP_TITLES = {
  "batch norm": "batch norm", sum: "shortcut added", maximum: "max pooling", branch: "stacked with others",
};
