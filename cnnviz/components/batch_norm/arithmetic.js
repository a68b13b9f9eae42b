// Batch normalisation of one unit, as in cnnviz/maths/normalisation.py, which remains the judge.

const EPS = 1e-5;
const MOMENTUM = 0.1;

export function batchMoments(values) {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return [mean, values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length];
}

export const batchNorm = (values, [mean, variance], gamma, beta) =>
  values.map((value) => (gamma / Math.sqrt(variance + EPS)) * (value - mean) + beta);

// torch lets the running variance follow the unbiased one of the batch.
export function runningMoments(values, [mean, variance]) {
  const [middle, biased] = batchMoments(values);
  const unbiased = (biased * values.length) / (values.length - 1);
  return [(1 - MOMENTUM) * mean + MOMENTUM * middle, (1 - MOMENTUM) * variance + MOMENTUM * unbiased];
}
