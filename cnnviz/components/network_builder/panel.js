// The chosen layer: its kind, its numbers, what it reads. Shows a state and asks for another.

import { cell } from "./row.js";
import { PICTURE, placeOf, readBy } from "./model.js";

const SLIDER = { Maps: 512, Kernel: 11, Stride: 4, Padding: 7, Dilation: 8, Groups: 64, Units: 1024, Height: 256, Width: 256, Classes: 256 };
const ROLE = { Kernel: "window", Stride: "window", Dilation: "window", Padding: "padding",
  "Kernel rows": "window", "Kernel columns": "window", "Padding rows": "padding", "Padding columns": "padding" };

export class Panel {
  // `set(at, value, final)`: a number; `kind(letter)`; `read(ids)`; `size(axis, value, final)`: the input.
  constructor(root, asks) {
    Object.assign(this, { root, asks });
    this.fields = root.querySelector(".fields");
    this.title = root.querySelector(".title");
    this.why = root.querySelector(".why");
  }

  // The fields are made anew for another layer or kind; otherwise only their values are written.
  show(state, rows, kinds, limits) {
    const { chosen, layers, input } = state;
    const layer = layers[chosen - 1];
    const row = rows[chosen];
    this.title.textContent = layer ? `${chosen}: ${row.name}` : "The picture that comes in";
    this.why.textContent = row.problem ?? "";
    const numbers = layer ? kinds[layer.kind].numbers : sizes(limits);
    const values = layer ? layer.values : input;
    const form = JSON.stringify([chosen, layer?.kind, layer?.id, layer?.reads, layers.map(({ id }) => id), rows.map(({ name }) => name)]);
    if (form !== this.form) {
      this.form = form;
      this.inputs = numbers.map((number, at) => this.#number(number, at, Boolean(layer)));
      const lines = this.inputs.map(({ line }) => line);
      this.fields.replaceChildren(...(layer ? [this.#kinds(layer, kinds), ...lines, ...this.#reads(state, rows, kinds)] : lines));
    }
    numbers.forEach((number, at) => this.#write(this.inputs[at], number, values, at, layer?.kind, numbers));
  }

  #kinds(layer, kinds) {
    const menu = document.createElement("select");
    menu.setAttribute("aria-label", "Kind of layer");
    menu.append(...Object.values(kinds).map(({ letter, title }) => new Option(title, letter, false, letter === layer.kind)));
    menu.onchange = () => this.asks.kind(menu.value);
    return labelled("Kind", menu);
  }

  #number(number, at, isLayer) {
    const ask = (value, final) => (isLayer ? this.asks.set(at, value, final) : this.asks.size(at, value, final));
    if (number.names.length) {
      const menu = document.createElement("select");
      menu.setAttribute("aria-label", number.title);
      menu.append(...number.names.map((name, value) => new Option(name, String(value))));
      menu.onchange = () => ask(Number(menu.value), true);
      return { line: labelled(number.title, menu), fields: [menu] };
    }
    const slider = Object.assign(document.createElement("input"), { type: "range", min: number.low, max: Math.min(number.high, SLIDER[number.title] ?? number.high) });
    const typed = Object.assign(document.createElement("input"), { type: "number", inputMode: "numeric", min: number.low, max: number.high });
    slider.setAttribute("aria-label", number.title);
    typed.setAttribute("aria-label", `${number.title}, number`);
    for (const field of [slider, typed]) {
      field.oninput = () => this.#ask(field, number, ask, false);
      field.onchange = () => this.#ask(field, number, ask, true);
    }
    const line = labelled(number.title, slider, typed);
    line.classList.add("row", ROLE[number.title] ?? "input");
    return { line, fields: [slider, typed] };
  }

  // A number field that is empty or half typed asks for nothing until it is left.
  #ask(field, number, ask, final) {
    const value = Math.round(field.valueAsNumber);
    const [low, high] = [Number(field.min), Number(field.max)];
    if (value >= low && value <= high) ask(value, final);
    else if (final && Number.isFinite(value)) ask(Math.min(high, Math.max(low, value)), true);
  }

  #write({ line, fields }, number, values, at, kind, numbers) {
    const value = String(values[at]);
    const most = (kind === "m" || kind === "a") && number.sign === "p" ? Math.floor(values[numbers.findIndex(({ sign }) => sign === "k")] / 2) : number.high;
    for (const field of fields) {
      if (field.type === "range") {
        field.max = Math.min(most, SLIDER[number.title] ?? most);
        field.disabled = field.max === field.min;
      } else if (field.type === "number") field.max = most;
      if (field.value !== value && !field.matches(":focus:is([type=number])")) field.value = value;
      if (field.type === "range") field.style.setProperty("--part", `${(100 * (field.value - field.min)) / (field.max - field.min || 1)}%`);
    }
    line.toggleAttribute("data-plain", value === String(number.usual));
  }

  #reads({ layers, chosen }, rows, kinds) {
    const index = chosen - 1;
    const ids = readBy(layers, index);
    const joins = kinds[layers[index].kind].reads > 1;
    const lines = ids.map((id, at) => {
      const menu = document.createElement("select");
      menu.setAttribute("aria-label", joins ? `Reads, number ${at + 1}` : "Reads");
      menu.append(...rows.slice(0, chosen).map((row, place) => new Option(place ? `${place}: ${row.name}` : "the picture", String(place ? layers[place - 1].id : PICTURE))));
      menu.value = String(id);
      menu.onchange = () => this.asks.read(ids.with(at, Number(menu.value)));
      const line = labelled(at ? "and" : "Reads", menu);
      if (joins && ids.length > 2) line.append(button("×", "Read this one no more", () => this.asks.read(ids.toSpliced(at, 1))));
      return line;
    });
    if (joins) lines.push(button("Read one more", "Another layer to put together", () => this.asks.read([...ids, placeOf(layers, ids.at(-1)) ? ids.at(-1) : PICTURE])));
    return lines;
  }
}

const sizes = ({ maps, side }) => ["Maps", "Height", "Width"].map((title, at) => {
  const [low, high] = at ? side : maps;
  return { sign: title, title, low, high, usual: -1, names: [] };
});

function labelled(name, ...fields) {
  const line = document.createElement("label");
  line.className = "field";
  line.append(cell("name", name), ...fields);
  return line;
}

export function button(text, title, press) {
  const made = Object.assign(document.createElement("button"), { type: "button", textContent: text, title });
  made.onclick = press;
  return made;
}
