// One widget per shadow root, kept over Python's reruns: each rerun calls a component's default export again.

const mounted = new WeakMap();

// Gives the clean-up that Streamlit calls. `selector` finds the component's root, `make(root, data)` builds a
// widget with `update(data, send)` and `destroy()`, `arithmetic` is what tests compare with Python's.
export function keepMounted({ data: [data], parentElement, setStateValue }, selector, make, arithmetic = {}) {
  const root = parentElement.querySelector(selector);
  let here = mounted.get(parentElement);
  if (here?.root !== root) {
    here?.widget.destroy();
    const clean = root.cloneNode(true); // a widget fills its root with rows and listeners: the next one starts from this
    here = { root, clean, widget: make(root, data), calls: 0 };
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
    here.root.replaceWith(here.clean);
    mounted.delete(parentElement);
  };
}
