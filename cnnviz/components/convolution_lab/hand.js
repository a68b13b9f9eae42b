// Pointer and keys on the picture: paint and type on inputs and kernels, move the window over the maps.

const ARROWS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

export function listenTo(svg, stage, { press, drag, hover, release, move, type, erase, play, ends }) {
  let held = null;
  const under = (event) => {
    const box = svg.getBoundingClientRect();
    return stage.hit(event.clientX - box.left, event.clientY - box.top);
  };
  svg.onpointerdown = (event) => {
    const hit = under(event);
    if (!hit || hit.board.kind === "product" || event.button) return;
    held = hit.board;
    // The board keeps the focus that the press gives it, for the keys that follow.
    event.preventDefault();
    hit.board.root.focus({ preventScroll: true });
    press(hit.board, hit.cell);
  };
  svg.onpointermove = (event) => {
    const hit = under(event);
    if (held && hit?.board === held) drag(hit.board, hit.cell);
    else if (!held && event.pointerType === "mouse") hover(hit?.board ?? null, hit?.cell ?? null);
  };
  const done = () => {
    if (held) release();
    held = null;
  };
  svg.onpointerup = done;
  svg.onpointercancel = done;
  svg.onpointerleave = (event) => {
    done();
    if (event.pointerType === "mouse") hover(null, null);
  };
  svg.onkeydown = (event) => {
    const board = stage.boards.find(({ root }) => root === event.target);
    if (!board || event.ctrlKey || event.altKey || event.metaKey) return;
    const { key } = event;
    if (ARROWS[key]) move(board, ARROWS[key]);
    else if (key === "Home" || key === "End") ends(board, key === "End");
    else if (key === " ") play();
    else if (/^[0-9-]$/.test(key) && board.kind !== "map") type(board, key);
    else if ((key === "Backspace" || key === "Delete") && board.kind !== "map") erase(board);
    else return;
    event.preventDefault();
  };
}
