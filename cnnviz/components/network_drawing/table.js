// The layer table: the same layers as in the drawing, line by line.

function cell(tag, words) {
  const made = document.createElement(tag);
  made.textContent = words;
  return made;
}

export class Table {
  // `point(unit)` while hovering, `choose(unit)` and `fold(frame)` after a click.
  constructor(root, { point, choose, fold }) {
    this.root = root;
    root.onpointermove = (event) => point(this.#unit(event));
    root.onpointerleave = () => point(null);
    root.onclick = (event) => {
      const line = event.target.closest("tr");
      if (line?.dataset.unit) choose(line.dataset.unit);
      else if (line?.dataset.frame) fold(line.dataset.frame);
    };
  }

  #unit(event) {
    return event.target.closest("tr")?.dataset.unit || null;
  }

  update({ head, rows }) {
    const form = JSON.stringify([head, rows.map(({ unit, frame, level, mark }) => [unit, frame, level, mark])]);
    if (form === this.form) this.#write(rows);
    else this.#build(head, rows);
    this.form = form;
  }

  // The same lines with other numbers: only what has changed is touched.
  #write(rows) {
    rows.forEach(({ cells }, at) => {
      const { children } = this.body.children[at];
      cells.forEach((words, place) => {
        if (children[place].textContent !== words) children[place].textContent = words;
      });
      if (children[1] && children[1].title !== cells[1]) children[1].title = cells[1];
    });
  }

  #build(head, rows) {
    const top = document.createElement("thead");
    const line = document.createElement("tr");
    line.append(...head.map((words) => cell("th", words)));
    top.append(line);
    const body = document.createElement("tbody");
    body.append(...rows.map((row) => this.#line(row)));
    const table = document.createElement("table");
    table.append(top, body);
    this.root.replaceChildren(table);
    this.body = body;
    this.lines = new Map([...body.children].filter((one) => one.dataset.unit).map((one) => [one.dataset.unit, one]));
    this.chosen = null;
  }

  #line({ unit, frame, level, cells, mark }) {
    const line = document.createElement("tr");
    if (unit) line.dataset.unit = unit;
    else if (frame) line.dataset.frame = frame;
    line.className = `${unit || !frame ? "" : "block"} level-${level ?? 0} ${mark ?? ""}`;
    line.append(...cells.map((words) => cell("td", words)));
    if (line.children[1]) line.children[1].title = cells[1]; // it may be cut off
    return line;
  }

  // Marks a line; with `follow` it is scrolled to.
  mark(name, unit, follow) {
    const line = this.lines?.get(unit) ?? null;
    if (this[name] === line) return;
    this[name]?.classList.remove(name);
    line?.classList.add(name);
    this[name] = line;
    if (!line || !follow) return;
    const [top, bottom] = [line.offsetTop - 30, line.offsetTop + line.offsetHeight];
    if (top < this.root.scrollTop) this.root.scrollTop = top;
    else if (bottom > this.root.scrollTop + this.root.clientHeight) this.root.scrollTop = bottom - this.root.clientHeight;
  }
}
