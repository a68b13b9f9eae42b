// Numbers as people read them.

const RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";

const signed = (text) => text.replace("-", "−");

// Four significant digits; powers of ten where the number is very small or very large.
export function figures(value) {
  if (value === 0) return "0";
  const size = Math.abs(value);
  if (size >= 1e-4 && size < 1e5) return signed(String(Number(value.toPrecision(4))));
  const [digits, power] = value.toExponential(2).split("e");
  const raised = [...power.replace("+", "")].map((c) => (c === "-" ? "⁻" : RAISED[Number(c)])).join("");
  const factor = signed(String(Number(digits)));
  return factor === "1" ? `10${raised}` : `${factor} × 10${raised}`;
}

export function percent(share) {
  if (share === 0) return "0 %";
  if (share < 1e-6) return "< 0.0001 %";
  return `${Number((100 * share).toPrecision(share > 0.1 ? 3 : 2))} %`;
}

// A number with a fixed count of digits after the point, for what stands in a column.
export const fixed = (value, digits) => signed(value.toFixed(digits));
