// Activation functions, saturation and chains, as in cnnviz/maths/activations.py, which remains the judge.

const LENET_AMPLITUDE = 1.7159;
const LENET_STEEPNESS = 2 / 3;
const LEAK = 0.01;
const FLAT = 0.01;
const EDGE = Math.atanh(Math.sqrt(1 - FLAT));

const sigmoid = (x) => (x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x)));

export const ACTIVATIONS = {
  relu: { value: (x) => Math.max(0, x), slope: (x) => (x > 0 ? 1 : 0), low: 0, high: Infinity },
  leaky_relu: {
    value: (x) => (x > 0 ? x : LEAK * x),
    slope: (x) => (x > 0 ? 1 : LEAK),
    low: -Infinity,
    high: Infinity,
  },
  sigmoid: { value: sigmoid, slope: (x) => sigmoid(x) * sigmoid(-x), low: -2 * EDGE, high: 2 * EDGE },
  tanh: { value: Math.tanh, slope: (x) => 1 - Math.tanh(x) ** 2, low: -EDGE, high: EDGE },
  lenet: {
    value: (x) => LENET_AMPLITUDE * Math.tanh(LENET_STEEPNESS * x),
    slope: (x) => LENET_AMPLITUDE * LENET_STEEPNESS * (1 - Math.tanh(LENET_STEEPNESS * x) ** 2),
    low: -EDGE / LENET_STEEPNESS,
    high: EDGE / LENET_STEEPNESS,
  },
};

// The complementary error function: a series near zero, a continued fraction (from its end) farther out.
export function erfc(z) {
  if (z < 0) return 2 - erfc(-z);
  if (z > 27) return 0;
  if (z < 2.5) {
    let term = z;
    let sum = z;
    for (let n = 1; n < 80; n += 1) {
      term *= (-z * z) / n;
      sum += term / (2 * n + 1);
    }
    return 1 - (2 / Math.sqrt(Math.PI)) * sum;
  }
  let rest = z;
  for (let n = 80; n > 0; n -= 1) rest = z + n / 2 / rest;
  return Math.exp(-z * z) / (rest * Math.sqrt(Math.PI));
}

export const shareBelow = (limit, shift, scale) => {
  if (!Number.isFinite(limit)) return limit > 0 ? 1 : 0;
  return 0.5 * erfc((shift - limit) / (scale * Math.SQRT2));
};

export function saturatedShare(name, shift, scale) {
  const { low, high } = ACTIVATIONS[name];
  return shareBelow(low, shift, scale) + shareBelow(-high, -shift, scale);
}

export const silentShare = (examples, shift, scale) => shareBelow(0, shift, scale) ** examples;

export function chainInputs(name, x, depth) {
  const inputs = [x];
  while (inputs.length < depth) inputs.push(ACTIVATIONS[name].value(inputs.at(-1)));
  return inputs;
}

// The gradient that arrives at the input of each layer, the first layer first.
export function chainGradients(name, x, depth) {
  let gradient = 1;
  return chainInputs(name, x, depth)
    .reverse()
    .map((received) => (gradient *= ACTIVATIONS[name].slope(received)))
    .reverse();
}
