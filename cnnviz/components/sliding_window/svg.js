// Small tools for SVG: nodes from plain values, and paths of rectangles and stripes.

const NAMESPACE = "http://www.w3.org/2000/svg";

export function node(name, attributes = {}, ...children) {
  const made = document.createElementNS(NAMESPACE, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children.filter((child) => child !== null));
  return made;
}

// The drawing's own pixels. Given as a share of its room they would change twice in every layout of the page, which then
// lays out every number anew; set again they do so even if they stay the same.
export function setView(svg, width, height) {
  const view = `0 0 ${width} ${height}`;
  if (svg.getAttribute("viewBox") === view) return;
  svg.setAttribute("viewBox", view);
  Object.assign(svg.style, { width: `${width}px`, height: `${height}px` });
}

export const rectPath = (x, y, width, height) => `M${x} ${y}h${width}v${height}h${-width}z`;

// A tile that repeats: one node paints a grid of any size. `wide`, `high`: the tile; the mark fills one cell.
export function tiles(id, className, cell, [high, wide]) {
  return node(
    "pattern",
    { id, patternUnits: "userSpaceOnUse", width: wide * cell, height: high * cell },
    node("rect", { class: className, width: cell, height: cell }),
  );
}

export const hatch = (id) =>
  node(
    "pattern",
    { id, patternUnits: "userSpaceOnUse", width: 6, height: 6, patternTransform: "rotate(45)" },
    node("rect", { class: "hatch-ground", width: 6, height: 6 }),
    node("rect", { class: "hatch-line", width: 1.6, height: 6 }),
  );

export function gridLines(rows, columns, cell) {
  let path = "";
  for (let row = 1; row < rows; row += 1) path += `M0 ${row * cell}H${columns * cell}`;
  for (let column = 1; column < columns; column += 1) path += `M${column * cell} 0V${rows * cell}`;
  return path;
}

// Neighbouring indices as [first, length].
export function runs(indices) {
  const found = [];
  for (const index of indices) {
    const last = found.at(-1);
    if (last && index === last[0] + last[1]) last[1] += 1;
    else found.push([index, 1]);
  }
  return found;
}

// Every cell whose row and column are both listed.
export function crossing(rows, columns, cell) {
  const across = runs(columns);
  return runs(rows)
    .flatMap(([y, high]) => across.map(([x, wide]) => rectPath(x * cell, y * cell, wide * cell, high * cell)))
    .join("");
}

// Whole rows and whole columns together, as one shape.
export function stripes(rows, columns, [high, wide], cell) {
  const across = runs(rows).map(([y, thick]) => rectPath(0, y * cell, wide * cell, thick * cell));
  const down = runs(columns).map(([x, thick]) => rectPath(x * cell, 0, thick * cell, high * cell));
  return [...across, ...down].join("");
}

// The outline of that shape: an edge wherever a cell inside it meets one outside.
export function stripesOutline(rows, columns, [high, wide], cell) {
  const bands = [cut(rows, high), cut(columns, wide)];
  const inside = (y, x) =>
    y in bands[0] && x in bands[1] && (bands[0][y].listed || bands[1][x].listed);
  let path = "";
  for (let y = 0; y <= bands[0].length; y += 1) {
    for (let x = 0; x <= bands[1].length; x += 1) {
      const [top, left] = [edge(bands[0], y, high) * cell, edge(bands[1], x, wide) * cell];
      if (inside(y, x) !== inside(y, x - 1) && y in bands[0]) path += `M${left} ${top}v${bands[0][y].length * cell}`;
      if (inside(y, x) !== inside(y - 1, x) && x in bands[1]) path += `M${left} ${top}h${bands[1][x].length * cell}`;
    }
  }
  return path;
}

const edge = (bands, index, size) => (index < bands.length ? bands[index].start : size);

// An axis cut into bands of neighbours that are all listed or all not.
function cut(indices, size) {
  const bands = [];
  let next = 0;
  for (const [start, length] of runs(indices)) {
    if (start > next) bands.push({ start: next, length: start - next, listed: false });
    bands.push({ start, length, listed: true });
    next = start + length;
  }
  if (next < size) bands.push({ start: next, length: size - next, listed: false });
  return bands;
}

export const bandCount = (indices, size) => cut(indices, size).length;
