// The component: holds the state, passes it to panel, picture and player, and reports it when the hand rests.

import { Held } from "../shared/held.js";
import { Player } from "../sliding_window/player.js";
import { PlayerBar } from "../sliding_window/playerbar.js";
import { short } from "../sliding_window/table.js";
import { largest } from "./colours.js";
import { listenTo } from "./hand.js";
import { Edits } from "./edits.js";
import { resizedAll, withBias, withFilters, withKernel, withPicture } from "./layer.js";
import { allMaps, inputSize, kernelSize, lookAt, mapSize, readersOf } from "./numbers.js";
import { Panel } from "./panel.js";
import { Stage } from "./stage.js";
import { calculation, cellWords, flipSentence, labAlternative, pointed, standing } from "./talk.js";

const REST_MS = 300; // typing reports once it pauses

export class Lab extends Held {
  constructor(root) {
    super(root);
    this.stage = new Stage(this.svg);
    this.player = new Player({
      show: (at) => this.stage.move(at, this.state),
      arrived: (at) => this.#arrived(at),
      stopped: () => this.#stopped(),
    });
    this.bar = new PlayerBar(root, this.player, () => this.report());
    this.edits = new Edits(this);
    this.panel = new Panel(root, (name, value) => this.#asked(name, value));
    root.querySelector(".all input").onchange = () => this.#reveal();
    this.offerSaves(() => "convolution");
    listenTo(this.svg, this.stage, this.edits.handlers());
    this.watch(() => this.#resize());
  }

  // New data from Python. The learner's state stays unless the revision is a new one.
  update(data, send) {
    this.send = send;
    const seen = JSON.stringify([data.revision, data.present]);
    if (seen === this.seen) return;
    this.seen = seen;
    Object.assign(this, { scale: data.scale, kernels: data.kernels, pictures: data.pictures });
    this.root.style.setProperty("--signed", data.scale.join(","));
    this.panel.offer(data.pictures, data.kernels);
    this.root.toggleAttribute("data-present", data.present);
    this.stage.measure();
    if (data.revision !== this.revision) {
      this.player.stop();
      this.past = [];
      this.edits.forget();
      this.adopt(data.state, data.revision);
    }
    this.#build();
  }

  // Another state, if it fits; else the sentence why not, and the picture stays.
  become(state, { remember = true } = {}) {
    try {
      mapSize(state);
    } catch (error) {
      this.#complain(error.message);
      return false;
    }
    if (remember && JSON.stringify(state) !== JSON.stringify(this.state)) this.past.push(this.state);
    const resized = this.#form(state) !== this.#form(this.state);
    this.state = state;
    this.#complain("");
    if (resized) this.edits.forget();
    if (resized || !this.stage.inputs) this.#build();
    else this.render();
    return true;
  }

  #form = (state) =>
    String([state.input.length, inputSize(state), kernelSize(state), state.kernel.length, state.padding, state.stride]);

  #build() {
    if (!this.stage.visible) return;
    const playing = this.player.playing;
    this.player.stop();
    this.root.dataset.channels = this.state.input.length;
    this.looked = null;
    this.stage.build(this.state, this.scale);
    this.player.size = mapSize(this.state);
    const at = this.state.at.map((place, axis) => Math.min(place, this.player.size[axis] - 1));
    this.state = { ...this.state, at };
    this.player.at = at;
    this.render();
    this.player.jump(at);
    if (playing) this.player.play();
    this.bar.show();
  }

  // All numbers anew, in the boards that are there.
  render() {
    const { state } = this;
    if (!this.stage.inputs) return;
    this.maps = allMaps(state);
    this.look = lookAt(state, state.filter, this.player.at);
    this.stage.fill(state, this.maps, this.look);
    this.stage.move(this.player.at, state);
    this.svg.setAttribute("aria-label", labAlternative(state, mapSize(state)));
    this.edits.show();
    this.#panel();
    this.#speak();
    this.#reveal();
    const most = short(largest(this.maps), 2);
    this.root.querySelector(".least").textContent = most === "0" ? "0" : `−${most}`;
    this.root.querySelector(".most").textContent = most;
  }

  #panel() {
    const { cursor } = this.edits;
    this.panel.show(this.state, {
      brush: this.edits.brush,
      cursorWords: cursor ? cellWords(this.state, cursor) : "Click a cell",
      cursorValue: cursor ? this.edits.value(cursor) : null,
      canUndo: this.past.length > 0,
    });
  }

