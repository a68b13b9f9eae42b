// The numbers behind the picture, one axis at a time. They mirror cnnviz.maths, which is the judge: a
// browser test walks both through the same configurations, sentences included.

export const range = (length) => Array.from({ length }, (_, index) => index);

export function makeWindow(kernel, stride = 1, padding = 0, dilation = 1) {
  const [before, after] = Array.isArray(padding) ? padding : [padding, padding];
  return { kernel, stride, before, after, dilation, span: dilation * (kernel - 1) + 1 };
}

// How far the window can move inside the padded input; below 0 it does not fit.
const room = (size, window) => size + window.before + window.after - window.span;

// floor((I + P_before + P_after - D(K-1) - 1)/S) + 1, whether the window fits or not.
export const formulaSize = (size, window) => Math.floor(room(size, window) / window.stride) + 1;

export function outputSize(size, window) {
  if (room(size, window) < 0) throw new Error(tooLarge(size, window));
  return formulaSize(size, window);
}

export const firstRead = (window, output) => output * window.stride - window.before;

export const reads = (size, window, output) =>
  range(window.kernel).map((tap) => firstRead(window, output) + tap * window.dilation);

export function readers(size, window, pixel) {
  const outputs = outputSize(size, window);
  return range(window.kernel)
    .map((tap) => (pixel + window.before - (window.kernel - 1 - tap) * window.dilation) / window.stride)
    .filter((output) => Number.isInteger(output) && output >= 0 && output < outputs);
}

export function unseen(size, window) {
  const seen = new Uint8Array(size);
  for (let output = outputSize(size, window) - 1; output >= 0; output -= 1) {
    const first = firstRead(window, output);
    for (let pixel = first; pixel < first + window.span; pixel += window.dilation) {
      if (pixel >= 0 && pixel < size) seen[pixel] = 1;
    }
  }
  return range(size).filter((pixel) => !seen[pixel]);
}

export function leftover(size, window) {
  outputSize(size, window);
  return room(size, window) % window.stride;
}

export function samePadding(window) {
  const total = window.span - 1;
  return [Math.floor(total / 2), Math.ceil(total / 2)];
}

export const fullPadding = (window) => window.span - 1;

export const stretchedSize = (size, window) => (size - 1) * window.stride + 1;

// (I-1)S - P_before - P_after + D(K-1) + output padding + 1, whether it makes sense or not.
export const transposedFormula = (size, window, outputPadding) =>
  stretchedSize(size, window) - window.before - window.after + fullPadding(window) + outputPadding;

export function transposedSize(size, window, outputPadding = 0) {
  const limit = Math.max(window.stride, window.dilation);
  if (outputPadding >= limit) {
    throw new Error(
      `An output padding of ${outputPadding} is too large: it must be smaller than the stride ` +
        `(${window.stride}) or the dilation (${window.dilation}). Use at most ${limit - 1}.`,
    );
  }
  const result = transposedFormula(size, window, outputPadding);
  if (result < 1) {
    const written = result + window.before + window.after;
    throw new Error(
      `The transposed window writes ${written} ${written === 1 ? "value" : "values"}, but the padding crops ` +
        `${window.before} + ${window.after}, so nothing is left. Use less padding or a larger kernel.`,
    );
  }
  return result;
}

// The ordinary convolution over the stretched input that gives the same values (Dumoulin & Visin 2016).
// Where the padding P exceeds D(K-1) there is nothing to pad, and as many outputs are dropped.
export function forwardTwin(size, window, outputPadding = 0) {
  transposedSize(size, window, outputPadding);
  const before = fullPadding(window) - window.before;
  const after = fullPadding(window) - window.after + outputPadding;
  return {
    stretched: stretchedSize(size, window),
    window: makeWindow(window.kernel, 1, [Math.max(before, 0), Math.max(after, 0)], window.dilation),
    crop: [Math.max(-before, 0), Math.max(-after, 0)],
  };
}

export function explainFit(size, window) {
  const space = room(size, window);
  if (space < 0) return tooLarge(size, window);
  const count = formulaSize(size, window);
  const over = leftover(size, window);
  const padding = window.before + window.after;
  const padded = padding ? `${size} + ${padding}` : `${size}`;
  const term = `(${padded} − ${window.span})/${window.stride} + 1`;
  const seen = neverRead(unseen(size, window));
  if (!over) return `The window fits exactly: ${term} = ${count}. ${seen}`;
  // Rounded half up in whole numbers, so that any language prints the same digits.
  const hundredths = Math.floor((200 * space + window.stride) / (2 * window.stride));
  const quotient = `${Math.floor(hundredths / 100) + 1}.${String(hundredths % 100).padStart(2, "0")}`;
  const what = `${over === 1 ? "position" : "positions"}${over <= window.after ? " of padding" : ""}`;
  return (
    `The window does not fit exactly: ${term} = ${quotient} is rounded down to ${count}, ` +
    `and ${over} ${what} ${over === 1 ? "is" : "are"} left over at the end. ${seen}`
  );
}

function tooLarge(size, window) {
  const padded = size + window.before + window.after;
  const dilated = window.dilation > 1;
  const built = `kernel ${window.kernel}${dilated ? `, dilation ${window.dilation}` : ""}`;
  const have = padded > size ? "padded input" : "input";
  const less = dilated ? "a smaller kernel or dilation" : "a smaller kernel";
  return (
    `The window spans ${window.span} pixels (${built}), but the ${have} has only ${padded}. ` +
    `Use ${less}, or more padding.`
  );
}

function neverRead(pixels) {
  const shown = 6;
  if (!pixels.length) return "Every pixel is read.";
  const few = pixels.length <= shown + 1;
  const names = few ? pixels : [...pixels.slice(0, shown), `${pixels.length - shown} more`];
  const listed = names.length > 1 ? `${names.slice(0, -1).join(", ")} and ${names.at(-1)}` : `${names[0]}`;
  return `No window reads ${pixels.length > 1 ? "pixels" : "pixel"} ${listed} (counted from 0).`;
}
