// Where everything is: columns along the width, heights of the boxes, lanes of branches. All in pixels of the screen.

export const LEAN = 0.26; // how far a box leans back, as a share of its height
const GAP = 24; // between columns, before they are stretched
const LAST = 0.6; // of the gap that nothing follows
const THICK = 1.3; // width of a box: times the root of its maps
const DENSE = 9;
const LANE = 15; // between the boxes of neighbouring lanes
const LEAST = 5;
export const SLIM = 4.5; // px; of a thinner box nobody sees the sides
const EDGE = 2; // em, before the first column, for its words

export const shapeOf = (unit) => unit.shape ?? unit.ghost ?? [1];

// Height of a box as a share of the input's: the root of the sides' ratio, so that small maps can still be seen.
export function relative(unit, side) {
  const shape = shapeOf(unit);
  if (unit.kind === "add") return 0;
  if (shape.length === 1) return Math.min(1, Math.sqrt(shape[0]) / 72);
  return Math.sqrt(Math.max(shape[1], shape[2]) / side);
}

function thickness(unit) {
  const shape = shapeOf(unit);
  if (unit.kind === "add") return 12;
  return shape.length === 1 ? DENSE : Math.max(2, THICK * Math.sqrt(shape[0]));
}

const asInput = (net) => ({ name: "input", title: "input", kind: "input", brief: "", inputs: [], column: -1, lane: 0,
  frame: "", side: "", times: 1, shape: net.input, ghost: null, sums: [0, 0, 0], parts: [], problem: "", changed: false,
  says: `The picture: ${net.input.map((size) => size.toLocaleString("en-US")).join(" × ")} (channels × height × width).` });

export const withInput = (net) => [asInput(net), ...net.units];

// Distance between the lanes of every frame, for a box height `tall` of the input.
function pitches(units, side, tall) {
  const highest = new Map();
  for (const unit of units) {
    highest.set(unit.frame, Math.max(highest.get(unit.frame) ?? LEAST, tall * relative(unit, side)));
  }
  return (unit) => highest.get(unit.frame) * (1 + LEAN / 2) + LANE;
}

function extents(units, side, tall) {
  const pitch = pitches(units, side, tall);
  const most = Math.max(...units.filter((unit) => unit.side === "").map(pitch));
  let [up, down] = [0, 0];
  for (const unit of units) {
    const high = Math.max(LEAST, tall * relative(unit, side));
    const y = unit.lane * (unit.side ? most : pitch(unit));
    up = Math.max(up, high * (0.5 + LEAN) - y);
    down = Math.max(down, y + high / 2);
  }
  return { up, down, pitch, most };
}

// The largest height of the input's box with which everything has room.
export function tallest(net, side, room) {
  const units = withInput(net);
  let [low, high] = [12, 260];
  for (let turn = 0; turn < 12; turn += 1) {
    const middle = (low + high) / 2;
    const { up, down } = extents(units, side, middle);
    if (up + down <= room) low = middle;
    else high = middle;
  }
  return low;
}

// Boxes of all units: x, y (of its middle), wide, high, back (how far it leans); and the columns' places.
export function arrange(net, { side, tall, room, width, zoom, em }) {
  const units = withInput(net);
  const count = Math.max(...units.map((unit) => unit.column)) + 2;
  const thick = Array(count).fill(0);
  for (const unit of units) thick[unit.column + 1] = Math.max(thick[unit.column + 1], thickness(unit));
  const natural = thick.reduce((sum, one) => sum + GAP + one, -LAST * GAP); // nothing follows the last
  const stretch = (zoom * (width - 2 * EDGE * em)) / natural;
  const columns = [];
  let x = EDGE * em;
  for (const one of thick) {
    columns.push({ x, pitch: stretch * (GAP + one) });
    x += stretch * (GAP + one);
  }
  const { up, down, pitch, most } = extents(units, side, tall);
  const axis = up + Math.max(0, room - up - down) / 2;
  const boxes = new Map();
  for (const unit of units) {
    const column = columns[unit.column + 1];
    const high = unit.kind === "add" ? 0 : Math.max(LEAST, tall * relative(unit, side));
    const wide = Math.min(thickness(unit) * Math.min(1.5, Math.max(0.5, stretch)), 0.62 * column.pitch);
    const gap = column.pitch - wide;
    const back = Math.min(LEAN * high, 0.5 * gap + 2, gap); // no box over the next: each can be pressed
    const y = axis + unit.lane * (unit.side ? most : pitch(unit));
    boxes.set(unit.name, { unit, x: column.x, y, wide, high, back, pitch: column.pitch });
  }
  return { boxes, columns, total: x - LAST * stretch * GAP + EDGE * em, axis, stretch };
}

// The first and the last column of every frame.
export function spans(net) {
  const found = new Map(net.frames.map((frame) => [frame.name, { frame, first: Infinity, last: -1, units: [] }]));
  for (const unit of net.units) {
    const span = found.get(unit.frame);
    if (!span) continue;
    span.first = Math.min(span.first, unit.column);
    span.last = Math.max(span.last, unit.column);
    span.units.push(unit);
  }
  return [...found.values()];
}
