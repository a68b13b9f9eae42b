// From bytes to pixels: unpacking, the two scales, and planes painted one value to one canvas pixel.

const channels = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));

export function bytesOf(text) {
  const letters = atob(text);
  const bytes = new Uint8Array(letters.length);
  for (let at = 0; at < letters.length; at += 1) bytes[at] = letters.charCodeAt(at);
  return bytes;
}

export function floatsOf(text) {
  const view = new DataView(bytesOf(text).buffer);
  return Float32Array.from({ length: view.byteLength / 4 }, (_, at) => view.getFloat32(4 * at, true));
}

// 256 colours, linear between the points of a scale: what Python's `colour_table` gives.
export function colourTable(points) {
  const known = points.map(channels);
  const table = new Uint8ClampedArray(256 * 4);
  for (let level = 0; level < 256; level += 1) {
    const at = (level / 255) * (known.length - 1);
    const below = Math.min(Math.floor(at), known.length - 2);
    for (let k = 0; k < 3; k += 1) {
      table[4 * level + k] = known[below][k] + (at - below) * (known[below + 1][k] - known[below][k]);
    }
    table[4 * level + 3] = 255;
  }
  return table;
}

export function colourAt(table, level) {
  return `rgb(${table.slice(4 * level, 4 * level + 3).join(" ")})`;
}

// The level of a value on its map's own scale, as Python quantises it.
export function levelOf(value, scale, signed) {
  const share = scale > 0 ? value / scale : 0;
  const level = signed ? 128 + Math.round(127 * share) : Math.round(255 * share);
  return Math.min(255, Math.max(0, level));
}

// The same colours, each as see-through as `opacity(level)`, from 0 to 1, says: for a plane that lies over a photo.
export function seeThrough(table, opacity) {
  return table.map((value, at) => (at % 4 === 3 ? 255 * opacity((at - 3) / 4) : value));
}

export function paintPlane(canvas, levels, [height, width], table) {
  canvas.width = width;
  canvas.height = height;
  const image = new ImageData(width, height);
  const [colours, pixels] = [new Uint32Array(table.buffer), new Uint32Array(image.data.buffer)];
  for (let at = 0; at < pixels.length; at += 1) pixels[at] = colours[levels[at]];
  canvas.getContext("2d").putImageData(image, 0, 0);
}

const INK = ["#12161b", "#ffffff"];

// Black or white, whichever is read better on this colour.
export function inkOn(table, level) {
  const [r, g, b] = table.slice(4 * level, 4 * level + 3);
  // By luminance (WCAG 2.2): above 0.179 dark letters stand out more than light ones.
  const [red, green, blue] = [r, g, b].map((value) => (value / 255) ** 2.2);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179 ? INK[0] : INK[1];
}
