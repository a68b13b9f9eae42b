// A grid of small pictures in one image: which cell is pointed at, and which is marked.

export class Sheet {
  // `pick(index)` after a click or Enter; `say(index)` while hovering, null to end it.
  constructor(root, pick, say) {
    this.root = root;
    this.image = root.querySelector("img");
    this.mark = root.querySelector(".mark");
    this.at = 0;
    root.addEventListener("pointermove", (event) => say(this.#cell(event)));
    root.addEventListener("pointerleave", () => say(null));
    root.addEventListener("click", (event) => {
      const index = this.#cell(event);
      if (index !== null) pick(index);
    });
    root.addEventListener("keydown", (event) => {
      const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -this.columns, ArrowDown: this.columns }[event.key];
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (step) {
        this.show(Math.min(this.count - 1, Math.max(0, this.at + step)));
        say(this.at);
      } else if (event.key === "Enter" || event.key === " ") pick(this.at);
      else return;
      event.preventDefault();
      event.stopPropagation();
    });
  }

  // `cell`: [height, width] of one picture in the image's own pixels; a gap of 1 is on its right and below.
  update({ png, columns, cell, count }, marked) {
    if (this.image.src !== png) this.image.src = png;
    this.columns = columns;
    this.count = count;
    this.rows = Math.ceil(count / columns);
    this.cell = cell;
    this.root.style.setProperty("--columns", columns);
    this.root.style.aspectRatio = `${columns * (cell[1] + 1)} / ${this.rows * (cell[0] + 1)}`;
    this.show(marked);
  }

  show(index) {
    const seen = index !== null && index >= 0;
    this.mark.hidden = !seen;
    if (!seen) return;
    this.at = index;
    const [row, column] = [Math.floor(index / this.columns), index % this.columns];
    Object.assign(this.mark.style, {
      left: `${(100 * column) / this.columns}%`, width: `${(100 / this.columns) * (this.cell[1] / (this.cell[1] + 1))}%`,
      top: `${(100 * row) / this.rows}%`, height: `${(100 / this.rows) * (this.cell[0] / (this.cell[0] + 1))}%`,
    });
  }

  #cell(event) {
    const box = this.root.getBoundingClientRect();
    const column = Math.floor(((event.clientX - box.left) / box.width) * this.columns);
    const row = Math.floor(((event.clientY - box.top) / box.height) * this.rows);
    const index = row * this.columns + column;
    return column >= 0 && column < this.columns && index >= 0 && index < this.count ? index : null;
  }
}
