// Values to colours, and the theme's colours for what is drawn on a canvas.

const channels = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));

// The scale is piecewise linear between its points, like a CSS gradient of the same points.
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
    font: getComputedStyle(root).fontFamily,
  };
}
