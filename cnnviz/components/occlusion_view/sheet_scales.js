// The two scales on the saved sheet, under their maps.

import { amount, percent } from "./words.js";

const APART = 14; // pixels between two words: an end of the scale that comes closer is left out

// `places`: x of each scale, and the y and the length of both.
export function paintSheetScales(context, { map, theme }, places) {
  const { activation } = map;
  const clean = map.clean[map.target];
  paintOne(context, theme, { ...places, x: places.probability }, {
    points: map.colours.probability, clean, words: `clean ${percent(clean)}`, ends: ["0 %", "100 %"],
  });
  if (activation === null) return;
  paintOne(context, theme, { ...places, x: places.activation }, {
    points: activation.points,
    clean: activation.shareOf(activation.clean),
    words: `clean ${amount(activation.clean)}`,
    ends: [amount(activation.low), amount(activation.high)],
  });
}

function paintOne(context, theme, { x, y, side }, { points, clean, words, ends }) {
  const ramp = context.createLinearGradient(x, 0, x + side, 0);
  points.forEach((colour, k) => ramp.addColorStop(k / (points.length - 1), colour));
  context.fillStyle = ramp;
  context.fillRect(x, y, side, 18);
  const at = x + clean * side;
  context.fillStyle = theme.text;
  context.fillRect(at - 1.5, y - 5, 3, 28);
  context.font = `400 20px ${theme.font}`;
  const [low, high, middle] = [...ends, words].map((text) => context.measureText(text).width);
  const left = at - clean * middle;
  context.fillText(words, left, y + 40);
  if (x + low + APART < left) context.fillText(ends[0], x, y + 40);
  if (left + middle + APART < x + side - high) context.fillText(ends[1], x + side - high, y + 40);
}
