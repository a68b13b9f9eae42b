// What there is to draw, as plain numbers: two grids, what moves over them, and who reads whom.
// A canvas is a grid with everything around it: padding before (and after) the input, or what a
// transposed convolution crops around its output. `origin` is where the content starts in it.

import { range, reads, readers, unseen, forwardTwin, stretchedSize } from "./arithmetic.js";
import { AXES, axisOutput, axisWindow } from "./state.js";

const perAxis = (make) => AXES.map(make);

const still = { kernel: 1, dilation: 1, span: 1, step: 1, offset: 0 };

// The grids of a state. Throws the sentence that says why the configuration does not fit.
export function describe(state) {
  const output = perAxis((axis) => axisOutput(state, axis));
  if (state.mode === "convolution") return forward(state, output);
  return state.view === "scatter" ? scattered(state, output) : gathered(state, output);
}

function forward(state, output) {
  const windows = perAxis((axis) => axisWindow(state, axis));
  const axis = (a) => ({
    content: state.input[a],
    canvas: state.input[a] + 2 * state.padding[a],
    origin: state.padding[a],
    stretch: 1,
    extra: 0,
    unseen: unseen(state.input[a], windows[a]),
    mover: taps(windows[a], windows[a].stride, 0),
    reads: (o) => reads(state.input[a], windows[a], o),
    reach: (pixel) => readers(state.input[a], windows[a], pixel),
  });
  return { view: "convolution", walk: "right", left: perAxis(axis), right: output.map(plain) };
}

const taps = (window, step, offset) => ({
  kernel: window.kernel,
  dilation: window.dilation,
  span: window.span,
  step,
  offset,
});

const plain = (size) => ({
  content: size,
  canvas: size,
  origin: 0,
  stretch: 1,
  extra: 0,
  unseen: [],
  mover: still,
});

// A transposed convolution as an ordinary one, with stride 1, over the stretched input.
function gathered(state, output) {
  const axis = (a) => {
    const window = axisWindow(state, a);
    const extra = state.output_padding[a];
    const { stretched, window: slid, crop } = forwardTwin(state.input[a], window, extra);
    const inside = (position) => position >= 0 && position < stretched && position % window.stride === 0;
    return {
      content: stretched,
      canvas: stretched + slid.before + slid.after,
      origin: slid.before,
      stretch: window.stride,
      extra: Math.min(extra, slid.after),
      unseen: range(state.input[a])
        .filter((pixel) => !written(window, pixel, output[a]).length)
        .map((pixel) => pixel * window.stride),
      mover: taps(slid, 1, crop[0]),
      reads: (o) =>
        reads(stretched, slid, o + crop[0]).map((at) => (inside(at) ? at / window.stride : -1)),
      reach: (pixel) => written(window, pixel, output[a]),
    };
  };
  return { view: "gather", walk: "right", left: perAxis(axis), right: output.map(plain) };
}

// Where an input value of a transposed convolution lands: i S + k D - P, inside the output.
const written = (window, pixel, output) =>
  range(window.kernel)
    .map((tap) => pixel * window.stride + tap * window.dilation - window.before)
    .filter((at) => at >= 0 && at < output);

// A transposed convolution as it is computed: each input value paints a kernel-sized patch.
function scattered(state, output) {
  const left = (a) => ({
    ...plain(state.input[a]),
    reach: (pixel) => written(axisWindow(state, a), pixel, output[a]),
  });
  const right = (a) => {
    const window = axisWindow(state, a);
    const painted = stretchedSize(state.input[a], window) + window.span - 1;
    return {
      ...plain(output[a]),
      canvas: Math.max(painted, window.before + output[a]),
      origin: window.before,
      extra: state.output_padding[a],
      mover: taps(window, window.stride, 0),
      overlap: overlaps(state.input[a], window, output[a]),
    };
  };
  return { view: "scatter", walk: "left", left: perAxis(left), right: perAxis(right) };
}

// How many input values reach each output position along one axis.
function overlaps(size, window, output) {
  const counts = new Array(output).fill(0);
  for (const pixel of range(size)) {
    for (const at of written(window, pixel, output)) counts[at] += 1;
  }
  return counts;
}

export const walkSize = (model) => model[model.walk].map((axis) => axis.content);
