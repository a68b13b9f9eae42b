// The drawing: a few hundred nodes whatever the sizes, in layers of which most stay while the hand moves.

import { Layers } from "../shared/layers.js";
import { hatch, node, setView } from "../sliding_window/svg.js";
import { layout } from "./layout.js";
import { squareNodes } from "./square.js";
import { chosenNodes, editedNodes, frameNodes, groundNodes, labelNodes, markedNodes, pathNodes } from "./strips.js";

export class Scene {
  constructor(svg) {
    this.svg = svg;
    this.place = null;
    const names = ["defs", "edited", "paths", "grounds", "marks", "frames", "chosen", "labels", "square"];
    this.layers = new Layers(svg, names);
  }

  draw(model, names, edited) {
    const { width, height } = this.svg.parentElement.getBoundingClientRect();
    if (!width || !height) return;
    const em = parseFloat(getComputedStyle(this.svg).fontSize);
    const place = layout(width, height, em, model);
    this.place = place;
    setView(this.svg, width, height);
    const still = [width, height, em, model.levels, model.layers];
    const now = [still, model.level, model.at];
    this.layers.draw([
      [still, () => [definitions(model, place)]],
      [[still, edited], () => editedNodes(place, edited)],
      [now, () => pathNodes(model, place)],
      [still, () => groundNodes(model, place)],
      [now, () => markedNodes(model, place)],
      [still, () => frameNodes(model, place)],
      [now, () => chosenNodes(model, place)],
      [[still, names], () => labelNodes(model, place, names)],
      [now, () => squareNodes(model, place)],
    ]);
  }

  // What is at a point of the picture: a unit of a strip, a pixel of the square, or the label of a layer.
  under(model, x, y) {
    const { square, label, strips } = this.place;
    const [column, row] = [square.pixelAt(x - square.left), square.pixelAt(y - square.top)];
    const { size } = model.levels[0];
    if (column >= 0 && column < size && row >= 0 && row < size) return { pixel: [row, column] };
    const level = this.place.levelAt(y);
    if (level < 0 || level >= model.levels.length || x > label + strips) return null;
    if (x < label - 0.3 * this.place.em) return { label: level };
    return { level, unit: this.unitAt(model, level, x) };
  }

  unitAt(model, level, x) {
    const { start, jump, size } = model.levels[level];
    return Math.min(size - 1, Math.max(0, Math.round((this.place.pixelAt(x) - start) / jump)));
  }

  pixelAt(model, x, y) {
    const { square } = this.place;
    const clamp = (pixel) => Math.min(model.levels[0].size - 1, Math.max(0, pixel));
    return [clamp(square.pixelAt(y - square.top)), clamp(square.pixelAt(x - square.left))];
  }
}

function definitions(model, place) {
  const { side, cell, at } = place.square;
  const inside = model.levels[0].size * cell;
  const field = hatch("field-hatch");
  field.setAttribute("class", "field-hatch");
  return node(
    "defs",
    {},
    field,
    hatch("square-hatch"),
    node("clipPath", { id: "strips-clip" }, node("rect", { x: place.label - 2, y: 0, width: place.strips + 4, height: place.height })),
    node("clipPath", { id: "square-clip" }, node("rect", { width: side, height: side })),
    node(
      "mask",
      { id: "outside-mask", maskUnits: "userSpaceOnUse", x: 0, y: 0, width: side, height: side },
      node("rect", { width: side, height: side, fill: "#fff" }),
      node("rect", { x: at(0), y: at(0), width: inside, height: inside, fill: "#000" }),
    ),
  );
}
