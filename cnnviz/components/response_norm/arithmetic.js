// Local response normalisation, as in cnnviz/maths/normalisation.py, which remains the judge.

export function neighbours(maps, n, at) {
  const from = Math.max(0, at - Math.floor(n / 2));
  const to = Math.min(maps, at + Math.floor((n - 1) / 2) + 1);
  return Array.from({ length: to - from }, (_, index) => from + index);
}

export const energy = (values, n, at) =>
  neighbours(values.length, n, at).reduce((sum, j) => sum + values[j] ** 2, 0);

export const responseNorm = (values, n, k, alpha, beta) =>
  values.map((value, at) => value / (k + alpha * energy(values, n, at)) ** beta);
