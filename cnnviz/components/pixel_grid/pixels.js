// A photo's pixels at any size, in order or shuffled, read once from its PNG.

import { blockMeans, grayValue, shuffledOrder } from "./arithmetic.js";

export const CHANNELS = {
  red: { letter: "R", index: 0 },
  green: { letter: "G", index: 1 },
  blue: { letter: "B", index: 2 },
};

export async function readPhoto(address) {
  const image = new Image();
  image.src = address;
  await image.decode();
  const [context, whole] = [contextOf(image.naturalWidth), image.naturalWidth];
  context.drawImage(image, 0, 0);
  return { whole, bytes: context.getImageData(0, 0, whole, whole).data, made: new Map() };
}

function contextOf(side) {
  const canvas = Object.assign(document.createElement("canvas"), { width: side, height: side });
  return canvas.getContext("2d", { willReadFrequently: true });
}

// The picture of a state: its bytes and, drawn on demand, one canvas for each channel.
export function pictureOf(photo, side, shuffled) {
  const name = `${side} ${shuffled}`;
  if (!photo.made.has(name)) photo.made.set(name, make(photo, side, shuffled));
  return photo.made.get(name);
}

function make(photo, side, shuffled) {
  if (!shuffled) return { side, bytes: blockMeans(photo.bytes, photo.whole, side), order: null, canvases: new Map() };
  const { bytes: from } = pictureOf(photo, side, false);
  const order = shuffledOrder(side * side);
  const [whole, bytes] = [new Uint32Array(from.buffer), new Uint8ClampedArray(from.length)];
  new Uint32Array(bytes.buffer).set(order.map((pixel) => whole[pixel])); // four bytes of a pixel at once
  return { side, bytes, order, canvases: new Map() };
}

export function pixelAt(picture, [row, column]) {
  const p = 4 * (row * picture.side + column);
  const [red, green, blue] = picture.bytes.subarray(p, p + 3);
  return { red, green, blue, gray: grayValue(red, green, blue) };
}

// The numbers that a channel shows at a pixel, top to bottom.
export function numbersOf(pixel, channel) {
  return channel === "rgb" ? [pixel.red, pixel.green, pixel.blue] : [pixel[channel]];
}

export function canvasOf(picture, channel) {
  if (!picture.canvases.has(channel)) picture.canvases.set(channel, painted(picture, channel));
  return picture.canvases.get(channel);
}

function painted(picture, channel) {
  const context = contextOf(picture.side);
  const bytes = new Uint8ClampedArray(picture.bytes);
  const kept = CHANNELS[channel]?.index;
  for (let p = 0; p < bytes.length; p += 4) {
    const gray = grayValue(bytes[p], bytes[p + 1], bytes[p + 2]);
    for (let c = 0; c < 3; c += 1) {
      if (channel === "gray") bytes[p + c] = gray;
      else if (channel !== "rgb" && c !== kept) bytes[p + c] = 0;
    }
  }
  context.putImageData(new ImageData(bytes, picture.side, picture.side), 0, 0);
  return context.canvas;
}

// How often each value 0..255 occurs, for every channel shown; counted once.
export function histograms(picture, channels) {
  picture.bins ??= new Map();
  const shown = channels.join();
  if (!picture.bins.has(shown)) picture.bins.set(shown, counted(picture, channels));
  return picture.bins.get(shown);
}

function counted(picture, channels) {
  const bins = Object.fromEntries(channels.map((channel) => [channel, new Array(256).fill(0)]));
  const { bytes } = picture;
  for (let p = 0; p < bytes.length; p += 4) {
    for (const channel of channels) {
      const index = CHANNELS[channel]?.index;
      bins[channel][index === undefined ? grayValue(bytes[p], bytes[p + 1], bytes[p + 2]) : bytes[p + index]] += 1;
    }
  }
  return bins;
}
