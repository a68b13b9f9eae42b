// The left column, made from a picture's list of rows (numbers) and choices (words). It shows a state and asks
// for another.

export class PanelControls {
  // `change(partial, final)`: the learner asks for new values; `final` once the hand is off the control.
  constructor(root, { rows, choices }, limits, change) {
    Object.assign(this, { root, limits, change, fields: [] });
    const made = [...choices.filter((one) => one.first), ...rows, ...choices.filter((one) => !one.first)];
    root.replaceChildren(...made.map((one) => (one.options ? this.#choice(one) : this.#row(one))));
  }

  #row({ name, words, role }) {
    const row = element("div", `row ${role}`);
    row.dataset.name = name;
    const line = element("span", "axis");
    const [min, max, step] = this.limits[name];
    for (const kind of [{ type: "range" }, { type: "number", inputMode: "numeric" }]) {
      const field = Object.assign(element("input"), { ...kind, min, max, step });
      field.setAttribute("aria-label", words);
      field.oninput = () => this.#ask(field, name, false);
      field.onchange = () => this.#ask(field, name, true);
      this.fields.push({ field, name });
      line.append(field);
    }
    row.append(element("span", "name", words), line);
    return row;
  }

  // A number that is half typed or out of range asks for nothing; left like that, it goes back.
  #ask(field, name, final) {
    const [least, most, step] = this.limits[name];
    const value = field.valueAsNumber;
    const valid = Number.isInteger(value) && value >= least && value <= most && (value - least) % step === 0;
    if (valid || final) this.change(valid ? { [name]: value } : {}, final);
    if (final) field.value = this.state[name];
  }

  #choice({ name, words, options, hint }) {
    const group = element("div", "choice");
    group.dataset.name = name;
    const buttons = element("div", "segments");
    buttons.setAttribute("role", "group");
    buttons.setAttribute("aria-label", words);
    for (const [value, label] of options) {
      const button = Object.assign(element("button", "", label), { type: "button", title: hint ?? "" });
      button.onclick = () => this.change({ [name]: value }, true);
      this.fields.push({ field: button, name, value });
      buttons.append(button);
    }
    group.append(element("span", "name", words), buttons);
    return group;
  }

  show(state, hidden) {
    this.state = state;
    for (const { field, name, value } of this.fields) {
      if (value !== undefined) field.setAttribute("aria-pressed", state[name] === value);
      else if (!(field.type === "number" && field.matches(":focus"))) field.value = state[name];
      if (field.type === "range") {
        field.style.setProperty("--part", `${(100 * (field.value - field.min)) / (field.max - field.min)}%`);
      }
    }
    for (const row of this.root.children) row.hidden = hidden.includes(row.dataset.name);
  }
}

function element(tag, className = "", text = "") {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
}
