// The left column. It shows a state and asks for another; what comes of it is decided elsewhere.

import { knownKernel, knownPicture } from "./layer.js";

export class Panel {
  // `ask(name, value)`: the learner wants that.
  constructor(root, ask) {
    this.root = root;
    this.ask = ask;
    const on = (name, event, value) => {
      const each = root.querySelector(name);
      each[event] = () => value(each);
    };
    on(".pictures", "onchange", (each) => each.value && ask("picture", Number(each.value)));
    on(".kernels", "onchange", (each) => each.value && ask("known", Number(each.value)));
    on(".flip input", "onchange", (each) => ask("flip", each.checked));
    on(".undo", "onclick", () => ask("undo"));
    on(".clear", "onclick", () => ask("clear"));
    for (const name of ["cell", "divisor", "bias"]) {
      on(`.${name} input`, "onchange", (each) => ask(name, each.valueAsNumber));
    }
    for (const button of root.querySelectorAll("[data-ask]")) {
      const { ask: name, value } = button.dataset;
      button.onclick = () => ask(name, Number.isNaN(Number(value)) ? value : Number(value));
    }
  }

  offer(pictures, kernels) {
    this.pictures = pictures;
    this.known = kernels;
    this.#options(".pictures", pictures, "Your own picture");
    this.#options(".kernels", kernels, "Your own kernel");
  }

  #options(name, items, own) {
    const select = this.root.querySelector(name);
    const groups = new Map();
    items.forEach((item, index) => {
      const option = new Option(item.label, index);
      if (!item.group) return groups.set(index, option);
      if (!groups.has(item.group)) {
        groups.set(item.group, Object.assign(document.createElement("optgroup"), { label: item.group }));
      }
      return groups.get(item.group).append(option);
    });
    select.replaceChildren(new Option(own, ""), ...groups.values());
  }

  show(state, { brush, cursorWords, cursorValue, canUndo }) {
    const find = (name) => this.root.querySelector(name);
    const picture = knownPicture(state, this.pictures);
    const known = knownKernel(state, this.known);
    find(".pictures").value = picture < 0 ? "" : picture;
    find(".kernels").value = known ? this.known.indexOf(known) : "";
    find(".picture-note").textContent = this.pictures[picture]?.note ?? "";
    find(".kernel-note").textContent = known?.note ?? "";
    find(".flip input").checked = state.flip;
    find(".undo").disabled = !canUndo;
    find(".cell").classList.toggle("off", cursorValue === null);
    find(".cell .which").textContent = cursorWords;
    this.#number(".cell input", cursorValue ?? "", cursorValue === null);
    this.#number(".divisor input", state.divisor, false);
    this.#number(".bias input", state.bias[state.filter], false);
    find(".bias .name").textContent = state.kernel.length > 1 ? `Bias of kernel ${state.filter}` : "Bias";
    const now = {
      brush, side: state.kernel[0][0].length, filters: state.kernel.length,
      activation: state.activation, stride: state.stride, padding: state.padding,
    };
    for (const button of this.root.querySelectorAll("[data-ask]")) {
      button.setAttribute("aria-pressed", String(now[button.dataset.ask]) === button.dataset.value);
    }
  }

  #number(name, value, disabled) {
    const input = this.root.querySelector(name);
    input.disabled = disabled;
    if (input.value !== String(value)) input.value = value;
  }
}
