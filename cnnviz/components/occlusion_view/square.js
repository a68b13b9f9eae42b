// The occluder on the picture, its outline on the maps, and the cell that stands for it.

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
  root.querySelector("img.covered").style.clipPath = clipOf(map, top, left, share);
}

// What is seen of the covered picture. Of a circle's radius the percentage is that of the picture's side.
function clipOf(map, top, left, share) {
  const half = map.size / 2;
  if (map.shape === "disc") return `circle(${share(half)} at ${share(left + half)} ${share(top + half)})`;
  const inset = [top, map.side - left - map.size, map.side - top - map.size, left];
  return `inset(${inset.map(share).join(" ")})`;
}
