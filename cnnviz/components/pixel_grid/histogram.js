// How often each value occurs: one line per channel, in bins of eight values.

const NAMESPACE = "http://www.w3.org/2000/svg";
const BIN = 8;
const HEIGHT = 100;

export function drawHistogram(svg, bins, pixel) {
  const binned = Object.entries(bins).map(([channel, often]) => [channel, inBins(often)]);
  const highest = Math.max(1, ...binned.flatMap(([, heights]) => heights));
  svg.replaceChildren(
    ...binned.flatMap(([channel, heights]) => [
      line(channel, heights, highest),
      node("line", { class: `mark ${channel}`, x1: pixel[channel], x2: pixel[channel], y1: 0, y2: HEIGHT }),
    ]),
  );
}

function inBins(often) {
  const heights = new Array(256 / BIN).fill(0);
  often.forEach((count, value) => {
    heights[Math.floor(value / BIN)] += count;
  });
  return heights;
}

function line(channel, heights, highest) {
  const y = (height) => (HEIGHT * (1 - (0.97 * height) / highest)).toFixed(2);
  const steps = heights.map((height, bin) => `V${y(height)}H${(bin + 1) * BIN}`).join("");
  return node("path", { class: `line ${channel}`, d: `M0 ${HEIGHT}${steps}V${HEIGHT}` });
}

function node(name, attributes) {
  const made = document.createElementNS(NAMESPACE, name);
  for (const [word, value] of Object.entries(attributes)) made.setAttribute(word, value);
  return made;
}
