// What a block costs in each of its two ways. It mirrors cnnviz.maths.blocks, which is the judge: a browser
// test walks both through the same numbers.

const BYTES = 4; // of a float32

function convolution(name, kernel, from, to, groups = 1) {
  return { name, kernel: Array.isArray(kernel) ? kernel : [kernel, kernel], from, to, groups, pool: false };
}

const pooling = (maps) => ({ name: "max pool 3 × 3", kernel: [3, 3], from: maps, to: maps, groups: 1, pool: true });

const chain = (name, ...layers) => ({ name, branches: [layers] });

const BUILDERS = {
  reduction: (n) => [
    chain("direct", convolution(`${n.kernel} × ${n.kernel}`, n.kernel, n.in, n.out)),
    chain(
      "reduced",
      convolution("1 × 1 reduce", 1, n.in, n.width),
      convolution(`${n.kernel} × ${n.kernel}`, n.kernel, n.width, n.out),
    ),
  ],
  inception: (n) => {
    const ones = [convolution("1 × 1", 1, n.in, n.n1)];
    const pool = pooling(n.in);
    const naive = [ones, [convolution("3 × 3", 3, n.in, n.n3)], [convolution("5 × 5", 5, n.in, n.n5)], [pool]];
    const projected = n.projection ? [convolution("pool projection", 1, n.in, n.projection)] : [];
    const reduced = [
      ones,
      [convolution("3 × 3 reduce", 1, n.in, n.r3), convolution("3 × 3", 3, n.r3, n.n3)],
      [convolution("5 × 5 reduce", 1, n.in, n.r5), convolution("5 × 5", 5, n.r5, n.n5)],
      [pool, ...projected],
    ];
    return [{ name: "naive", branches: naive }, { name: "reduced", branches: reduced }];
  },
  resnet: (n) => [
    {
      ...chain(
        "plain",
        convolution("3 × 3, first", 3, n.maps, n.maps),
        convolution("3 × 3, second", 3, n.maps, n.maps),
      ),
      residual: true,
    },
    {
      ...chain(
        "bottleneck",
        convolution("1 × 1 reduce", 1, n.maps, n.width),
        convolution("3 × 3", 3, n.width, n.width),
        convolution("1 × 1 expand", 1, n.width, n.maps),
      ),
      residual: true,
    },
  ],
  separable: (n) => [
    chain("full", convolution(`${n.kernel} × ${n.kernel}`, n.kernel, n.in, n.out)),
    chain(
      "separable",
      convolution(`depthwise ${n.kernel} × ${n.kernel}`, n.kernel, n.in, n.in, n.in),
      convolution("pointwise 1 × 1", 1, n.in, n.out),
    ),
  ],
  asymmetric: (n) => [
    chain("square", convolution(`${n.kernel} × ${n.kernel}`, n.kernel, n.in, n.out)),
    chain(
      "pair",
      convolution(`${n.kernel} × 1`, [n.kernel, 1], n.in, n.width),
      convolution(`1 × ${n.kernel}`, [1, n.kernel], n.width, n.out),
    ),
  ],
  grouped: (n) => [
    chain("full", convolution(`${n.kernel} × ${n.kernel}`, n.kernel, n.in, n.out)),
    chain("grouped", convolution(`${n.kernel} × ${n.kernel} in groups`, n.kernel, n.in, n.out, n.groups)),
  ],
};

// Weights C_out C_in / groups K_h K_w, MACs = weights times positions; a pooling has neither.
function layerCost(layer, size) {
  const { kernel, from, to, groups, pool } = layer;
  if (from % groups || to % groups) {
    throw new Error(
      `${from} input and ${to} output channels cannot be split into ${groups} equal groups. ` +
        "Choose a number of groups that divides both.",
    );
  }
  const weights = pool ? 0 : (to * from * kernel[0] * kernel[1]) / groups;
  return { weights, biases: pool ? 0 : to, macs: weights * size * size, values: to * size * size };
}

export const MEASURES = ["macs", "parameters", "bytes"];

// The numbers of one case out of the state, without the case's name in front.
export const numbersOf = (state) =>
  Object.fromEntries(
    Object.entries(state)
      .filter(([name]) => name.startsWith(`${state.case}_`))
      .map(([name, value]) => [name.slice(state.case.length + 1), value]),
  );

// The two ways of a case: [{ name, size, from, to, branches, total }], every layer with its cost and its index
// over both ways. Throws where the channels cannot be split.
export function describe(state) {
  const { size, ...numbers } = numbersOf(state);
  let index = 0;
  return BUILDERS[state.case](numbers).map((way) => {
    const branches = way.branches.map((layers) =>
      layers.map((layer) => {
        const cost = layerCost(layer, size);
        const parameters = cost.weights + (state.bias === "with" ? cost.biases : 0);
        const made = { ...layer, ...cost, parameters, bytes: BYTES * cost.values, index };
        index += 1;
        return made;
      }),
    );
    const layers = branches.flat();
    const sum = (name) => layers.reduce((total, layer) => total + layer[name], 0);
    const total = Object.fromEntries(["weights", "biases", "values", ...MEASURES].map((name) => [name, sum(name)]));
    const to = branches.reduce((maps, branch) => maps + branch.at(-1).to, 0);
    return { ...way, branches, layers, total, size, from: branches[0][0].from, to };
  });
}
