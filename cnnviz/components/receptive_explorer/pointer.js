// Pointer and keys on the picture: press or drag over a strip or the square, arrows from unit to unit.

const KEYS = { ArrowLeft: "left", ArrowRight: "right", ArrowUp: "up", ArrowDown: "down", Home: "first", End: "last" };

export function listen(svg, { grab, drag, release, key }) {
  let held = null;
  const point = (event) => {
    const box = svg.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  svg.onpointerdown = (event) => {
    if (event.button) return;
    held = grab(...point(event));
    if (held) svg.setPointerCapture(event.pointerId);
  };
  svg.onpointermove = (event) => {
    if (held) drag(held, ...point(event));
  };
  svg.onpointerup = () => {
    if (held) release();
    held = null;
  };
  svg.onpointercancel = svg.onpointerup;
  svg.onkeydown = (event) => {
    const wanted = KEYS[event.key];
    if (!wanted || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    key(wanted, event.shiftKey);
  };
  svg.onkeyup = (event) => {
    if (KEYS[event.key]) release();
  };
}
