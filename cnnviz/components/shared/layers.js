// A drawing in layers, each made anew only when something has changed that it depends on.

import { node } from "../sliding_window/svg.js";

export class Layers {
  // `names`: from the ground up.
  constructor(svg, names) {
    this.layers = names.map((name) => node("g", { class: `layer-${name}` }));
    this.forms = [];
    svg.replaceChildren(...this.layers);
  }

  // For every layer what it depends on, as plain values, and `make()`, which gives its nodes.
  draw(drawn) {
    drawn.forEach(([needs, make], index) => {
      const form = JSON.stringify(needs);
      if (form !== this.forms[index]) this.layers[index].replaceChildren(...make());
      this.forms[index] = form;
    });
  }
}
