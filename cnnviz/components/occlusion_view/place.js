// The one position that all pictures share: where it is, whether it is pinned, how it moves.

import { centreOf, positionAt, stepped } from "./cells.js";
import { lowest } from "./data.js";

// `changed()` is called after every move, pin and release that somebody made, `pinnedAt(pixel)` after a pin
// with its centre and after a release with null.
export function createPlace(changed, pinnedAt) {
  let map = null;
  let spot = null; // the square's centre in pixels, kept when the grid changes; null: nobody moved it yet
  let pinned = false;

  const here = () => (spot === null ? lowest(map) : positionAt(map, spot));

  function move(pixel) {
    const before = here();
    spot = pixel;
    if (here() !== before) changed();
  }

  function pin(yes) {
    if (yes && spot === null && here() !== null) spot = centreOf(map, here());
    pinned = yes;
    changed();
    pinnedAt(yes && here() !== null ? centreOf(map, here()) : null);
  }

  // A place that comes from a link.
  function adopt(pixel) {
    if (pixel !== null) spot = pixel;
    pinned = pixel !== null;
  }

  function press(pixel) {
    const again = pinned && positionAt(map, pixel) === here();
    move(pixel);
    pin(!again);
  }

  function step(rows, columns) {
    if (here() !== null) move(centreOf(map, stepped(map, here(), rows, columns)));
  }

  function learn(next) {
    if (map !== null && map.picture !== next.picture) {
      spot = null;
      pinned = false;
    }
    map = next;
  }

  return {
    adopt, here, learn, move, press, step,
    isPinned: () => pinned,
    hover: (pixel) => pinned || move(pixel),
    toggle: () => pin(!pinned),
    release: () => pin(false),
  };
}
