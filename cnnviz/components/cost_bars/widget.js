// The component: holds the state, passes it to panel and picture, and reports it on release.

import { Held } from "../shared/held.js";
import { setView } from "../sliding_window/svg.js";
import { describe } from "./blocks.js";
import { BARS_HEIGHT, drawBars } from "./bars.js";
import { drawWay } from "./drawing.js";
import { Panel } from "./panel.js";
import { alternative, product, verdict } from "./words.js";

export class Widget extends Held {
  constructor(root, cases) {
    super(root);
    this.panel = new Panel(root, cases, (partial, final) => this.change(partial, final));
    this.pointed = -1;
    this.#listen();
    this.watch(() => this.draw());
  }

  // New data from Python. The learner's state stays unless the revision is a new one.
  update(data, send) {
    this.send = send;
    this.root.toggleAttribute("data-present", data.present);
    if (data.revision === this.revision) return;
    this.adopt({ ...data.state }, data.revision);
    this.render();
  }

  change(partial, final) {
    this.state = { ...this.state, ...partial };
    if (partial.case) this.pointed = -1;
    this.render();
    if (final) this.report();
  }

  // What fits is drawn; what does not is explained, and the last good picture stays.
  render() {
    let why = "";
    this.panel.show(this.state);
    try {
      this.ways = describe(this.state);
      this.drawn = this.state;
    } catch (error) {
      why = error.message;
      if (this.drawn?.case !== this.state.case) this.#drawKnown();
    }
    this.root.classList.toggle("misfit", Boolean(why));
    this.root.querySelector(".fit").textContent = why;
    this.draw();
  }

  // A link to what does not fit has no last picture: the case's first known one stands in.
  #drawKnown() {
    this.drawn = { ...this.state, ...this.panel.shown.presets[0].state };
    this.ways = describe(this.drawn);
  }

  draw() {
    if (!this.ways) return;
    const { width, height } = this.svg.parentElement.getBoundingClientRect();
    if (!width || !height) return;
    const em = parseFloat(getComputedStyle(this.svg).fontSize);
    setView(this.svg, width, height);
    this.svg.setAttribute("aria-label", alternative(this.ways));
    const top = height - BARS_HEIGHT * em;
    const most = Math.max(...this.ways.flatMap((way) => way.layers.flatMap((layer) => [layer.from, layer.to])));
    const share = (top - 0.8 * em) / this.ways.length;
    const drawings = this.ways.flatMap((way, index) =>
      drawWay(way, { x: 1, y: index * share, width: width - 2, height: share }, most, em),
    );
    const bars = drawBars(this.ways, { x: 1, y: top, width: width - 2 }, em, this.drawn.bias);
    this.svg.replaceChildren(...drawings, ...bars);
    this.root.querySelector(".verdict").textContent = verdict(this.ways);
    this.#light();
  }

  get count() {
    return this.ways[0].layers.length + this.ways[1].layers.length;
  }

  // The layer pointed at, else the one that is held, else none.
  get current() {
    const held = this.drawn.layer < this.count ? this.drawn.layer : -1;
    return this.pointed >= 0 ? this.pointed : held;
  }

  #light() {
    const current = this.current;
    this.svg.classList.toggle("some", current >= 0);
    for (const each of this.svg.querySelectorAll("[data-layer]")) {
      const index = Number(each.dataset.layer);
      each.classList.toggle("lit", index === current);
      each.classList.toggle("held", index === this.drawn.layer);
    }
    this.#say(current);
  }

  #say(current) {
    const says = this.root.querySelector(".says");
    if (current < 0) {
      says.textContent = "Point at a layer, in the drawing or in a bar: its product is written here. A click holds it.";
      return;
    }
    const way = this.ways.find(({ layers }) => layers.some((layer) => layer.index === current));
    const layer = way.layers.find(({ index }) => index === current);
    const pieces = product(layer, way.size, way, this.drawn).map(([words, role]) => {
      const piece = document.createElement("span");
      piece.textContent = words;
      if (role) piece.className = `${role}-text`;
      return piece;
    });
    says.replaceChildren(...pieces);
  }

  #point(index) {
    if (index === this.pointed) return;
    this.pointed = index;
    this.#light();
  }

  #hold(index) {
    this.change({ layer: index === this.state.layer ? -1 : index }, true);
  }

  #listen() {
    const under = (event) => Number(event.target.closest?.("[data-layer]")?.dataset.layer ?? -1);
    this.svg.onpointermove = (event) => this.#point(under(event));
    this.svg.onpointerleave = () => this.#point(-1);
    this.svg.onclick = (event) => this.#hold(under(event));
    this.svg.onblur = () => this.#point(-1);
    this.svg.onkeydown = (event) => this.#key(event);
    this.offerSaves(() => `${this.drawn.case}-block`);
  }

  #key(event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const last = this.count - 1;
    if (step) this.#point(Math.min(last, Math.max(0, this.current < 0 ? (step > 0 ? 0 : last) : this.current + step)));
    else if (event.key === "Home") this.#point(0);
    else if (event.key === "End") this.#point(last);
    else if (event.key === "Enter" || event.key === " ") this.#hold(this.current);
    else if (event.key === "Escape") {
      this.pointed = -1;
      this.change({ layer: -1 }, true);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }
}
