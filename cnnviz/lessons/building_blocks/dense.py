"""DenseNet: every layer reads all maps before it; growth rate, bottleneck, compression."""

from cnnviz.architectures import Network, Sketch
from cnnviz.architectures.densenet import BLOCKS
from cnnviz.architectures.layers import average_pool, conv
from cnnviz.architectures.simple import Activation, Concat
from cnnviz.lessons.building_blocks.case import Case, Colour, Number, Values, with_commas

MOST_LAYERS = 12


def maps_at(values: Values, layer: int) -> int:
    """Maps that a layer reads, counted from 1: m_0 + k (l - 1).

    >>> maps_at({"in": 64, "k": 32}, 6)
    224
    """
    return values["in"] + values["k"] * (layer - 1)


def kept(values: Values) -> int:
    """Maps after the transition: a share of all that the block gives, rounded down, at least one."""
    return max(1, maps_at(values, values["layers"] + 1) * values["keep"] // 100)


def _build(values: Values) -> tuple[Network, Network]:
    return _net(values, neck=0, out=maps_at(values, values["layers"] + 1)), _net(
        values, neck=values["neck"] * values["k"], out=kept(values)
    )


def _net(values: Values, *, neck: int, out: int) -> Network:
    net = Sketch((values["in"], values["size"], values["size"]))
    for layer in range(1, values["layers"] + 1):
        with net.block(f"layer{layer}") as x:
            if neck:
                _pre(net, "conv1", neck, 1)
            added = _pre(net, "conv2" if neck else "conv", values["k"], 3)
            net.add("concat", Concat(), x, added)
    with net.block("transition"):
        _pre(net, "conv", out, 1)
        net.add("pool", average_pool(2, 2))
    return net.network()


def _pre(net: Sketch, name: str, maps: int, kernel: int) -> str:
    net.add(f"{name}_relu", Activation())
    return net.add(name, conv(maps, kernel, 1, kernel // 2, bias=False))


def _formulas(values: Values, colour: Colour) -> list[str]:
    k, layers, wide = values["k"], values["layers"], values["neck"] * values["k"]
    start, growth = colour("input", str(values["in"])), colour("output", str(k))
    last, total = maps_at(values, layers), maps_at(values, layers + 1)
    neck = colour("window", str(wide))
    lines = [
        rf"m_l = m_0 + k\,(l - 1): \qquad m_{{{layers}}} = {start} + {growth}\,({layers} - 1) = {last:,}",
        rf"\text{{layer {layers}, no bottleneck: }} 3^2 \cdot {last} \cdot {growth} = {with_commas(9 * last * k)}\ \text{{weights}}",
    ]
    if wide:
        lines.append(
            rf"\text{{with it: }} {last} \cdot {neck} + 3^2 \cdot {neck} \cdot {growth} = {with_commas(last * wide + 9 * wide * k)}"
        )
    if 0 < values["neck"] < 9:
        n = values["neck"]
        lines.append(
            rf"9\,m\,k > {n}\,m\,k + 9 \cdot {n}\,k^2 \iff m > \tfrac{{{9 * n}}}{{{9 - n}}}\,k = {9 * n * k / (9 - n):.0f}\ "
            r"\text{maps: from there on the bottleneck saves weights}"
        )
    lines += [
        rf"{start} + {growth} \cdot {layers} = {total:,} \;\to\; \lfloor {values['keep'] / 100:g} \cdot {total} \rfloor = "
        rf"{kept(values):,}\ \text{{maps after the transition}}",
        rf"\frac{{L\,(L + 1)}}{{2}} = \frac{{{layers} \cdot {layers + 1}}}{{2}} = {layers * (layers + 1) // 2}\ \text{{direct connections, a chain has }} {layers}",
    ]
    return lines


def _start(depth: int, maps: int, size: int) -> Values:
    return {
        "k": 32,
        "layers": BLOCKS[depth][0 if size == 56 else 1],
        "in": maps,
        "neck": 4,
        "keep": 50,
        "size": size,
    }


def _titles(values: Values) -> tuple[str, str]:
    neck = f"Bottleneck {values['neck']} k" if values["neck"] else "No bottleneck"
    return "All maps into 3 × 3, all kept", f"{neck}, {values['keep']} % kept"


DENSE = Case(
    "dense",
    "The dense block",
    "Layer l of a block reads all maps that were there before: those that came in and the k of every earlier layer. It adds k more, the growth "
    "rate. A 1 × 1 bottleneck reduces what it reads to 4 k maps, so that its 3 × 3 always costs the same. After the block a transition keeps a "
    "share of the maps (compression) and halves the sides.",
    "raise k: which costs grow faster, those of the 1 × 1 or of the 3 × 3? From which layer on does the bottleneck save anything? Set the layers to 1: is the "
    "block still cheaper with it?",
    (
        Number("k", "Growth rate k", "output", 32, 1, 64),
        Number("layers", "Layers L", "", 6, 1, MOST_LAYERS),
        Number("in", "Maps in", "input", 64, 4, 512),
        Number("neck", "Bottleneck, × k", "window", 4, 0, 8),
        Number("keep", "Kept, %", "", 50, 10, 100),
        Number("size", "Side", "output", 56, 4, 112),
    ),
    (
        ("DenseNet-121, block 1", _start(121, 64, 56)),
        ("DenseNet-121, block 2", _start(121, 128, 28)),
        ("The paper's small network: k = 12, no bottleneck", {"k": 12, "layers": 12, "in": 16, "neck": 0, "keep": 100, "size": 32}),
    ),
    _build,
    _titles,
    _formulas,
    "m: maps that a layer reads; k growth rate; L layers. Batch normalisation is left out; its ReLU stands before each convolution.",
    ("densenet121", "densenet169", "densenet264"),
)  # fmt: skip
