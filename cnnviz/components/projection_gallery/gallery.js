// Ties the parts together: groups of tiles or a wall on the left, the chosen tile large on the right.

import { element } from "../network_glance/plane.js";
import { Sheet } from "../network_glance/sheet.js";
import { number } from "../network_glance/words.js";
import { createSpeaker } from "../occlusion_view/speaker.js";
import { factsOf, tileWords } from "./facts.js";
import { cutTile, cutWindow, fade, Pictures } from "./tiles.js";

export class Gallery {
  constructor(root) {
    this.root = root;
    this.at = (selector) => root.querySelector(selector);
    this.pictures = new Pictures();
    this.speaker = createSpeaker(this.at(".announce"));
    this.wall = new Sheet(this.at(".montage"), (index) => this.choose(index), (index) => this.#point(index));
    this.calls = 0;
    this.observer = new ResizeObserver(() => this.#sharpen());
    this.observer.observe(root);
  }

  async update(data, send) {
    this.send = send;
    this.calls += 1;
    const call = this.calls;
    const address = data.large ? data.large.sheet.png : null;
    const loaded = await Promise.all([data.sheet.png, data.patches?.png, data.photo, address].map((one) => this.pictures.load(one)));
    if (call !== this.calls) return; // a newer picture has overtaken this one
    const [sheet, patches, photo, large] = loaded;
    // The same tiles again, and Python means the same one as before: then the learner's choice stays.
    const kept = this.data?.sheet.png === data.sheet.png && this.data.chosen === data.chosen;
    if (!kept) this.chosen = data.chosen ?? (data.layout === "wall" ? -1 : 0);
    this.images = { sheet, patches, photo, large };
    this.data = data;
    this.root.classList.toggle("present", data.present);
    this.root.dataset.layout = data.layout;
    const isWall = data.layout === "wall";
    this.at(".wall").hidden = !isWall;
    this.at(".groups").hidden = isWall;
    this.at(".under").textContent = data.note;
    if (isWall) this.#showWall();
    else this.#showGroups();
    this.#showLarge();
    this.#sharpen();
    this.root.dataset.ready = call; // for tests: the picture of this call is there
  }

  choose(index) {
    const item = this.data.items[index];
    if (!item) return; // a place in the wall that waits for its map
    this.chosen = index;
    this.#mark();
    if (this.data.layout !== "wall") this.#showLarge();
    this.#sharpen();
    this.speaker.say(tileWords(item));
    this.send("chosen", { tile: index, map: item.map, layout: this.data.layout });
  }

  #showWall() {
    const { sheet, items, groups } = this.data;
    this.at(".wall .head").textContent = groups[0].title;
    this.wall.update(sheet, this.chosen);
    this.#point(null);
  }

  // Enlarged, pixels stay crisp; made smaller, they are averaged: leaving some out would tear thin lines apart.
  #sharpen() {
    const drawn = [...this.root.querySelectorAll("canvas")].map((canvas) => [canvas, canvas.width]);
    for (const [picture, width] of [...drawn, [this.at(".montage img"), this.at(".montage img").naturalWidth]]) {
      picture.style.imageRendering = width > picture.clientWidth * devicePixelRatio ? "auto" : "pixelated";
    }
  }

