// Values to colours, and the theme's colours for what is drawn on a canvas.

const channels = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));

// The scale is piecewise linear between its points, like a CSS gradient of the same points; `p` is a share of it, 0 to 1.
export function probabilityColour(points, p) {
  const at = Math.min(Math.max(p, 0), 1) * (points.length - 1);
  const below = Math.min(Math.floor(at), points.length - 2);
  const low = channels(points[below]);
  const high = channels(points[below + 1]);
  const mixed = low.map((value, i) => Math.round(value + (at - below) * (high[i] - value)));
  return `rgb(${mixed.join(", ")})`;
}

// A name's place decides its colour, so that colours stay as they are while the map grows.
export function hasOwnColour(map, name) {
  return name < map.colours.labels.length && map.occurs.has(name);
}

export function labelColour(map, name) {
  return hasOwnColour(map, name) ? map.colours.labels[name] : map.colours.other;
}

// For each map that is drawn in cells, the colour of a position.
export function colourings(map) {
  const colours = {
    probability: (i) => probabilityColour(map.colours.probability, map.probability[i]),
    label: (i) => labelColour(map, map.label[i]),
  };
  if (map.activation !== null) {
    const { points, values, shareOf } = map.activation;
    colours.activation = (i) => probabilityColour(points, shareOf(values[i]));
  }
  return colours;
}

// Custom properties hold light-dark(...): only a used colour is resolved to one a canvas understands.
export function themeColours(root) {
  const probe = root.querySelector(".probe");
  const resolve = (value) => {
    probe.style.color = value;
    return getComputedStyle(probe).color;
  };
  return {
    ground: resolve("var(--st-background-color)"),
    panel: resolve("var(--st-secondary-background-color)"),
    text: resolve("var(--st-text-color)"),
    hatch: resolve("var(--cv-padding)"),
    square: resolve("var(--cv-window)"),
    dot: resolve("var(--cv-output)"),
    font: getComputedStyle(root).fontFamily,
  };
}
