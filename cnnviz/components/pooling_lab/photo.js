// Maps as pictures: gray values, or signed differences from blue over white to red, one pixel a cell.

const triple = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));

// `part` from -1 to 1 on a scale of colours, as [red, green, blue].
export function signedColour(scale, part) {
  const place = ((Math.min(1, Math.max(-1, part)) + 1) / 2) * (scale.length - 1);
  const low = Math.min(scale.length - 2, Math.floor(place));
  const [one, other] = [triple(scale[low]), triple(scale[low + 1])];
  return one.map((value, index) => Math.round(value + (other[index] - value) * (place - low)));
}

// `colourAt(row, column)`: [red, green, blue, opacity 0..255]. Gives an address of a PNG.
export function pictureOf(rows, columns, colourAt) {
  const canvas = Object.assign(document.createElement("canvas"), { width: columns, height: rows });
  const context = canvas.getContext("2d");
  const pixels = context.createImageData(columns, rows);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      pixels.data.set(colourAt(row, column), 4 * (row * columns + column));
    }
  }
  context.putImageData(pixels, 0, 0);
  return canvas.toDataURL();
}

// Rows of numbers from base64 bytes.
export function unpacked(text, side) {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  return Array.from({ length: side }, (_, row) => Array.from(bytes.subarray(row * side, (row + 1) * side)));
}
