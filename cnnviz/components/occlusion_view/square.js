// The square on the picture, its outline on the maps, and the cell that stands for it.

import { borders } from "./cells.js";

export function moveSquare(root, map, i) {
  root.classList.toggle("nowhere", i === null);
  if (i === null) return;
  const row = Math.floor(i / map.columns.length);
  const column = i % map.columns.length;
  const [top, left] = [map.rows[row], map.columns[column]];
  const share = (pixels) => `${(100 * pixels) / map.side}%`;
  const lay = (elements, x, y, width, height) => {
    for (const element of elements) {
      Object.assign(element.style, { left: share(x), top: share(y), width: share(width), height: share(height) });
    }
  };
  lay(root.querySelectorAll(".square"), left, top, map.size, map.size);
  const [above, below] = borders(map.rows, map.size, map.side).slice(row);
  const [before, after] = borders(map.columns, map.size, map.side).slice(column);
  lay(root.querySelectorAll(".cell"), before, above, after - before, below - above);
  const inset = [top, map.side - left - map.size, map.side - top - map.size, left];
  root.querySelector("img.covered").style.clipPath = `inset(${inset.map(share).join(" ")})`;
}
