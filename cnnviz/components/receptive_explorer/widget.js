// The component: holds the state, passes it to controls and picture, and reports it on release.

import { Held } from "../shared/held.js";
import { Controls } from "./controls.js";
import { listen } from "./pointer.js";
import { Scene } from "./scene.js";
import { across, alike, completed, describe } from "./state.js";
import { alternative, positionSentence } from "./words.js";

export class Widget extends Held {
  constructor(root, limits) {
    super(root);
    this.limits = limits;
    this.edited = 0;
    this.scene = new Scene(this.svg);
    this.controls = new Controls(root.querySelector(".controls"), {
      limits,
      change: (partial, final, edited) => this.change(partial, final, edited),
      edit: (index) => this.edit(index),
    });
    this.offerSaves(() => this.#fileName());
    listen(this.svg, {
      grab: (x, y) => this.#grab(x, y),
      drag: (held, x, y) => this.#drag(held, x, y),
      release: () => this.report(),
      key: (wanted, shifted) => this.#key(wanted, shifted),
    });
    this.watch(() => this.#draw());
  }

  // New data from Python. The learner's state stays unless the revision is a new one.
  update(data, send) {
    this.send = send;
    const seen = JSON.stringify([data.revision, data.presets, data.present]);
    if (seen === this.seen) return;
    this.seen = seen;
    this.controls.offer(data.presets);
    this.root.toggleAttribute("data-present", data.present);
    if (data.revision !== this.revision) {
      this.adopt(completed(data.state, {}, this.limits), data.revision);
      this.edited = Math.max(0, this.state.level - 1);
      this.reported = null; // what Python knows, once its place is filled in
    }
    this.render();
    this.reported ??= JSON.stringify(this.state);
  }

  // New layers or a new input; the chosen unit stays at the same part of its level, and on top if it was on top.
  change(partial, final, edited = this.edited) {
    const before = this.state;
    const next = completed(partial, before, this.limits);
    if (partial.layers && partial.level === undefined) {
      next.level = before.level === before.layers.length ? next.layers.length : Math.min(before.level, next.layers.length);
    }
    this.state = next;
    this.edited = Math.min(edited, next.layers.length - 1);
    if (partial.level === undefined) this.#keepPlace(before);
    else next.at = null;
    this.render();
    if (final) this.report();
  }

  #keepPlace(before) {
    if (!before.at) return;
    try {
      const { size } = describe(this.state).levels[this.state.level];
      const old = this.model.levels[Math.min(before.level, this.model.levels.length - 1)].size;
      this.state.at = before.at.map((index) => alike(Math.min(index, old - 1), old, size));
    } catch {
      // It does not fit; the next one that does keeps the place.
    }
  }

  edit(index) {
    this.edited = index;
    this.render();
  }

  // The chosen unit: a level and a place in it.
  choose(level, at) {
    if (this.misfit) return;
    this.state = { ...this.state, level, at };
    this.render(false);
  }

  tell() {
    super.tell({ at: this.state.at ?? [0, 0] });
  }

  // Choosing a unit leaves the controls as they are.
  render(controls = true) {
    let why = "";
    try {
      this.model = describe(this.state);
      this.state.at = this.model.at;
      this.names = this.controls.preset(this.state)?.names;
    } catch (error) {
      why = error.message;
      this.model ??= describe(completed({}, {}, this.limits)); // a link to what does not fit: the plainest stack
    }
    this.root.classList.toggle("misfit", Boolean(why));
    if (controls) this.controls.show(this.state, this.edited);
    const says = why ? `${why} The picture is the last one that fitted.` : positionSentence(this.model, this.#names);
    const line = this.root.querySelector(".says");
    if (line.textContent !== says) line.textContent = says;
    this.svg.setAttribute("aria-label", alternative(this.model));
    this.#draw();
  }

  get misfit() {
    return this.root.classList.contains("misfit");
  }

  get #names() {
    return this.names?.length ? this.names : null;
  }

  #draw() {
    if (this.model) this.scene.draw(this.model, this.#names, this.edited + 1);
  }

  #grab(x, y) {
    const hit = this.scene.under(this.model, x, y);
    if (!hit || this.misfit) return null;
    if ("label" in hit) {
      if (hit.label) this.edit(hit.label - 1);
      return null;
    }
    this.#drag(hit, x, y);
    return hit;
  }

  #drag(held, x, y) {
    if (held.pixel) this.choose(0, this.scene.pixelAt(this.model, x, y));
    else this.choose(held.level, [this.#rowAt(held.level), this.scene.unitAt(this.model, held.level, x)]);
  }

  #rowAt(level) {
    return level === this.model.level ? this.model.at[0] : across(this.model, level, this.model.at[0]);
  }

  #key(wanted, shifted) {
    const { level, at, levels } = this.model;
    const last = levels[level].size - 1;
    const clamp = (index) => Math.min(last, Math.max(0, index));
    const [row, column] = at;
    const step = { left: -1, right: 1, up: shifted ? -1 : 1, down: shifted ? 1 : -1 }[wanted];
    if (wanted === "first" || wanted === "last") this.choose(level, wanted === "first" ? [0, 0] : [last, last]);
    else if (wanted === "left" || wanted === "right") this.choose(level, [row, clamp(column + step)]);
    else if (shifted) this.choose(level, [clamp(row + step), column]);
    else {
      const next = Math.min(levels.length - 1, Math.max(0, level + step));
      if (next !== level) this.choose(next, at.map((index) => across(this.model, next, index)));
    }
  }

  #fileName() {
    return `receptive-fields-${this.model.layers.length}-layers`;
  }
}
