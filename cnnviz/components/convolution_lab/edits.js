// What the learner does to the cells: brush, cursor, typed numbers.

import { whole, withInput, withWeight } from "./layer.js";

export class Edits {
  constructor(lab) {
    this.lab = lab;
    this.brush = 9;
    this.forget();
  }

  forget() {
    this.cursor = null; // { kind, index, cell }
    this.typed = "";
  }

  choose(brush) {
    this.brush = brush;
  }

  // Where a shown kernel cell is in the kernel as it is written: it is drawn turned for true convolution.
  #place({ kind, cell }) {
    const { state } = this.lab;
    return kind === "kernel" && state.flip ? cell.map((at) => state.kernel[0][0].length - 1 - at) : cell;
  }

  value(cursor) {
    const { state } = this.lab;
    const [row, column] = this.#place(cursor);
    const planes = cursor.kind === "input" ? state.input : state.kernel[state.filter];
    return planes[cursor.index][row][column];
  }

  set(value, remember = true) {
    const { cursor, lab } = this;
    if (!cursor || Number.isNaN(value)) return;
    const place = this.#place(cursor);
    const changed =
      cursor.kind === "input"
        ? withInput(lab.state, cursor.index, place, whole(value))
        : withWeight(lab.state, lab.state.filter, cursor.index, place, whole(value));
    lab.become(changed, { remember });
  }

  show() {
    for (const board of this.lab.stage.boards) {
      const here = this.cursor?.kind === board.kind && this.cursor.index === board.index;
      board.showCursor(here ? this.cursor.cell : null);
      this.#label(board, here);
    }
  }

  #label(board, here) {
    if (board.kind === "product") return;
    const words = { input: "Input", kernel: "Kernel", map: "Output" }[board.kind];
    const { player } = this.lab;
    const cell = board.kind === "map" ? player.at : here ? this.cursor.cell : null;
    const value = board.kind === "map" ? null : here ? this.value(this.cursor) : null;
    const where = cell ? `: row ${cell[0]}, column ${cell[1]}${value === null ? "" : `, value ${value}`}` : "";
    board.root.setAttribute("role", "application");
    board.root.setAttribute("aria-label", `${words} ${board.index}, ${board.size.join(" by ")}${where}`);
  }

  #go(board, cell) {
    this.cursor = { kind: board.kind, index: board.index, cell };
    this.typed = "";
  }

  #stand(board, cell) {
    const { lab } = this;
    lab.player.stop();
    lab.lookFrom(null);
    if (lab.state.filter !== board.index) lab.become({ ...lab.state, filter: board.index }, { remember: false });
    if (String(cell) !== String(lab.player.at)) lab.player.jump(cell);
  }

  #paint(board, cell) {
    this.#go(board, cell);
    this.lab.lookFrom(cell);
    this.set(this.painting, false);
  }

  #type(board, key) {
    if (!this.cursor || this.cursor.kind !== board.kind || this.cursor.index !== board.index) this.#go(board, [0, 0]);
    if (key === "-") this.typed = this.typed.startsWith("-") ? "" : "-";
    else this.typed = /^-?\d\d$/.test(this.typed) ? key : this.typed + key;
    const number = Number(this.typed);
    if (!Number.isNaN(number)) this.set(number);
    this.lab.reportSoon();
  }

  #move(board, step) {
    const { lab } = this;
    const last = board.size.map((size) => size - 1);
    const from = board.kind === "map" ? lab.player.at : this.cursor?.index === board.index && this.cursor?.kind === board.kind
      ? this.cursor.cell : step.map((by) => -by);
    const to = from.map((place, axis) => Math.min(last[axis], Math.max(0, place + step[axis])));
    if (board.kind === "map") {
      if (lab.state.filter !== board.index) this.#stand(board, to);
      else lab.player.go(step);
    } else {
      this.#go(board, to);
      lab.lookFrom(board.kind === "input" ? to : null);
      lab.render();
    }
  }

  handlers() {
    const { lab } = this;
    return {
      press: (board, cell) => {
        if (board.kind === "map") return this.#stand(board, cell);
        this.#go(board, cell);
        lab.lookFrom(board.kind === "input" ? cell : null);
        if (board.kind === "kernel" || this.brush === "pick") return lab.render();
        // A second press with the same brush rubs out, so that one brush draws and corrects.
        this.painting = this.value(this.cursor) === this.brush ? 0 : this.brush;
        lab.past.push(lab.state);
        return this.#paint(board, cell);
      },
      drag: (board, cell) => {
        if (board.kind === "map") this.#stand(board, cell);
        else if (board.kind === "input" && this.brush !== "pick") this.#paint(board, cell);
      },
      hover: (board, cell) => {
        if (board?.kind === "map" && board.index === lab.state.filter && !lab.player.playing) this.#stand(board, cell);
        else lab.lookFrom(board?.kind === "input" ? cell : null);
      },
      release: () => lab.report(),
      move: (board, step) => this.#move(board, step),
      type: (board, key) => this.#type(board, key),
      erase: (board) => {
        this.typed = "";
        if (this.cursor?.kind === board.kind) this.set(0);
        lab.reportSoon();
      },
      play: () => lab.bar.toggle(),
      ends: (board, last) => {
        const cell = last ? board.size.map((size) => size - 1) : [0, 0];
        if (board.kind === "map") this.#stand(board, cell);
        else {
          this.#go(board, cell);
          lab.render();
        }
      },
    };
  }
}
