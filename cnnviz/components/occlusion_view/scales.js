// The scales of the two maps of numbers, with the clean value and the one here marked.

import { probabilityColour } from "./colours.js";
import { amount, percent } from "./words.js";

// What a scale needs: {points, low, high, clean, here(i), words(value)}, or null where nothing is mapped.
function scalesOf(map) {
  const { activation } = map;
  return {
    probability: {
      points: map.colours.probability,
      low: 0,
      high: 1,
      clean: map.clean[map.target],
      here: (i) => map.probability[i],
      words: percent,
      ends: ["0\u00a0%", "100\u00a0%"],
    },
    activation: activation && {
      ...activation,
      here: (i) => activation.values[i],
      words: amount,
      ends: [amount(activation.low), amount(activation.high)],
    },
  };
}

const shareOn = ({ low, high }, value) => (value - low) / (high - low);

// An end's number makes room where the mark's words come near.
export function showScales(root, map) {
  for (const [kind, scale] of Object.entries(scalesOf(map))) {
    const box = root.querySelector(`.scale-${kind}`);
    box.classList.toggle("absent", !scale);
    if (!scale) continue;
    const at = (selector) => box.querySelector(selector);
    const clean = shareOn(scale, scale.clean);
    at(".ramp").style.background = `linear-gradient(to right, ${scale.points.join(", ")})`;
    at(".mark-clean").style.left = `${100 * clean}%`;
    const words = at(".at-clean");
    words.textContent = `clean ${scale.words(scale.clean)}`;
    words.style.left = `${100 * clean}%`;
    words.style.transform = `translateX(${-100 * clean}%)`;
    at(".low").textContent = scale.ends[0];
    at(".high").textContent = scale.ends[1];
    at(".low").style.visibility = clean < 0.5 ? "hidden" : "visible";
    at(".high").style.visibility = clean > 0.45 ? "hidden" : "visible";
  }
}

export function showOnScales(root, map, i) {
  for (const [kind, scale] of Object.entries(scalesOf(map))) {
    const mark = root.querySelector(`.scale-${kind} .mark-here`);
    const value = scale && i !== null ? scale.here(i) : null;
    mark.hidden = value === null;
    if (value === null) continue;
    const share = shareOn(scale, value);
    mark.style.left = `${100 * share}%`;
    mark.style.background = probabilityColour(scale.points, share);
  }
}
