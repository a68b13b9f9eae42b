"""VGG: several 3 × 3 convolutions instead of one large one."""

from cnnviz.architectures import Network, Sketch
from cnnviz.architectures.layers import conv
from cnnviz.architectures.parts import conv_relu
from cnnviz.lessons.building_blocks.case import Case, Colour, Number, Values, with_commas

COUNTS = {2: "two", 3: "three", 4: "four", 5: "five"}


def kernel_of(layers: int) -> int:
    """The window that as many 3 × 3 convolutions of stride 1 see: K = 1 + 2 n.

    >>> kernel_of(3)
    7
    """
    return 1 + 2 * layers


def _build(values: Values) -> tuple[Network, Network]:
    maps, size, layers = values["maps"], values["size"], values["layers"]
    one, stack = (Sketch((maps, size, size)) for _ in range(2))
    kernel = kernel_of(layers)
    conv_relu(one, "conv", conv(maps, kernel, 1, kernel // 2, bias=False))
    for number in range(1, layers + 1):
        conv_relu(stack, f"conv{number}", conv(maps, 3, 1, 1, bias=False))
    return one.network(), stack.network()


def _titles(values: Values) -> tuple[str, str]:
    kernel = kernel_of(values["layers"])
    return f"One {kernel} × {kernel}", f"{COUNTS[values['layers']].capitalize()} 3 × 3"


def _formulas(values: Values, colour: Colour) -> list[str]:
    maps, size, layers = values["maps"], values["size"], values["layers"]
    kernel = kernel_of(layers)
    n, c, k = str(layers), colour("output", str(maps)), colour("window", str(kernel))
    three = colour("window", "3")
    stack, one = 9 * layers * maps**2, kernel**2 * maps**2
    places = colour("output", rf"{size} \cdot {size}")
    return [
        rf"r = 1 + {n}\,({three} - 1) = {colour('field', str(kernel))}\ \text{{values along a side}}",
        rf"\text{{stack: }} {n} \cdot {three}^2 \cdot {c}^2 = {with_commas(stack)} \qquad \text{{one: }} {k}^2 \cdot {c}^2 = "
        rf"{with_commas(one)}\ \text{{weights}} \qquad \frac{{{9 * layers}}}{{{kernel**2}}} = {9 * layers / kernel**2:.3g}",
        rf"\text{{MACs: }} {with_commas(stack)} \cdot {places} = {with_commas(stack * size**2)} \qquad "
        rf"{with_commas(one)} \cdot {places} = {with_commas(one * size**2)}",
    ]


SMALL = Case(
    "small",
    "Three 3 × 3 for one 7 × 7",
    "Stacked 3 × 3 convolutions of stride 1 see one value more on each side with every layer: 3, 5, 7. Three of them see what one 7 × 7 "
    "sees, with 27 instead of 49 weights for each pair of maps, and with three nonlinearities instead of one. It is not the same layer: "
    "27 numbers cannot be set to any 49.",
    "double the maps: what happens to the weights of both, and to their ratio? Add layers: does the stack gain more or less? And which of the two "
    "needs more memory for its activations?",
    (
        Number("layers", "3 × 3 layers", "window", 3, 2, 5),
        Number("maps", "Maps C", "output", 256, 4, 512),
        Number("size", "Side", "output", 56, 7, 224),
    ),
    (
        ("VGG-16, stage 3: 256 maps", {"layers": 3, "maps": 256, "size": 56}),
        ("VGG-16, stage 5: 512 maps", {"layers": 3, "maps": 512, "size": 14}),
        ("Two for a 5 × 5, as in Inception v3", {"layers": 2, "maps": 96, "size": 35}),
    ),
    _build,
    _titles,
    _formulas,
    "r: what a unit sees of the maps that come in, along a side; C maps in and out; biases are left out.",
    ("vgg_d", "vgg_e", "inception_v3"),
)  # fmt: skip
