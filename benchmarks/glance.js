// In the page of lesson C1: wait until what is asked for next is painted. Given { key, layer, photo }: the selector around
// the component, and what it then shows. Answers with the milliseconds from the learner's last press to that frame.
({ key, layer, photo }) => {
  const widget = document.querySelector(`${key} [data-testid=stBidiComponentIsolated]`).cnnviz.widget;
  const before = widget.data.stamp;
  let pressed = null;
  const note = (event) => { pressed = event.timeStamp; };
  for (const kind of ["click", "keydown"]) document.addEventListener(kind, note, true);
  const there = () => {
    const { chosen, unit, stamp } = widget.data;
    const drawn = unit && widget.plane.chosen === chosen && unit.map === chosen.map && unit.layer === chosen.layer;
    return pressed !== null && drawn && (photo ? stamp !== before : chosen.layer === layer);
  };
  const painted = () => new Promise((done) => {
    const after = new MessageChannel();
    after.port1.onmessage = done;
    after.port2.postMessage(0);
  });
  window.answered = new Promise((done) => {
    const look = async () => {
      if (!there()) return requestAnimationFrame(look);
      await painted();
      for (const kind of ["click", "keydown"]) document.removeEventListener(kind, note, true);
      return done(performance.now() - pressed);
    };
    requestAnimationFrame(look);
  });
}
