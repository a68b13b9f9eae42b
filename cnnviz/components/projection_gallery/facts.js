// What is known of a projection, in words.

import { number, percent, TIMES } from "../network_glance/words.js";

export function factsOf(item, { field, side }) {
  const [top, left, bottom, right] = item.box;
  return [
    ["Activation", number(item.value)],
    ["Unit", `row ${item.row}, column ${item.column}`],
    ["Sees", `${field[0]}${TIMES}${field[1]} pixels${Math.min(...field) > side ? ", more than there are" : ""}`],
    ["Rows", `${top} to ${bottom - 1}`],
    ["Columns", `${left} to ${right - 1}`],
    ["Full colour", item.limit > 0 ? `at ±${exact(item.limit)}` : "nothing arrives"],
    ["Beyond it", item.limit > 0 ? `${percent(item.saturated)} of pixels` : "–"],
  ];
}

// Projections may be tiny; there an exponent reads better than zeros.
export function exact(value) {
  return value !== 0 && Math.abs(value) < 0.001 ? value.toExponential(1).replace("-", "\u2212") : number(value);
}

export function tileWords(item) {
  const picture = item.picture ? ` in ${item.picture}` : "";
  return `${item.label ?? `map ${item.map}`}${picture}, activation ${number(item.value)}`;
}
