// The component: holds the state, passes it to controls, picture and player, and reports it on release.

import { Held } from "../shared/held.js";
import { Captions } from "./captions.js";
import { Controls } from "./controls.js";
import { Player } from "./player.js";
import { PlayerBar } from "./playerbar.js";
import { Scene } from "./scene.js";
import { Table } from "./table.js";
import { describe, walkSize } from "./model.js";
import { completed, twin, within } from "./state.js";
import { listen } from "./pointer.js";
import { alternative } from "./words.js";

export class Widget extends Held {
  constructor(root, limits) {
    super(root);
    this.limits = limits;
    this.scene = new Scene(this.svg);
    this.captions = new Captions(root);
    this.player = new Player({
      show: (at) => this.scene.move(at),
      arrived: (at) => this.#arrived(at),
      stopped: () => this.#stopped(),
    });
    this.bar = new PlayerBar(root, this.player, () => this.report());
    const change = (partial, final) => this.change(partial, final);
    this.controls = new Controls(root.querySelector(".controls"), { limits, change });
    this.#listen();
    this.watch(() => this.#resize());
  }

  // New data from Python. The learner's state stays unless the revision is a new one.
  update(data, send) {
    this.send = send;
    const seen = JSON.stringify([data.revision, data.values, data.presets, data.present]);
    if (seen === this.seen) return;
    this.seen = seen;
    this.values = data.values;
    this.controls.offer(data.presets);
    this.root.toggleAttribute("data-present", data.present);
    this.scene.measure();
    if (data.revision !== this.revision) {
      this.player.stop();
      this.adopt(completed(data.state, {}, this.limits), data.revision);
    }
    this.render();
  }

  // New numbers from the learner; `final` once the hand is off the control. A walk goes on with them.
  change(partial, final) {
    this.state = completed(partial, this.state, this.limits);
    this.render();
    if (final) this.report();
  }

  render() {
    const { state, values } = this;
    const transposed = state.mode === "transposed";
    Object.assign(this.root.dataset, { mode: state.mode, view: state.view });
    this.root.classList.toggle("valued", Boolean(values));
    const hidden = [...(values ? ["input"] : []), ...(values?.kernel ? ["kernel"] : [])];
    this.controls.show(state, transposed ? hidden : [...hidden, "output_padding"]);
    for (const button of this.root.querySelectorAll("[data-view]")) {
      button.setAttribute("aria-pressed", button.dataset.view === state.view);
    }
    const why = this.captions.configuration(state, this.controls.linked);
    this.root.classList.toggle("misfit", Boolean(why));
    if (!why) this.#take(state);
    else if (!this.model) this.#take(completed({}, {}, this.limits)); // a link to what does not fit: the plainest layer
    this.root.querySelector(".player").inert = Boolean(why);
    this.#offerTwin();
    this.#draw();
  }

  // A state that fits is drawn; one that does not leaves the last good picture.
  #take(state) {
    this.model = describe(state);
    this.table = this.values ? new Table(this.values, state) : null;
    this.drawn = state;
  }

  #offerTwin() {
    const button = this.root.querySelector(".twin");
    button.textContent = this.state.mode === "transposed" ? "Show its forward twin" : "Show its transposed twin";
    button.disabled = this.misfit || !within(twin(this.state), this.limits);
  }

  #draw() {
    if (!this.model || !this.scene.visible) return;
    this.svg.setAttribute("aria-label", alternative(this.drawn, this.model));
    this.scene.build(this.model, this.drawn, this.table);
    this.bar.renew(walkSize(this.model), this.state.at, !this.misfit);
  }

  get misfit() {
    return this.root.classList.contains("misfit");
  }

  #arrived(at) {
    if (!this.misfit) this.state = { ...this.state, at };
    this.#fill();
    this.captions.position(this.model, at, this.table);
    this.bar.show();
  }

  // Numbers appear as the window passes, or all at once where the learner wants that.
  #fill() {
    this.scene.fill(this.root.querySelector(".all input").checked ? Infinity : this.player.index);
  }

  #stopped() {
    this.bar.show();
    this.report();
  }

  #resize() {
    this.scene.measure();
    this.#draw();
  }

  #listen() {
    const button = (name, action) => {
      this.root.querySelector(name).onclick = action;
    };
    button(".twin", () => this.change(twin(this.state), true));
    this.root.querySelector(".all input").onchange = () => this.#fill();
    this.offerSaves(() => this.#fileName());
    for (const each of this.root.querySelectorAll("[data-view]")) {
      each.onclick = () => this.change({ view: each.dataset.view, at: [0, 0] }, true);
    }
    listen(this.svg, {
      scene: this.scene,
      walkSide: () => this.model?.walk,
      stand: (cell, pressed) => this.#stand(cell, pressed),
      look: (cell) => this.#look(cell),
      leave: () => this.#look(null),
      released: () => this.report(),
      key: (wanted, shifted) => this.#key(wanted, shifted),
    });
  }

  // The pointer is on a cell of the walk. While playing only a press takes over.
  #stand(cell, pressed) {
    if (this.misfit || (this.player.playing && !pressed)) return;
    if (this.player.playing) this.player.stop();
    this.#look(null);
    const at = this.player.inside(cell);
    if (String(at) !== String(this.player.at)) this.player.jump(at);
  }

  // The pointer is on a cell of the input (or of nothing, for null): show who uses it.
  #look(cell) {
    if (this.misfit || String(cell) === String(this.looked ?? null)) return;
    this.looked = cell;
    this.scene.markReaders(cell);
    if (cell) this.captions.pixel(this.model, cell);
    else this.captions.position(this.model, this.player.at, this.table);
  }

  #key(wanted, shifted) {
    if (this.misfit) return;
    if (wanted === "play") this.bar.toggle();
    else if (wanted === "leave") this.#look(null);
    else if (shifted && Array.isArray(wanted)) this.#lookOn(wanted);
    else {
      this.#look(null);
      this.player.go(wanted);
    }
  }

  // With Shift, the arrow keys move over the input instead.
  #lookOn(step) {
    const stretch = this.model.left.map((axis) => axis.stretch);
    const from = this.looked ?? [0, 0].map((_, axis) => -step[axis] * stretch[axis]);
    const next = from.map((index, axis) => index + step[axis] * stretch[axis]);
    this.#look(next.map((index, axis) => Math.min(this.model.left[axis].content - 1, Math.max(0, index))));
  }

  #fileName() {
    const { mode, input, kernel } = this.drawn;
    return `${mode}-${input.join("x")}-kernel-${kernel.join("x")}`;
  }

  destroy() {
    this.player.stop();
    super.destroy();
  }
}
