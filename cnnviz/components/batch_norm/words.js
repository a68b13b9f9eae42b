// The sentence over the picture and the formula under it. Examples are counted from 0.

import { figures } from "../activation_curves/figures.js";

const bracketed = (value) => (value < 0 ? `(${figures(value)})` : figures(value));

export function sentence({ mode, batch, item }, { used, out }) {
  const [mean, variance] = used.map(figures);
  const whose = mode === "training" ? "the batch’s own" : "the running";
  return (
    `With ${whose} mean ${mean} and variance ${variance}, example ${item} of ${batch.length} goes from ` +
    `${figures(batch[item])} to ${figures(out[item])}.`
  );
}

export function formula({ batch, item, gamma, offset }, { used: [mean, variance], out }) {
  return [
    ["y = "], [figures(gamma), "output"], [" · ("], [figures(batch[item]), "input"], [" − "], [bracketed(mean), "window"],
    [") / √("], [figures(variance), "window"], [" + 0.00001) + "], [bracketed(offset), "output"], [" = "],
    [figures(out[item]), "output"],
  ];
}
