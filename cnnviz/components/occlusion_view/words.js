// Numbers and sentences on screen.

import { topAt } from "./data.js";

const NO_BREAK = "\u00a0"; // keeps a number and its unit on one line
const SMALL = 0.0005; // would be shown as 0.0 %, which no softmax ever says

// In running text: whole percent, one digit below ten so that small changes show.
export function percent(p) {
  if (p < SMALL) return `under 0.1${NO_BREAK}%`;
  return `${(100 * p).toFixed(p < 0.0995 ? 1 : 0)}${NO_BREAK}%`;
}

// In a column of numbers: always one digit.
export function percentInColumn(p) {
  return p < SMALL ? `<${NO_BREAK}0.1${NO_BREAK}%` : `${(100 * p).toFixed(1)}${NO_BREAK}%`;
}

export function thousands(n) {
  return n.toLocaleString("en-US");
}

// A sum of activations: three digits that count.
export function amount(value) {
  return value.toLocaleString("en-US", { maximumSignificantDigits: 3 });
}

export function whereIs(map, i) {
  const row = map.rows[Math.floor(i / map.columns.length)];
  const column = map.columns[i % map.columns.length];
  const last = map.size - 1;
  return `row ${row} to ${row + last}, column ${column} to ${column + last}`;
}

export function sentence(map, i) {
  if (i === null) return "No position is computed yet.";
  const where = `Covered at ${whereIs(map, i)}`;
  if (!map.known[i]) return `${where}: not computed yet.`;
  const title = map.names[map.target];
  const here = `${title} ${percent(map.probability[i])} (clean: ${percent(map.clean[map.target])}).`;
  const [best] = topAt(map, i);
  const label = `Most probable: ${map.names[best.name]}, ${percent(best.probability)}.`;
  return `${where}: ${here} ${label}${activationWords(map, i)}`;
}

function activationWords({ activation }, i) {
  if (activation === null) return "";
  return ` Sum of ${activation.title}: ${amount(activation.values[i])} (clean: ${amount(activation.clean)}).`;
}

export function hint(pinned) {
  if (pinned) return "Pinned. Click the same place again or press Esc to release.";
  if (window.matchMedia("(hover: none)").matches) return "Tap or drag on any picture to move it.";
  return "Point at any picture to move it. Click to pin it.";
}
