// Parameters of three layers for the same picture, as bars on a logarithmic scale.

import { layerCounts } from "./counts.js";
import { node } from "../sliding_window/svg.js";

const DECADES = 16;
const TICKS = [
  [0, "1", "1"], [3, "thousand", "10³"], [6, "million", "10⁶"], [9, "billion", "10⁹"], [12, "trillion", "10¹²"],
  [15, "10¹⁵", "10¹⁵"],
];
const LINES = 3;
const group = (number) => number.toLocaleString("en-US");

export class BarsPicture {
  rows = [
    { name: "side", words: "Picture, side", role: "input" },
    { name: "channels", words: "Channels", role: "input" },
    { name: "filters", words: "Filters", role: "output" },
    { name: "width", words: "Kernel, side", role: "window" },
    { name: "hidden", words: "Dense units", role: "output" },
  ];

  choices = [];

  constructor(svg) {
    this.svg = svg;
  }

  hidden() {
    return [];
  }

  complete(state) {
    return state;
  }

  height(width, em) {
    return (LINES * (width < 34 * em ? 6.2 : 4.8) + 2.2) * em;
  }

  draw(state, { width, height, em }) {
    const counts = layerCounts(state);
    const narrow = width < 34 * em;
    const x = (value) => (Math.log10(value) / DECADES) * (width - 1);
    const step = (height - 2.2 * em) / LINES;
    const axis = TICKS.flatMap(([power, words, short]) => [
      node("path", { class: "tick", d: `M${x(10 ** power)} 0V${height - 1.5 * em}` }),
      node("text", { class: `tick-words ${power ? "" : "first"}`, x: x(10 ** power), y: height - 0.4 * em }, narrow ? short : words),
    ]);
    const bars = this.#layers(state).flatMap(([name, role, words], index) => {
      const top = index * step;
      const value = counts[name];
      const number = narrow ? { x: 0, y: top + 2.6 * em } : { x: width, y: top + 1.3 * em };
      return [
        node("text", { class: "layer", x: 0, y: top + 1.3 * em }, words),
        node("text", { class: `value ${narrow ? "" : "at-end"}`, ...number }, `${group(value)}`, node("tspan", { class: "unit-words" }, ` parameters, ${memory(4 * value)}`)),
        node("rect", { class: `bar ${role}`, "data-bar": name, x: 0, y: top + (narrow ? 3.1 : 1.8) * em, width: Math.max(x(value), 1), height: 1.7 * em, rx: 3 }),
      ];
    });
    this.svg.replaceChildren(...axis, ...bars);
  }

  #layers({ side, channels, filters, width, hidden }) {
    const picture = `${group(side)} × ${group(side)}`;
    return [
      ["convolution", "shared", `Convolution: ${filters} ${filters === 1 ? "filter" : "filters"} of ${width} × ${width} × ${channels}`],
      ["hidden", "full", `Dense, to ${group(hidden)} ${hidden === 1 ? "unit" : "units"}`],
      ["same", "full", `Dense, to the same map, ${picture} × ${filters}`],
    ];
  }

  sentence(state) {
    const { side, channels } = state;
    const { convolution, same } = layerCounts(state);
    return (
      `A picture of ${group(side)} × ${group(side)} × ${channels} is ${group(side * side * channels)} numbers. For the same ` +
      `map the dense layer needs ${times(same / convolution)} the parameters of the convolution.`
    );
  }

  alternative(state) {
    const counts = layerCounts(state);
    const said = this.#layers(state).map(([name, , words]) => `${words}: ${group(counts[name])} parameters.`);
    return `Bars on a logarithmic scale. ${said.join(" ")}`;
  }

  fileName({ side, channels, filters }) {
    return `parameters-${side}x${side}x${channels}-${filters}-filters`;
  }
}

const times = (ratio) => (ratio < 10 ? `${ratio.toFixed(1)} times` : `${group(Math.round(ratio))} times`);

// Bytes in powers of 1000.
function memory(bytes) {
  const names = ["bytes", "kB", "MB", "GB", "TB", "PB"];
  const power = Math.min(Math.floor(Math.log10(bytes) / 3), names.length - 1);
  const value = bytes / 1000 ** power;
  return `${power && value < 100 ? value.toPrecision(3) : group(Math.round(value))} ${names[power]}`;
}
