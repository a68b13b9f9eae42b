// One panel per shadow root, kept over Python's reruns: each rerun calls the default export again.

import { denseEdges, denseParameters, differentWeights, layerCounts, reachOf, sparseEdges, tapsOf } from "./counts.js";
import { convolve, largest, moved, permute, shuffle, twoWays } from "./shifts.js";
import { Panel } from "./panel.js";

const arithmetic = {
  convolve, denseEdges, denseParameters, differentWeights, largest, layerCounts, moved, permute, reachOf, shuffle,
  sparseEdges, tapsOf, twoWays,
};
const mounted = new WeakMap();

export default function mount({ data: [data], parentElement, setStateValue }) {
  const root = parentElement.querySelector(".cx");
  let here = mounted.get(parentElement);
  if (here?.panel.root !== root) {
    here?.panel.destroy();
    here = { panel: new Panel(root, data), calls: 0 };
    mounted.set(parentElement, here);
    parentElement.host.cnnviz = { arithmetic, panel: here.panel }; // for tests
  }
  here.panel.update(data, setStateValue);
  here.calls += 1;
  const call = here.calls;
  return () => {
    // Streamlit also runs the clean-up of a call that a newer one has overtaken.
    if (call !== here.calls || mounted.get(parentElement) !== here) return;
    here.panel.destroy();
    mounted.delete(parentElement);
  };
}
