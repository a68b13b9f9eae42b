// The component: holds the learner's numbers, asks Python for what follows from them, and shows the answer.

import { listenTo } from "../network_drawing/hand.js";
import { withInput } from "../network_drawing/layout.js";
import { Stage } from "../network_drawing/stage.js";
import { createSpeaker } from "../occlusion_view/speaker.js";
import { Asking } from "../shared/asking.js";
import { Numbers } from "./numbers.js";
import { Toy } from "./toy.js";

export class BlockView extends Asking {
  constructor(root) {
    super(root);
    const at = (selector) => root.querySelector(selector);
    this.at = at;
    this.stage = new Stage(this.svg);
    this.stage.rows = 1; // the weights; four branches need the room
    this.numbers = new Numbers(root, (partial, final) => this.#set(partial, final));
    this.toy = new Toy(at(".toy"));
    this.speaker = createSpeaker(at(".announce"));
    listenTo(this.svg, {
      look: (target) => this.#light(this.#under(target), this.chosen),
      choose: (target) => this.#light(null, this.#under(target)),
      pan: (by) => this.stage.pan(by),
      zoom: (factor, x) => this.stage.zoom(factor, x),
      step: (by) => this.#step(by),
      all: () => this.stage.all(),
      leave: () => this.#light(null, null),
      open: () => {},
    });
    at(".in").onclick = () => this.stage.zoom(1.6, this.stage.width / 2);
    at(".out").onclick = () => this.stage.zoom(1 / 1.6, this.stage.width / 2);
    at(".whole").onclick = () => this.stage.all();
    this.offerSaves(() => `block-${this.state.block}`);
    this.chosen = null;
    this.watch(() => {
      this.stage.measure();
      this.#draw();
    });
  }

  // New data from Python: the answer to what was asked last, or a state from outside.
  update(data, send) {
    if (this.take(data, send)) this.stage.camera.all();
    this.root.toggleAttribute("data-present", data.present);
    if (this.block !== data.state.block) this.chosen = null;
    this.block = data.state.block;
    this.numbers.show(data, this.state);
    this.toy.show(data.slopes, data.state.residual_blocks);
    this.at(".totals").textContent = data.sentence;
    this.at(".problem").textContent = data.problem;
    this.at(".problem").hidden = !data.problem;
    this.#draw();
    this.goOn();
  }

  #set(partial, final) {
    this.state = { ...this.state, ...partial };
    if ("block" in partial) this.stage.camera.all();
    this.numbers.show(this.data, this.state);
    this.ask(final);
  }

  #under(target) {
    const unit = target?.closest?.("[data-unit]");
    if (!unit) return null;
    const index = this.stage.panes.findIndex((pane) => pane.root.contains(unit));
    return { index: Math.max(0, index), name: unit.dataset.unit };
  }

  #step(by) {
    const { index, name } = this.chosen ?? { index: 1, name: "input" };
    const order = withInput(this.data.networks[index]).map((unit) => unit.name);
    const at = Math.min(order.length - 1, Math.max(0, order.indexOf(name) + by));
    this.#light(null, { index, name: order[at] });
    this.stage.follow(this.chosen);
  }

  #light(pointed, chosen) {
    this.chosen = chosen;
    this.stage.light(chosen, pointed);
    const spot = pointed ?? chosen;
    const unit = spot && withInput(this.data.networks[spot.index]).find((one) => one.name === spot.name);
    const words = unit ? `${this.data.networks[spot.index].title}. ${unit.says}` : this.data.hint;
    if (this.at(".says").textContent === words) return;
    this.at(".says").textContent = words;
    this.speaker.say(words);
  }

  #draw() {
    if (!this.data) return;
    this.stage.draw(this.data.networks, this.chosen);
    this.svg.setAttribute("aria-label", this.data.alt);
    this.#light(null, this.chosen);
  }

  destroy() {
    this.speaker.hush();
    super.destroy();
  }
}
