// The component: holds the state, shows it, and reports it when the hand is off.

import { Held } from "../shared/held.js";
import { cameraOf, described, following, panned, zoomed, ZOOM_STEP } from "./camera.js";
import { Controls } from "./controls.js";
import { listen } from "./pointer.js";
import { paint, panelsOf } from "./paint.js";
import { pictureOf, pixelAt, readPhoto } from "./pixels.js";
import { Readout } from "./readout.js";
import { alternative, costLines, pixelWords } from "./words.js";

const QUIET_MS = 350; // after the last key or turn of the wheel
const SAVED_PX = 1200;

export class Widget extends Held {
  constructor(root) {
    super(root);
    this.canvas = root.querySelector("canvas");
    this.controls = new Controls(root, (partial, final) => this.change(partial, final));
    this.readout = new Readout(root);
    this.looked = null;
    this.held = null; // the name of the photo whose pixels are here
    this.#listen();
    this.watch(() => this.draw());
  }

  // New data from Python. The learner's state stays unless the revision is a new one.
  async update(data, send) {
    this.send = send;
    this.data = data;
    this.root.toggleAttribute("data-present", data.present);
    this.controls.offer(data);
    if (data.revision !== this.revision) {
      this.adopt({ ...data.state }, data.revision);
      this.camera = cameraOf(this.state.side, this.state.span, this.state.middle);
    }
    if (data.picture) await this.#load(data);
    else this.#keep(data);
    this.render();
  }

