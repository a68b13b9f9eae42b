// Where positions lie in the picture: a cell is drawn where the square's centre is.

// The n + 1 borders between n cells along one axis, in pixels of the picture.
export function borders(corners, size, side) {
  const centres = corners.map((corner) => corner + size / 2);
  const n = centres.length;
  if (n === 1) return [corners[0], corners[0] + size];
  const middle = (i) => (centres[i - 1] + centres[i]) / 2;
  const inner = centres.slice(1).map((_, i) => middle(i + 1));
  const first = 2 * centres[0] - inner[0];
  const last = 2 * centres[n - 1] - inner[n - 2];
  return [Math.max(0, first), ...inner, Math.min(side, last)];
}

// Index of the corner whose square has its centre nearest to `pixel`.
export function nearestCorner(corners, size, pixel) {
  let best = 0;
  corners.forEach((corner, i) => {
    if (Math.abs(corner + size / 2 - pixel) < Math.abs(corners[best] + size / 2 - pixel)) best = i;
  });
  return best;
}

export function positionAt(map, { x, y }) {
  const row = nearestCorner(map.rows, map.size, y);
  return row * map.columns.length + nearestCorner(map.columns, map.size, x);
}

export function centreOf(map, i) {
  const row = map.rows[Math.floor(i / map.columns.length)];
  const column = map.columns[i % map.columns.length];
  return { x: column + map.size / 2, y: row + map.size / 2 };
}

// The position some rows and columns further on, at most up to the border.
export function stepped(map, i, rows, columns) {
  const clamp = (value, count) => Math.min(Math.max(value, 0), count - 1);
  const width = map.columns.length;
  const row = clamp(Math.floor(i / width) + rows, map.rows.length);
  return row * width + clamp((i % width) + columns, width);
}
