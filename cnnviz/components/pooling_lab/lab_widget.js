// The component: holds the state, passes it to controls, picture and player, and reports it on release.

import { Held } from "../shared/held.js";
import { listen } from "../sliding_window/pointer.js";
import { Player } from "../sliding_window/player.js";
import { PlayerBar } from "../sliding_window/playerbar.js";
import { LabCaptions } from "./lab_captions.js";
import { LabControls } from "./lab_controls.js";
import { describeLab, isShifted, readersOf } from "./lab_model.js";
import { LabScene } from "./lab_scene.js";
import { completedLab } from "./lab_state.js";
import { labAlternative } from "./lab_words.js";
import { unpacked } from "./photo.js";

export class PoolingLab extends Held {
  constructor(root, limits) {
    super(root);
    this.limits = limits;
    this.scene = new LabScene(this.svg);
    this.captions = new LabCaptions(root);
    this.player = new Player({
      show: (at) => this.scene.move(at),
      arrived: (at) => this.#arrived(at),
      stopped: () => this.#stopped(),
    });
    this.bar = new PlayerBar(root, this.player, () => this.report());
    this.controls = new LabControls(root, limits, (partial, final) => this.change(partial, final));
    this.#listen();
    this.watch(() => this.#resize());
  }

  // New data from Python. The learner's state stays unless the revision is a new one.
  update(data, send) {
    this.send = send;
    if (!this.maps) this.maps = mapsOf(data.maps);
    this.signed = data.signed;
    this.#paintLegend();
    this.controls.offer(data.presets, this.maps);
    const same = data.revision === this.revision && data.present === this.present;
    if (same) return;
    this.present = data.present;
    this.root.toggleAttribute("data-present", data.present);
    this.scene.measure();
    if (data.revision !== this.revision) {
      this.player.stop();
      this.adopt(this.#completed(data.state, {}), data.revision);
    }
    this.render();
  }

  // Blue, white and red of the legend are the scale's own.
  #paintLegend() {
    const ends = [this.signed[0], this.signed[(this.signed.length - 1) / 2], this.signed.at(-1)];
    this.root.querySelectorAll(".key-signed i").forEach((made, index) => {
      made.style.background = ends[index];
    });
  }

  #completed(partial, base) {
    return completedLab(partial, base, this.limits, Object.keys(this.maps));
  }

  // New numbers from the learner; `final` once the hand is off the control.
  change(partial, final) {
    this.state = this.#completed(partial, this.state);
    this.render();
    if (final) this.report();
  }

  render() {
    const { state } = this;
    this.controls.show(state, this.maps[state.source].photo);
    const why = this.#take();
    this.root.classList.toggle("misfit", Boolean(why));
    this.root.querySelector(".player").inert = Boolean(why);
    this.captions.layer(this.drawn, this.model, why);
    this.#draw();
  }

  // A state that fits is drawn; of one that does not, the sentence is shown over the last good picture.
  #take() {
    try {
      this.model = describeLab(this.state, this.maps[this.state.source]);
      this.drawn = this.state;
      return "";
    } catch (error) {
      if (!this.model) {
        this.drawn = this.#completed({}, {});
        this.model = describeLab(this.drawn, this.maps[this.drawn.source]);
      }
      return error.message;
    }
  }

  get misfit() {
    return this.root.classList.contains("misfit");
  }

  #draw() {
    if (!this.model || !this.scene.visible) return;
    this.svg.setAttribute("aria-label", labAlternative(this.drawn, this.model));
    this.root.classList.toggle("shifted", isShifted(this.drawn));
    this.root.dataset.view = this.drawn.view;
    this.looked = null;
    this.scene.build(this.model, this.drawn, this.signed);
    this.bar.renew([this.model.out.length, this.model.out.length], this.drawn.at, !this.misfit);
    this.#fill();
  }

  #arrived(at) {
    if (!this.misfit) this.state = { ...this.state, at };
    this.captions.output(this.drawn, this.model, at);
    this.bar.show();
    this.#fill();
  }

  // While the walk plays the outputs appear one by one.
  #fill() {
    this.scene.right.fillUpTo(this.player.playing ? this.player.index : Infinity);
  }

  #stopped() {
    this.bar.show();
    this.#fill();
    this.report();
  }

  #resize() {
    this.scene.measure();
    this.#draw();
  }

  #listen() {
    this.offerSaves(() => this.#fileName());
    listen(this.svg, {
      scene: this.scene,
      walkSide: () => "right",
      stand: (cell, pressed) => this.#stand(cell, pressed),
      look: (cell) => this.#look(cell),
      leave: () => this.#look(null),
      released: () => this.report(),
      key: (wanted) => this.#key(wanted),
    });
  }

  // The pointer is on an output. While playing only a press takes over.
  #stand(cell, pressed) {
    if (this.misfit || (this.player.playing && !pressed)) return;
    this.player.stop();
    this.#look(null);
    if (String(cell) !== String(this.player.at)) this.player.jump(cell);
    else this.#fill();
  }

  // The pointer is on an input cell (or none, for null): show who reads it.
  #look(cell) {
    if (this.misfit || String(cell) === String(this.looked ?? null)) return;
    this.looked = cell;
    this.scene.point(cell, cell?.map((index) => readersOf(this.model.spans, index)));
    if (cell) this.captions.input(this.model, cell);
    else this.captions.output(this.drawn, this.model, this.player.at);
  }

  #key(wanted) {
    if (this.misfit) return;
    if (wanted === "play") this.bar.toggle();
    else if (wanted === "leave") this.#look(null);
    else {
      this.#look(null);
      this.player.go(wanted);
    }
  }

  #fileName() {
    const { source, op, kind, size, stride } = this.drawn;
    return `${op}-pooling-${source}-${kind === "window" ? `${size}x${size}-stride-${stride}` : kind}`;
  }

  destroy() {
    this.player.stop();
    super.destroy();
  }
}

// Photos travel as base64 bytes.
const mapsOf = (maps) =>
  Object.fromEntries(
    Object.entries(maps).map(([name, map]) => [name, map.bytes ? { ...map, values: unpacked(map.bytes, map.side) } : map]),
  );
