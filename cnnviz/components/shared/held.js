// What every widget does with its state: holds it, and reports it to Python once the hand is off the control.

import { savePng, saveSvg } from "../sliding_window/save.js";

export class Held {
  constructor(root) {
    this.root = root;
    this.svg = root.querySelector("svg.picture");
  }

  // What Python is told of the state.
  get forPython() {
    return this.state;
  }

  // Take a state that came from Python, which therefore knows it already.
  adopt(state, revision) {
    this.state = state;
    this.revision = revision;
    this.reported = JSON.stringify(this.forPython);
  }

  report() {
    const state = JSON.stringify(this.forPython);
    if (state === this.reported) return;
    this.reported = state;
    this.tell();
  }

  tell(beside = {}) {
    this.send("state", { ...this.forPython, ...beside, revision: this.revision });
  }

  // The buttons that save the picture; `name()` is the file's, without its ending.
  offerSaves(name) {
    this.root.querySelector(".save-svg").onclick = () => saveSvg(this.svg, name());
    this.root.querySelector(".save-png").onclick = () => savePng(this.svg, name());
  }

  // Call `redraw` whenever the picture's room changes.
  watch(redraw) {
    this.observer = new ResizeObserver(redraw);
    this.observer.observe(this.root.querySelector(".paper"));
  }

  destroy() {
    this.observer?.disconnect();
  }
}
