// One lab per shadow root, kept over Python's reruns: each rerun calls the default export again.

import { Lab } from "./lab.js";
import { allMaps, mapSize } from "./numbers.js";

const mounted = new WeakMap();

export default function mount({ data: [data], parentElement, setStateValue }) {
  const root = parentElement.querySelector(".sw");
  let here = mounted.get(parentElement);
  if (here?.lab.root !== root) {
    here?.lab.destroy();
    here = { lab: new Lab(root), calls: 0 };
    mounted.set(parentElement, here);
    parentElement.host.cnnviz = { lab: here.lab, allMaps, mapSize }; // for tests
  }
  here.lab.update(data, setStateValue);
  here.calls += 1;
  const call = here.calls;
  return () => {
    // Streamlit also runs the clean-up of a call that a newer one has overtaken.
    if (call !== here.calls || mounted.get(parentElement) !== here) return;
    here.lab.destroy();
    mounted.delete(parentElement);
  };
}
