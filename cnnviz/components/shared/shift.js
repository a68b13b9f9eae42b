// Small pictures moved by whole pixels, as in cnnviz.maths.equivariance.

const wrapped = (index, size) => ((index % size) + size) % size;

// The pixel at a place that may lie outside: from the other side where `circular`, else 0.
export function pixelOf(picture, row, column, circular) {
  if (circular) return picture[wrapped(row, picture.length)][wrapped(column, picture[0].length)];
  return picture[row]?.[column] ?? 0;
}

export const everyPixel = (picture, value) => picture.map((line, row) => line.map((_, column) => value(row, column)));

export const shifted = (picture, [down, right], circular) =>
  everyPixel(picture, (row, column) => pixelOf(picture, row - down, column - right, circular));
