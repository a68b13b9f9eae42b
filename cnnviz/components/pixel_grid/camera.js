// Which part of the picture is on screen: `span` pixels along a side (0 for all of them) around a middle.

const CLOSEST = 3; // pixels along a side, at the most enlarged
export const ZOOM_STEP = 1.5;

const clamp = (number, least, most) => Math.min(most, Math.max(least, number));

export function cameraOf(side, span, middle) {
  const seen = span > 0 ? clamp(span, Math.min(CLOSEST, side), side) : side;
  const [row, column] = middle.map((at) => clamp(at, seen / 2, side - seen / 2));
  return { side, span: seen, row: row - seen / 2, column: column - seen / 2 };
}

const remade = (camera, span, row, column) => cameraOf(camera.side, span, [row + span / 2, column + span / 2]);

// `factor` above 1 enlarges; the spot (in pixels of the picture) stays where it is on screen.
export function zoomed(camera, factor, [row, column]) {
  const span = clamp(camera.span / factor, Math.min(CLOSEST, camera.side), camera.side);
  const kept = span / camera.span;
  return remade(camera, span, row - (row - camera.row) * kept, column - (column - camera.column) * kept);
}

export const panned = (camera, rows, columns) =>
  remade(camera, camera.span, camera.row + rows, camera.column + columns);

// Moves just far enough that the pixel is on screen.
export function following(camera, [row, column]) {
  const into = (start, at) => clamp(start, at + 1 - camera.span, at);
  return remade(camera, camera.span, into(camera.row, row), into(camera.column, column));
}

// As whole numbers for a link.
export function described(camera) {
  const span = camera.span >= camera.side ? 0 : Math.max(1, Math.round(camera.span));
  const middle = [camera.row, camera.column].map((start) => Math.round(start + camera.span / 2));
  return { span, middle: span === 0 ? [0, 0] : middle };
}
