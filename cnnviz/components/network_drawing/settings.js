// The row above the picture: which network, beside which other, and what comes in and goes out.

const NUMBERS = [
  { name: "input", label: "Input", unit: "px", slider: true },
  { name: "input2", label: "Input of the second" },
  { name: "channels", label: "Channels", unit: "" },
  { name: "classes", label: "Classes", unit: "" },
  { name: "batch", label: "Batch", unit: "" },
];

export class Settings {
  // `change(partial, final)`: the learner asks for something else; a number that is as published is told as 0.
  constructor(root, change) {
    this.root = root;
    this.change = change;
    this.net = root.querySelector(".net");
    this.with = root.querySelector(".with");
    this.numbers = NUMBERS.map((each) => ({ ...each, ...this.#field(root.querySelector(`[data-number=${each.name}]`), each) }));
    this.net.onchange = () => change({ net: this.net.value }, true);
    this.with.onchange = () => change({ with: this.with.value }, true);
  }

  #field(row, { name, label, slider }) {
    const inputs = [...row.querySelectorAll("input")];
    for (const input of inputs) {
      input.setAttribute("aria-label", label);
      input.oninput = () => this.#ask(input, name, false);
      input.onchange = () => this.#ask(input, name, true);
    }
    return { inputs, slider };
  }

  #ask(input, name, final) {
    const [low, high] = this.limits[name];
    const given = input.valueAsNumber;
    const good = Number.isInteger(given) && given >= low && given <= high;
    if (!good && !final) return;
    const wanted = Number.isFinite(given) ? Math.min(high, Math.max(low, Math.round(given))) : this.usual[name];
    if (final) input.value = wanted;
    this.change({ [name]: wanted === this.usual[name] && name !== "batch" ? 0 : wanted }, final);
  }

  update(options, limits, usual) {
    this.limits = limits;
    this.usual = usual;
    const form = JSON.stringify(options);
    if (form !== this.form) {
      this.net.replaceChildren(...groups(options));
      this.with.replaceChildren(new Option("nothing", ""), ...groups(options));
      this.form = form;
    }
    for (const { name, inputs } of this.numbers) {
      for (const input of inputs) [input.min, input.max] = limits[name];
    }
  }

  show(state) {
    this.net.value = state.net;
    this.with.value = state.with;
    this.root.querySelector(".swap").hidden = !state.with;
    this.root.querySelector("[data-number=input2]").hidden = !state.with;
    for (const { name, inputs } of this.numbers) {
      const value = state[name] || this.usual[name];
      for (const input of inputs) {
        if (!input.matches(input.type === "range" ? ":active" : ":focus")) input.value = value;
        if (input.type !== "range") continue;
        const [low, high] = this.limits[name];
        input.style.setProperty("--part", `${(100 * (value - low)) / (high - low)}%`);
      }
    }
  }
}

function groups(options) {
  return options.map(({ family, items }) => {
    const group = document.createElement("optgroup");
    group.label = family;
    group.append(...items.map(([name, label]) => new Option(label, name)));
    return group;
  });
}
