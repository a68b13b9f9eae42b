// One widget per shadow root, kept over Python's reruns: each rerun calls a component's default export again.

const mounted = new WeakMap();

// Gives the clean-up that Streamlit calls. `make(root, data)` builds a widget with `update` and `destroy`.
export function keepMounted({ data: [data], parentElement, setStateValue }, make, arithmetic) {
  const root = parentElement.querySelector(".cv");
  let here = mounted.get(parentElement);
  if (here?.widget.root !== root) {
    here?.widget.destroy();
    here = { widget: make(root, data), calls: 0 };
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

// What both widgets of the lesson do: hold a state, draw it, report it once the hand is off the control.
export class Held {
  constructor(root) {
    this.root = root;
    this.svg = root.querySelector(".picture");
    this.observer = new ResizeObserver(() => this.draw());
    this.observer.observe(root.querySelector(".paper"));
  }

  update(data, send) {
    this.send = send;
    this.root.toggleAttribute("data-present", data.present);
    if (data.revision !== this.revision) {
      this.revision = data.revision;
      this.state = { ...data.state };
      this.reported = JSON.stringify(this.state);
    }
    this.render();
  }

  change(partial, final) {
    this.state = { ...this.state, ...partial };
    this.render(final);
    if (final) this.report();
  }

  report() {
    const state = JSON.stringify(this.state);
    if (state === this.reported) return;
    this.reported = state;
    this.send("state", { ...this.state, revision: this.revision });
  }

  // Room for the picture: width, height and the height of its text, in pixels.
  get room() {
    const paper = this.root.querySelector(".paper");
    const size = parseFloat(getComputedStyle(this.svg).fontSize);
    return { width: paper.clientWidth, height: paper.clientHeight, em: size };
  }

  draw() {
    const { width, height } = this.room;
    if (!this.state || width < 50 || height < 50) return;
    this.svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    this.paint();
  }

  destroy() {
    this.observer.disconnect();
  }
}