  #point(index) {
    const item = this.data.items[index ?? this.chosen];
    this.at(".now").textContent = item ? `Map ${item.map}: its strongest unit has the value ${number(item.value)}.` : "";
  }

  #showGroups() {
    const drawn = [this.data.sheet.png, this.data.layout, JSON.stringify(this.data.groups)].join();
    if (drawn !== this.drawn) this.at(".groups").replaceChildren(...this.data.groups.map((group) => this.#group(group)));
    this.drawn = drawn;
    this.#mark();
  }

  #group(group) {
    const made = element("div", "", "group");
    made.append(element("p", group.title, "head"));
    if (group.note) made.append(element("p", group.note, "note"));
    if (this.data.layout === "nine") made.append(this.#nine(group.items, "projection"), this.#nine(group.items, "patch"));
    else {
      const tiles = element("div", "", "tiles");
      tiles.append(...group.items.map((index) => this.#tile(index, this.data.layout === "methods" ? ["projection"] : ["projection", "patch"])));
      made.append(tiles);
    }
    return made;
  }

  // Figure 2 of the paper: three by three projections, and the patches in the same places.
  #nine(items, kind) {
    const made = element("div", "", "nine");
    made.append(...items.map((index) => this.#tile(index, [kind])));
    return made;
  }

  #tile(index, kinds) {
    const item = this.data.items[index];
    const button = element("button", "", "tile");
    button.type = "button";
    button.dataset.tile = index;
    button.title = tileWords(item);
    button.setAttribute("aria-label", tileWords(item));
    const pair = element("span", "", "pair");
    pair.append(...kinds.map((kind) => this.#draw(document.createElement("canvas"), kind, index)));
    button.append(pair);
    if (this.data.layout !== "nine") {
      const caption = element("span", "", "caption");
      caption.append(element("span", item.label), element("span", number(item.value), "figure"));
      button.append(caption);
    }
    button.onclick = () => this.choose(index);
    return button;
  }

  #draw(canvas, kind, index) {
    const { data, images } = this;
    canvas.className = kind;
    if (kind === "projection") cutTile(canvas, images.sheet, data.sheet, index);
    else if (data.patches) cutTile(canvas, images.patches, data.patches, index);
    else cutWindow(canvas, images.photo, data.items[index].corner, data.window, data.side);
    if (kind === "patch") fade(canvas, data.items[index], data.window);
    return canvas;
  }

  #mark() {
    for (const tile of this.root.querySelectorAll(".tile")) tile.classList.toggle("chosen", Number(tile.dataset.tile) === this.chosen);
    if (this.data.layout === "wall") this.wall.show(this.chosen);
  }

  #showLarge() {
    const { data, images } = this;
    const item = data.large ?? data.items[this.chosen];
    const [projection, patch] = [this.at(".large .projection"), this.at(".large .patch")];
    this.at(".large").hidden = !item;
    if (!item) return;
    if (data.large) {
      cutTile(projection, images.large, data.large.sheet, 0);
      cutWindow(patch, images.photo, item.corner, data.window, data.side);
      fade(patch, item, data.window);
    } else {
      this.#draw(projection, "projection", this.chosen);
      this.#draw(patch, "patch", this.chosen);
    }
    for (const canvas of [projection, patch]) canvas.style.aspectRatio = `${canvas.width} / ${canvas.height}`;
    const [top, left, bottom, right] = item.box;
    const whole = bottom - top >= data.window[0] && right - left >= data.window[1];
    this.at(".large .patch + figcaption").textContent = `what the unit sees${whole ? "" : "; not the gray part"}`;
    this.at(".large .name").textContent = item.title ?? `${item.label[0].toUpperCase()}${item.label.slice(1)}`;
    this.at(".photo").hidden = !data.photo;
    if (data.photo) {
      if (this.at(".frame img").src !== data.photo) this.at(".frame img").src = data.photo;
      this.at(".frame img").alt = data.alt;
      this.#see(item.box);
    }
    const facts = factsOf(item, data);
    if (item.picture) facts.unshift(["Picture", item.picture]);
    this.at(".facts").replaceChildren(...facts.flatMap(([name, value]) => [element("dt", name), element("dd", value)]));
  }

  // The receptive field, as a box on the photo.
  #see([top, left, bottom, right]) {
    const share = (pixels) => `${(100 * pixels) / this.data.side}%`;
    Object.assign(this.at(".seen").style, {
      top: share(top), left: share(left), height: share(bottom - top), width: share(right - left),
    });
  }

  destroy() {
    this.observer.disconnect();
    this.speaker.hush();
    this.calls += 1;
  }
}
