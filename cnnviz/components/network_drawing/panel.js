// The chosen layer in words, with the numbers that can be changed.

function element(tag, className, words = "") {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.textContent = words;
  return made;
}

// A slider and a number field for one value; `ask(value, final)`.
export function numberRow({ label, role, low, high, value }, ask) {
  const row = element("label", `row ${role ?? ""}`);
  const line = element("span", "axis");
  const slider = Object.assign(document.createElement("input"), { type: "range", min: low, max: high, step: 1, value });
  const field = Object.assign(document.createElement("input"), { type: "number", min: low, max: high, step: 1, value });
  line.append(slider, field);
  row.append(element("span", "name", label), line);
  const show = (now) => {
    if (!slider.matches(":active")) slider.value = now;
    if (!field.matches(":focus")) field.value = now;
    slider.style.setProperty("--part", `${(100 * (slider.value - low)) / Math.max(1, high - low)}%`);
  };
  for (const input of [slider, field]) {
    input.setAttribute("aria-label", label);
    const read = (final) => {
      const given = input.valueAsNumber;
      const good = Number.isInteger(given) && given >= low && given <= high;
      if (!good && !final) return;
      const wanted = Number.isFinite(given) ? Math.min(high, Math.max(low, Math.round(given))) : row.value;
      row.value = wanted;
      if (final) input.value = wanted;
      show(wanted);
      ask(wanted, final);
    };
    input.oninput = () => read(false);
    input.onchange = () => read(true);
  }
  row.value = value;
  row.show = (now) => {
    row.value = now;
    show(now);
  };
  show(value);
  return row;
}

export class Panel {
  // `ask(code, value, final)` for a changed number, `back()` to the layer as published.
  constructor(root, ask, back) {
    this.root = root;
    this.ask = ask;
    this.back = back;
    this.rows = new Map();
  }

  show(chosen) {
    const form = JSON.stringify([chosen.key, chosen.controls.map(({ code, low, high }) => [code, low, high])]);
    if (form !== this.form) this.#build(chosen);
    this.form = form;
    this.head.textContent = chosen.title;
    this.says.replaceChildren(...chosen.lines.map((line) => element("p", "", line)));
    this.undo.hidden = !chosen.changed;
    for (const { code, value } of chosen.controls) this.rows.get(code).show(value);
  }

  #build(chosen) {
    this.head = element("p", "head");
    this.says = element("div", "lines");
    this.undo = element("button", "undo", "As published");
    this.undo.type = "button";
    this.undo.onclick = () => this.back();
    this.rows = new Map(chosen.controls.map((control) =>
      [control.code, numberRow(control, (value, final) => this.ask(control.code, value, final))]));
    const top = element("div", "panel-head");
    top.append(this.head, this.undo);
    this.root.replaceChildren(top, ...this.rows.values(), this.says);
  }
}
