// The component: a list of stages, a player over them, the strongest maps of the signal at one of them.

import { element } from "../network_glance/plane.js";
import { number, percent, sizeOf, thousands } from "../network_glance/words.js";
import { Player } from "../sliding_window/player.js";
import { PlayerBar } from "../sliding_window/playerbar.js";
import { Held } from "../shared/held.js";

const SLOW = "0.5"; // a stage has to be read before the next one comes

export class WayWidget extends Held {
  constructor(root) {
    super(root);
    this.player = new Player({
      show: () => {},
      arrived: () => this.show(),
      stopped: () => {
        this.bar.show();
        this.report();
      },
    });
    this.bar = new PlayerBar(root, this.player, () => this.report());
    const speed = root.querySelector(".speed");
    speed.value = SLOW;
    speed.dispatchEvent(new Event("change"));
  }

  update(data, send) {
    this.send = send;
    const fresh = data.stamp !== this.data?.stamp;
    this.data = data;
    this.root.classList.toggle("present", data.present);
    if (fresh) this.#list();
    if (fresh || data.revision !== this.revision) {
      this.adopt({ at: Math.min(data.at, data.halts.length - 1) }, data.revision);
      this.bar.renew([1, data.halts.length], [0, this.state.at]);
    }
    this.#photo();
    this.show();
  }

  go(at) {
    this.player.stop();
    this.player.jump([0, at]);
    this.bar.show();
    this.report();
  }

  // Every stage as a small button: what was done, and to which layer.
  #list() {
    this.root.querySelector(".halts").replaceChildren(
      ...this.data.halts.map((halt, index) => {
        const button = element("button", "", "halt");
        button.type = "button";
        button.append(element("span", halt.did, `did ${halt.kind}`), element("span", halt.layer, "layer"));
        button.onclick = () => this.go(index);
        return button;
      }),
    );
  }

  show() {
    if (!this.data) return;
    const [, at] = this.player.at;
    const halt = this.data.halts[Math.min(at, this.data.halts.length - 1)];
    if (!halt) return;
    this.state = { at };
    this.bar?.show();
    [...this.root.querySelectorAll(".halt")].forEach((button, index) => {
      button.classList.toggle("here", index === at);
      if (index === at) button.setAttribute("aria-current", "step");
      else button.removeAttribute("aria-current");
    });
    this.#keepInSight(at);
    this.root.querySelector(".says").textContent = halt.says;
    const image = this.root.querySelector(".signal");
    if (image.src !== halt.png) image.src = halt.png;
    image.alt = halt.says;
    const maps = this.root.querySelector(".maps");
    const { columns, count, cell } = halt.sheet;
    const rows = Math.ceil(count / columns);
    maps.style.setProperty("--columns", columns);
    maps.style.setProperty("--rows", rows);
    maps.style.setProperty("--shape", `${columns * (cell[1] + 1)} / ${rows * (cell[0] + 1)}`);
    this.root.querySelector(".names").replaceChildren(...halt.names.map((name) => element("span", name)));
    this.root.querySelector(".legend").textContent = halt.legend;
    const facts = [
      ["Layer", sizeOf(halt.shape)],
      ["Reached", `${halt.size[0]}\u00a0×\u00a0${halt.size[1]} of each map`],
      ["Maps with signal", `${thousands(halt.live)} of ${thousands(halt.shape[0])}`],
      ["Above 0", thousands(halt.positive)],
      ["Below 0", thousands(halt.negative)],
      ["Shown", `${percent(halt.share)} of energy`],
      ["Full colour", halt.limit > 0 ? `at ±${number(halt.limit)}` : "no signal"],
    ];
    this.root.querySelector(".facts").replaceChildren(...facts.flatMap(([name, value]) => [element("dt", name), element("dd", value)]));
  }

  #keepInSight(at) {
    const list = this.root.querySelector(".halts");
    const button = list.children[at];
    if (!button) return;
    const middle = button.offsetTop - list.offsetTop - list.clientHeight / 2;
    list.scrollTop = middle;
    list.scrollLeft = button.offsetLeft - list.offsetLeft - list.clientWidth / 2;
  }

  #photo() {
    const { photo, alt, box, side } = this.data;
    const image = this.root.querySelector(".frame img");
    if (image.src !== photo) image.src = photo;
    image.alt = alt;
    const share = (pixels) => `${(100 * pixels) / side}%`;
    const [top, left, bottom, right] = box;
    Object.assign(this.root.querySelector(".seen").style, {
      top: share(top), left: share(left), height: share(bottom - top), width: share(right - left),
    });
  }

  destroy() {
    this.player.stop();
    super.destroy();
  }
}
