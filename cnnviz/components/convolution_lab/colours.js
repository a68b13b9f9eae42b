// A value's colour: brightness for pictures, blue-white-red around zero for everything signed.

const bytes = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
const mixed = (one, other, part) => one.map((value, at) => Math.round(value + (other[at] - value) * part));

function painted(rgb) {
  const light = (0.299 * rgb[0] + 0.587 * rgb[1] + 0.114 * rgb[2]) / 255;
  return { ground: `rgb(${rgb.join(" ")})`, ink: light > 0.53 ? "#111418" : "#ffffff" };
}

// `steps`: the palette's signed scale; `most`: the absolute value at its ends.
export function signedColour(steps, most) {
  const stops = steps.map(bytes);
  return (value) => {
    const place = most ? ((value / most + 1) / 2) * (stops.length - 1) : (stops.length - 1) / 2;
    const at = Math.min(stops.length - 2, Math.max(0, Math.floor(place)));
    return painted(mixed(stops[at], stops[at + 1], Math.min(1, Math.max(0, place - at))));
  };
}

// Black to white, or black to the channel's own colour where there are three.
export function brightness(most, channel, channels) {
  const ends = [[255, 92, 92], [94, 226, 120], [110, 150, 255]];
  const end = channels === 3 ? ends[channel] : [250, 250, 250];
  return (value) => painted(mixed([22, 24, 28], end, Math.min(1, Math.max(0, value / (most || 1)))));
}

export const largest = (values) => Math.max(0, ...values.flat(9).map(Math.abs));
