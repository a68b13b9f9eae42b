// A hand in the page, for the benchmark of the components: it moves one control again and again and takes the time.
// Given: { key, action, target, values, turns }. `key` is the selector around the component, `target` one inside it.
async ({ key, action, target, values, turns }) => {
  const root = document.querySelector(`${key} [data-testid=stBidiComponentIsolated]`).shadowRoot;
  const hand = root.querySelector(target);
  const picture = hand.closest("svg.picture, canvas");
  const pause = () => new Promise((done) => setTimeout(done, 5 + 25 * Math.random()));
  // A press is sent at once: wait until its answer is on the page, else the next one would be timed together with it.
  const app = document.querySelector("[data-testid=stApp]");
  const running = () => app.dataset.testScriptState === "running";
  const answered = async () => {
    const until = async (done, most) => {
      for (const start = performance.now(); !done() && performance.now() - start < most;) await pause();
    };
    await until(running, 300);
    await until(() => !running(), 5000);
    await new Promise((done) => setTimeout(done, 150));
  };
  const painted = () => new Promise((done) => requestAnimationFrame(() => {
    const after = new MessageChannel();
    after.port1.onmessage = done;
    after.port2.postMessage(0);
  }));
  // A way over the target that comes near all of it, whole only after many turns.
  const box = hand.getBoundingClientRect();
  const place = (turn) => {
    const along = (part, length) => length * (0.5 + 0.47 * Math.sin(part));
    return [box.left + along(0.37 * turn, box.width), box.top + along(0.61 * turn, box.height)];
  };
  const pointer = (kind, turn) => {
    const [clientX, clientY] = place(turn);
    const buttons = action === "drag" ? 1 : 0;
    const event = { clientX, clientY, buttons, pointerId: 1, pointerType: "mouse", bubbles: true, composed: true };
    const caught = action === "drag" && kind !== "pointerdown"; // by the picture, which caught the pointer
    const under = caught ? picture : root.elementFromPoint(clientX, clientY);
    (under ?? hand).dispatchEvent(new PointerEvent(kind, event));
  };
  const moves = {
    slide: (turn) => {
      hand.value = values[turn % values.length];
      hand.dispatchEvent(new Event("input", { bubbles: true }));
    },
    point: (turn) => pointer("pointermove", turn),
    drag: (turn) => pointer("pointermove", turn),
    press: () => hand.click(),
    wheel: (turn) => {
      const [clientX, clientY] = place(0);
      const deltaY = turn % 20 < 10 ? -120 : 120;
      hand.dispatchEvent(new WheelEvent("wheel", { clientX, clientY, deltaY, bubbles: true, cancelable: true }));
    },
  };
  HTMLElement.prototype.setPointerCapture = () => {}; // there is no such pointer to capture
  SVGElement.prototype.setPointerCapture = () => {};
  if (action === "drag") pointer("pointerdown", 0);
  const [times, script] = [[], []];
  for (let turn = 1; turn <= turns; turn += 1) {
    await pause();
    const start = performance.now();
    moves[action](turn);
    script.push(performance.now() - start);
    await painted();
    times.push(performance.now() - start);
    if (action === "press") await answered();
  }
  if (action === "drag") pointer("pointerup", turns);
  return { times, script };
}
