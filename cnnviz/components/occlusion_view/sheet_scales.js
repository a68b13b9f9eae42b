// The two scales on the saved sheet, under their maps.

import { amount, percent } from "./words.js";

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
  if (clean > 0.45) context.fillText(ends[0], x, y + 40);
  context.fillText(words, at - clean * context.measureText(words).width, y + 40);
  context.textAlign = "right";
  if (clean < 0.45) context.fillText(ends[1], x + side, y + 40);
  context.textAlign = "left";
}
