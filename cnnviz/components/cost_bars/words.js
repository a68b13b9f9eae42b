// Numbers and sentences of the picture.

export const grouped = (number) => number.toLocaleString("en-US");

// Bytes in the unit that reads best, in powers of 1000.
export function bytesWords(count) {
  if (count < 1000) return `${count} bytes`;
  if (count < 1e6) return `${(count / 1e3).toFixed(1)} kB`;
  return `${grouped(Number((count / 1e6).toFixed(2)))} MB`;
}

export const shape = (size, maps) => `${size} × ${size} × ${maps}`;

const digits = (number) => Number(number.toPrecision(3)).toString();

// How the second way compares with the first, in a few words.
export function ratioWords(first, second, [less, more]) {
  if (first === second) return "the same";
  return first > second ? `${digits(first / second)} times ${less}` : `${digits(second / first)} times as ${more}`;
}

export function verdict(ways) {
  const [first, second] = ways.map((way) => way.total.macs);
  const compared = ratioWords(first, second, ["fewer MACs", "many MACs"]).replace("the same", "the same MACs");
  const words = `${ways[1].name} against ${ways[0].name}: ${compared}`;
  return words[0].toUpperCase() + words.slice(1);
}

// One layer's cost written out, as pieces of text with the roles that colour them.
export function product(layer, size, way, state) {
  const part = way.total.macs ? (100 * layer.macs) / way.total.macs : 0;
  const head = [[`${way.name}, ${layer.name}: `]];
  if (layer.pool) {
    return [...head, ["a pooling has no weights and no MACs; it keeps "], [grouped(layer.values), "output"],
      [` values, ${bytesWords(layer.bytes)}.`]];
  }
  const perGroup = layer.from / layer.groups;
  const biases = state.bias === "with" ? ` + ${layer.biases} biases` : "";
  return [
    ...head,
    [layer.kernel.join("·"), "window"], ["·"], [String(perGroup), "input"], ["·"], [String(layer.to), "output"],
    [` = ${grouped(layer.weights)} weights${biases}; at `], [`${size}·${size}`, "output"],
    [` positions ${grouped(layer.macs)} MACs, ${digits(part)} % of this way. `],
    [`Its output: ${grouped(layer.values)} values, ${bytesWords(layer.bytes)}.`],
  ];
}

export function alternative(ways) {
  const each = ways.map(
    (way) =>
      `${way.name}: ${way.layers.map((layer) => `${layer.name} from ${layer.from} to ${layer.to} maps`).join(", ")}; ` +
      `${grouped(way.total.macs)} MACs, ${grouped(way.total.parameters)} parameters, ` +
      `${bytesWords(way.total.bytes)} of activations`,
  );
  return `${each.join(". ")}. Arrow keys walk through the layers; Enter holds one; Escape leaves.`;
}
