// What a first layer makes of a grating, as in cnnviz/probes/aliasing.py. Frequencies in cycles per pixel.

export function unpacked({ gray, gain, base, size, ...rest }) {
  const bytes = Uint8Array.from(atob(gray), (letter) => letter.charCodeAt(0));
  return { ...rest, size, gain, base, gray: new Float32Array(bytes.buffer), count: gain.length };
}

const components = (frequency, angle) => {
  const turned = (angle * Math.PI) / 180;
  return [frequency * Math.sin(turned), frequency * Math.cos(turned)]; // along rows, along columns
};

// A filter's answer to exp(2πi f·u): real and imaginary part.
function answer({ gray, size }, k, [down, right]) {
  let [real, imaginary] = [0, 0];
  let at = k * size * size;
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      const turn = 2 * Math.PI * (down * row + right * column);
      real += gray[at] * Math.cos(turn);
      imaginary += gray[at] * Math.sin(turn);
      at += 1;
    }
  }
  return [real, imaginary];
}

// How far each filter's answer swings about its mean, after batch normalisation.
export function swings(filters, frequency, angle) {
  const f = components(frequency, angle);
  return Array.from({ length: filters.count }, (_, k) => 0.5 * Math.abs(filters.gain[k]) * Math.hypot(...answer(filters, k, f)));
}

export function strongest(filters, frequency, angle) {
  const all = swings(filters, frequency, angle);
  return all.indexOf(Math.max(...all));
}

// Filter k's map of a grating after ReLU, as rows of `units`; units at the border are taken as if the grating went on.
export function mapOf(filters, k, { side, frequency, angle, phase }) {
  const { size, stride, padding, gain, base } = filters;
  const f = components(frequency, angle);
  const [real, imaginary] = answer(filters, k, f);
  const [swing, ahead] = [0.5 * Math.hypot(real, imaginary), Math.atan2(imaginary, real)];
  const units = Math.floor((side + 2 * padding - size) / stride) + 1;
  const values = new Float32Array(units * units);
  for (let row = 0; row < units; row += 1) {
    for (let column = 0; column < units; column += 1) {
      const turn = 2 * Math.PI * (f[0] * (row * stride - padding) + f[1] * (column * stride - padding) - phase);
      values[row * units + column] = Math.max(0, gain[k] * swing * Math.cos(turn + ahead) + base[k]);
    }
  }
  return { units, values, most: Math.max(0, Math.abs(gain[k]) * swing + base[k]) };
}

export function pooledOf({ units, values, most }, [size, stride, padding]) {
  const fewer = Math.floor((units + 2 * padding - size) / stride) + 1;
  const maxima = new Float32Array(fewer * fewer);
  for (let at = 0; at < maxima.length; at += 1) {
    const [top, left] = [Math.floor(at / fewer) * stride - padding, (at % fewer) * stride - padding];
    for (let row = Math.max(0, top); row < Math.min(units, top + size); row += 1) {
      for (let column = Math.max(0, left); column < Math.min(units, left + size); column += 1) {
        maxima[at] = Math.max(maxima[at], values[row * units + column]);
      }
    }
  }
  return { units: fewer, values: maxima, most };
}

const folded = (f, stride) => f - Math.ceil(f * stride - 0.5) / stride; // a half goes down

// The frequency at which samples `stride` apart show a grating: how many cycles per pixel, whether that is the true
// one, and whether it is just at the limit, 1/(2S).
export function aliasOf(frequency, angle, stride) {
  const f = components(frequency, angle);
  const seen = f.map((each) => folded(each, stride));
  const true_ = f.every((each, axis) => Math.abs(each - seen[axis]) < 1e-9);
  const back = f[0] * seen[0] + f[1] * seen[1] < 0;
  const atLimit = seen.some((each) => Math.abs(Math.abs(each * stride) - 0.5) < 1e-9);
  return { frequency: Math.hypot(...seen), isTrue: true_, goesBack: !true_ && !atLimit && back, atLimit };
}
