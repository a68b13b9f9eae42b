"""The kinds of layers that a line of text can hold (`cnnviz.architectures.written`), with their letters and numbers."""

from typing import NamedTuple

from cnnviz.architectures.simple import Function

FUNCTIONS: tuple[Function, ...] = ("ReLU", "ReLU6", "tanh", "sigmoid", "SiLU", "scaled tanh")


class Number(NamedTuple):
    """A number of a layer: its sign in the text ("" for the one behind the kind), its range and its usual value.

    `names` are shown instead of numbers where it chooses among a few.
    """

    sign: str
    title: str
    low: int
    high: int
    usual: int
    names: tuple[str, ...] = ()


class Kind(NamedTuple):
    """A kind of layer: its letter, its title, what its nodes are called, its numbers, and how many layers it reads at least."""

    letter: str
    title: str
    stem: str
    numbers: tuple[Number, ...] = ()
    reads: int = 1


def _window(kernel: int, stride: int) -> tuple[Number, ...]:
    return (
        Number("k", "Kernel", 1, 15, kernel),
        Number("s", "Stride", 1, 8, stride),
        Number("p", "Padding", 0, 15, 0),
    )


_BIAS = Number("b", "Bias", 0, 1, 1, ("no", "yes"))
KINDS: dict[str, Kind] = {
    kind.letter: kind
    for kind in (
        Kind("c", "Convolution", "conv", (
            Number("", "Maps", 1, 4096, 64), *_window(3, 1), Number("d", "Dilation", 1, 16, 1), Number("g", "Groups", 1, 1024, 1), _BIAS,
        )),
        Kind("w", "Depthwise convolution", "depthwise", (*_window(3, 1), Number("d", "Dilation", 1, 16, 1), _BIAS)),
        Kind("m", "Max pooling", "pool", (*_window(2, 2), Number("u", "Rounded", 0, 1, 0, ("down", "up")))),
        Kind("a", "Average pooling", "pool", _window(2, 2)),
        Kind("g", "Adaptive average", "average", (Number("", "Size", 1, 32, 1),)),
        Kind("r", "Activation", "act", (Number("", "Function", 0, len(FUNCTIONS) - 1, 0, FUNCTIONS),)),
        Kind("b", "Batch norm", "norm"),
        Kind("n", "Response norm", "lrn"),
        Kind("d", "Dropout", "dropout", (Number("", "Percent", 0, 95, 50),)),
        Kind("s", "Sum", "sum", reads=2),
        Kind("j", "Concatenation", "concat", reads=2),
        Kind("f", "Flatten", "flatten"),
        Kind("l", "Dense", "dense", (Number("", "Units", 1, 8192, 1000), _BIAS)),
        Kind("t", "Rectangular convolution", "conv", (
            Number("", "Maps", 1, 4096, 64), Number("k", "Kernel rows", 1, 15, 1), Number("x", "Kernel columns", 1, 15, 7),
            Number("s", "Stride", 1, 8, 1), Number("p", "Padding rows", 0, 15, 0), Number("y", "Padding columns", 0, 15, 3), _BIAS,
        )),
        Kind("z", "Shortcut, zeros for new maps", "shortcut", (Number("", "Maps", 1, 4096, 64), Number("s", "Stride", 1, 8, 2))),
        Kind("q", "Locally connected", "local", (Number("", "Maps", 1, 512, 16), *_window(3, 1), _BIAS)),
        Kind("u", "Trained subsampling (LeNet-5)", "subsample", (Number("k", "Kernel", 1, 15, 2), Number("s", "Stride", 1, 8, 2))),
        Kind("v", "Partly connected (LeNet-5's C3)", "partial", (Number("k", "Kernel", 1, 15, 5),)),
        Kind("e", "Distances to patterns (RBF)", "rbf", (Number("", "Classes", 1, 8192, 10),)),
    )
}  # fmt: skip
"""All kinds by letter, in the order in which a page offers them."""
