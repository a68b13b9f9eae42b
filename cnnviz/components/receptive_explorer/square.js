// The input seen from above, with the field of the chosen unit, or the chosen pixel.

import { crossing, gridLines, node, rectPath } from "../sliding_window/svg.js";

const FINEST_PIXEL = 4; // pixels of the screen; finer pixels get no lines

export function squareNodes(model, place) {
  const { left, top, side, cell, at } = place.square;
  const { size } = model.levels[0];
  const field = model.level ? fieldNodes(model, place) : [pixelNode(model, place)];
  const inner = node(
    "g",
    { class: "square", transform: `translate(${left} ${top})`, "clip-path": "url(#square-clip)" },
    node("rect", { class: "beyond", width: side, height: side, fill: "url(#square-hatch)" }),
    node("rect", { class: "paper-cells", x: at(0), y: at(0), width: size * cell, height: size * cell }),
    node("rect", { class: "ground pixels-ground", x: at(0), y: at(0), width: size * cell, height: size * cell }),
    ...field,
    cell >= FINEST_PIXEL
      ? node("path", { class: "lines", d: gridLines(size, size, cell), transform: `translate(${at(0)} ${at(0)})` })
      : null,
    node("rect", { class: "frame input-frame", x: at(0), y: at(0), width: size * cell, height: size * cell }),
    ...(model.level ? [outline(model, place)] : []),
  );
  return [inner, title(model, place), caption(model, place)];
}

function fieldNodes(model, place) {
  const { cell, at } = place.square;
  const [rows, columns] = model.sets.map((sets) => sets[0]);
  const hull = hullPath(model, place);
  return [
    node("path", { class: "field-hull", d: hull }),
    node("path", { class: "outside", d: hull, fill: "url(#field-hatch)", mask: "url(#outside-mask)" }),
    node("path", { class: "on field", d: crossing(rows, columns, cell), transform: `translate(${at(0)} ${at(0)})` }),
  ];
}

function hullPath(model, place) {
  const { cell, at } = place.square;
  const { field } = model.levels[model.level];
  const [row, column] = model.hulls.map((hulls) => hulls[0][0]);
  return rectPath(at(column), at(row), field * cell, field * cell);
}

const outline = (model, place) => node("path", { class: "field-edge", d: hullPath(model, place) });

function pixelNode(model, place) {
  const { cell, at } = place.square;
  const wide = Math.max(cell, 4);
  const [row, column] = model.at.map((index) => at(index) + (cell - wide) / 2);
  return node("rect", { class: "chosen-pixel", x: column, y: row, width: wide, height: wide });
}

function title(model, place) {
  const { left, top } = place.square;
  const { size } = model.levels[0];
  const made = node("text", { class: "title input-text", x: left, y: top - 0.6 * place.em, "font-size": place.em });
  made.textContent = `Input from above, ${size} × ${size}`;
  return made;
}

function caption(model, place) {
  const { left, top, side } = place.square;
  const made = node("text", { class: "title field-text", x: left, y: top + side + 1.25 * place.em, "font-size": place.em });
  const { field } = model.levels[model.level];
  const [rows, columns] = model.sets.map((sets) => sets[0].length);
  if (model.level) {
    const all = rows === field && columns === field;
    made.textContent = all ? `field ${field} × ${field}` : `field ${field} × ${field}, sees ${rows} × ${columns}`;
  } else {
    made.setAttribute("class", "title output-text");
    const last = model.sets.map((sets) => sets.at(-1).length);
    made.textContent = `seen by ${last[0]} × ${last[1]} units on top`;
  }
  return made;
}
