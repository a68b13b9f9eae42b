// The component: one stage of training in hand, for all maps, the filters and the curves at once.

import { Held } from "../shared/held.js";
import { cutOut } from "../shared/sheets.js";
import { Player } from "../sliding_window/player.js";
import { PlayerBar } from "../sliding_window/playerbar.js";
import { setView } from "../sliding_window/svg.js";
import { figures, percent } from "../activation_curves/figures.js";
import { Curves } from "./curves.js";
import { Wall } from "./wall.js";

export class EvolutionWidget extends Held {
  constructor(root) {
    super(root);
    this.curves = new Curves(this.svg);
    this.wall = new Wall(root.querySelector(".wall"), (...chosen) => this.#choose(...chosen), () => this.report());
    this.player = new Player({
      show: ([, at]) => this.data && this.curves.point(this.#epoch(at)),
      arrived: ([, at]) => this.#arrive(at),
      stopped: () => { this.bar.show(); this.report(); },
    });
    this.bar = new PlayerBar(root, this.player, () => this.report());
    this.offerSaves(() => "evolution-curves");
    this.observer = new ResizeObserver(() => this.draw());
    this.observer.observe(root);
    for (const name of ["show", "by"]) {
      root.querySelectorAll(`.segments.${name} button`).forEach((button) => {
        button.onclick = () => { this.state[name] = button.value; this.draw(); this.report(); };
      });
    }
    this.#listen();
  }

  update(data, send) {
    this.send = send;
    this.data = data;
    this.root.toggleAttribute("data-present", data.present);
    const form = JSON.stringify([data.layer, data.maps]);
    const fresh = form !== this.form;
    if (data.revision !== this.revision || fresh) {
      this.form = form;
      const { at, row, show, by } = data;
      this.adopt({ at, row, show, by }, data.revision);
      this.bar.renew([1, data.stages.length], [0, at]);
    }
    this.draw();
  }

  draw() {
    const paper = this.root.querySelector(".paper");
    const { clientWidth: width, clientHeight: height } = paper;
    if (!this.data || width < 50 || height < 50) return;
    const { data, state } = this;
    setView(this.svg, width, height);
    this.curves.paint({ width, height, em: parseFloat(getComputedStyle(this.svg).fontSize) }, { ...data, by: state.by });
    for (const name of ["show", "by"]) {
      this.root.querySelectorAll(`.segments.${name} button`).forEach((button) => button.setAttribute("aria-pressed", button.value === state[name]));
    }
    const room = this.root.querySelector(".wall");
    const em = parseFloat(getComputedStyle(room).fontSize);
    const across = (room.clientWidth - 2.4 * em) / data.stages.length - 2;
    const down = getComputedStyle(this.root).display === "flex" ? Infinity : (room.clientHeight - 1.5 * em) / data.maps.length - 2;
    this.wall.paint(data, state, Math.floor(Math.min(across, down)));
    this.show();
  }

  // The stage in hand; while that is still being computed, the last one that is there.
  get seen() {
    const { data, state } = this;
    return data.known.length ? Math.min(state.at, data.known.length - 1) : state.at;
  }

  // What hangs on the stage and the map in hand.
  show() {
    const { data, state, seen } = this;
    const stage = data.known[seen];
    this.wall.point(seen, state.row);
    this.curves.point(data.stages[seen]);
    for (const kind of ["projection", "patch"]) {
      const tile = this.root.querySelector(`.tile.${kind}`);
      if (stage) cutOut(tile, stage[kind], state.row, tile.clientWidth);
      else tile.style.backgroundImage = "none";
      tile.setAttribute("aria-label", stage ? `${kind} of map ${data.maps[state.row]}` : "not computed yet");
    }
    const filters = data.filters[seen];
    const image = this.root.querySelector(".filters img");
    image.toggleAttribute("hidden", !filters);
    if (filters) image.src = filters;
    this.root.querySelector(".filters figcaption").textContent = `all filters of the first layer, ${this.#when(seen)}`;
    this.root.querySelector(".says").textContent = this.#sentence(stage);
  }

  #when(at) {
    const epoch = this.data.stages[at];
    return epoch === 0 ? "before training" : `after ${epoch} ${epoch === 1 ? "epoch" : "epochs"}`;
  }

  #sentence(stage) {
    const { data, seen } = this;
    const { curves } = data;
    const epoch = data.stages[seen];
    const accuracy = epoch ? `, ${percent(curves.accuracy[epoch - 1])} right` : "";
    const head = `${this.#when(seen)}${accuracy}`;
    const begun = head[0].toUpperCase() + head.slice(1);
    if (!stage) return `${begun}. The strongest pictures of this epoch are still being looked for.`;
    const { row } = this.state;
    const before = stage.jumps[row] ? `, another one than ${this.#when(seen - 1)}` : seen ? ", the same as before" : "";
    return `${begun}. Map ${data.maps[row]} is strongest (${figures(stage.activation[row])}) on “${stage.names[row]}”${before}. Second: ${figures(stage.second[row])}.`;
  }

  // The epoch at a stage, which may lie between two.
  #epoch(at) {
    const { stages } = this.data;
    const low = Math.floor(at);
    const high = Math.min(stages.length - 1, low + 1);
    return stages[low] + (stages[high] - stages[low]) * (at - low);
  }

  #arrive(at) {
    if (!this.data || !this.state) return;
    this.state.at = at;
    this.show();
    this.bar.show();
  }

  #choose(at, row = this.state.row, final) {
    this.state.row = row;
    this.player.stop();
    this.player.jump([0, at]);
    if (final) this.report();
  }

  #listen() {
    const { svg } = this;
    let dragging = false;
    const follow = (event) => {
      const box = svg.getBoundingClientRect();
      const epoch = this.curves.under(event.clientX - box.left, event.clientY - box.top);
      const { stages } = this.data;
      const at = stages.reduce((best, value, index) => (Math.abs(value - epoch) < Math.abs(stages[best] - epoch) ? index : best), 0);
      if (at === this.state.at) return;
      this.player.stop();
      this.player.jump([0, at]);
    };
    svg.onpointerdown = (event) => {
      dragging = true;
      svg.setPointerCapture(event.pointerId);
      follow(event);
    };
    svg.onpointermove = (event) => dragging && follow(event);
    svg.onpointerup = () => { dragging = false; this.report(); };
    svg.onpointercancel = () => (dragging = false);
  }

  destroy() {
    this.player.stop();
    super.destroy();
  }
}
