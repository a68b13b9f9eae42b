// Panels (b) and (d) against each other: one dot per position. Pointing at a dot moves the occluder there.

import { centreOf } from "./cells.js";
import { probabilityColour, themeColours } from "./colours.js";
import { amount } from "./words.js";

const EDGE = { left: 2.9, right: 0.7, top: 0.6, bottom: 2.6 }; // around the box, in ems of its own small letters
const LETTERS = 0.8; // of the letters around
const REACH = 24; // pixels between pointer and dot, at most

export function createCloud(root, place) {
  const box = root.querySelector(".cloud");
  const canvas = box.querySelector("canvas");
  const inside = () => {
    const em = LETTERS * parseFloat(getComputedStyle(root).fontSize);
    const [width, height] = [box.clientWidth, box.clientHeight];
    return {
      em, width, height,
      left: EDGE.left * em, right: width - EDGE.right * em, top: EDGE.top * em, bottom: height - EDGE.bottom * em,
    };
  };
  let dots = [];
  let known = null;
  let painted = null;

  function paint(map, i) {
    root.querySelector(".both").hidden = map.activation === null;
    root.querySelector(".relation").textContent = map.relation;
    if (map.activation === null || box.clientWidth === 0) return;
    known = map;
    const frame = inside();
    dots = placed(map, frame);
    painted = drawnOnce(root, map, frame, dots);
    show(map, i);
  }

  function show(map, i) {
    if (map.activation === null || painted === null || map !== known) return;
    canvas.width = painted.width;
    canvas.height = painted.height;
    const context = canvas.getContext("2d");
    context.drawImage(painted, 0, 0);
    if (i === null || dots[i] === null) return;
    context.scale(window.devicePixelRatio, window.devicePixelRatio);
    mark(context, dots[i], probabilityColour(map.colours.probability, map.probability[i]));
  }

  box.addEventListener("pointermove", (event) => {
    const edge = box.getBoundingClientRect();
    const i = nearest(dots, event.clientX - edge.left, event.clientY - edge.top);
    if (i !== null) place.hover(centreOf(known, i));
  });
  return { paint, show };
}

// Where each position's dot is in a box of that size; null where it is not computed yet.
function placed(map, { left, right, top, bottom }) {
  const { values } = map.activation;
  const [wide, high] = [right - left, bottom - top];
  const [across, up] = rangesOf(map);
  return map.known.map((yes, i) =>
    yes ? { x: left + wide * across.shareOf(values[i]), y: top + high * (1 - up.shareOf(map.probability[i])) } : null,
  );
}

// From the least value to the largest, the clean one among them, with a margin: the cloud fills its box.
function rangesOf(map) {
  const span = (values, clean) => {
    const there = [clean, ...values.filter((value) => value !== null)];
    const [least, most] = [Math.min(...there), Math.max(...there)];
    const margin = 0.06 * (most - least) + 1e-9;
    return { least, most, shareOf: (value) => (value - least + margin) / (most - least + 2 * margin) };
  };
  return [span(map.activation.values, map.activation.clean), span(map.probability, map.clean[map.target])];
}

function drawnOnce(root, map, frame, dots) {
  const theme = themeColours(root);
  const page = document.createElement("canvas");
  const ratio = window.devicePixelRatio;
  page.width = Math.round(frame.width * ratio);
  page.height = Math.round(frame.height * ratio);
  const context = page.getContext("2d");
  context.scale(ratio, ratio);
  drawAxes(context, map, frame, theme);
  context.fillStyle = theme.dot;
  context.globalAlpha = Math.max(0.25, Math.min(0.8, 60 / dots.length));
  for (const dot of dots) {
    if (dot === null) continue;
    context.beginPath();
    context.arc(dot.x, dot.y, 2.6, 0, 2 * Math.PI);
    context.fill();
  }
  return page;
}

function drawAxes(context, map, { em, left, right, top, bottom }, theme) {
  const [across, up] = rangesOf(map);
  context.strokeStyle = theme.text;
  context.globalAlpha = 0.5;
  context.strokeRect(left, top, right - left, bottom - top);
  context.setLineDash([3, 3]);
  const x = left + (right - left) * across.shareOf(map.activation.clean);
  const y = top + (bottom - top) * (1 - up.shareOf(map.clean[map.target]));
  context.beginPath();
  context.moveTo(x, top);
  context.lineTo(x, bottom);
  context.moveTo(left, y);
  context.lineTo(right, y);
  context.stroke();
  context.setLineDash([]);
  context.globalAlpha = 1;
  context.fillStyle = theme.text;
  context.font = `${em}px ${theme.font}`;
  context.textBaseline = "middle";
  context.textAlign = "right";
  context.fillText(shortPercent(up.most), left - 0.4 * em, top + 0.5 * em);
  context.fillText(shortPercent(up.least), left - 0.4 * em, bottom - 0.4 * em);
  context.textAlign = "left";
  context.fillText(amount(across.least), left, bottom + 0.8 * em);
  context.textAlign = "center";
  context.fillText("b: sum of the map", (left + right) / 2, bottom + 1.9 * em);
  context.textAlign = "right";
  context.fillText(amount(across.most), right, bottom + 0.8 * em);
  context.save();
  context.translate(0.7 * em, (top + bottom) / 2);
  context.rotate(-Math.PI / 2);
  context.textAlign = "center";
  context.fillText("d: probability", 0, 0);
  context.restore();
}

const shortPercent = (p) => `${(100 * p).toFixed(p < 0.095 ? 1 : 0)}%`;

function mark(context, dot, colour) {
  context.beginPath();
  context.arc(dot.x, dot.y, 5.5, 0, 2 * Math.PI);
  context.fillStyle = colour;
  context.fill();
  context.lineWidth = 3.5;
  context.strokeStyle = "#000";
  context.stroke();
  context.lineWidth = 2;
  context.strokeStyle = "#fff";
  context.stroke();
}

function nearest(dots, x, y) {
  let [best, least] = [null, REACH ** 2];
  dots.forEach((dot, i) => {
    const far = dot === null ? Infinity : (dot.x - x) ** 2 + (dot.y - y) ** 2;
    if (far < least) [best, least] = [i, far];
  });
  return best;
}
