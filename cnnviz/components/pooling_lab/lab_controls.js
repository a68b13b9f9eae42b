// The left column: which map, which pooling, which shift. It shows a state and asks for another.

import { paintTrack } from "../sliding_window/controls.js";

const SLIDERS = [
  // name, words, role, axis of a pair or null, group
  ["size", "Window", "window", null, "layer"],
  ["stride", "Stride", "window", null, "layer"],
  ["padding", "Padding", "padding", null, "layer"],
  ["target", "Output", "output", null, "layer"],
  ["repeat", "Passes", "output", null, "layer"],
  ["shift", "Right", "input", 1, "shift"],
  ["shift", "Down", "input", 0, "shift"],
];
const ONLY = { window: ["size", "stride", "padding", "repeat"], adaptive: ["target"], global: [] };

export class LabControls {
  // `change(partial, final)`: the learner asks; `final` once the hand is off the control.
  constructor(root, limits, change) {
    Object.assign(this, { root, limits, change, fields: [] });
    for (const row of SLIDERS) root.querySelector(`.${row[4]}-rows`).append(this.#row(...row));
    for (const button of root.querySelectorAll("[data-set]")) {
      button.onclick = () => change({ [button.dataset.set]: button.value, ...this.#start(button.dataset.set) }, true);
    }
    for (const box of root.querySelectorAll("input[type=checkbox][data-name]")) {
      box.onchange = () => change({ [box.dataset.name]: box.checked ? box.dataset.yes : box.dataset.no }, true);
    }
    this.source = root.querySelector(".sources select");
    this.source.onchange = () => change({ source: this.source.value, at: [0, 0], repeat: 1 }, true);
    this.menu = root.querySelector(".presets select");
    this.menu.onchange = () => this.#choose();
  }

  // A new kind of layer has other outputs: begin at the first.
  #start(name) {
    return name === "kind" ? { at: [0, 0] } : {};
  }

  #row(name, words, role, axis) {
    const row = document.createElement("div");
    row.className = `row ${role}`;
    row.dataset.name = name;
    const label = Object.assign(document.createElement("span"), { className: "name", textContent: words });
    const line = Object.assign(document.createElement("span"), { className: "axis" });
    const [min, max] = this.limits[name];
    const spoken = axis === null ? words : `Shift ${words.toLowerCase()}`;
    for (const type of ["range", "number"]) {
      const field = Object.assign(document.createElement("input"), { type, min, max, step: 1 });
      field.setAttribute("aria-label", spoken);
      field.oninput = () => this.#ask(field, name, axis, false);
      field.onchange = () => this.#ask(field, name, axis, true);
      line.append(field);
      this.fields.push({ field, name, axis });
    }
    row.append(label, line);
    return row;
  }

  #value(name, axis) {
    return axis === null ? this.state[name] : this.state[name][axis];
  }

  // A number field that is empty or half typed asks for nothing until it is left.
  #ask(field, name, axis, final) {
    const value = field.valueAsNumber;
    const [low, high] = this.limits[name];
    const valid = Number.isInteger(value) && value >= low && value <= high;
    if (!valid && !final) return;
    const wanted = Number.isFinite(value) ? value : this.#value(name, axis);
    const pair = axis === null ? wanted : this.state[name].map((old, each) => (each === axis ? wanted : old));
    this.change({ [name]: pair }, final);
    if (final) field.value = this.#value(name, axis);
  }

  offer(presets, maps) {
    if (this.presets) return;
    this.presets = presets;
    const groups = [...new Set(presets.map((preset) => preset.group))];
    const option = (preset) => new Option(preset.label, String(presets.indexOf(preset)));
    this.menu.replaceChildren(
      new Option("Known layers", "", true, true),
      ...groups.map((label) => grouped(label, presets.filter((preset) => preset.group === label).map(option))),
    );
    const kinds = [["Feature maps", false], ["Photos", true]];
    const named = (photo) => Object.entries(maps).filter(([, map]) => map.photo === photo);
    this.source.replaceChildren(
      ...kinds.map(([label, photo]) => grouped(label, named(photo).map(([name, map]) => new Option(map.title, name)))),
    );
  }

  #choose() {
    const preset = this.presets[Number(this.menu.value)];
    if (this.menu.value !== "" && preset) this.change({ at: [0, 0], ...preset.state }, true);
  }

  show(state, photo) {
    this.state = state;
    for (const { field, name, axis } of this.fields) {
      const value = String(this.#value(name, axis));
      const typing = field.type === "number" && field.matches(":focus");
      if (field.value !== value && !typing) field.value = value;
      if (field.type === "range") paintTrack(field);
    }
    for (const row of this.root.querySelectorAll(".layer-rows .row")) {
      row.hidden = !ONLY[state.kind].includes(row.dataset.name) || (row.dataset.name === "repeat" && !photo);
    }
    for (const button of this.root.querySelectorAll("[data-set]")) {
      button.setAttribute("aria-pressed", button.value === state[button.dataset.set]);
    }
    for (const box of this.root.querySelectorAll("input[type=checkbox][data-name]")) {
      box.checked = state[box.dataset.name] === box.dataset.yes;
    }
    this.root.querySelector(".for-ceil").hidden = state.kind !== "window";
    this.root.querySelector(".for-count").hidden = state.kind !== "window" || state.op !== "average";
    this.source.value = state.source;
    this.#match(state, photo);
  }

  // Name the preset that the state is, if it is one.
  #match(state, photo) {
    const agree = (preset) =>
      Object.entries(preset.state).every(([name, value]) => (name === "repeat" && !photo) || state[name] === value);
    const index = this.presets.findIndex(agree);
    this.menu.value = index < 0 ? "" : String(index);
    this.root.querySelector(".note").textContent = this.presets[index]?.note ?? "";
  }
}

function grouped(label, options) {
  const group = document.createElement("optgroup");
  group.label = label;
  group.append(...options);
  return group;
}
