// Where the window stands and how it gets there: jumps, short glides, and playing from cell to cell.

const EASED = 0.62; // of each period the window moves, the rest it stands still to be read
const GLIDE_MS = 170;

const ease = (t) => (t < 0.5 ? 2 * t * t : 1 - 2 * (1 - t) * (1 - t));

export class Player {
  // `show(at)` draws a position, which may lie between two cells; `arrived(at)` is told whenever the window
  // stands on a cell, `stopped()` when it comes to rest there after a step, a pause or the last cell.
  constructor({ show, arrived, stopped }) {
    Object.assign(this, { show, arrived, stopped });
    this.at = [0, 0];
    this.drawn = [0, 0];
    this.size = [1, 1];
    this.playing = false;
    this.period = 700;
    this.frame = null;
    this.calm = matchMedia("(prefers-reduced-motion: reduce)");
  }

  get count() {
    return this.size[0] * this.size[1];
  }

  get index() {
    return this.at[0] * this.size[1] + this.at[1];
  }

  cell(index) {
    return [Math.floor(index / this.size[1]), index % this.size[1]];
  }

  // Stand at `at` at once.
  jump(at) {
    this.#cancel();
    this.at = at;
    this.#draw(at);
    this.arrived(at);
  }

  // Glide to `at`, as a step does.
  glide(at) {
    this.#move(at, GLIDE_MS, 1, () => this.stopped());
  }

  // The nearest position that there is.
  inside(at) {
    return at.map((index, axis) => Math.min(this.size[axis] - 1, Math.max(0, index)));
  }

  // What a key asks for: "first", "last", or a step in rows and columns.
  go(wanted) {
    this.stop();
    const ends = { first: [0, 0], last: this.size };
    this.glide(this.inside(ends[wanted] ?? this.at.map((index, axis) => index + wanted[axis])));
  }

  play() {
    this.playing = true;
    if (this.index === this.count - 1) this.jump([0, 0]);
    this.#next();
  }

  pause() {
    if (!this.playing) return;
    this.playing = false;
    this.glide(this.at);
  }

  stop() {
    this.playing = false;
    this.#cancel();
  }

  #next() {
    if (this.index >= this.count - 1) {
      this.playing = false;
      this.stopped();
      return;
    }
    this.#move(this.cell(this.index + 1), this.period, EASED, () => this.#next());
  }

  #move(to, duration, moving, then) {
    this.#cancel();
    this.at = to;
    const from = this.drawn;
    let [started, there] = [null, false];
    const tick = (now) => {
      started ??= now;
      const done = (now - started) / duration;
      const part = this.calm.matches ? 1 : ease(Math.min(1, done / moving));
      this.#draw(from.map((value, axis) => value + (to[axis] - value) * part));
      if (part === 1 && !there) this.arrived(to);
      there = part === 1;
      if (done >= 1) then();
      else this.frame = requestAnimationFrame(tick);
    };
    this.frame = requestAnimationFrame(tick);
  }

  #draw(at) {
    this.drawn = at;
    this.show(at);
  }

  #cancel() {
    cancelAnimationFrame(this.frame);
    this.frame = null;
  }
}
