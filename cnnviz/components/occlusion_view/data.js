// The message from Python as something that can be asked: what is known at position i?

const TOP = 5;
const UNITS = 10000;

export function readMap(data) {
  const top = unpack(data.top);
  const columns = data.columns.length;
  const known = data.probability.map((p) => p !== null);
  const counts = countLabels(data.label);
  const occurs = new Set(counts.map(([label]) => label));
  return {
    ...data, top, known, nearest: nearestKnown(known, columns), counts, occurs, activation: readActivation(data),
  };
}

// The watched map with its scale: from 0, or symmetric around 0 where a sum can be negative, up to the largest value.
function readActivation({ activation, colours }) {
  if (activation === null) return null;
  const there = [activation.clean, ...activation.values.filter((value) => value !== null)];
  const [least, most] = [Math.min(0, ...there), Math.max(...there.map(Math.abs), 1e-9)];
  const low = least < 0 ? -most : 0;
  const points = least < 0 ? colours.signed : colours.activation;
  return { ...activation, points, low, high: most, shareOf: (value) => (value - low) / (most - low) };
}

function unpack(text) {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const view = new DataView(bytes.buffer);
  return Array.from({ length: bytes.length / 2 }, (_, i) => view.getInt16(2 * i, true));
}

// The best labels at a position, best first; none where it is not computed yet.
export function topAt(map, i) {
  const pairs = [];
  for (let k = 0; k < TOP; k += 1) {
    const name = map.top[2 * (TOP * i + k)];
    if (name >= 0) pairs.push({ name, probability: map.top[2 * (TOP * i + k) + 1] / UNITS });
  }
  return pairs;
}

// [label, positions] with the most frequent first; equal ones in the order of the names.
function countLabels(labels) {
  const counts = new Map();
  for (const label of labels) if (label !== null) counts.set(label, (counts.get(label) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
}

export function lowest(map) {
  let best = null;
  map.probability.forEach((p, i) => {
    if (p !== null && (best === null || p < map.probability[best])) best = i;
  });
  return best;
}

// For every position the nearest one that is computed (steps along rows and columns), or -1.
function nearestKnown(known, columns) {
  const nearest = known.map((yes, i) => (yes ? i : -1));
  const queue = [...known.keys()].filter((i) => known[i]);
  for (let head = 0; head < queue.length; head += 1) {
    const i = queue[head];
    const column = i % columns;
    const around = [i - columns, i + columns];
    if (column > 0) around.push(i - 1);
    if (column < columns - 1) around.push(i + 1);
    for (const j of around) {
      if (nearest[j] === -1) {
        nearest[j] = nearest[i];
        queue.push(j);
      }
    }
  }
  return nearest;
}
