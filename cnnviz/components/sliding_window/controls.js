// The left column: one row per number, shortcuts, and a menu of published cases. It shows a state and asks
// for another; what comes of it is decided elsewhere.

import { AXES, agrees, shortcutPadding } from "./state.js";

const ROWS = [
  // name, words, role that colours it, least and most on the slider
  ["input", "Input", "input", 1, 32],
  ["kernel", "Kernel", "window", 1, 11],
  ["stride", "Stride", "window", 1, 8],
  ["padding", "Padding", "padding", 0, 10],
  ["dilation", "Dilation", "window", 1, 5],
  ["output_padding", "Output padding", "padding", 0, 7],
];
const AXIS_WORDS = ["rows", "columns"];

export class Controls {
  // `change(partial, final)`: the learner asks for new numbers; `final` once the hand is off the control.
  constructor(root, { limits, change }) {
    this.root = root;
    this.change = change;
    this.limits = limits;
    this.fields = [];
    this.linked = true;
    this.state = null;
    for (const row of ROWS) root.querySelector(".numbers-panel").append(this.#row(...row));
    for (const axis of AXES) this.#field(root.querySelector(`.channel-${axis}`), "channels", axis, true);
    for (const button of root.querySelectorAll("[data-mode]")) {
      button.onclick = () => change({ mode: button.dataset.mode, at: [0, 0] }, true);
    }
    for (const button of root.querySelectorAll("[data-shortcut]")) {
      button.onclick = () => change({ padding: shortcutPadding(this.state, button.dataset.shortcut) }, true);
    }
    this.square = root.querySelector(".square input");
    this.square.onchange = () => this.#link(this.square.checked);
    this.menu = root.querySelector(".presets select");
    this.menu.onchange = () => this.#choose();
  }

  #row(name, words, role, least, most) {
    const row = document.createElement("div");
    row.className = `row ${role}`;
    row.dataset.name = name;
    const label = document.createElement("span");
    label.className = "name";
    label.textContent = words;
    row.append(label);
    for (const axis of AXES) row.append(this.#axis(name, words, axis, least, most));
    return row;
  }

  #axis(name, words, axis, least, most) {
    const line = document.createElement("span");
    line.className = `axis axis-${axis}`;
    line.dataset.axis = AXIS_WORDS[axis];
    const slider = document.createElement("input");
    Object.assign(slider, { type: "range", min: least, max: most, step: 1 });
    const number = document.createElement("input");
    const [low, high] = this.limits[name];
    Object.assign(number, { type: "number", min: low, max: high, step: 1, inputMode: "numeric" });
    line.append(slider, number);
    for (const field of [slider, number]) this.#field(field, name, axis, false, words);
    return line;
  }

  #field(field, name, axis, own, words) {
    field.oninput = () => this.#ask(field, name, axis, own, false);
    field.onchange = () => this.#ask(field, name, axis, own, true);
    this.fields.push({ field, name, axis, words });
  }

  // A number field that is empty or half typed asks for nothing until it is left.
  #ask(field, name, axis, own, final) {
    const value = field.valueAsNumber;
    const [low, high] = this.limits[name];
    const valid = Number.isInteger(value) && value >= low && value <= high;
    if (!valid && !final) return;
    const pair = [...this.state[name]];
    const wanted = Number.isFinite(value) ? value : pair[axis];
    for (const each of AXES) if (each === axis || (this.linked && !own)) pair[each] = wanted;
    this.change({ [name]: pair }, final);
    if (final) field.value = this.state[name][axis];
  }

  #link(linked) {
    this.linked = linked;
    const names = ROWS.map(([name]) => name);
    const same = Object.fromEntries(names.map((name) => [name, [this.state[name][0], this.state[name][0]]]));
    this.change(linked ? same : {}, linked);
  }

  // Put the presets in the menu, by group.
  offer(presets) {
    if (JSON.stringify(presets) === JSON.stringify(this.presets)) return;
    this.presets = presets;
    const groups = [...new Set(presets.map((preset) => preset.group))];
    const hint = new Option("Known cases", "", true, true);
    this.menu.replaceChildren(hint, ...groups.map((group) => this.#group(group)));
    this.root.querySelector(".presets").hidden = !presets.length;
  }

  #group(name) {
    const group = document.createElement("optgroup");
    group.label = name;
    this.presets.forEach((preset, index) => {
      if (preset.group === name) group.append(new Option(preset.label, String(index)));
    });
    return group;
  }

  #choose() {
    const preset = this.presets[Number(this.menu.value)];
    if (this.menu.value !== "" && preset) this.change({ at: [0, 0], ...preset.state }, true);
  }

  show(state, fixed) {
    this.state = state;
    const different = ROWS.some(([name]) => !fixed.includes(name) && state[name][0] !== state[name][1]);
    if (different) this.linked = false;
    this.square.checked = this.linked;
    this.root.parentElement.classList.toggle("linked", this.linked);
    for (const { field, name, axis, words } of this.fields) {
      const value = String(state[name][axis]);
      const typing = field.type === "number" && field.matches(":focus");
      if (field.value !== value && !typing) field.value = value;
      if (field.type === "range") paintTrack(field);
      if (words) field.setAttribute("aria-label", this.linked ? words : `${words}, ${AXIS_WORDS[axis]}`);
    }
    for (const row of this.root.querySelectorAll(".row")) row.hidden = fixed.includes(row.dataset.name);
    this.#press(state);
    this.#match(state);
  }

  #press(state) {
    for (const button of this.root.querySelectorAll("[data-mode]")) {
      button.setAttribute("aria-pressed", button.dataset.mode === state.mode);
    }
    for (const button of this.root.querySelectorAll("[data-shortcut]")) {
      const padding = shortcutPadding(state, button.dataset.shortcut);
      button.disabled = padding === null;
      button.setAttribute("aria-pressed", padding !== null && agrees(state, { padding }));
    }
  }

  // Name the preset that the state is, if it is one.
  #match(state) {
    const index = this.presets?.findIndex((preset) => agrees(state, { ...preset.state, at: state.at })) ?? -1;
    this.menu.value = index < 0 ? "" : String(index);
    this.root.querySelector(".note").textContent = this.presets?.[index]?.note ?? "";
  }
}

export function paintTrack(slider) {
  const part = (slider.value - slider.min) / (slider.max - slider.min);
  slider.style.setProperty("--part", `${100 * part}%`);
}
