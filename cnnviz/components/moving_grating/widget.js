// The component: a grating under the learner's hand, and the maps of the filters that answer to it most.

import { Held } from "../shared/held.js";
import { setView } from "../sliding_window/svg.js";
import { Curves } from "./curves.js";
import { aliasOf, mapOf, pooledOf, strongest, unpacked } from "./waves.js";

const PERIODS_A_SECOND = 0.5;
const colourOf = (points) => {
  const known = points.map((point) => [1, 3, 5].map((at) => parseInt(point.slice(at, at + 2), 16)));
  return Array.from({ length: 256 }, (_, level) => {
    const place = (level / 255) * (known.length - 1);
    const low = Math.min(known.length - 2, Math.floor(place));
    return known[low].map((value, channel) => value + (known[low + 1][channel] - value) * (place - low));
  });
};

export class MovingGrating extends Held {
  constructor(root) {
    super(root);
    this.curves = new Curves(this.svg);
    this.phase = 0;
    this.playing = !matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.offerSaves(() => "first-layer-frequencies");
    this.watch(() => this.draw());
    this.#listen();
  }

  update(data, send) {
    this.send = send;
    this.root.toggleAttribute("data-present", data.present);
    if (data.stamp !== this.data?.stamp) {
      this.filters = data.networks.map(({ filters }) => unpacked(filters));
      this.colours = colourOf(data.colours);
    }
    this.data = data;
    if (data.revision !== this.revision) {
      const { frequency, angle, stage } = data;
      this.adopt({ frequency, angle, stage }, data.revision);
    }
    this.draw();
    this.#run();
  }

  get f() {
    return this.state.frequency / 1000;
  }

  // All that changes with frequency and angle, but not with the phase.
  draw() {
    const paper = this.root.querySelector(".paper");
    const { clientWidth: width, clientHeight: height } = paper;
    if (!this.data || width < 50 || height < 50) return;
    const { frequency, angle, stage } = this.state;
    this.chosen = this.filters.map((filters) => strongest(filters, this.f, angle));
    setView(this.svg, width, height);
    this.curves.paint({ width, height, em: parseFloat(getComputedStyle(this.svg).fontSize) }, { filters: this.filters, networks: this.data.networks, angle });
    this.curves.point(this.f);
    this.#hand("frequency", frequency, this.f.toFixed(3), 10, 495);
    this.#hand("angle", angle, `${angle}°`, 0, 90);
    this.root.querySelectorAll(".segments button").forEach((button) => button.setAttribute("aria-pressed", button.value === stage));
    this.#words();
    this.paint();
  }

  #hand(name, value, says, low, high) {
    const slider = this.root.querySelector(`input.${name}`);
    slider.value = value;
    slider.style.setProperty("--part", `${(100 * (value - low)) / (high - low)}%`);
    slider.nextElementSibling.textContent = says;
  }

  #words() {
    const captions = this.root.querySelectorAll("figcaption");
    const bold = (text) => Object.assign(document.createElement("b"), { textContent: text });
    captions[0].replaceChildren(bold("The picture"), ` ${this.data.side} × ${this.data.side}; a period is ${(1 / this.f).toFixed(1)} pixels`);
    const seen = this.filters.map(({ stride }) => aliasOf(this.f, this.state.angle, stride));
    this.data.networks.forEach(({ title }, at) => {
      captions[at + 1].replaceChildren(bold(title), ` filter ${this.chosen[at]}: ${this.#seen(seen[at])}`);
    });
    const strides = this.filters.map(({ stride }) => stride);
    this.root.querySelector(".says").textContent = this.data.networks.map(({ title }, at) =>
      `${title} looks every ${strides[at]} pixels and can carry ${(1 / (2 * strides[at])).toFixed(3)} cycles per pixel along each axis${seen[at].isTrue ? "" : ": this is too fine for it"}.`).join(" ");
  }

  #seen({ frequency, isTrue, goesBack, atLimit }) {
    if (atLimit) return "just at its limit: two units a period, the stripes blink in place";
    if (isTrue) return "true to the grating";
    if (frequency < 1e-6) return "comes back as no stripes at all: the whole map blinks";
    return `comes back as ${frequency.toFixed(3)} cycles per pixel${goesBack ? ", moving backwards" : ""}`;
  }

  // One frame.
  paint() {
    const { side } = this.data;
    const seen = { side, frequency: this.f, angle: this.state.angle, phase: this.phase };
    this.#grating(seen);
    this.root.querySelectorAll("canvas.map").forEach((canvas, at) => {
      const first = mapOf(this.filters[at], this.chosen[at], seen);
      this.#map(canvas, this.state.stage === "first" ? first : pooledOf(first, this.filters[at].pool));
    });
    const shown = Math.floor(100 * this.phase);
    this.#hand("phase", shown, `${shown} %`, 0, 99);
  }

  #grating({ side, frequency, angle, phase }) {
    const canvas = this.root.querySelector(".picture-in");
    if (canvas.width !== side) canvas.width = canvas.height = side;
    const context = canvas.getContext("2d");
    const image = context.createImageData(side, side);
    const turned = (angle * Math.PI) / 180;
    const [down, right] = [2 * Math.PI * frequency * Math.sin(turned), 2 * Math.PI * frequency * Math.cos(turned)];
    for (let row = 0, at = 0; row < side; row += 1) {
      for (let column = 0; column < side; column += 1, at += 4) {
        const level = Math.round(127.5 * (1 + Math.cos(down * row + right * column - 2 * Math.PI * phase)));
        image.data[at] = image.data[at + 1] = image.data[at + 2] = level;
        image.data[at + 3] = 255;
      }
    }
    context.putImageData(image, 0, 0);
  }

  #map(canvas, { units, values, most }) {
    if (canvas.width !== units) canvas.width = canvas.height = units;
    const context = canvas.getContext("2d");
    const image = context.createImageData(units, units);
    values.forEach((value, at) => {
      const colour = this.colours[most > 0 ? Math.min(255, Math.round((255 * value) / most)) : 0];
      image.data.set([...colour, 255], 4 * at);
    });
    context.putImageData(image, 0, 0);
  }

  #run() {
    this.root.classList.toggle("playing", this.playing);
    this.root.querySelector(".play").setAttribute("aria-label", this.playing ? "Pause" : "Play");
    cancelAnimationFrame(this.frame);
    if (!this.playing) return;
    let before = null;
    const tick = (now) => {
      this.phase = (this.phase + (before === null ? 0 : Math.min(0.1, (now - before) / 1000) * PERIODS_A_SECOND)) % 1;
      before = now;
      if (this.svg.isConnected) this.paint();
      this.frame = requestAnimationFrame(tick);
    };
    this.frame = requestAnimationFrame(tick);
  }

  #listen() {
    for (const name of ["frequency", "angle"]) {
      const slider = this.root.querySelector(`input.${name}`);
      slider.oninput = () => { this.state[name] = slider.valueAsNumber; this.draw(); };
      slider.onchange = () => this.report();
    }
    const phase = this.root.querySelector("input.phase");
    phase.oninput = () => {
      this.playing = false;
      this.phase = phase.valueAsNumber / 100;
      this.#run();
      this.paint();
    };
    this.root.querySelector(".play").onclick = () => { this.playing = !this.playing; this.#run(); };
    this.root.querySelectorAll(".segments button").forEach((button) => {
      button.onclick = () => { this.state.stage = button.value; this.draw(); this.report(); };
    });
  }

  destroy() {
    cancelAnimationFrame(this.frame);
    super.destroy();
  }
}
