// The component: the first layers of two networks, filter by filter, sorted alike.

import { Held } from "../shared/held.js";
import { cutOut } from "../shared/sheets.js";

const BANDS = ["low", "middle", "high"];
const EDGES = [0.125, 0.25]; // cycles per pixel, as in cnnviz/probes/spectrum.py

const tag = (name, properties = {}, ...children) => {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
};
const percent = (share) => `${(100 * share).toFixed(0)} %`;

export class FilterPair extends Held {
  constructor(root) {
    super(root);
    root.querySelectorAll(".segments button").forEach((button) => {
      button.onclick = () => {
        this.state.sort = button.value;
        this.draw();
        this.report();
      };
    });
    this.observer = new ResizeObserver(() => this.draw());
    this.observer.observe(root);
  }

  update(data, send) {
    this.send = send;
    this.data = data;
    this.root.toggleAttribute("data-present", data.present);
    if (data.revision !== this.revision) this.adopt({ sort: data.sort, picked: [...data.picked] }, data.revision);
    this.draw();
  }

  draw() {
    const { data, state } = this;
    if (!data || !this.root.clientWidth) return;
    this.root.querySelectorAll(".segments button").forEach((button) => {
      button.setAttribute("aria-pressed", button.value === state.sort);
      button.disabled = button.value === "firing" && data.networks.some(({ fires }) => !fires);
    });
    this.root.querySelector(".sides").replaceChildren(...data.networks.map((network, index) => this.#side(network, index)));
    this.root.querySelectorAll(".side").forEach((side, index) => this.#paint(side, data.networks[index], index));
  }

  #order({ orders }) {
    return orders[this.state.sort] ?? orders.frequency;
  }

  #side(network, index) {
    const head = tag("h4", {}, network.title, " ", tag("span", { textContent: network.says }));
    const filters = tag("div", { className: "filters" }, ...this.#order(network).map((k) => {
      const button = tag("button", { type: "button", title: `filter ${k}`, onclick: () => this.#pick(index, k) });
      button.setAttribute("aria-pressed", k === this.state.picked[index]);
      button.classList.toggle("dead", Boolean(network.dead?.[k]));
      return button;
    }));
    const circles = EDGES.map((edge) => {
      const circle = tag("b");
      circle.style.width = circle.style.height = `${200 * edge}%`;
      return circle;
    });
    const spectrum = tag("div", { className: "spectrum", title: "its energy by frequency; zero in the middle" }, tag("div", { className: "large" }), ...circles);
    const one = tag("div", { className: "one" }, tag("div", { className: "large" }), spectrum, tag("p"));
    return tag("section", { className: "side" }, head, filters, this.#bands(network.mean), one);
  }

  #bands(shares) {
    return tag("div", { className: "bands" }, ...shares.map((share, at) => {
      const band = tag("span", { className: `band ${BANDS[at]}`, textContent: share > 0.06 ? percent(share) : "" });
      band.style.width = `${100 * share}%`;
      band.title = `${BANDS[at]}: ${percent(share)}`;
      return band;
    }));
  }

  #paint(side, network, index) {
    const buttons = side.querySelectorAll(".filters button");
    this.#order(network).forEach((k, at) => cutOut(buttons[at], network.sheet, k, buttons[at].clientWidth));
    const k = this.state.picked[index];
    const [filter, spectrum] = side.querySelectorAll(".one .large");
    cutOut(filter, network.sheet, k, filter.clientWidth);
    cutOut(spectrum, network.spectra, k, spectrum.clientWidth);
    const [low, middle, high] = network.bands[k];
    const fires = network.fires ? ` It fires on ${percent(network.fires[k])} of the crops.` : "";
    side.querySelector(".one p").textContent =
      `Filter ${k}: ${percent(low)} low, ${percent(middle)} middle, ${percent(high)} high; on average ${network.centre[k].toFixed(3)} cycles per pixel. Strength ${network.strength[k].toFixed(2)}.${fires}`;
  }

  #pick(index, k) {
    this.state.picked[index] = k;
    this.draw();
    this.report();
  }
}
