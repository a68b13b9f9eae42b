// The left column: which block, known numbers to start from, and a slider or a menu for every number.

import { numberRow } from "../network_drawing/panel.js";

export class Numbers {
  // `change(partial, final)`: the learner asks for something else.
  constructor(root, change) {
    this.change = change;
    this.blocks = root.querySelector(".blocks");
    this.known = root.querySelector(".known");
    this.rows = root.querySelector(".numbers");
    this.known.onchange = () => {
      const preset = this.presets[Number(this.known.value)];
      if (preset) change(preset.state, true);
    };
  }

  show({ blocks, controls, presets }, state) {
    const form = JSON.stringify([blocks, controls]);
    if (form !== this.form) this.#build(blocks, controls, presets);
    this.form = form;
    this.presets = presets;
    for (const button of this.blocks.children) button.setAttribute("aria-pressed", String(button.value === state.block));
    for (const { key } of controls) this.fields.get(key).show(state[key]);
    const here = presets.findIndex((preset) => Object.entries(preset.state).every(([name, value]) => state[name] === value));
    this.known.value = String(here);
  }

  #build(blocks, controls, presets) {
    this.blocks.replaceChildren(...blocks.map(([name, title]) => {
      const button = Object.assign(document.createElement("button"), { type: "button", value: name, textContent: title });
      button.onclick = () => this.change({ block: name }, true);
      return button;
    }));
    const own = Object.assign(new Option("numbers of your own", "-1"), { disabled: true });
    this.known.replaceChildren(own, ...presets.map(({ label }, at) => new Option(label, String(at))));
    this.fields = new Map(controls.map((control) => {
      const ask = (value, final) => this.change({ [control.key]: value }, final);
      const row = control.names.length ? menuRow(control, ask) : numberRow({ ...control, value: control.start }, ask);
      row.dataset.number = control.key;
      return [control.key, row];
    }));
    this.rows.replaceChildren(...this.fields.values());
  }
}

function menuRow({ label, low, names }, ask) {
  const row = Object.assign(document.createElement("label"), { className: "row" });
  const title = Object.assign(document.createElement("span"), { className: "name", textContent: label });
  const menu = document.createElement("select");
  menu.setAttribute("aria-label", label);
  menu.append(...names.map((name, at) => new Option(name, String(low + at))));
  menu.onchange = () => ask(Number(menu.value), true);
  row.append(title, menu);
  row.show = (now) => {
    menu.value = String(now);
  };
  return row;
}
