// One widget per shadow root, kept over Python's reruns: each rerun calls the default export again.

import { blockMeans, counts, grayValue, shuffledOrder } from "./arithmetic.js";
import { Widget } from "./widget.js";

const arithmetic = { blockMeans, counts, grayValue, shuffledOrder };
const mounted = new WeakMap();

export default function mount({ data: [data], parentElement, setStateValue }) {
  const root = parentElement.querySelector(".pixels");
  let here = mounted.get(parentElement);
  if (here?.widget.root !== root) {
    here?.widget.destroy();
    here = { widget: new Widget(root), calls: 0 };
    mounted.set(parentElement, here);
    parentElement.host.cnnviz = { arithmetic, widget: here.widget }; // for tests
  }
  here.widget.update(data, setStateValue);
  here.calls += 1;
  const call = here.calls;
  return () => {
    // Streamlit also runs the clean-up of a call that a newer one has overtaken.
    if (call !== here.calls || mounted.get(parentElement) !== here) return;
    here.widget.destroy();
    mounted.delete(parentElement);
  };
}
