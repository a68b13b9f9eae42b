"""ResNet: y = F(x) + x, with shortcuts that fit and shortcuts that do not."""

from cnnviz.architectures import Network, Sketch
from cnnviz.architectures.layers import conv
from cnnviz.architectures.simple import Activation, Add
from cnnviz.architectures.special import PaddedShortcut
from cnnviz.lessons.building_blocks.case import Case, Colour, Number, Values, with_commas

IDENTITY, ZEROS, PROJECTION = range(3)
BASIC, BOTTLENECK = range(2)
NECK = 4  # maps of a block for each map inside its neck


def convolutions(values: Values) -> tuple[tuple[str, int, int, int], ...]:
    """Name, kernel, maps in and maps out of each convolution in F.

    >>> convolutions({"in": 64, "out": 64, "kind": 0})
    (('conv1', 3, 64, 64), ('conv2', 3, 64, 64))
    """
    came, maps = values["in"], values["out"]
    if values["kind"] == BASIC:
        return ("conv1", 3, came, maps), ("conv2", 3, maps, maps)
    neck = max(1, maps // NECK)
    return ("conv1", 1, came, neck), ("conv2", 3, neck, neck), ("conv3", 1, neck, maps)


def slopes(values: Values) -> dict[str, float]:
    """dy/dx for x > 0 through `blocks` blocks of one map whose F(x) = w max(0, x): w ^ n, and (1 + w) ^ n with shortcuts.

    >>> slopes({"w": 50, "blocks": 2})
    {'plain': 0.25, 'residual': 2.25}
    """
    weight = values["w"] / 100
    return {"plain": weight ** values["blocks"], "residual": (1 + weight) ** values["blocks"]}


def _build(values: Values) -> tuple[Network, Network]:
    return _net(values, shortcut=False), _net(values, shortcut=True)


def _net(values: Values, *, shortcut: bool) -> Network:
    net = Sketch((values["in"], values["size"], values["size"]))
    layers = convolutions(values)
    with net.block("block" if shortcut else "plain") as x:
        for name, kernel, _, maps in layers:
            stride = values["stride"] if name == "conv1" else 1
            net.add(name, conv(maps, kernel, stride, kernel // 2, bias=False))
            if name != layers[-1][0]:
                net.add(f"{name}_relu", Activation())
        if shortcut:
            path, back = net.last, x
            if values["shortcut"] == ZEROS:
                back = net.add("shortcut", PaddedShortcut(values["out"], values["stride"]), x)
            elif values["shortcut"] == PROJECTION:
                back = net.add("shortcut", conv(values["out"], 1, values["stride"], bias=False), x)
            net.add("add", Add(), path, back)
        net.add("relu", Activation())
    return net.network()


def _formulas(values: Values, colour: Colour) -> list[str]:
    came, maps = values["in"], values["out"]
    layers = convolutions(values)
    terms = [
        rf"{colour('window', rf'{k}^2')} \cdot {colour('input', str(a))} \cdot {colour('output', str(b))}"
        for _, k, a, b in layers
    ]
    weights = sum(k * k * a * b for _, k, a, b in layers)
    lines = [
        r"y = F(x) + x \qquad \frac{\partial y}{\partial x} = \frac{\partial F}{\partial x} + 1",
        rf"\text{{weights of F: }} {' + '.join(terms)} = {with_commas(weights)}",
    ]
    if values["shortcut"] == PROJECTION:
        lines.append(
            rf"\text{{shortcut, }} 1 \times 1: {colour('input', str(came))} \cdot {colour('output', str(maps))} = {with_commas(came * maps)}"
        )
    elif values["shortcut"] == ZEROS:
        added = max(0, maps - came)
        lines.append(
            rf"\text{{shortcut: }} {colour('output', str(maps))} - {colour('input', str(came))} = {maps - came}\ \text{{maps of zeros, no weights}}"
            if added or maps == came
            else r"\text{shortcut: it cannot take maps away}"
        )
    slope, n, w = slopes(values), values["blocks"], values["w"] / 100
    lines.append(
        rf"n = {n},\ w = {w:g}: \qquad \text{{plain }} w^n = {_power(slope['plain'])} \qquad "
        rf"\text{{with shortcuts }} (1 + w)^n = {_power(slope['residual'])}"
    )
    return lines  # fmt: skip


def _power(value: float) -> str:
    """A number with three digits, and a power of ten where it is far from 1."""
    if value == 0 or 0.001 <= value < 10_000:
        return f"{value:.3g}"
    digits, _, exponent = f"{value:.2e}".partition("e")
    return rf"{digits} \cdot 10^{{{int(exponent)}}}"


RESIDUAL = Case(
    "residual",
    "The residual block",
    "A block gives y = F(x) + x. If all its weights are 0, F(x) = 0 and the block hands x on: a deeper network can always do what a shallower one "
    "does. The derivative is F′ plus 1, so a gradient reaches the early layers even where F′ is small. The sum needs two equal shapes: where "
    "sides or maps change, the shortcut takes every second value and adds maps of zeros (option A), or is a 1 × 1 convolution with stride "
    "(option B).",
    "set the weight w to 0: what does the plain stack give, what the residual one? Double the maps out and keep the identity: what breaks, and "
    "what do options A and B cost?",
    (
        Number("kind", "Block", "", BASIC, 0, 1, ("basic, two 3 × 3", "bottleneck 1 × 1, 3 × 3, 1 × 1")),
        Number("in", "Maps in", "input", 64, 4, 1024),
        Number("out", "Maps out", "output", 64, 4, 1024),
        Number("stride", "Stride", "window", 1, 1, 2),
        Number("shortcut", "Shortcut", "", IDENTITY, 0, 2, ("identity", "A: zeros for new maps", "B: 1 × 1 convolution")),
        Number("size", "Side", "output", 56, 4, 112),
        Number("w", "Weight w, %", "window", 10, 0, 100),
        Number("blocks", "Blocks n", "", 8, 1, 40),
    ),
    (
        ("ResNet-34, conv2: 64 maps", {"kind": 0, "in": 64, "out": 64, "stride": 1, "shortcut": IDENTITY, "size": 56, "w": 10, "blocks": 8}),
        ("ResNet-34, conv3_1 with option A", {"kind": 0, "in": 64, "out": 128, "stride": 2, "shortcut": ZEROS, "size": 56, "w": 10, "blocks": 8}),
        ("The same with option B", {"kind": 0, "in": 64, "out": 128, "stride": 2, "shortcut": PROJECTION, "size": 56, "w": 10, "blocks": 8}),
        ("ResNet-50, conv2_2: a bottleneck of 256 maps", {"kind": 1, "in": 256, "out": 256, "stride": 1, "shortcut": IDENTITY, "size": 56, "w": 10, "blocks": 16}),
        ("ResNet-50, conv3_1: 256 to 512 maps", {"kind": 1, "in": 256, "out": 512, "stride": 2, "shortcut": PROJECTION, "size": 56, "w": 10, "blocks": 16}),
        ("Identity where it does not fit", {"kind": 0, "in": 64, "out": 128, "stride": 2, "shortcut": IDENTITY, "size": 56, "w": 0, "blocks": 8}),
    ),
    _build,
    lambda _: ("Plain", "With shortcut"),
    _formulas,
    "Each product is window, maps in, maps out. The last line is for n blocks of one map with F(x) = w max(0, x) each, at an x above 0. Biases and "
    "batch normalisation are left out.",
    ("resnet18", "resnet34", "resnet50", "plain34"),
)  # fmt: skip
