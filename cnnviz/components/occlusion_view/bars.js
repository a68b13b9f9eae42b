// The top five at a position, each with a thin mark where its clean probability is.

import { topAt } from "./data.js";
import { labelColour } from "./colours.js";
import { percentInColumn } from "./words.js";

const ROWS = 6; // five, and the chosen class where it is not among them

export function createBars(list) {
  const rows = Array.from({ length: ROWS }, () => createRow(list));
  return (map, i) => {
    const shown = rowsAt(map, i);
    rows.forEach((row, k) => row(map, shown[k]));
  };
}

// Where nothing is computed: the clean picture's five, without bars.
function rowsAt(map, i) {
  if (i === null || !map.known[i]) return map.baseline.map((name) => ({ name, probability: null }));
  const rows = topAt(map, i);
  if (rows.every(({ name }) => name !== map.target)) {
    rows.push({ name: map.target, probability: map.probability[i] });
  }
  return rows;
}

function createRow(list) {
  const add = (parent, tag, name) => {
    const made = document.createElement(tag);
    made.className = name;
    parent.append(made);
    return made;
  };
  const item = add(list, "li", "row");
  const name = add(item, "span", "name");
  const value = add(item, "span", "value");
  const track = add(item, "span", "track");
  const bar = add(track, "span", "bar");
  const mark = add(track, "span", "mark");
  return (map, shown) => {
    item.style.visibility = shown ? "visible" : "hidden";
    if (!shown) return;
    const { probability } = shown;
    const clean = map.clean[shown.name];
    name.textContent = map.names[shown.name];
    item.classList.toggle("chosen", shown.name === map.target);
    value.textContent = probability === null ? "–" : percentInColumn(probability);
    bar.style.width = `${100 * (probability ?? 0)}%`;
    bar.style.background = labelColour(map, shown.name);
    mark.hidden = clean === null;
    mark.style.left = `${100 * (clean ?? 0)}%`;
  };
}
