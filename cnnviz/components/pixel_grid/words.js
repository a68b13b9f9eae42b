// Sentences and numbers beside the picture.

import { counts } from "./arithmetic.js";

const UNITS = [["TB", 1e12, 2], ["GB", 1e9, 2], ["MB", 1e6, 2], ["kB", 1e3, 1]];

const grouped = (number) => number.toLocaleString("en-US");

function bytesWords(count) {
  for (const [unit, power, digits] of UNITS) if (count >= power) return `${(count / power).toFixed(digits)} ${unit}`;
  return `${count} bytes`;
}

export const channelsOf = (channel) => (channel === "rgb" || channel === "apart" ? 3 : 1);

export function costLines({ side, channel }) {
  const { channels, numbers, dense, convolution } = counts(side, channelsOf(channel));
  return {
    size: `${side} × ${side} × ${channels} = ${grouped(numbers)} numbers`,
    dense: `${grouped(dense)} weights (${bytesWords(4 * dense)})`,
    convolution: `${convolution} weights (${bytesWords(4 * convolution)})`,
  };
}

export const placeWords = ([row, column]) => `Row ${row}, column ${column}`;

// Where the pixel's numbers lie in memory, channels last; after a shuffle, where the pixel comes from.
export function storyWords([row, column], picture, channel) {
  const place = row * picture.side + column;
  if (picture.order) {
    const from = picture.order[place];
    return `came from row ${Math.floor(from / picture.side)}, column ${from % picture.side}`;
  }
  const channels = channelsOf(channel);
  const first = place * channels;
  return channels === 1 ? `index ${grouped(first)} in memory` : `index ${grouped(first)} to ${grouped(first + 2)} in memory`;
}

export function pixelWords(at, pixel) {
  return `${placeWords(at)}: R ${pixel.red}, G ${pixel.green}, B ${pixel.blue}, gray ${pixel.gray}.`;
}

// How many numbers and their mean: what a shuffle can't change.
export function setWords(bins, shuffled) {
  const all = Object.values(bins);
  const sum = all.flat().reduce((a, b) => a + b, 0);
  const total = all.reduce((a, one) => a + one.reduce((b, often, value) => b + often * value, 0), 0);
  const words = `${grouped(sum)} numbers, mean ${(total / sum).toFixed(2)}`;
  return shuffled ? `${words}. Shuffled: not one of them changed.` : `${words}.`;
}

export function alternative({ title, alt }, { side, channel, shuffled }) {
  const shown = { rgb: "in colour", apart: "with its three channels apart", gray: "in gray" };
  const how = shown[channel] ?? `its ${channel} channel alone`;
  const what = shuffled ? "Noise: all pixels are shuffled." : alt;
  return `${title}, ${side} × ${side} pixels, ${how}. ${what} Arrow keys read a pixel, plus and minus zoom, 0 shows all.`;
}
