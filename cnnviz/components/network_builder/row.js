// One line of the list. It is made once; after that only what has changed is written: a long network has a thousand cells, and
// a slider asks for them all the time.

const GLYPH = 20; // px, the input's height in the small pictures
const LOOKS = { c: "window", w: "window", t: "window", q: "window", v: "window", u: "pool", e: "dense", l: "dense", s: "join", j: "join", m: "pool", a: "pool", g: "pool" };

export const COLUMNS = ["output", "parameters", "MACs", "memory", "field, px"];

export function cell(className, text = "") {
  const made = document.createElement("span");
  made.className = className;
  made.textContent = text;
  return made;
}

const write = (node, name, value) => {
  if (node[name] !== value) node[name] = value;
};

export class Row {
  constructor(place) {
    this.root = document.createElement("div");
    Object.assign(this.root, { id: `layer-${place}`, className: "layer" });
    this.root.dataset.place = place;
    this.root.setAttribute("role", "option");
    const hold = cell("pad", String(place));
    if (place) hold.title = "Drag to move";
    this.words = cell("words");
    [this.name, this.what, this.glyph, this.why] = ["name", "what", "glyph", "why"].map((name) => cell(name));
    this.words.append(this.name, this.what);
    this.glyph.append(document.createElement("i"));
    this.numbers = COLUMNS.map(() => cell("number"));
    this.root.append(hold, this.words, this.glyph, ...this.numbers);
  }

  // `row`: name, words, cells, shape and why it breaks; `input`: the picture's shape, which the small picture is held against.
  show(row, kind, input) {
    if (row === this.row && kind === this.kind && input === this.input) return;
    const { problem } = row;
    if (problem !== (this.row?.problem ?? "")) {
      this.root.classList.toggle("broken", Boolean(problem));
      const [gone, come] = problem ? [this.numbers, [this.why]] : [[this.why], this.numbers];
      for (const one of gone) one.remove();
      this.root.append(...come);
      write(this.words, "title", problem);
      write(this.why, "textContent", problem);
    }
    write(this.name, "textContent", row.name);
    write(this.what, "textContent", row.words);
    this.numbers.forEach((number, at) => write(number, "textContent", row.cells[at] ?? ""));
    this.#draw(row.shape, kind, input);
    Object.assign(this, { row, kind, input });
  }

  choose(chosen) {
    if (chosen === this.chosen) return;
    this.root.setAttribute("aria-selected", String(chosen));
    this.chosen = chosen;
  }

  // Height for the side of the maps, width for how many they are.
  #draw(shape, kind, input) {
    const box = this.glyph.firstChild;
    const has = Boolean(shape?.length);
    write(box, "hidden", !has);
    if (!has) return;
    const [maps, height] = shape;
    const values = shape.length === 1;
    const high = values ? GLYPH * Math.min(1, Math.log2(maps + 1) / 12) : (GLYPH * height) / Math.max(input[1], input[2]);
    const wide = values ? 2 : 3.4 * Math.log2(maps + 1);
    write(box, "className", LOOKS[kind] ?? (kind ? "plain" : "photo"));
    const look = `height: ${Math.max(2, Math.min(GLYPH, high)).toFixed(1)}px; width: ${Math.max(2, wide).toFixed(1)}px;`;
    if (look !== this.look) box.style.cssText = look;
    this.look = look;
  }
}
