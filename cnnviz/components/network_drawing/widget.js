// The component: holds the learner's state, asks Python for what follows from it, and shows the answer.

import { createSpeaker } from "../occlusion_view/speaker.js";
import { Asking } from "../shared/asking.js";
import { listenTo } from "./hand.js";
import { withInput } from "./layout.js";
import { Panel } from "./panel.js";
import { Settings } from "./settings.js";
import { Stage } from "./stage.js";
import { Table } from "./table.js";

const OTHER = "~"; // before the name of a layer of the second network

export class Widget extends Asking {
  constructor(root) {
    super(root);
    const at = (selector) => root.querySelector(selector);
    this.at = at;
    this.stage = new Stage(this.svg);
    this.speaker = createSpeaker(at(".announce"));
    this.settings = new Settings(root, (partial, final) => this.#set(partial, final));
    this.panel = new Panel(at(".chosen"), (code, value, final) => this.#edit(code, value, final), () => this.#undo());
    this.table = new Table(at(".table"), {
      point: (unit) => this.#point(unit && { index: 0, name: unit }),
      choose: (unit) => this.#choose({ index: 0, name: unit }, true),
      fold: (frame) => this.#fold(frame),
    });
    listenTo(this.svg, {
      look: (target) => this.#point(this.#under(target)),
      choose: (target) => this.#press(target),
      pan: (by) => this.stage.pan(by),
      zoom: (factor, x) => this.#zoom(factor, x),
      step: (by) => this.#step(by),
      all: () => this.#all(),
      leave: () => this.#choose(null),
      open: () => this.#foldChosen(),
    });
    at(".in").onclick = () => this.#zoom(1.6, this.stage.width / 2);
    at(".out").onclick = () => this.#zoom(1 / 1.6, this.stage.width / 2);
    at(".whole").onclick = () => this.#all();
    at(".swap").onclick = () => this.#swap();
    at(".unfold").onclick = () => this.#foldAll();
    this.offerSaves(() => `${this.state.net}-drawing`);
    this.watch(() => {
      this.stage.measure();
      this.#draw();
    });
  }

  // New data from Python: the answer to what was asked last, or a state from outside.
  update(data, send) {
    const outside = this.take(data, send);
    this.root.toggleAttribute("data-present", data.present);
    this.root.classList.toggle("comparing", data.networks.length > 1);
    if (outside) this.stage.camera.all();
    this.settings.update(data.options, data.limits, data.usual);
    this.#show();
    this.goOn();
  }

  #set(partial, final) {
    this.state = { ...this.state, ...partial };
    if ("net" in partial) Object.assign(this.state, { edits: {}, open: [], layer: "", input: 0, channels: 0, classes: 0 });
    if ("net" in partial || "with" in partial) {
      this.stage.camera.all();
      if (this.state.layer.startsWith(OTHER)) this.state.layer = "";
      if ("with" in partial) Object.assign(this.state, { input2: 0, edits2: {} });
    }
    this.settings.show(this.state);
    this.ask(final);
  }

  // The second network becomes the one whose layers can be changed; both keep their changes.
  #swap() {
    const { net, with: other, input, input2, edits, edits2, layer } = this.state;
    const chosen = layer.startsWith(OTHER) ? layer.slice(1) : layer && `${OTHER}${layer}`;
    this.state = { ...this.state, net: other, with: net, input: input2, input2: input, edits: edits2, edits2: edits, layer: chosen, open: [] };
    this.settings.show(this.state);
    this.ask(true);
  }

  #edit(code, value, final) {
    const { key } = this.data.chosen;
    const edits = { ...this.state.edits, [key]: { ...this.state.edits[key], [code]: value } };
    this.#set({ edits }, final);
  }

  #undo() {
    const edits = { ...this.state.edits };
    delete edits[this.data.chosen.key];
    this.#set({ edits }, true);
  }

  #foldAll() {
    const groups = this.data.groups;
    this.#set({ open: this.state.open.length ? [] : groups }, true);
  }

  #fold(name) {
    const frame = this.data.networks[0].frames.find((one) => one.name === name);
    if (!frame?.group) return;
    const open = this.state.open.filter((group) => group !== frame.group);
    this.#set({ open: open.length === this.state.open.length ? [...open, frame.group] : open }, true);
  }

  #foldChosen() {
    const unit = this.data.networks[0].units.find((one) => one.name === this.state.layer);
    if (unit?.frame) this.#fold(unit.frame);
  }

  #press(target) {
    const spot = this.#under(target);
    if (spot) return this.#choose(spot);
    const frame = target.closest?.("[data-frame]")?.dataset.frame;
    return frame ? this.#fold(frame) : undefined;
  }

  #choose(spot, follow = false) {
    const layer = spot && spot.name !== "input" ? `${spot.index ? OTHER : ""}${spot.name}` : "";
    if (layer !== this.state.layer) this.#set({ layer }, true);
    this.#light(follow);
  }

  #step(by) {
    const { index, name } = this.spot ?? { index: 0, name: "input" };
    const order = withInput(this.data.networks[index]).map((unit) => unit.name);
    const at = order.indexOf(name) + by;
    this.#choose({ index, name: order[Math.min(order.length - 1, Math.max(1, at))] }, true);
  }

  get spot() {
    const { layer } = this.state;
    if (!layer) return null;
    return layer.startsWith(OTHER) ? { index: 1, name: layer.slice(1) } : { index: 0, name: layer };
  }

  #under(target) {
    const unit = target?.closest?.("[data-unit]");
    if (!unit) return null;
    const index = this.stage.panes.findIndex((pane) => pane.root.contains(unit));
    return { index: Math.max(0, index), name: unit.dataset.unit };
  }

  #point(spot) {
    if (spot?.name === this.pointed?.name && spot?.index === this.pointed?.index) return;
    this.pointed = spot;
    this.#light();
  }

  #light(follow = false) {
    const spot = this.spot;
    if (follow && spot) this.stage.follow(spot);
    this.stage.light(spot, this.pointed);
    this.table.mark("is-chosen", spot && spot.index === 0 ? spot.name : null, !follow);
    this.table.mark("is-pointed", this.pointed?.name ?? null, false);
    const said = this.pointed ?? spot;
    const unit = said && withInput(this.data.networks[said.index] ?? this.data.networks[0]).find((one) => one.name === said.name);
    const words = unit?.says || this.data.hint; // while a slider is held only the chosen layer is in words
    if (this.at(".says").textContent === words) return;
    this.at(".says").textContent = words;
    this.speaker.say(words);
  }

  #zoom(factor, x) {
    return this.stage.zoom(factor, x);
  }

  #all() {
    this.stage.all();
  }

  #show() {
    const { data } = this;
    this.settings.show(this.state);
    this.at(".totals").textContent = data.totals;
    this.at(".problem").textContent = data.problem;
    this.at(".problem").hidden = !data.problem;
    this.root.classList.toggle("has-problem", Boolean(data.problem));
    this.at(".unfold").hidden = !data.groups.length;
    this.at(".unfold").textContent = data.state.open.length ? "Fold all" : "Unfold all";
    this.panel.show(data.chosen);
    if (data.table) this.table.update(data.table);
    this.#draw();
  }

  #draw() {
    if (!this.data) return;
    this.stage.draw(this.data.networks, this.spot);
    this.svg.setAttribute("aria-label", this.data.alt);
    this.#light();
  }

  destroy() {
    this.speaker.hush();
    super.destroy();
  }
}
