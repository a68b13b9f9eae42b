// Pointer and keys on the three pictures, told as moves of the one shared place.

const STEPS = {
  ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1],
  Home: [0, -Infinity], End: [0, Infinity], PageUp: [-Infinity, 0], PageDown: [Infinity, 0],
};
const FAR = 5; // positions per arrow key with Shift

// `side()`: pixels along one side of the picture.
export function listen(surface, place, side) {
  let touch = false;
  const pixel = (event) => {
    const box = surface.getBoundingClientRect();
    const along = (client, start, length) => ((client - start) / length) * side();
    return { x: along(event.clientX, box.left, box.width), y: along(event.clientY, box.top, box.height) };
  };
  surface.addEventListener("pointermove", (event) => place.hover(pixel(event)));
  surface.addEventListener("pointerdown", (event) => {
    touch = event.pointerType === "touch";
    surface.focus({ preventScroll: true });
    if (touch) place.move(pixel(event));
  });
  // A finger leaves the square where it was lifted; only a mouse needs to pin it.
  surface.addEventListener("click", (event) => touch || place.press(pixel(event)));
  surface.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !answer(event, place)) return;
    event.preventDefault();
    event.stopPropagation();
  });
}

function answer(event, place) {
  const step = STEPS[event.key];
  if (step) {
    const far = event.shiftKey ? FAR : 1;
    place.step(far * step[0] || 0, far * step[1] || 0);
  } else if (event.key === "Enter" || event.key === " ") {
    place.toggle();
  } else if (event.key === "Escape" && place.isPinned()) {
    place.release();
  } else {
    return false;
  }
  return true;
}
