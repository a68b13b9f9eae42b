// The component: holds the list, passes it to rows and panel, and reports it as text.

import { Asking } from "../shared/asking.js";
import { listenToRows } from "./hand.js";
import { List } from "./list.js";
import { fresh, inserted, joining, moved, removed, replacedAt, taken, written } from "./model.js";
import { Panel, button } from "./panel.js";

const DIM_MS = 250; // without an answer: the numbers on screen are called old
const REST_MS = 450; // without a change: a number is typed, or a slider is held still
const REMEMBERED = 50;

export class Widget extends Asking {
  constructor(root) {
    super(root);
    this.past = [];
    this.list = new List(root.querySelector(".list"));
    this.panel = new Panel(root.querySelector(".panel"), {
      set: (at, value, final) => this.#set(at, value, final),
      kind: (letter) => this.#change(replacedAt(this.state.layers, this.at, this.#plain(letter))),
      read: (reads) => this.#change(replacedAt(this.state.layers, this.at, { reads })),
      size: (axis, value, final) => this.#become({ input: this.state.input.with(axis, value) }, final),
    });
    const press = (name, action) => {
      root.querySelector(name).onclick = action;
    };
    press(".up", () => this.#move(this.state.chosen, this.state.chosen - 1));
    press(".down", () => this.#move(this.state.chosen, this.state.chosen + 1));
    press(".copy", () => this.#copy());
    press(".branch", () => this.#branch());
    press(".remove", () => this.#remove());
    press(".undo", () => this.#undo());
    press(".clear", () => this.#become({ layers: [], chosen: 0 }));
    listenToRows(root.querySelector(".list"), {
      choose: (place) => this.#choose(place),
      move: (from, to) => this.#move(from, to),
      remove: () => this.#remove(),
      undo: () => this.#undo(),
      step: (way, carry) => {
        const { chosen, layers } = this.state;
        if (carry) this.#move(chosen, chosen + way);
        else this.#choose(Math.min(layers.length, Math.max(0, chosen + way)));
      },
    });
  }

  get at() {
    return this.state.chosen - 1;
  }

  // New data from Python. The learner's list stays unless the revision is a new one.
  update(data, send) {
    this.kinds = Object.fromEntries(data.kinds.map((kind) => [kind.letter, kind]));
    if (!this.data) this.#offerKinds(data.kinds);
    this.take(data, send);
    this.root.toggleAttribute("data-present", data.present);
    this.root.toggleAttribute("data-short", data.short);
    this.#dim(false);
    this.#draw();
    this.goOn();
  }

  adopt({ input, layers, chosen }, revision) {
    super.adopt({ input, layers: taken(layers), chosen }, revision);
    this.past = [];
  }

  tidy() {} // what is no network is left out by Python, and stays here

  get forPython() {
    const [input, layers] = this.#text.split(" ");
    return { input, layers, chosen: this.state.chosen };
  }

  get #text() {
    return `${this.state.input.join("x")} ${written(this.state.layers, this.kinds)}`;
  }

  #offerKinds(kinds) {
    const [often, rare] = [false, true].map((wanted) => kinds.filter((kind) => kind.rare === wanted));
    const adds = often.map(({ letter, title, short }) => button(short, `Add after the chosen layer: ${title.toLowerCase()}`, () => this.#add(letter)));
    const menu = document.createElement("select");
    menu.setAttribute("aria-label", "Add a rarer layer after the chosen one");
    menu.append(new Option("more …", ""), ...rare.map(({ letter, title }) => new Option(title, letter)));
    menu.onchange = () => {
      if (menu.value) this.#add(menu.value);
      menu.value = "";
    };
    this.root.querySelector(".kinds").replaceChildren(...adds, menu);
  }

  // A layer of this kind as it usually is; a convolution keeps the size, and the maps of the last one.
  #plain(letter) {
    const values = this.kinds[letter].numbers.map(({ usual }) => usual);
    const set = (sign, value) => {
      values[this.kinds[letter].numbers.findIndex((number) => number.sign === sign)] = value;
    };
    if (letter === "c" || letter === "w") set("p", 1);
    const last = this.state.layers.slice(0, this.state.chosen).findLast(({ kind }) => "ct".includes(kind));
    if ("ctz".includes(letter) && last) set("", last.values[0]);
    return { kind: letter, values };
  }

  #add(letter) {
    const { layers, chosen } = this.state;
    if (layers.length >= this.data.limits.layers) return;
    const { kind, values } = this.#plain(letter);
    const shapes = [this.state.input, ...this.data.rows.map(({ shape }) => shape)];
    const reads = this.kinds[letter].reads > 1 ? joining(layers, chosen, letter, shapes) : [];
    this.#change(inserted(layers, chosen, fresh(kind, values, reads)), chosen + 1);
  }

  #copy() {
    const layer = this.state.layers[this.at];
    if (layer) this.#change(inserted(this.state.layers, this.state.chosen, fresh(layer.kind, layer.values)), this.state.chosen + 1);
  }

  // A convolution at the end that reads the chosen layer.
  #branch() {
    const { layers, chosen } = this.state;
    const { kind, values } = this.#plain("c");
    const id = chosen ? layers[chosen - 1].id : 0;
    this.#change(inserted(layers, layers.length, fresh(kind, values, [id])), layers.length + 1);
  }

  #remove() {
    if (this.at >= 0) this.#change(removed(this.state.layers, this.at), Math.min(this.state.chosen, this.state.layers.length - 1));
  }

  #move(from, to) {
    if (from < 1 || to < 1 || to > this.state.layers.length || from === to) return;
    this.#change(moved(this.state.layers, from - 1, to - 1), to);
  }

  // A padding of a pooling is at most half of its window.
  #set(at, value, final) {
    const layer = this.state.layers[this.at];
    const values = layer.values.with(at, value);
    const signs = this.kinds[layer.kind].numbers.map(({ sign }) => sign);
    const [kernel, padding] = [signs.indexOf("k"), signs.indexOf("p")];
    if (layer.kind === "m" || layer.kind === "a") values[padding] = Math.min(values[padding], Math.floor(values[kernel] / 2));
    this.#become({ layers: this.state.layers.with(this.at, { ...layer, values }) }, final);
  }

