// The buttons of the walk: play, step, scrub, speed.

const PERIOD_MS = 700; // from one output to the next at speed 1

export class PlayerBar {
  // `released`: the hand is off; the new position may be told to Python.
  constructor(root, player, released) {
    this.root = root;
    this.player = player;
    this.released = released;
    const find = (name) => root.querySelector(name);
    this.button = find(".play");
    this.scrub = find(".scrub");
    this.count = find(".count");
    this.says = find(".says");
    this.button.onclick = () => this.toggle();
    find(".back").onclick = () => this.#step(-1);
    find(".forward").onclick = () => this.#step(1);
    this.scrub.oninput = () => {
      player.stop();
      player.jump(player.cell(this.scrub.valueAsNumber));
    };
    this.scrub.onchange = released;
    find(".speed").onchange = (event) => {
      player.period = PERIOD_MS / Number(event.target.value);
    };
    player.period = PERIOD_MS;
  }

  // Another picture to walk over, of this size. A walk goes on in it, if it may.
  renew(size, at, goesOn = true) {
    const { player } = this;
    const { playing } = player;
    player.stop();
    player.size = size;
    player.jump(player.inside(at));
    if (playing && goesOn) player.play();
    this.show();
  }

  toggle() {
    if (this.player.playing) this.player.pause();
    else this.player.play();
    this.show();
  }

  #step(by) {
    this.player.stop();
    const index = Math.min(this.player.count - 1, Math.max(0, this.player.index + by));
    this.player.glide(this.player.cell(index));
    this.show();
  }

  show() {
    const { playing, index, count } = this.player;
    this.root.classList.toggle("playing", playing);
    this.button.setAttribute("aria-label", playing ? "Pause" : "Play");
    this.says.setAttribute("aria-live", playing ? "off" : "polite");
    this.scrub.max = count - 1;
    this.scrub.value = index;
    this.scrub.style.setProperty("--part", `${count > 1 ? (100 * index) / (count - 1) : 100}%`);
    this.scrub.setAttribute("aria-valuetext", `${index + 1} of ${count}`);
    this.count.textContent = `${(index + 1).toLocaleString("en")} of ${count.toLocaleString("en")}`;
  }
}