  async #load({ name, picture }) {
    if (picture === this.address) return;
    this.address = picture;
    const photo = await readPhoto(picture);
    if (picture !== this.address) return; // another one was chosen meanwhile
    this.photo = photo;
    this.held = name;
  }

  // Python sent no picture, since it is here. If it is not (the page was built anew), Python is told so.
  #keep({ name }) {
    this.address = null; // one that is still loading comes too late
    if (name !== this.held) this.tell();
  }

  // New wishes of the learner; another size keeps the place and the part that is on screen.
  change(partial, final) {
    const before = this.state.side;
    this.state = { ...this.state, ...partial };
    const scale = this.state.side / before;
    if (scale !== 1) {
      const { span, row, column } = this.camera;
      const middle = [row + span / 2, column + span / 2].map((at) => at * scale);
      this.camera = cameraOf(this.state.side, span === before ? 0 : span * scale, middle);
      this.state.at = this.state.at.map((at) => Math.floor((at + 0.5) * scale));
    }
    this.looked = null;
    this.render();
    if (final) this.report();
  }

  report() {
    clearTimeout(this.timer);
    this.state = { ...this.state, ...described(this.camera) };
    super.report();
  }

  // With the name of the photo that is here, which Python then need not send again.
  tell() {
    super.tell({ held: this.held });
  }

  #soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.report(), QUIET_MS);
  }

  render() {
    this.controls.show(this.state);
    if (!this.photo) return;
    this.picture = pictureOf(this.photo, this.state.side, this.state.shuffled);
    this.readout.count(this.picture, this.state);
    const lines = costLines(this.state);
    for (const [name, words] of Object.entries(lines)) this.root.querySelector(`.${name}`).textContent = words;
    this.root.querySelector(".side-words").textContent = `${this.state.side} px`;
    this.canvas.setAttribute("aria-label", alternative(this.data, this.state));
    this.draw();
  }

  draw() {
    const size = this.canvas.clientWidth;
    if (!this.picture || size === 0) return;
    const sharp = window.devicePixelRatio;
    if (this.canvas.width !== Math.round(size * sharp)) {
      this.canvas.width = Math.round(size * sharp);
      this.canvas.height = this.canvas.width;
    }
    this.#paintOn(this.canvas.getContext("2d"), size, sharp);
    const at = this.looked ?? this.state.at;
    this.readout.show(at, this.picture, this.state.channel);
    const whole = this.camera.span >= this.camera.side;
    this.root.querySelector(".out").disabled = whole;
    this.root.querySelector(".whole").disabled = whole;
    this.canvas.classList.toggle("movable", !whole);
  }

  #paintOn(context, size, sharp) {
    const style = getComputedStyle(this.canvas);
    const theme = { font: style.fontFamily, size: this.#letters(), text: style.color };
    Object.assign(theme, { cursor: style.caretColor, ground: style.backgroundColor });
    const scene = { picture: this.picture, channel: this.state.channel, camera: this.camera };
    paint(context, size, { ...scene, at: this.looked ?? this.state.at }, theme, sharp);
  }

  #listen() {
    listen(this.canvas, {
      spot: (x, y) => this.#spot(x, y),
      cellsPerPixel: () => this.camera.span / this.#panels()[0].size,
      look: (spot) => this.#look(spot && this.#pixel(spot)),
      choose: (spot) => this.#choose(this.#pixel(spot)),
      pan: (rows, columns) => this.#film(panned(this.camera, rows, columns)),
      zoom: (factor, spot) => this.#zoom(factor, spot),
      step: (rows, columns) => this.#step(rows, columns),
      released: () => this.#soon(),
    });
    const button = (name, action) => {
      this.root.querySelector(name).onclick = () => {
        action();
        this.report();
      };
    };
    button(".in", () => this.#zoom(ZOOM_STEP, null));
    button(".out", () => this.#zoom(1 / ZOOM_STEP, null));
    button(".whole", () => this.#zoom(0, null));
    const link = this.root.querySelector(".save");
    link.onclick = () => this.#save(link);
  }

  #letters() {
    return parseFloat(getComputedStyle(this.canvas).fontSize);
  }

  #panels() {
    return panelsOf(this.state.channel, this.canvas.clientWidth, this.#letters());
  }

  // A point of the canvas as (row, column) with a fraction, in whichever panel it is.
  #spot(x, y) {
    const panels = this.#panels();
    const hit = panels.find((panel) => x < panel.x + panel.size && y < panel.y + panel.size) ?? panels.at(-1);
    const along = (at, start) => ((at - start) / hit.size) * this.camera.span;
    return [this.camera.row + along(y, hit.y), this.camera.column + along(x, hit.x)];
  }

  #pixel(spot) {
    return spot.map((at) => Math.min(this.state.side - 1, Math.max(0, Math.floor(at))));
  }

  #look(pixel) {
    if (!this.picture || String(pixel) === String(this.looked)) return;
    this.looked = pixel;
    this.draw();
  }

  #choose(pixel) {
    this.state.at = pixel;
    this.looked = null;
    this.#say();
    this.draw();
    this.report();
  }

  #step(rows, columns) {
    const [row, column] = this.state.at;
    this.state.at = this.#pixel([row + rows, column + columns]);
    this.looked = null;
    this.camera = following(this.camera, this.state.at);
    this.#say();
    this.draw();
  }

  #say() {
    if (!this.picture) return;
    const { at } = this.state;
    this.root.querySelector(".announce").textContent = pixelWords(at, pixelAt(this.picture, at));
  }

  // Around a spot, or without one around the pixel that is read; a factor of 0 shows all. Says whether it did anything.
  #zoom(factor, spot) {
    const centre = spot ?? this.state.at.map((at) => at + 0.5);
    const before = this.camera.span;
    const next = factor === 0 ? cameraOf(this.state.side, 0, [0, 0]) : zoomed(this.camera, factor, centre);
    this.#film(spot || factor === 0 ? next : following(next, this.state.at));
    return this.camera.span !== before;
  }

  #film(camera) {
    this.camera = camera;
    this.draw();
  }

  #save(link) {
    const canvas = Object.assign(document.createElement("canvas"), { width: SAVED_PX, height: SAVED_PX });
    const size = this.canvas.clientWidth;
    this.#paintOn(canvas.getContext("2d"), size, SAVED_PX / size);
    const { photo, side, channel, shuffled } = this.state;
    link.download = `${photo}-${side}x${side}-${channel}${shuffled ? "-shuffled" : ""}.png`;
    link.href = canvas.toDataURL("image/png");
  }

  destroy() {
    clearTimeout(this.timer);
    super.destroy();
  }
}
