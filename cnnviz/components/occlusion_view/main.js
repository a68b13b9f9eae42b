// One shared place moves the occluder, all maps, the cloud and the bars; Python sends data and hears of a pin.

import { keepMounted } from "../shared/mounting.js";
import { createBars } from "./bars.js";
import { createCloud } from "./cloud.js";
import { colourings, themeColours } from "./colours.js";
import { readMap } from "./data.js";
import { showInLegend, showLegend } from "./legend.js";
import { paintMap } from "./paint.js";
import { createPlace } from "./place.js";
import { listen } from "./pointer.js";
import { showProjection } from "./projection.js";
import { savePicture } from "./save.js";
import { showOnScales, showScales } from "./scales.js";
import { createSpeaker } from "./speaker.js";
import { moveSquare } from "./square.js";
import { hint, sentence } from "./words.js";

export default function mount(component) {
  return keepMounted(component, ".occlusion", createView);
}

function createView(root) {
  const at = (selector) => root.querySelector(selector);
  const [clean, covered] = [at("img.clean"), at("img.covered")];
  const showBars = createBars(at(".bars"));
  const speaker = createSpeaker(at(".announce"));
  let report = () => {};
  let map = null;
  let revision = null;

  const show = () => {
    showBars(map, place.here());
    cloud.show(map, place.here());
    showPlace(root, map, place);
  };
  const moved = () => {
    show();
    speaker.say(`${at(".sentence").textContent}${place.isPinned() ? " Pinned." : ""}`);
  };
  const place = createPlace(moved, (pixel) => report(pixel));
  const cloud = createCloud(root, place);
  const paint = () => {
    if (map === null) return;
    paintMaps(root, map, clean);
    cloud.paint(map, place.here());
  };
  const watcher = new ResizeObserver(paint);
  watcher.observe(root);
  clean.addEventListener("load", paint);
  for (const surface of root.querySelectorAll(".surface")) listen(surface, place, () => map.side);
  at(".save").addEventListener("click", () =>
    savePicture({ map, i: place.here(), clean, covered, signal: at("img.signal"), theme: themeColours(root) }),
  );

  function update(data, send) {
    report = (pixel) => send("pin", pixel && [Math.round(pixel.x), Math.round(pixel.y)]);
    const finished = map?.progress.state === "running" && data.progress.state === "done";
    map = readMap(data);
    place.learn(map);
    if (data.revision !== revision) {
      revision = data.revision;
      place.adopt(data.pin && { x: data.pin[0], y: data.pin[1] });
    }
    showData(root, map);
    paint();
    show();
    if (finished) speaker.say("The map is complete.");
  }

  function destroy() {
    speaker.hush();
    watcher.disconnect();
  }

  return { update, destroy };
}

const KEYS = "Arrow keys move the occluder, Enter pins it, Escape releases it.";

function showData(root, map) {
  const at = (selector) => root.querySelector(selector);
  const title = map.names[map.target];
  root.classList.toggle("present", map.present);
  root.classList.toggle("disc", map.shape === "disc");
  for (const [image, address] of [[at("img.clean"), map.picture], [at("img.covered"), map.covered]]) {
    if (image.src !== address) image.src = address;
  }
  at(".target").textContent = title;
  for (const word of root.querySelectorAll(".occluder")) word.textContent = map.shape;
  const watched = map.activation?.title ?? "no layer is watched";
  at(".watched").textContent = watched;
  at(".sum-of").hidden = map.activation === null;
  const spoken = {
    picture: "The picture with the occluder on it.",
    activation: `Map: sum of ${watched}, with the occluder centred at each position.`,
    projection: "The strongest unit of that map, projected to the pixels.",
    probability: `Map: probability of ${title}, with the occluder centred at each position.`,
    label: "Map: most probable label, with the occluder centred at each position.",
  };
  for (const [kind, words] of Object.entries(spoken)) at(`.surface.${kind}`).setAttribute("aria-label", `${words} ${KEYS}`);
  showScales(root, map);
  showLegend(root, map);
  showProjection(root, map);
}

function showPlace(root, map, place) {
  const [i, pinned] = [place.here(), place.isPinned()];
  showOnScales(root, map, i);
  showInLegend(root, map, i);
  moveSquare(root, map, i);
  root.querySelector(".sentence").textContent = sentence(map, i);
  root.querySelector(".hint").textContent = hint(pinned);
  root.classList.toggle("pinned", pinned);
}

function paintMaps(root, map, picture) {
  const theme = themeColours(root);
  const colours = colourings(map);
  for (const kind of ["activation", "probability", "label"]) {
    const canvas = root.querySelector(`.surface.${kind} canvas`);
    const side = Math.round(canvas.clientWidth * window.devicePixelRatio);
    if (side === 0) return;
    // Below twice its size a photo with hard pixels would lose or double some of its rows.
    root.classList.toggle("enlarged", side >= 2 * map.side);
    canvas.width = side;
    canvas.height = side;
    const shown = kind in colours ? map : { ...map, known: map.known.map(() => false), nearest: map.known.map(() => -1) };
    paintMap(canvas.getContext("2d"), { x: 0, y: 0, side }, shown, picture, colours[kind], theme);
  }
}
