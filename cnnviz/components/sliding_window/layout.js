// Where the two grids stand in the box, and how large a cell is, in CSS pixels.

const LARGEST_CELL = 3.4; // in em: a picture of few cells need not fill the box
const READABLE = 14; // px: both grids share one scale down to this cell size

// `em` is the size of the text; returns { left, right } as { x, y, cell, width, height }, and `across`.
export function arrange(model, width, height, em) {
  const beside = attempt(model, width, height, em, true);
  const stacked = attempt(model, width, height, em, false);
  return stacked.left.cell > 1.3 * beside.left.cell ? stacked : beside;
}

function attempt(model, width, height, em, across) {
  const margin = { top: 3.1 * em, side: 1.9 * em, bottom: 2.7 * em, gap: 2.6 * em };
  const cells = { left: cellsOf(model.left), right: cellsOf(model.right) };
  const room = across
    ? [height - margin.top - margin.bottom, width - 2 * margin.side - margin.gap - 0.5 * em]
    : [height - 2 * margin.top - margin.bottom - 0.5 * em, width - 2 * margin.side];
  const size = cellSizes(cells, room, across, LARGEST_CELL * em);
  const box = (side) => ({
    cell: size[side],
    width: cells[side][1] * size[side],
    height: cells[side][0] * size[side],
  });
  const boxes = { left: box("left"), right: box("right"), across, em };
  settle(boxes, { width, height, margin });
  return boxes;
}

const cellsOf = (grid) => grid.map((axis) => axis.canvas);

// One scale for both while cells are readable; beyond that each grid keeps its share of the room.
function cellSizes({ left, right }, [high, wide], across, cap) {
  const along = across ? 1 : 0;
  const [length, breadth] = across ? [wide, high] : [high, wide];
  const other = 1 - along;
  const common = Math.min(
    cap,
    length / (left[along] + right[along]),
    breadth / Math.max(left[other], right[other]),
  );
  if (common >= READABLE) return { left: snap(common), right: snap(common) };
  const share = Math.min(0.5, Math.max(0.36, right[along] / (left[along] + right[along])));
  const fit = Math.min((share * length) / right[along], breadth / right[other]);
  const rightCell = Math.max(common, Math.min(READABLE, fit));
  const leftCell = Math.min(READABLE, (length - rightCell * right[along]) / left[along], breadth / left[other]);
  return { left: snap(leftCell), right: snap(rightCell) };
}

// Whole pixels keep the grid lines even; below that size there are no lines to keep.
const snap = (cell) => (cell >= 4 ? Math.floor(cell) : cell);

function settle(boxes, { width, height, margin }) {
  const { left, right, across, em } = boxes;
  const block = (box) => Math.max(box.width, 7 * em); // room for the title over a narrow grid
  if (across) {
    const spare = Math.max(0, width - 2 * margin.side - margin.gap - block(left) - block(right));
    const tall = Math.max(left.height, right.height);
    const top = margin.top + Math.max(0, (height - margin.top - margin.bottom - tall) / 2);
    left.x = margin.side + spare * 0.4;
    right.x = Math.max(left.x + block(left) + margin.gap + margin.side + spare * 0.2, 0);
    right.x = Math.min(right.x, width - block(right) - 0.5 * em);
    left.y = top + (tall - left.height) / 2;
    right.y = top + (tall - right.height) / 2;
  } else {
    left.x = Math.max(margin.side, (width - left.width) / 2);
    right.x = Math.max(margin.side, (width - right.width) / 2);
    const spare = Math.max(0, height - 2 * margin.top - margin.bottom - left.height - right.height);
    left.y = margin.top + spare / 3;
    right.y = left.y + left.height + margin.top + 0.5 * em + spare / 3;
  }
  for (const box of [left, right]) [box.x, box.y] = [Math.round(box.x), Math.round(box.y)];
}
