// One way of a block: maps as upright boxes, as high as they are many, and layers as bands between them.

import { node } from "../sliding_window/svg.js";
import { shape } from "./words.js";

const MOST_BANDS = 8; // of a grouped layer; more would be a blur
const TENSOR = 0.75; // em, the width of a box

export function text(x, y, className, words) {
  return node("text", { x, y, class: className }, words);
}

export const layerClass = (layer) =>
  `layer${layer.pool ? " pool" : ""}${layer.kernel[0] * layer.kernel[1] === 1 ? " thin" : ""}`;

// `box`: x, y, width, height; `most`: the largest number of maps in the picture; `em`: the size of the text.
export function drawWay(way, box, most, em) {
  const made = [];
  made.push(...title(way, box, em));
  const joined = way.branches.length > 1;
  const width = box.width - (joined ? 0.9 * em : 0); // room for the bracket
  const inner = { x: box.x, y: box.y + 1.7 * em, width, height: box.height - 1.9 * em };
  const high = inner.height / way.branches.length;
  const low = high < 4.4 * em; // no room for words under a box
  const plan = { way, inner, high, low, em, joined, columns: columnsOf(way), most };
  way.branches.forEach((branch, lane) => made.push(...drawBranch(plan, branch, inner.y + lane * high)));
  if (joined) made.push(...drawJoint(plan));
  if (way.residual) made.push(...drawSkip(plan));
  return made;
}

function title(way, { x, y }, em) {
  const line = text(x, y + em, "strong", `${way.name[0].toUpperCase()}${way.name.slice(1)}`);
  const tail = node("tspan", { class: "quiet", "font-weight": 400 }, `   ${shape(way.size, way.from)} → ${shape(way.size, way.to)}`);
  tail.setAttribute("xml:space", "preserve");
  line.append(tail);
  return [line];
}

const columnsOf = (way) => Math.max(...way.branches.map((branch) => branch.length));

function drawBranch(plan, branch, top) {
  const { inner, high, low, em, columns, way, most } = plan;
  const wide = TENSOR * em;
  const above = way.residual ? 1.1 * em : 0.1 * em; // room for the shortcut
  const room = low ? high - 0.35 * em : high - 2.1 * em - above;
  const middle = top + (low ? high / 2 : above + room / 2);
  const tall = (maps) => Math.max(2, (room * maps) / most);
  const step = (inner.width - wide) / columns;
  const skipped = columns - branch.length; // a shorter branch reaches the end
  const at = (index) => inner.x + (index ? (index + skipped) * step : 0);
  const made = [];
  branch.forEach((layer, index) => {
    const ends = [[at(index) + wide, tall(layer.from)], [at(index + 1), tall(layer.to)]];
    made.push(drawLayer(plan, layer, ends, middle));
  });
  made.push(...tensors(plan, branch, { at, tall, middle, wide, room }));
  return made;
}

function drawLayer({ em, low, way }, layer, [[left, from], [right, to]], middle) {
  const gap = 3;
  const bands = Math.min(layer.groups, MOST_BANDS);
  const path = [...Array(bands).keys()].map((band) => {
    const cut = (height, part) => middle - height / 2 + (height * part) / bands;
    const space = bands > 1 ? 0.12 / bands : 0;
    const [top, bottom] = [band / bands + space, (band + 1) / bands - space].map((part) => part * bands);
    return `M${left + gap} ${cut(from, top)}L${right - gap} ${cut(to, top)}V${cut(to, bottom)}L${left + gap} ${cut(from, bottom)}z`;
  });
  const center = (left + right) / 2;
  const words = low ? `${layer.name} → ${shape(way.size, layer.to)}` : layer.name;
  const narrow = right - left < 0.56 * em * words.length;
  const said = narrow ? (low ? `${layer.name} → ${layer.to}` : layer.name.replace(" reduce", "").replace(" expand", "")) : words;
  const groups = layer.groups > 1 && !low ? `${layer.groups} groups of ${layer.from / layer.groups}${layer.groups > bands ? `, ${bands} drawn` : ""}` : "";
  return node(
    "g",
    { class: layerClass(layer), "data-layer": layer.index },
    node("path", { class: "flow", d: path.join("") }),
    node("rect", { x: left, y: middle - Math.max(from, to, em) / 2, width: Math.max(0, right - left), height: Math.max(from, to, em), fill: "transparent", stroke: "none", "fill-opacity": 0 }),
    text(center, middle + 0.33 * em - (groups ? 0.6 * em : 0), "middle strong halo", said),
    groups ? text(center, middle + em, "middle small halo", groups) : null,
  );
}

function tensors({ way, inner, low, joined, em }, branch, { at, tall, middle, wide, room }) {
  const made = [];
  const boxes = [branch[0].from, ...branch.map((layer) => layer.to)];
  boxes.forEach((maps, index) => {
    const [first, last] = [index === 0, index === boxes.length - 1];
    if (joined && first) return;
    const x = at(index);
    const height = tall(maps);
    const role = first ? "from" : last ? "to" : "";
    made.push(node("rect", { class: `tensor ${role}`, x, y: middle - height / 2, width: wide, height }));
    if (low || joined) return;
    const anchor = first ? "" : last ? "end" : "middle";
    const place = first ? x : last ? x + wide : x + wide / 2;
    const colour = first ? "input-text" : last ? "output-text" : "";
    const crowded = (inner.width / (boxes.length - 1)) < 7.5 * em;
    const words = crowded && !first && !last ? `${maps}` : shape(way.size, maps);
    made.push(text(place, middle + room / 2 + 1.25 * em, `${anchor} ${colour}`, words));
  });
  return made;
}

// The shared input on the left, and on the right a bracket: the outputs are concatenated.
function drawJoint({ way, inner, high, em }) {
  const wide = TENSOR * em;
  const made = [node("rect", { class: "tensor from", x: inner.x, y: inner.y, width: wide, height: inner.height })];
  const [right, top, bottom] = [inner.x + inner.width, inner.y + 1, inner.y + way.branches.length * high - 1];
  const bracket = `M${right + 0.25 * em} ${top}h${0.4 * em}V${bottom}h${-0.4 * em}`;
  made.push(node("path", { class: "bracket", d: bracket }));
  return made;
}

// The input goes round the layers and is added to what they give.
function drawSkip({ inner, em }) {
  const wide = TENSOR * em;
  const [left, right, top] = [inner.x + wide / 2, inner.x + inner.width - wide / 2, inner.y + 0.3 * em];
  const path = `M${left} ${top + 0.7 * em}V${top}H${right}V${top + 0.7 * em}`;
  const made = [node("path", { class: "pass", d: path })];
  if (inner.width > 38 * em) {
    made.push(text(inner.x + inner.width, inner.y - 0.7 * em, "end small quiet", "dashed: the input is added, no weights and no MACs"));
  }
  return made;
}
