// The left column: which case, one row per number, and a menu of published cases.

export class Panel {
  // `change(partial, final)`: the learner asks for new numbers; `final` once the hand is off the control.
  constructor(root, cases, change) {
    this.root = root;
    this.cases = cases;
    this.change = change;
    this.shown = null;
    const buttons = cases.map((each) => this.#caseButton(each));
    root.querySelector(".cases").replaceChildren(...buttons);
    this.menu = root.querySelector(".presets select");
    this.menu.onchange = () => this.#choose();
    this.bias = root.querySelector(".biases input");
    this.bias.onchange = () => change({ bias: this.bias.checked ? "with" : "without" }, true);
  }

  #caseButton({ name, title }) {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", textContent: title });
    button.dataset.case = name;
    button.onclick = () => this.change({ case: name, layer: -1 }, true);
    return button;
  }

  #row(number) {
    const key = `${this.shown.name}_${number.name}`;
    const row = document.createElement("div");
    row.className = `row ${number.role}`;
    row.dataset.name = key;
    const label = Object.assign(document.createElement("span"), { className: "name", textContent: number.label });
    const line = Object.assign(document.createElement("span"), { className: "axis axis-0" });
    const slider = document.createElement("input");
    const [min, max, step] = number.slider;
    Object.assign(slider, { type: "range", min, max, step });
    const field = document.createElement("input");
    Object.assign(field, { type: "number", min: number.low, max: number.high, step: 1, inputMode: "numeric" });
    line.append(slider, field);
    row.append(label, line);
    for (const input of [slider, field]) {
      input.setAttribute("aria-label", number.label);
      input.oninput = () => this.#ask(input, key, number, false);
      input.onchange = () => this.#ask(input, key, number, true);
    }
    this.rows.push({ key, slider, field });
    return row;
  }

  // A number field that is empty or half typed asks for nothing until it is left.
  #ask(input, key, { low, high }, final) {
    const value = input.valueAsNumber;
    const valid = Number.isInteger(value) && value >= low && value <= high;
    if (!valid && !final) return;
    const wanted = Number.isFinite(value) ? Math.min(high, Math.max(low, Math.round(value))) : this.state[key];
    this.change({ [key]: wanted }, final);
    if (final) input.value = this.state[key];
  }

  #choose() {
    const preset = this.shown.presets[Number(this.menu.value)];
    if (this.menu.value !== "" && preset) this.change({ ...preset.state, layer: -1 }, true);
  }

  #build(name) {
    this.shown = this.cases.find((each) => each.name === name);
    this.rows = [];
    this.root.querySelector(".numbers-panel").replaceChildren(...this.shown.numbers.map((n) => this.#row(n)));
    const options = this.shown.presets.map((preset, index) => new Option(preset.label, String(index)));
    this.menu.replaceChildren(new Option("Known cases", ""), ...options);
  }

  show(state) {
    this.state = state;
    if (this.shown?.name !== state.case) this.#build(state.case);
    for (const button of this.root.querySelectorAll("[data-case]")) {
      button.setAttribute("aria-pressed", button.dataset.case === state.case);
    }
    for (const { key, slider, field } of this.rows) {
      const value = String(state[key]);
      if (slider.value !== value && !slider.matches(":active")) slider.value = value;
      if (field.value !== value && !field.matches(":focus")) field.value = value;
      const part = (slider.value - slider.min) / (slider.max - slider.min);
      slider.style.setProperty("--part", `${100 * part}%`);
    }
    this.bias.checked = state.bias === "with";
    this.#match(state);
  }

  // Name the preset that the state is, if it is one.
  #match(state) {
    const same = (preset) => Object.entries(preset.state).every(([name, value]) => state[name] === value);
    const index = this.shown.presets.findIndex(same);
    this.menu.value = index < 0 ? "" : String(index);
    this.root.querySelector(".note").textContent = this.shown.presets[index]?.note ?? "";
  }
}
