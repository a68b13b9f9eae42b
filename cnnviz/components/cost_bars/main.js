// One widget per shadow root, kept over Python's reruns: each rerun calls the default export again.

import { describe } from "./blocks.js";
import { Widget } from "./widget.js";

const mounted = new WeakMap();

export default function mount({ data: [data], parentElement, setStateValue }) {
  const root = parentElement.querySelector(".cb");
  let here = mounted.get(parentElement);
  if (here?.widget.root !== root) {
    here?.widget.destroy();
    here = { widget: new Widget(root, data.cases), calls: 0 };
    mounted.set(parentElement, here);
    parentElement.host.cnnviz = { describe, widget: here.widget }; // for tests
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
