// The component: one amount for all pictures; drag over the curves, move the slider or use the arrow keys.

import { Held } from "../shared/held.js";
import { setView } from "../sliding_window/svg.js";
import { MOVES, stillAt } from "./moves.js";
import { Curves } from "./paint.js";

const STEPS = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -5, PageUp: 5 };

const tag = (name, properties = {}, ...children) => {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
};
const percent = (share) => `${(100 * share).toFixed(share < 0.1 ? 1 : 0)} %`;

export class InvarianceWidget extends Held {
  constructor(root) {
    super(root);
    this.curves = new Curves(this.svg);
    this.slider = root.querySelector(".hand input");
    this.offerSaves(() => `invariance-${this.data.move}`);
    this.watch(() => this.draw());
    this.#listen();
  }

  update(data, send) {
    const fresh = data.move !== this.data?.move;
    this.send = send;
    this.data = data;
    this.root.toggleAttribute("data-present", data.present);
    if (data.revision !== this.revision || fresh) {
      const still = stillAt(data.move, data.amounts);
      this.adopt({ at: data.at !== null && data.at < data.amounts.length ? data.at : still }, data.revision);
    }
    this.slider.max = data.amounts.length - 1;
    this.root.querySelector(".hand .name").textContent = MOVES[data.move].name;
    this.#frames();
    this.draw();
    this.show();
  }

  #frames() {
    const { series } = this.data;
    const holder = this.root.querySelector(".frames");
    const wanted = series.map(({ picture }) => picture).join();
    holder.classList.toggle("several", series.length > 1);
    if (wanted === this.framed) return;
    this.framed = wanted;
    holder.replaceChildren(...series.map(({ picture, title, colour }) => {
      const frame = tag("div", { className: "frame" }, tag("img", { src: picture, alt: title, draggable: false }));
      const figure = tag("figure", {}, frame, tag("figcaption", {}, tag("b"), tag("span")));
      figure.style.setProperty("--series", colour);
      return figure;
    }));
  }

  draw() {
    const paper = this.root.querySelector(".paper");
    const { clientWidth: width, clientHeight: height } = paper;
    if (!this.data || width < 50 || height < 50) return;
    setView(this.svg, width, height);
    this.curves.paint({ width, height, em: parseFloat(getComputedStyle(this.svg).fontSize) }, this.data);
    this.curves.point(this.state.at);
  }

  change(at, final) {
    this.state = { at: Math.min(this.data.amounts.length - 1, Math.max(0, at)) };
    this.curves.point(this.state.at);
    this.show();
    if (final) this.report();
  }

  // The pictures and the words at the amount in hand.
  show() {
    const { amounts, move, side, series, names } = this.data;
    const { at } = this.state;
    const amount = MOVES[move].says(amounts[at]);
    this.slider.value = at;
    this.slider.style.setProperty("--part", `${(100 * at) / (amounts.length - 1)}%`);
    this.root.querySelector(".hand output").textContent = amount;
    const figures = this.root.querySelectorAll(".frames figure");
    series.forEach((one, index) => {
      const figure = figures[index];
      figure.querySelector("img").style.transform = MOVES[move].css(amounts[at], side);
      const said = names[one.label[at]];
      figure.querySelector("b").textContent = said ? `“${said}”` : "not asked yet";
      const chance = one.probability[at];
      figure.querySelector("span").textContent = chance === null ? "" : `${one.target}: ${percent(chance)}`;
    });
    const words = this.#sentence(series[0], at, amount);
    this.root.querySelector(".says").textContent = words;
    const spoken = { "aria-label": MOVES[move].axis, "aria-valuemin": 0, "aria-valuemax": amounts.length - 1, "aria-valuenow": at, "aria-valuetext": words };
    for (const [name, value] of Object.entries(spoken)) this.svg.setAttribute(name, value);
  }

  #sentence(one, at, amount) {
    if (one.first[at] === null) return `${amount}: not asked yet.`;
    return `${amount}: the first layer moved by ${percent(one.first[at])} of its length, the top features by ${percent(one.top[at])}; “${one.target}” has ${percent(one.probability[at])}.`;
  }

  #listen() {
    const { svg, slider } = this;
    slider.oninput = () => this.change(slider.valueAsNumber, false);
    slider.onchange = () => this.report();
    let dragging = false;
    const follow = (event) => this.change(this.curves.under(event.clientX - svg.getBoundingClientRect().left), false);
    svg.onpointerdown = (event) => {
      dragging = true;
      svg.setPointerCapture(event.pointerId);
      follow(event);
    };
    svg.onpointermove = (event) => (dragging || event.pointerType === "mouse") && follow(event);
    svg.onpointerup = () => {
      dragging = false;
      this.report();
    };
    svg.onpointercancel = () => (dragging = false);
    svg.onkeydown = (event) => {
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      const ends = { Home: 0, End: this.data.amounts.length - 1 };
      if (!(event.key in ends) && !(event.key in STEPS)) return;
      event.preventDefault();
      event.stopPropagation(); // Page Up and Down would turn to another lesson
      this.change(event.key in ends ? ends[event.key] : this.state.at + STEPS[event.key], false);
    };
    svg.onkeyup = (event) => (event.key in STEPS || ["Home", "End"].includes(event.key)) && this.report();
  }
}
