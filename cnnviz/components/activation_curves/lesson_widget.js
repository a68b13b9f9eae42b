// What the widgets of the lesson share: rows of controls, and a picture that is drawn as large as its room.

import { Held } from "../shared/held.js";
import { setView } from "../sliding_window/svg.js";

export class LessonWidget extends Held {
  constructor(root) {
    super(root);
    this.rows = new Map();
    this.watch(() => this.draw());
  }

  update(data, send) {
    this.send = send;
    this.root.toggleAttribute("data-present", data.present);
    if (data.revision !== this.revision) this.adopt({ ...data.state }, data.revision);
    this.render();
  }

  add(name, row) {
    this.rows.set(name, row);
    this.root.querySelector(".rows").append(row.row);
  }

  change(partial, final) {
    this.state = { ...this.state, ...partial };
    this.render(final);
    if (final) this.report();
  }

  // Room for the picture: width, height and the height of its text, in pixels.
  get room() {
    const paper = this.root.querySelector(".paper");
    const size = parseFloat(getComputedStyle(this.svg).fontSize);
    return { width: paper.clientWidth, height: paper.clientHeight, em: size };
  }

  draw() {
    const { width, height } = this.room;
    if (!this.state || width < 50 || height < 50) return;
    setView(this.svg, width, height);
    this.paint();
  }
}
