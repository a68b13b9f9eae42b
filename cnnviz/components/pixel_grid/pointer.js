// Wheel, mouse, fingers and keys on the picture, told as readings, moves and zooms.

import { ZOOM_STEP } from "./camera.js";

const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
const FAR = 10; // pixels per arrow key with Shift
const ZOOMS = { "+": ZOOM_STEP, "=": ZOOM_STEP, "-": 1 / ZOOM_STEP, 0: 0 };
const STILL_PX = 4; // a press that moves less is a click

// `spot(x, y)`: the place in the picture under a point of the canvas; `cellsPerPixel()`: how far a drag reaches.
// The rest are told: look(spot or null), choose(spot), pan(rows, columns), zoom(factor, spot) which says
// whether anything changed, step(rows, columns), released().
export function listen(canvas, { spot, cellsPerPixel, look, choose, pan, zoom, step, released }) {
  const fingers = new Map();
  let start = null;
  let moved = false;

  const under = ({ clientX, clientY }) => {
    const box = canvas.getBoundingClientRect();
    return spot(clientX - box.left, clientY - box.top);
  };

  canvas.addEventListener("pointerdown", (event) => {
    canvas.focus({ preventScroll: true });
    fingers.set(event.pointerId, event);
    canvas.setPointerCapture(event.pointerId);
    start = event;
    moved = fingers.size > 1;
  });
  canvas.addEventListener("pointermove", (event) => {
    const before = fingers.get(event.pointerId);
    if (!before) {
      look(under(event));
      return;
    }
    fingers.set(event.pointerId, event);
    if (fingers.size > 1) pinch(event, before);
    else drag(event, before);
  });

  function drag(event, before) {
    moved ||= Math.hypot(event.clientX - start.clientX, event.clientY - start.clientY) >= STILL_PX;
    if (!moved) return;
    const scale = cellsPerPixel();
    pan((before.clientY - event.clientY) * scale, (before.clientX - event.clientX) * scale);
  }

  function pinch(event, before) {
    const other = [...fingers.values()].find((each) => each.pointerId !== event.pointerId);
    const apart = (one) => Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);
    const middle = { clientX: (event.clientX + other.clientX) / 2, clientY: (event.clientY + other.clientY) / 2 };
    if (apart(before) > 0) zoom(apart(event) / apart(before), under(middle));
  }

  function lifted(event) {
    if (!fingers.delete(event.pointerId)) return;
    if (!moved && event.type === "pointerup") choose(under(event));
    moved = true; // the second finger of a pinch is no click
    if (fingers.size === 0) released();
  }
  canvas.addEventListener("pointerup", lifted);
  canvas.addEventListener("pointercancel", lifted);
  canvas.addEventListener("pointerleave", () => fingers.size === 0 && look(null));

  // Where nothing is left to zoom the wheel scrolls the page.
  canvas.addEventListener("wheel", (event) => {
    if (zoom(Math.exp(-Math.max(-200, Math.min(200, event.deltaY)) / 400), under(event))) event.preventDefault();
    released();
  }, { passive: false });

  canvas.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const [arrow, factor] = [STEPS[event.key], ZOOMS[event.key]];
    if (!arrow && factor === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    if (arrow) step(...arrow.map((one) => one * (event.shiftKey ? FAR : 1)));
    else zoom(factor, null);
    released();
  });
}