  #change(layers, chosen = this.state.chosen) {
    this.#become({ layers, chosen });
  }

  #become(partial, final = true) {
    this.before ??= this.state;
    this.state = { ...this.state, ...partial };
    if (final) {
      this.past = [...this.past, this.before].slice(-REMEMBERED);
      this.before = null;
    }
    this.#draw();
    this.#report(final);
  }

  #undo() {
    const last = this.before ?? this.past.pop();
    this.before = null;
    if (!last) return;
    this.state = last;
    this.#draw();
    this.#report(true);
  }

  #choose(place) {
    if (place === this.state.chosen) return;
    this.state = { ...this.state, chosen: place };
    this.#draw();
    this.#report(true);
  }

  // `final`: the hand is off the control, or rests, so that the whole page may follow.
  #report(final) {
    clearTimeout(this.resting);
    if (!final) this.resting = setTimeout(() => this.#report(true), REST_MS);
    this.ask(final);
  }

  // Numbers of the list before are dim, but not while answers keep coming: a thousand cells would change their colour at every step.
  #dim(stale) {
    if (!stale) {
      clearTimeout(this.dimming);
      this.dimming = null;
      this.list.root.classList.remove("stale");
    } else this.dimming ??= setTimeout(() => this.list.root.classList.add("stale"), DIM_MS);
  }

  // Rows with Python's numbers. Until it has counted a newer list, a layer takes its last ones along, dim.
  #rows() {
    const { layers, input } = this.state;
    if (this.data.of === this.#text) {
      this.known = new Map(layers.map(({ id, kind }, index) => [id, { kind, row: this.data.rows[index] }]));
    }
    const rows = layers.map(({ id, kind }) => {
      const known = this.known?.get(id);
      return known?.kind === kind ? known.row : { name: this.kinds[kind].short.toLowerCase(), words: "", cells: [], shape: [], problem: "" };
    });
    if (this.picture?.shape !== input) this.picture = { name: "picture", words: "", cells: [input.join(" × ")], shape: input, problem: "" };
    return [this.picture, ...rows];
  }

  #draw() {
    const { layers, chosen, input } = this.state;
    const rows = this.#rows();
    const stale = this.data.of !== this.#text;
    this.list.draw(layers, rows, chosen, input);
    this.#dim(stale);
    this.panel.show(this.state, rows, this.kinds, this.data.limits);
    const says = this.root.querySelector(".says");
    if (!stale && says.textContent !== this.data.says) says.textContent = this.data.says;
    says.classList.toggle("broken", this.data.broken);
    const off = (name, value) => {
      this.root.querySelector(name).disabled = value;
    };
    off(".up", chosen < 2);
    off(".down", !chosen || chosen === layers.length);
    off(".copy", !chosen || layers.length >= this.data.limits.layers);
    off(".branch", layers.length >= this.data.limits.layers);
    off(".remove", !chosen);
    off(".undo", !this.past.length && !this.before);
    off(".clear", !layers.length);
  }

  destroy() {
    clearTimeout(this.resting);
    clearTimeout(this.dimming);
    this.list.destroy();
    super.destroy();
  }
}
