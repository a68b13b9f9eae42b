// Two ways to the same place? Change the picture and convolve, or convolve and change; then subtract.

import { largest, twoWays } from "./shifts.js";
import { probabilityColour } from "../occlusion_view/colours.js";
import { node } from "../sliding_window/svg.js";

const WORDS = { shift: ["Shifted", "shifted"], permutation: ["Permuted", "permuted"] };
const AT_BORDER = {
  zeros: "zeros came in and pixels were lost",
  mixed: "the window read zeros and the shift brought in the other side",
};
const BEYOND = { circular: "the other side", zeros: "zeros", mixed: "the other side for the shift and zeros for the window" };
const FARTHEST = 4;
const minusSign = (value) => String(value).replace("-", "−");

export class DiagramPicture {
  rows = [
    { name: "down", words: "Down, pixels", role: "input" },
    { name: "right", words: "Right, pixels", role: "input" },
    { name: "number", words: "Permutation", role: "input" },
  ];

  choices = [
    { name: "way", words: "Change", first: true, options: [["shift", "Shift"], ["permutation", "Permute"]] },
    { name: "border", words: "Beyond the border", options: [["circular", "Other side"], ["zeros", "Zeros"], ["mixed", "Mixed"]],
      hint: "What the shift brings in and what the window reads there. Mixed: the shift goes round, the window reads zeros" },
    { name: "shape", words: "Picture", options: [["edge", "At the edge"], ["middle", "In the middle"]] },
    { name: "filter", words: "Kernel", options: [["sobel", "Sobel x"], ["laplacian", "Laplacian"], ["sum", "Sum"]] },
  ];

  constructor(svg) {
    this.svg = svg;
  }

  hidden({ way }) {
    return way === "shift" ? ["number"] : ["down", "right"];
  }

  complete(state) {
    return state;
  }

  draw(state, { width, height, em }, data) {
    const made = this.#ways(state, data);
    const [big, small] = WORDS[state.way];
    const head = 1.9 * em;
    const gap = Math.max(1.1 * em, 0.045 * width);
    const side = Math.min((width - 3 * gap) / 4, (height - 2 * head - 0.9 * em) / 2);
    const left = (column) => column * (side + gap) + (width - 4 * side - 3 * gap) / 2;
    const rows = [head, height - side - 0.2 * em];
    const middle = (rows[0] + rows[1]) / 2;
    const peak = Math.max(largest(made.filtered), largest(made.upper), 1);
    const grid = (name, title, column, y, limit) =>
      this.#grid({ name, title, x: left(column), y, side, limit, em }, made[name], data.colours);
    const apart = largest(made.difference);
    const after = (words) => (side < 9 * em ? `then ${words}` : null); // no room to say it all
    const lines = [
      [0, middle, 1, rows[0]], [0, middle, 1, rows[1]], [1, rows[0], 2, rows[0]], [1, rows[1], 2, rows[1]],
      [2, rows[0], 3, middle], [2, rows[1], 3, middle],
    ].map(([from, y0, to, y1]) => joint(left(from) + side, y0 + side / 2, left(to), y1 + side / 2, em));
    this.svg.replaceChildren(
      ...lines,
      grid("picture", "Picture", 0, middle, 9),
      grid("changed", big, 1, rows[0], 9),
      grid("filtered", "Convolved", 1, rows[1], peak),
      grid("upper", after("convolved") ?? `${big}, convolved`, 2, rows[0], peak),
      grid("lower", after(small) ?? `Convolved, ${small}`, 2, rows[1], peak),
      grid("difference", "Difference", 3, middle, peak),
      node("text", { class: `apart ${apart ? "some" : "none"}`, x: left(3) + side / 2, y: middle + side + 1.6 * em }, `largest: ${apart}`),
    );
  }

  #ways(state, data) {
    return twoWays(data.shapes[state.shape], data.filters[state.filter], state);
  }

  #grid({ name, title, x, y, side, limit, em }, picture, colours) {
    const cell = side / picture.length;
    const paint = (value) => `fill: ${probabilityColour(colours, (value / limit + 1) / 2)}`;
    const filled = picture.flatMap((line, row) => line.map((value, column) => ({ value, row, column })))
      .filter(({ value }) => value !== 0); // the ground is zero
    const cells = filled.map(({ value, row, column }) =>
      node("rect", { x: x + column * cell, y: y + row * cell, width: cell, height: cell, style: paint(value) }));
    const numbers = cell < 13 ? [] : filled.map(({ value, row, column }) => node("text", {
      class: Math.abs(value) > 0.62 * limit ? "on-strong" : "on-pale",
      x: x + (column + 0.5) * cell, y: y + (row + 0.5) * cell, "font-size": Math.min(0.5 * cell, 0.85 * em),
    }, minusSign(value)));
    return node("g", { class: "grid", "data-grid": name },
      node("text", { class: "grid-title", x: x + side / 2, y: y - 0.5 * em, style: side < 7 * em ? "font-size: 0.75em" : "" }, title),
      node("rect", { x, y, width: side, height: side, style: paint(0) }), ...cells,
      node("rect", { class: "grid-frame", x, y, width: side, height: side }), ...numbers);
  }

  sentence(state, data) {
    const apart = largest(this.#ways(state, data).difference);
    const { way, border, down, right } = state;
    if (way === "permutation") {
      const scale = apart ? `by up to ${apart}` : "nowhere";
      return `Permute, then convolve is not convolve, then permute: the two differ ${scale}. A window needs its neighbours.`;
    }
    const said = `Moved by ${minusSign(down)} down and ${minusSign(right)} right: the two ways`;
    if (!apart) return `${said} end in the same map, the largest difference is 0.`;
    return `${said} differ by up to ${apart}, at the border, where ${AT_BORDER[border]}.`;
  }

  alternative(state, data) {
    const { way, border } = state;
    const change = way === "shift" ? "shift" : "permutation";
    return (
      `A small picture taken two ways round: ${change} first and convolution first, with ` +
      `${BEYOND[border]} beyond the border. Largest difference of the results: ` +
      `${largest(this.#ways(state, data).difference)}. Arrow keys shift the picture.`
    );
  }

  key(pressed, { way, down, right }) {
    const step = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[pressed];
    if (!step || way !== "shift") return null;
    const keep = (value) => Math.min(Math.max(value, -FARTHEST), FARTHEST);
    return { down: keep(down + step[0]), right: keep(right + step[1]) };
  }

  fileName({ way, border, filter }) {
    return `${way}-${filter}-${border}`;
  }
}

// An arrow from one picture to the next.
function joint(x0, y0, x1, y1, em) {
  const [from, to, tip] = [x0 + 0.2 * em, x1 - 0.25 * em, 0.38 * em];
  const angle = (Math.atan2(y1 - y0, to - from) * 180) / Math.PI;
  return node("g", { class: "joint" },
    node("path", { class: "shaft", d: `M${from} ${y0}L${to} ${y1}` }),
    node("path", { class: "tip", d: `M0 0L${-1.6 * tip} ${-0.8 * tip}V${0.8 * tip}z`, transform: `translate(${to} ${y1}) rotate(${angle})` }));
}
