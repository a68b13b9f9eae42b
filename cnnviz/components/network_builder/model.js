// The list of layers, as plain data that is never changed, only replaced. A layer reads others by their ids, so that it
// keeps reading them wherever they are moved; [] stands for the layer before it. The picture has the id 0.

let lastId = 0;

export const PICTURE = 0;

export function fresh(kind, values, reads = []) {
  lastId += 1;
  return { id: lastId, kind, values, reads };
}

// Layers as Python describes them, with places instead of ids.
export function taken(described) {
  const layers = described.map(({ kind, values }) => fresh(kind, values));
  const ids = [PICTURE, ...layers.map((layer) => layer.id)];
  return layers.map((layer, index) => ({ ...layer, reads: described[index].reads.map((place) => ids[place]) }));
}

const before = (layers, index) => (index > 0 ? layers[index - 1].id : PICTURE);

// The ids that a layer reads.
export const readBy = (layers, index) => (layers[index].reads.length ? layers[index].reads : [before(layers, index)]);

export const placeOf = (layers, id) => layers.findIndex((layer) => layer.id === id) + 1;

// The text that `cnnviz.architectures.written` reads; `kinds` by letter.
export function written(layers, kinds) {
  return layers
    .map(({ kind, values, reads }) => {
      const numbers = kinds[kind].numbers.map(({ sign, usual }, at) => (values[at] === usual ? "" : sign + values[at]));
      return kind + numbers.join("") + reads.map((id) => `.${placeOf(layers, id)}`).join("");
    })
    .join("_");
}

// What no longer comes before a layer is not read by it any more; what is read anyway is not written down.
function settled(layers) {
  const seen = new Set([PICTURE]);
  return layers.map((layer, index) => {
    const kept = layer.reads.filter((id) => seen.has(id));
    seen.add(layer.id);
    const plain = kept.length === 1 && kept[0] === before(layers, index);
    const reads = plain ? [] : kept;
    return reads.length === layer.reads.length ? layer : { ...layer, reads };
  });
}

export const inserted = (layers, at, layer) => settled(layers.toSpliced(at, 0, layer));

export const replacedAt = (layers, at, change) => settled(layers.with(at, { ...layers[at], ...change }));

export function moved(layers, from, to) {
  const rest = [...layers];
  const [layer] = rest.splice(from, 1);
  rest.splice(to, 0, layer);
  return settled(rest);
}

// Whoever read the layer reads what it read.
export function removed(layers, at) {
  const gone = layers[at];
  const [source] = readBy(layers, at);
  const rest = layers.flatMap((layer, index) => {
    if (index === at) return [];
    if (index === at + 1 && !layer.reads.length && source !== before(layers, at)) return [{ ...layer, reads: [source] }];
    return [{ ...layer, reads: layer.reads.map((id) => (id === gone.id ? source : id)) }];
  });
  return settled(rest);
}

// Layers in front of `end` that nobody reads.
export function looseEnds(layers, end) {
  const read = new Set(layers.flatMap((_, index) => readBy(layers, index)));
  return layers.slice(0, end).filter((layer, index) => index < end - 1 && !read.has(layer.id)).map((layer) => layer.id);
}

// What a sum or a concatenation at `at` should read: the layer before it and the loose ends, or else the nearest one
// that fits. `shapes` by place; shapes of layers that break are empty.
export function joining(layers, at, kind, shapes) {
  const last = before(layers, at);
  const ends = looseEnds(layers, at);
  if (ends.length) return [...ends, last];
  const wanted = shapes[at] ?? [];
  const fits = (shape) => shape?.length === wanted.length && shape.every((size, axis) => (kind === "j" && axis === 0) || size === wanted[axis]);
  for (let place = at - 1; place >= 0; place -= 1) {
    if (fits(shapes[place])) return [place ? layers[place - 1].id : PICTURE, last];
  }
  return [last, last];
}
