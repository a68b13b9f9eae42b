// What the labels' colours mean: their shares and their names.

import { hasOwnColour, labelColour } from "./colours.js";
import { thousands } from "./words.js";

// [{name, text, colour, count}]: labels with their own colour, then all others as one, then what is missing.
export function legendEntries(map) {
  const own = map.counts.filter(([name]) => hasOwnColour(map, name));
  const entries = own.map(([name, count]) => ({
    name, text: map.names[name], colour: labelColour(map, name), count,
  }));
  const rest = map.counts.filter(([name]) => !hasOwnColour(map, name));
  const other = rest.reduce((sum, [, count]) => sum + count, 0);
  if (other > 0) {
    entries.push({ name: null, text: `other (${rest.length} labels)`, colour: map.colours.other, count: other });
  }
  const missing = map.known.filter((yes) => !yes).length;
  if (missing > 0) entries.push({ name: null, text: "not computed yet", colour: null, count: missing });
  return entries;
}

export function showLegend(root, map) {
  const entries = legendEntries(map);
  root.querySelector(".shares").replaceChildren(...entries.map(share));
  root.querySelector(".legend").replaceChildren(...entries.map(item));
}

function share({ colour, count }) {
  const piece = document.createElement("span");
  piece.style.flexGrow = count;
  paint(piece, colour);
  return piece;
}

function item({ name, text, colour, count }) {
  const entry = document.createElement("li");
  const swatch = document.createElement("span");
  const words = document.createElement("span");
  const number = document.createElement("span");
  swatch.className = "swatch";
  words.className = "words";
  number.className = "count";
  paint(swatch, colour);
  words.textContent = text;
  number.textContent = thousands(count);
  if (name !== null) entry.dataset.name = name;
  entry.append(swatch, words, number);
  return entry;
}

function paint(element, colour) {
  if (colour === null) element.classList.add("hatched");
  else element.style.background = colour;
}

export function showInLegend(root, map, i) {
  const label = i === null ? null : map.label[i];
  for (const entry of root.querySelectorAll(".legend li")) {
    entry.classList.toggle("here", label !== null && entry.dataset.name === String(label));
  }
}
