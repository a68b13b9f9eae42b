// Pointer and keys on the picture. Over the output: the window goes there. Over the input: who uses this cell.

const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
const INTO = { Home: "first", End: "last" };

export function listen(svg, { scene, walkSide, stand, look, leave, released, key }) {
  let touching = false;
  const under = (event) => {
    const box = svg.getBoundingClientRect();
    return scene.cellAt(event.clientX - box.left, event.clientY - box.top);
  };
  const follow = (event, pressed) => {
    const hit = under(event);
    if (hit?.side === walkSide()) stand(hit.cell, pressed);
    else if (hit?.side === "left") look(hit.cell);
    else leave();
  };
  svg.onpointerdown = (event) => {
    touching = true;
    follow(event, true);
  };
  svg.onpointermove = (event) => {
    if (touching || event.pointerType === "mouse") follow(event, touching);
  };
  svg.onpointerup = () => {
    if (touching) released();
    touching = false;
  };
  svg.onpointerleave = () => {
    touching = false;
    leave();
  };
  svg.onpointercancel = svg.onpointerleave;
  svg.onkeydown = (event) => {
    const step = STEPS[event.key];
    const wanted = step || INTO[event.key] || { " ": "play", Escape: "leave" }[event.key];
    if (!wanted || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    key(wanted, event.shiftKey);
  };
}
