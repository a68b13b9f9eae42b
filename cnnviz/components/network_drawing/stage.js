// The picture: one pane for each network, one camera for all of them, and what is lit.

import { node, setView } from "../sliding_window/svg.js";
import { Camera } from "./camera.js";
import { tallest } from "./layout.js";
import { barsHeight, mostOf, Pane, rowsOf, wordsHeight } from "./pane.js";

const NAME = 1.5; // em, for a network's name where there are several

export class Stage {
  constructor(svg) {
    this.svg = svg;
    this.camera = new Camera();
    this.panes = [];
    this.names = node("g");
    this.rows = 0; // of bars under each network; 0: as many as there is room for
  }

  // How much room there is. Asked for only when it may have changed: the browser lays out the whole page to answer.
  measure() {
    const { width, height } = this.svg.parentElement.getBoundingClientRect();
    this.room = { width, height, em: parseFloat(getComputedStyle(this.svg).fontSize) };
  }

  // Draws everything anew: after new data, a new size, a new zoom.
  draw(networks, chosen) {
    this.networks = networks;
    this.chosen = chosen;
    if (!this.room) this.measure();
    const { width, height, em } = this.room;
    if (!width || !height) return;
    this.width = width;
    setView(this.svg, width, height);
    const several = networks.length > 1;
    const each = height / networks.length;
    const name = several ? NAME * em : 0;
    const side = Math.max(...networks.map((net) => net.input[1]));
    const [rows, most] = [this.rows || rowsOf(networks), mostOf(networks)];
    const room = (net) => each - name - barsHeight(em, rows) - wordsHeight(em, net.frames.length > 0);
    const tall = Math.min(...networks.map((net) => tallest(net, side, room(net))));
    this.camera.limit(Math.max(...networks.map((net) => 2 + Math.max(...net.units.map((unit) => unit.column)))), width);
    while (this.panes.length < networks.length) this.panes.push(new Pane(this.panes.length));
    this.panes.length = networks.length;
    const { zoom, x } = this.camera;
    this.drawn = [x - width, x + 2 * width]; // what is further away is drawn when it comes near
    const [from, to] = this.drawn;
    networks.forEach((net, index) => {
      const place = { em, top: index * each + name, height: each - name, width: width - 8, zoom, side, tall, rows, most, from, to };
      this.panes[index].draw(net, place, this.#first(index));
      this.panes[index].caption(net.measures);
    });
    const names = several ? networks.map((net, index) => node("text", { class: "network-name", x: 2, y: index * each + 1.05 * em }, net.title)) : [];
    this.names.replaceChildren(...names);
    const parts = [...this.panes.map((pane) => pane.root), this.names];
    if (parts.length !== this.svg.children.length || parts.some((part, at) => part !== this.svg.children[at])) this.svg.replaceChildren(...parts);
    this.move();
  }

  #first(index) {
    return this.chosen && this.chosen.index === index ? [this.chosen.name] : [];
  }

  move() {
    const total = Math.max(...this.panes.map((pane) => pane.total));
    this.camera.keepInside(total, this.width);
    const { x } = this.camera;
    const [from, to] = this.drawn;
    if ((x < from && from > 0) || (x + this.width > to && to < total)) {
      this.draw(this.networks, this.chosen);
      this.relight();
      return;
    }
    for (const pane of this.panes) pane.move(this.camera.x);
  }

  pan(by) {
    this.camera.pan(by);
    this.move();
  }

  // Asks for one drawing in the next frame, however many steps the wheel has taken until then.
  zoom(factor, at) {
    if (!this.panes.length || !this.camera.zoomBy(factor, at)) return false;
    this.frame ??= requestAnimationFrame(() => {
      this.frame = null;
      this.draw(this.networks, this.chosen);
      this.relight();
    });
    return true;
  }

  all() {
    this.camera.all();
    this.draw(this.networks, this.chosen);
    this.relight();
  }

  follow({ index, name }) {
    const box = this.panes[index]?.box(name);
    if (!box) return;
    this.camera.follow(box.x, box.x + box.pitch, this.width);
    this.move();
  }

  // The frames around what is chosen and what is pointed at.
  light(chosen, pointed) {
    this.lights = [chosen, pointed];
    this.panes.forEach((pane, index) => {
      const marks = [[chosen, "chosen"], [pointed, "pointed"]]
        .filter(([spot]) => spot && spot.index === index && pane.box(spot.name))
        .flatMap(([spot, kind]) => marksOf(pane, pane.box(spot.name), kind));
      pane.lit.replaceChildren(...marks);
    });
  }

  relight() {
    if (this.lights) this.light(...this.lights);
  }
}

function marksOf(pane, { unit, x, y, wide, high, back, pitch }, kind) {
  const lift = 0.8 * back;
  const tall = unit.kind === "add" ? 16 : high;
  const frame = node("rect", { class: `mark ${kind}`, x: x - 3, y: y - tall / 2 - lift - 3,
    width: wide + back + 6, height: tall + lift + 6, rx: 3 });
  const column = node("rect", { class: `column ${kind}`, x: x - 3, y: pane.bars + 2, width: Math.max(3, Math.min(32, pitch * 0.62 + 6)),
    height: pane.base(pane.rows - 1) - pane.bars });
  return unit.name === "input" ? [frame] : [frame, column];
}