  #speak() {
    const write = (name, text) => {
      const line = this.root.querySelector(name);
      if (line.textContent !== text) line.textContent = text;
    };
    write(".says", this.looked ? pointed(this.state, this.looked) : standing(this.state, this.player.at));
    write(".turning", flipSentence(this.state));
    const lines = calculation(this.state, this.look).map((pieces) => {
      const line = document.createElement("p");
      line.append(...pieces.map(([text, role]) => {
        const span = document.createElement("span");
        if (role) span.className = `${role}-text`;
        span.textContent = text;
        return span;
      }));
      return line;
    });
    this.root.querySelector(".calculation").replaceChildren(...lines);
  }

  // The input cell that is pointed at (null for none): who reads it?
  lookFrom(cell) {
    if (String(cell) === String(this.looked ?? null)) return;
    this.looked = cell;
    this.#markReaders();
    this.#speak();
  }

  #markReaders() {
    const { looked, stage } = this;
    const readers = looked ? readersOf(this.state, looked) : [[], []];
    for (const board of stage.maps) board.mark(...readers);
    for (const board of stage.inputs) board.mark(...(looked ? looked.map((place) => [place]) : [[], []]));
  }

  #complain(sentence) {
    const line = this.root.querySelector(".problem");
    line.textContent = sentence ? `${sentence} The picture stays as it was.` : "";
  }

  #arrived(at) {
    this.state = { ...this.state, at };
    this.look = lookAt(this.state, this.state.filter, at);
    this.stage.multiply(this.look);
    this.#speak();
    this.#reveal();
    this.bar.show();
  }

  // While it plays, outputs appear as the window makes them.
  #reveal() {
    const all = this.root.querySelector(".all input").checked && !this.player.playing;
    for (const board of this.stage.maps ?? []) board.cells.hideAfter(all ? Infinity : this.player.index);
  }

  #stopped() {
    this.#reveal();
    this.bar.show();
    this.report();
  }

  #resize() {
    this.stage.measure();
    if (this.state) this.#build();
  }

  #asked(name, value) {
    const { state } = this;
    const plain = (part) => this.become({ ...state, ...part });
    const actions = {
      picture: () => this.become(withPicture(state, this.pictures[value].state)),
      known: () => this.become(withKernel(state, this.kernels[value])),
      side: () => this.become(resizedAll(state, value)),
      filters: () => this.become(withFilters(state, value, this.spare)),
      bias: () => this.become(withBias(state, value)),
      divisor: () => plain({ divisor: Math.min(256, Math.max(1, Math.round(value || 1))) }),
      clear: () => plain({ input: state.input.map((plane) => plane.map((row) => row.map(() => 0))) }),
      undo: () => this.past.length && this.become(this.past.pop(), { remember: false }),
      brush: () => this.edits.choose(value),
      cell: () => this.edits.set(value),
    };
    (actions[name] ?? (() => plain({ [name]: value })))();
    this.#panel();
    this.report();
  }

  // What new filters start as: kernels of one size, one after the other.
  get spare() {
    return ["Sobel x", "Sobel y", "Laplacian, all edges"].map(
      (label) => this.kernels.find((known) => known.label === label).kernel,
    );
  }

  report() {
    clearTimeout(this.resting);
    super.report();
  }

  reportSoon() {
    clearTimeout(this.resting);
    this.resting = setTimeout(() => this.report(), REST_MS);
  }

  destroy() {
    clearTimeout(this.resting);
    this.player.stop();
    super.destroy();
  }
}
