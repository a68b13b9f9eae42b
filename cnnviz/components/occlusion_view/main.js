// One shared place moves the square, both maps and the bars; Python sends data and hears of a pin.

import { keepMounted } from "../shared/mounting.js";
import { createBars } from "./bars.js";
import { labelColour, probabilityColour, themeColours } from "./colours.js";
import { readMap } from "./data.js";
import { showInLegend, showLegend, showOnScale, showScale } from "./legend.js";
import { paintMap } from "./paint.js";
import { createPlace } from "./place.js";
import { listen } from "./pointer.js";
import { savePicture } from "./save.js";
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
    showPlace(root, map, place);
  };
  const moved = () => {
    show();
    speaker.say(`${at(".sentence").textContent}${place.isPinned() ? " Pinned." : ""}`);
  };
  const place = createPlace(moved, (pixel) => report(pixel));
  const paint = () => map && paintMaps(root, map, clean);
  const watcher = new ResizeObserver(paint);
  watcher.observe(root);
  clean.addEventListener("load", paint);
  for (const surface of root.querySelectorAll(".surface")) listen(surface, place, () => map.side);
  at(".save").addEventListener("click", () =>
    savePicture({ map, i: place.here(), clean, covered, theme: themeColours(root) }),
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

function showData(root, map) {
  const at = (selector) => root.querySelector(selector);
  const title = map.names[map.target];
  root.classList.toggle("present", map.present);
  for (const [image, address] of [[at("img.clean"), map.picture], [at("img.covered"), map.covered]]) {
    if (image.src !== address) image.src = address;
  }
  at(".target").textContent = title;
  const keys = "Arrow keys move the square, Enter pins it, Escape releases it.";
  const name = (surface, words) => at(surface).setAttribute("aria-label", `${words} ${keys}`);
  name(".surface.picture", "The picture with the square on it.");
  name(".surface.probability", `Map: probability of ${title}, with the square centred at each position.`);
  name(".surface.label", "Map: most probable label, with the square centred at each position.");
  showScale(root, map);
  showLegend(root, map);
}

function showPlace(root, map, place) {
  const [i, pinned] = [place.here(), place.isPinned()];
  showOnScale(root, map, i);
  showInLegend(root, map, i);
  moveSquare(root, map, i);
  root.querySelector(".sentence").textContent = sentence(map, i);
  root.querySelector(".hint").textContent = hint(pinned);
  root.classList.toggle("pinned", pinned);
}

function paintMaps(root, map, picture) {
  const theme = themeColours(root);
  const colours = {
    probability: (i) => probabilityColour(map.colours.probability, map.probability[i]),
    label: (i) => labelColour(map, map.label[i]),
  };
  for (const [kind, colourAt] of Object.entries(colours)) {
    const canvas = root.querySelector(`.surface.${kind} canvas`);
    const side = Math.round(canvas.clientWidth * window.devicePixelRatio);
    if (side === 0) return;
    // Below twice its size a photo with hard pixels would lose or double some of its rows.
    root.classList.toggle("enlarged", side >= 2 * map.side);
    canvas.width = side;
    canvas.height = side;
    paintMap(canvas.getContext("2d"), { x: 0, y: 0, side }, map, picture, colourAt, theme);
  }
}
