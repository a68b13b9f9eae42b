// Two ways to the same place? Change the picture and convolve, or convolve and change; then subtract.

import { largest, twoWays } from "./shifts.js";
import { probabilityColour } from "../occlusion_view/colours.js";
import { Cells } from "../shared/cells.js";
import { node } from "../sliding_window/svg.js";

const WORDS = { shift: ["Shifted", "shifted"], permutation: ["Permuted", "permuted"] };
const AT_BORDER = {
  zeros: "zeros came in and pixels were lost",
  mixed: "the window read zeros and the shift brought in the other side",
};
const BEYOND = { circular: "the other side", zeros: "zeros", mixed: "the other side for the shift and zeros for the window" };
const FARTHEST = 4;
const READABLE = 13; // px: smaller cells carry colour only
const LINKS = [
  ["picture", "changed"], ["picture", "filtered"], ["changed", "upper"], ["filtered", "lower"], ["upper", "difference"],
  ["lower", "difference"],
];
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

  draw(state, room, data) {
    const made = this.#ways(state, data);
    this.#lay(room, made.picture.length);
    const [big, small] = WORDS[state.way];
    const after = (words) => (this.side < 9 * room.em ? `then ${words}` : null); // no room to say it all
    const peak = Math.max(largest(made.filtered), largest(made.upper), 1);
    const show = (name, title, limit) => this.#show(name, title, made[name], limit, data.colours);
    show("picture", "Picture", 9);
    show("changed", big, 9);
    show("filtered", "Convolved", peak);
    show("upper", after("convolved") ?? `${big}, convolved`, peak);
    show("lower", after(small) ?? `Convolved, ${small}`, peak);
    show("difference", "Difference", peak);
    const apart = largest(made.difference);
    this.apart.setAttribute("class", `apart ${apart ? "some" : "none"}`);
    this.apart.textContent = `largest: ${apart}`;
  }

  #ways(state, data) {
    return twoWays(data.shapes[state.shape], data.filters[state.filter], state);
  }

  // The empty grids and the arrows between them, made anew only where their room has changed.
  #lay({ width, height, em }, cells) {
    const room = String([width, height, em, cells]);
    if (room === this.room) return;
    this.room = room;
    const head = 1.9 * em;
    const gap = Math.max(1.1 * em, 0.045 * width);
    const side = Math.min((width - 3 * gap) / 4, (height - 2 * head - 0.9 * em) / 2);
    const left = (column) => column * (side + gap) + (width - 4 * side - 3 * gap) / 2;
    const rows = [head, height - side - 0.2 * em];
    const middle = (rows[0] + rows[1]) / 2;
    const places = {
      picture: [0, middle], changed: [1, rows[0]], filtered: [1, rows[1]], upper: [2, rows[0]], lower: [2, rows[1]],
      difference: [3, middle],
    };
    const lines = LINKS.map(([from, to]) => {
      const [[column, y0], [next, y1]] = [places[from], places[to]];
      return joint(left(column) + side, y0 + side / 2, left(next), y1 + side / 2, em);
    });
    this.side = side;
    this.grids = {};
    const grids = Object.entries(places).map(([name, [column, y]]) => this.#grid(name, left(column), y, side, cells, em));
    this.apart = node("text", { x: left(3) + side / 2, y: middle + side + 1.6 * em });
    this.svg.replaceChildren(...lines, ...grids, this.apart);
  }

  #grid(name, x, y, side, cells, em) {
    const cell = side / cells;
    const title = node("text", { class: "grid-title", x: x + side / 2, y: y - 0.5 * em, style: side < 7 * em ? "font-size: 0.75em" : "" });
    const table = new Cells([cells, cells], cell, { kind: "cell-number", corner: [x, y] });
    this.grids[name] = { title, table, cell, size: Math.min(0.58 * cell, 0.85 * em) };
    const frame = node("rect", { class: "grid-frame", x, y, width: side, height: side });
    return node("g", { class: "grid", "data-grid": name }, title, table.squares, frame, table.numbers);
  }

  #show(name, title, picture, limit, colours) {
    const grid = this.grids[name];
    if (grid.title.textContent !== title) grid.title.textContent = title;
    grid.table.write(picture.flat().map((value) => ({
      square: { fill: probabilityColour(colours, (value / limit + 1) / 2) },
      number: { style: `fill: ${Math.abs(value) > 0.62 * limit ? "white" : "black"}`, "font-size": grid.size },
      text: value && grid.cell >= READABLE ? minusSign(value) : "", // the ground is zero
    })));
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
