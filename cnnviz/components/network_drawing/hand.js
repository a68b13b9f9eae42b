// Mouse, fingers, wheel and keys on the drawing.

const STILL_PX = 4; // a press that moves less is a click
const ZOOM_KEYS = { "+": 1.5, "=": 1.5, "-": 1 / 1.5 };
const STEPS = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 };

// Told: look(element or null), choose(element), pan(px), zoom(factor, x) which says whether anything changed,
// step(by), all(), leave(), open().
export function listenTo(svg, { look, choose, pan, zoom, step, all, leave, open }) {
  const fingers = new Map();
  let start = null;
  let moved = false;
  const local = ({ clientX }) => clientX - svg.getBoundingClientRect().left;

  svg.addEventListener("pointerdown", (event) => {
    fingers.set(event.pointerId, event);
    start = event;
    moved = fingers.size > 1;
  });
  svg.addEventListener("pointermove", (event) => {
    const before = fingers.get(event.pointerId);
    if (!before) return look(event.target);
    fingers.set(event.pointerId, event);
    if (fingers.size > 1) {
      const other = [...fingers.values()].find((each) => each.pointerId !== event.pointerId);
      const apart = (one) => Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);
      if (apart(before) > 0) zoom(apart(event) / apart(before), (local(event) + local(other)) / 2);
      return undefined;
    }
    if (!moved && Math.abs(event.clientX - start.clientX) >= STILL_PX) {
      moved = true;
      svg.setPointerCapture(event.pointerId); // only now: a click keeps its target
      svg.classList.add("in-hand");
    }
    if (moved) pan(before.clientX - event.clientX);
    return undefined;
  });
  function lifted(event) {
    if (!fingers.delete(event.pointerId)) return;
    svg.classList.remove("in-hand");
    if (!moved && event.type === "pointerup") choose(event.target);
    moved = true;
  }
  svg.addEventListener("pointerup", lifted);
  svg.addEventListener("pointercancel", lifted);
  svg.addEventListener("pointerleave", () => fingers.size === 0 && look(null));
  svg.addEventListener("wheel", (event) => {
    if (Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
      pan(event.deltaX);
      event.preventDefault();
    } else if (zoom(Math.exp(-Math.max(-200, Math.min(200, event.deltaY)) / 300), local(event))) event.preventDefault();
  }, { passive: false });
  svg.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { width } = svg.getBoundingClientRect();
    if (STEPS[event.key]) step(STEPS[event.key]);
    else if (event.key === "Home" || event.key === "End") step(event.key === "Home" ? -1e6 : 1e6);
    else if (ZOOM_KEYS[event.key]) zoom(ZOOM_KEYS[event.key], width / 2);
    else if (event.key === "0") all();
    else if (event.key === "Escape") leave();
    else if (event.key === "Enter" || event.key === " ") open();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
}
