// Rows under the hand: pressed, dragged by their number, moved by keys.

const FAR = 5; // px: less is a press

export function listenToRows(list, { choose, move, remove, step, undo }) {
  let held = null;
  const rows = () => [...list.querySelectorAll(".layer")];
  const under = (y) => {
    const found = rows().findIndex((row) => y < row.getBoundingClientRect().bottom);
    return Math.max(1, found < 0 ? rows().length - 1 : found);
  };
  const mark = (place) => rows().forEach((row, at) => {
    row.classList.toggle("target-above", held?.moving === true && at === place && place < held.place);
    row.classList.toggle("target-below", held?.moving === true && at === place && place > held.place);
  });
  list.addEventListener("pointerdown", (event) => {
    const row = event.target.closest(".layer");
    if (!row || event.button) return;
    const place = Number(row.dataset.place);
    if (place && event.target.closest(".pad")) {
      held = { place, y: event.clientY, moving: false };
      list.setPointerCapture(event.pointerId);
      event.preventDefault();
      list.focus({ preventScroll: true });
    } else choose(place);
  });
  list.addEventListener("pointermove", (event) => {
    if (!held) return;
    held.moving ||= Math.abs(event.clientY - held.y) > FAR;
    if (held.moving) mark(under(event.clientY));
  });
  const release = (event) => {
    if (!held) return;
    const { place, moving } = held;
    const target = under(event.clientY);
    held = null;
    mark(-1);
    if (event.type === "pointercancel") return;
    if (moving) move(place, target);
    else choose(place);
  };
  list.addEventListener("pointerup", release);
  list.addEventListener("pointercancel", release);
  list.addEventListener("keydown", (event) => {
    const way = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    let taken = true;
    if (way) step(way, event.altKey);
    else if (event.key === "Home" || event.key === "End") step(event.key === "Home" ? -Infinity : Infinity, false);
    else if (event.key === "Delete" || event.key === "Backspace") remove();
    else if (event.key === "z" && (event.ctrlKey || event.metaKey)) undo();
    else taken = false;
    if (taken) event.preventDefault();
    if (taken) event.stopPropagation();
  });
}
