// Where everything stands: strips for the levels, deepest on top, over the input; numbers and the square beside.

const NARROW = 40; // em; below it the square stands under the strips
const LABEL = 8.8;
const LABEL_NARROW = 5.4;
const NUMBER = 3.3;
const NUMBER_NARROW = 2.9;
const HEAD = 1.7;
const FOOT = 1.7;
const TALLEST = 7.5;

export const COLUMNS = ["size", "field", "jump", "start"];

export function layout(width, height, em, model) {
  const narrow = width < NARROW * em;
  const columns = narrow ? ["field", "jump"] : COLUMNS;
  const label = (narrow ? LABEL_NARROW : LABEL) * em;
  const number = (narrow ? NUMBER_NARROW : NUMBER) * em;
  const numbers = columns.length * number;
  const side = narrow ? Math.min(width, 15 * em) : Math.min(0.26 * width, height - 3.4 * em);
  const strips = width - label - numbers - (narrow ? 0.6 * em : side + 3 * em);
  const room = (narrow ? height - side - 3 * em : height) - (HEAD + FOOT) * em;
  const count = model.levels.length;
  const row = Math.min(room / count, TALLEST * em);
  const thick = Math.min(0.56 * row, 2.1 * em);
  const margin = marginOf(model);
  const pixels = model.levels[0].size + 2 * margin;
  const bottom = HEAD * em + count * row + FOOT * em;
  return {
    width, height, em, narrow, columns, label, row, thick, margin, strips,
    numberAt: (index) => label + strips + (narrow ? 0.3 : 0.6) * em + (index + 1) * number - 0.3 * em,
    scale: strips / pixels,
    x: (pixel) => label + ((pixel + margin + 0.5) * strips) / pixels,
    pixelAt: (x) => ((x - label) * pixels) / strips - margin - 0.5,
    middle: (level) => HEAD * em + (count - 1 - level + 0.5) * row,
    levelAt: (y) => count - 1 - Math.floor((y - HEAD * em) / row),
    square: squareBox(narrow ? 0 : width - side, narrow ? bottom + 1.6 * em : HEAD * em, side, pixels, margin),
  };
}

// How far outside the input the picture goes: as far as fields and units do, but not much.
function marginOf(model) {
  const [{ size }] = model.levels;
  const over = model.levels.map(({ first, start, jump, field, size: units }) => {
    const last = (units - 1) * jump;
    return Math.max(-first, first + last + field - size, (jump - 1) / 2 - start, start + last + (jump + 1) / 2 - size);
  });
  return Math.min(Math.max(0, ...over), Math.ceil(0.13 * size));
}

function squareBox(left, top, side, pixels, margin) {
  const cell = side / pixels;
  return {
    left, top, side, cell,
    at: (pixel) => (pixel + margin) * cell,
    pixelAt: (offset) => Math.floor(offset / cell) - margin,
  };
}
