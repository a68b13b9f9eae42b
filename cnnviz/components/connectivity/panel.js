// A panel: controls, a picture and a sentence. It holds the state, and reports it when the hand is off.

import { PanelControls } from "./controls.js";
import { BarsPicture } from "./bars.js";
import { DiagramPicture } from "./diagram.js";
import { UnitsPicture } from "./units.js";
import { Held } from "../shared/held.js";
import { setView } from "../sliding_window/svg.js";

const PICTURES = { units: UnitsPicture, bars: BarsPicture, diagram: DiagramPicture };

export class Panel extends Held {
  constructor(root, data) {
    super(root);
    root.dataset.panel = data.panel;
    this.says = root.querySelector(".says");
    this.picture = new PICTURES[data.panel](this.svg);
    const change = (partial, final) => this.change(partial, final);
    this.controls = new PanelControls(root.querySelector(".controls"), this.picture, data.limits, change);
    this.offerSaves(() => this.picture.fileName(this.state));
    if (this.picture.key) this.#listen();
    else this.#still();
    this.watch(() => this.render());
  }

  // New data from Python. The learner's state stays unless the revision is a new one.
  update(data, send) {
    this.send = send;
    const seen = `${data.revision} ${data.present}`;
    if (seen === this.seen) return;
    this.seen = seen;
    this.data = data;
    this.root.toggleAttribute("data-present", data.present);
    if (data.revision !== this.revision) {
      this.adopt(this.picture.complete(data.state), data.revision);
      this.looked = null;
    }
    this.render();
  }

  change(partial, final) {
    this.state = this.picture.complete({ ...this.state, ...partial }, this.state);
    this.looked = null;
    this.render();
    if (final) this.report();
  }

  get shown() {
    return { ...this.state, ...this.looked };
  }

  render() {
    const paper = this.svg.parentElement;
    const [width, height] = [paper.clientWidth, paper.clientHeight];
    if (!this.state || !width) return;
    const em = parseFloat(getComputedStyle(this.root).fontSize); // asked before anything changes: later it costs a layout
    this.controls.show(this.state, this.picture.hidden(this.state));
    const needed = this.picture.height?.(width, em);
    if (needed) paper.style.height = `${needed}px`;
    setView(this.svg, width, needed ?? height);
    this.picture.draw(this.shown, { width, height: needed ?? height, em }, this.data);
    this.#point();
  }

  // What follows the pointer: cheap, nothing is built anew.
  #point() {
    this.picture.point?.(this.shown);
    const said = this.picture.sentence(this.shown, this.data);
    if (this.says.textContent !== said) this.says.textContent = said;
    this.svg.setAttribute("aria-label", this.picture.alternative(this.state, this.data));
  }

  // A picture that answers to nothing is no stop on the way with the Tab key.
  #still() {
    this.svg.removeAttribute("tabindex");
    this.svg.removeAttribute("aria-roledescription");
    this.svg.setAttribute("role", "img");
  }

  #listen() {
    const under = (event) => this.picture.at?.(event.target) ?? null;
    this.svg.addEventListener("pointermove", (event) => this.#look(under(event)));
    this.svg.addEventListener("pointerleave", () => this.#look(null));
    this.svg.addEventListener("click", (event) => under(event) && this.change(under(event), true));
    this.svg.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const partial = this.picture.key(event.key, this.state);
      if (!partial) return;
      event.preventDefault();
      event.stopPropagation();
      this.change(partial, true);
    });
  }

  #look(partial) {
    if (JSON.stringify(partial) === JSON.stringify(this.looked ?? null)) return;
    this.looked = partial;
    this.#point();
  }
}
