// The numbers of a picture, as cnnviz.maths and cnnviz.images have them; a browser test compares the two.

const FIRST = 2;
const POWER_OF_TWO = 16; // the power is 2^16 + 1
const PRIME = 1000003;

// Faster than %, and exact: a product of two remainders and its quotient are far below 2^53.
const remainder = (product) => product - Math.floor(product / PRIME) * PRIME;

function key(i) {
  const base = remainder(i + FIRST);
  let power = base;
  for (let k = 0; k < POWER_OF_TWO; k += 1) power = remainder(power * power);
  return remainder(power * base);
}

// Position p of the shuffled picture takes pixel order[p].
export function shuffledOrder(count) {
  const room = 2 ** 20; // more than any index, so that one number carries key and index
  const keys = Float64Array.from({ length: count }, (_, i) => key(i) * room + i).sort();
  return Uint32Array.from(keys, (both) => both % room);
}

export function grayValue(red, green, blue) {
  return (19595 * red + 38470 * green + 7471 * blue + 32768) >> 16;
}

// RGBA bytes of `whole` pixels a side, as fewer pixels: each the mean of a block, halves rounded up.
export function blockMeans(bytes, whole, side) {
  const block = whole / side;
  const count = block * block;
  const means = new Uint8ClampedArray(4 * side * side).fill(255);
  for (let p = 0; p < side * side; p += 1) {
    const corner = (Math.floor(p / side) * whole + (p % side)) * block;
    for (let c = 0; c < 3; c += 1) {
      let sum = Math.floor(count / 2);
      for (let row = 0; row < block; row += 1) {
        for (let column = 0; column < block; column += 1) sum += bytes[4 * (corner + row * whole + column) + c];
      }
      means[4 * p + c] = Math.floor(sum / count);
    }
  }
  return means;
}

export function counts(side, channels) {
  const numbers = side * side * channels;
  return { channels, numbers, dense: numbers * numbers, convolution: 9 * channels * channels };
}
