// Above the picture: a stack to start from, the input, and the numbers of one layer. They show a state and ask for
// another; what comes of it is decided elsewhere.

import { NUMBERS, PLAIN, completedLayer, isPreset } from "./state.js";
import { kindWord, layerName, layerNumbers } from "./words.js";

const SLIDER = { input: 64, kernel: 11, stride: 4, padding: 8, dilation: 8 };

export class Controls {
  // `change(partial, final)`: new numbers; `edit(index)`: another layer is to be edited.
  constructor(root, { limits, change, edit }) {
    Object.assign(this, { root, limits, change, edit, fields: {}, presets: [] });
    for (const name of ["input", ...NUMBERS]) this.#field(name);
    for (const button of root.querySelectorAll("[data-kind]")) {
      button.onclick = () => this.#set({ kind: button.dataset.kind }, true);
    }
    this.menu = root.querySelector(".presets");
    this.menu.onchange = () => this.#choose();
    this.which = root.querySelector(".which");
    this.which.onchange = () => edit(Number(this.which.value));
    const press = (name, action) => {
      root.querySelector(name).onclick = action;
    };
    press(".add", () => this.#add());
    press(".remove", () => this.#remove());
    press(".earlier", () => this.#move(-1));
    press(".later", () => this.#move(1));
  }

  #field(name) {
    const line = this.root.querySelector(`[data-name="${name}"]`);
    const [slider, number] = line.querySelectorAll("input");
    const [low, high] = this.limits[name];
    Object.assign(slider, { min: low, max: Math.min(high, SLIDER[name]) });
    Object.assign(number, { min: low, max: high });
    for (const field of [slider, number]) {
      field.oninput = () => this.#ask(field, name, false);
      field.onchange = () => this.#ask(field, name, true);
    }
    this.fields[name] = [slider, number];
  }

  // A number field that is empty or half typed asks for nothing until it is left.
  #ask(field, name, final) {
    const value = field.valueAsNumber;
    const [low, high] = this.limits[name];
    const valid = Number.isInteger(value) && value >= low && value <= high;
    if (!valid && !final) return;
    const wanted = Number.isFinite(value) ? value : this.#value(name);
    if (name === "input") this.change({ input: wanted }, final);
    else this.#set({ [name]: wanted }, final);
    if (final) field.value = this.#value(name);
  }

  #value(name) {
    return name === "input" ? this.state.input : this.state.layers[this.index][name];
  }

  #set(partial, final) {
    const layers = this.state.layers.with(this.index, completedLayer({ ...this.state.layers[this.index], ...partial }, this.limits));
    this.change({ layers }, final);
  }

  #add() {
    const { layers } = this.state;
    this.change({ layers: layers.toSpliced(this.index + 1, 0, PLAIN) }, true, this.index + 1);
  }

  #remove() {
    const { layers } = this.state;
    this.change({ layers: layers.toSpliced(this.index, 1) }, true, Math.max(0, this.index - 1));
  }

  #move(step) {
    const layers = [...this.state.layers];
    const [moved] = layers.splice(this.index, 1);
    layers.splice(this.index + step, 0, moved);
    this.change({ layers }, true, this.index + step);
  }

  offer(presets) {
    this.presets = presets;
    const groups = [...new Set(presets.map((preset) => preset.group))].map((name) => {
      const group = document.createElement("optgroup");
      group.label = name;
      presets.forEach((preset, index) => {
        if (preset.group === name) group.append(new Option(preset.label, String(index)));
      });
      return group;
    });
    this.menu.replaceChildren(new Option("Known stacks", "", true, true), ...groups);
  }

  #choose() {
    const preset = this.presets[Number(this.menu.value)];
    if (this.menu.value === "" || !preset) return;
    this.change({ input: preset.input, layers: preset.layers, level: preset.layers.length }, true, preset.layers.length - 1);
  }

  // The preset that a state is, if it is one.
  preset(state) {
    return this.presets.find((preset) => isPreset(state, preset));
  }

  show(state, index) {
    this.state = state;
    this.index = index;
    const preset = this.preset(state);
    this.menu.value = preset ? String(this.presets.indexOf(preset)) : "";
    this.root.querySelector(".note").textContent = preset?.note ?? "";
    this.which.replaceChildren(...state.layers.map((layer, at) => {
      const name = preset?.names.length ? layerName(layer, at, preset.names) : kindWord(layer.kind);
      return new Option(`${at + 1}: ${name} ${layerNumbers(layer)}`, String(at), false, at === index);
    }));
    const layer = state.layers[index];
    for (const button of this.root.querySelectorAll("[data-kind]")) {
      button.setAttribute("aria-pressed", button.dataset.kind === layer.kind);
    }
    for (const name of Object.keys(this.fields)) this.#show(name);
    const count = state.layers.length;
    const button = (name, off) => {
      this.root.querySelector(name).disabled = off;
    };
    button(".add", count >= this.limits.layers[1]);
    button(".remove", count < 2);
    button(".earlier", index === 0);
    button(".later", index === count - 1);
  }

  #show(name) {
    const value = String(this.#value(name));
    const { kind } = this.state.layers[this.index];
    for (const field of this.fields[name]) {
      const typing = field.type === "number" && field.matches(":focus");
      if (field.value !== value && !typing) field.value = value;
      field.disabled = name === "dilation" && kind === "a";
      if (field.type === "range") {
        const part = (field.value - field.min) / (field.max - field.min);
        field.style.setProperty("--part", `${100 * part}%`);
      }
    }
  }
}
