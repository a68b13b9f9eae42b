"""GoogLeNet: branches of several windows side by side, with reductions."""

from cnnviz.architectures import Network, Sketch
from cnnviz.architectures.googlenet import MODULES
from cnnviz.architectures.layers import conv, max_pool
from cnnviz.architectures.parts import conv_relu
from cnnviz.architectures.simple import Concat
from cnnviz.lessons.building_blocks.case import Case, Colour, Number, Values, with_commas

_NAMES = ("n1", "r3", "n3", "r5", "n5", "pool")
COMES_IN = {
    "3a": (192, 28), "3b": (256, 28), "4a": (480, 14), "4b": (512, 14), "4c": (512, 14), "4d": (512, 14), "4e": (528, 14),
    "5a": (832, 7), "5b": (832, 7),
}  # fmt: skip
"""Maps and side in front of each module (Szegedy et al. 2014, table 1)."""


def _module(name: str) -> Values:
    maps, size = COMES_IN[name]
    return {"in": maps, "size": size} | dict(zip(_NAMES, MODULES[name], strict=True))


def _build(values: Values) -> tuple[Network, Network]:
    return _net(values, reduced=False), _net(values, reduced=True)


def _net(values: Values, *, reduced: bool) -> Network:
    net = Sketch((values["in"], values["size"], values["size"]))
    with net.block("inception" if reduced else "naive") as x:
        ends = [conv_relu(net, "conv1x1", conv(values["n1"], 1, bias=False), x)]
        for kernel in (3, 5):
            if reduced:
                conv_relu(net, f"reduce{kernel}", conv(values[f"r{kernel}"], 1, bias=False), x)
            before = () if reduced else (x,)
            layer = conv(values[f"n{kernel}"], kernel, 1, kernel // 2, bias=False)
            ends.append(conv_relu(net, f"conv{kernel}x{kernel}", layer, *before))
        ends.append(net.add("pool", max_pool(3, 1, 1), x))
        if reduced:
            ends[-1] = conv_relu(net, "projection", conv(values["pool"], 1, bias=False))
        net.add("concat", Concat(), *ends)
    return net.network()


def _formulas(values: Values, colour: Colour) -> list[str]:
    came, n1, r3, n3, r5, n5, pool = (values[name] for name in ("in", *_NAMES))
    c = colour("input", str(came))
    out = {name: colour("output", str(values[name])) for name in ("n1", "n3", "n5", "pool")}
    cut = {name: colour("window", str(values[name])) for name in ("r3", "r5")}
    naive = came * (n1 + 9 * n3 + 25 * n5)
    small = came * (n1 + r3 + r5 + pool) + 9 * r3 * n3 + 25 * r5 * n5
    return [
        rf"\text{{maps out: }} {out['n1']} + {out['n3']} + {out['n5']} + {out['pool']} = {n1 + n3 + n5 + pool} \qquad "
        rf"\text{{naive: }} {out['n1']} + {out['n3']} + {out['n5']} + {c} = {n1 + n3 + n5 + came}",
        rf"\text{{naive: }} {c}\,({out['n1']} + 3^2 \cdot {out['n3']} + 5^2 \cdot {out['n5']}) = {with_commas(naive)}\ \text{{weights}}",
        rf"\text{{reduced: }} {c}\,({out['n1']} + {cut['r3']} + {cut['r5']} + {out['pool']}) + 3^2 \cdot {cut['r3']} \cdot {out['n3']} + "
        rf"5^2 \cdot {cut['r5']} \cdot {out['n5']} = {with_commas(small)}\ \text{{weights}}",
    ]


INCEPTION = Case(
    "inception",
    "The inception module",
    "Which window is right, 1 × 1, 3 × 3 or 5 × 5? The module takes all of them side by side and concatenates their maps; the next layer chooses. "
    "Large windows on many maps are expensive, so a 1 × 1 convolution reduces the maps in front of them, and another one after the pooling, "
    "which would otherwise hand on every map that comes in.",
    "make the 5 × 5 reduction as wide as what comes in: what did it save? Then stack two naive modules in your head: how many maps would the "
    "second one read?",
    (
        Number("in", "Maps in", "input", 192, 8, 1024),
        Number("n1", "1 × 1 maps", "output", 64, 1, 512),
        Number("r3", "3 × 3 reduce", "window", 96, 1, 512),
        Number("n3", "3 × 3 maps", "output", 128, 1, 512),
        Number("r5", "5 × 5 reduce", "window", 16, 1, 512),
        Number("n5", "5 × 5 maps", "output", 32, 1, 512),
        Number("pool", "Projection", "output", 32, 1, 512),
        Number("size", "Side", "output", 28, 4, 112),
    ),
    tuple((f"GoogLeNet, module {name}", _module(name)) for name in MODULES),
    _build,
    lambda _: ("Naive", "With reductions"),
    _formulas,
    "Every product is one convolution: window, maps in, maps out. Biases are left out.",
    ("googlenet", "inception_v3"),
)  # fmt: skip
