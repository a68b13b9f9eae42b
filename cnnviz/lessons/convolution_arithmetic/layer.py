"""The layer under the learner's hands: its size, cost, formula and PyTorch snippet."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from cnnviz.maths import (
    LayerCost,
    Window,
    convolution_cost,
    output_size,
    transposed_cost,
    transposed_size,
)

Pair = tuple[int, int]
Paint = Callable[[str, str], str]  # (role of the palette, LaTeX) -> LaTeX in that role's colour


@dataclass(frozen=True)
class Layer:
    """A convolution or transposed convolution; each pair is (rows, columns).

    >>> Layer(input=(32, 32), kernel=(5, 5), channels=(3, 6)).output
    (28, 28)
    """

    transposed: bool = False
    input: Pair = (7, 7)
    kernel: Pair = (3, 3)
    stride: Pair = (1, 1)
    padding: Pair = (0, 0)
    dilation: Pair = (1, 1)
    output_padding: Pair = (0, 0)
    channels: Pair = (1, 1)

    @cached_property
    def windows(self) -> tuple[Window, Window]:
        rows, columns = (
            Window(k, s, p, d)
            for k, s, p, d in zip(self.kernel, self.stride, self.padding, self.dilation, strict=True)
        )
        return rows, columns

    @cached_property
    def output(self) -> Pair:
        """Rows and columns that come out.

        Raises:
            ValueError: the window does not fit, with the numbers and what to change.
        """
        rows, columns = (self._size(axis) for axis in (0, 1))
        return rows, columns

    def _size(self, axis: int) -> int:
        window = self.windows[axis]
        if self.transposed:
            return transposed_size(self.input[axis], window, self.output_padding[axis])
        return output_size(self.input[axis], window)

    @cached_property
    def cost(self) -> LayerCost:
        """Parameters, MACs and values of the layer for one picture, with biases."""
        c_in, c_out = self.channels
        if self.transposed:
            return transposed_cost(c_in, c_out, self.kernel, self.input, self.output)
        return convolution_cost(c_in, c_out, self.kernel, self.output)

    @property
    def axes(self) -> tuple[int, ...]:
        """The axes that need a formula of their own: one if rows and columns are alike."""
        pairs = (self.input, self.kernel, self.stride, self.padding, self.dilation, self.output_padding)
        return (0,) if all(rows == columns for rows, columns in pairs) else (0, 1)


GENERAL = r"O = \left\lfloor \frac{I + 2P - D(K-1) - 1}{S} \right\rfloor + 1"
GENERAL_TRANSPOSED = r"O = (I-1)\,S - 2P + D(K-1) + A + 1"


def formula(layer: Layer, axis: int, paint: Paint) -> str:
    """The size formula in LaTeX with the layer's numbers in it, coloured as in the picture."""
    size = paint("input", str(layer.input[axis]))
    taps = paint("window", rf"{layer.dilation[axis]}\,({layer.kernel[axis]}-1)")
    pad = paint("padding", rf"2\cdot {layer.padding[axis]}")
    stride = paint("window", str(layer.stride[axis]))
    result = paint("output", str(layer.output[axis]))
    if layer.transposed:
        extra = paint("output", str(layer.output_padding[axis]))
        return rf"({size}-1)\cdot {stride} - {pad} + {taps} + {extra} + 1 = {result}"
    return rf"\left\lfloor \frac{{{size} + {pad} - {taps} - 1}}{{{stride}}} \right\rfloor + 1 = {result}"


def cost_formulas(layer: Layer, paint: Paint) -> tuple[str, str]:
    """Parameters and MACs in LaTeX, term by term."""
    c_in, c_out = layer.channels
    kernel = paint("window", rf"{layer.kernel[0]}\cdot {layer.kernel[1]}")
    maps_in, maps_out = paint("input", str(c_in)), paint("output", str(c_out))
    where, role = (layer.input, "input") if layer.transposed else (layer.output, "output")
    cells = paint(role, rf"{where[0]}\cdot {where[1]}")
    cost = layer.cost
    parameters = rf"{kernel}\cdot {maps_in}\cdot {maps_out} + {maps_out} = {_grouped(cost.parameters)}"
    macs = rf"{kernel}\cdot {maps_in}\cdot {maps_out}\cdot {cells} = {_grouped(cost.macs)}"
    return parameters, macs


def _grouped(number: int) -> str:
    return f"{number:,}".replace(",", "{,}")


def snippet(layer: Layer) -> str:
    """The layer in PyTorch: runs as printed and gives the page's numbers in its last four names."""
    c_in, c_out = layer.channels
    kind = "ConvTranspose2d" if layer.transposed else "Conv2d"
    extra = f", output_padding={_short(layer.output_padding)}" if layer.transposed else ""
    multiplied = "x" if layer.transposed else "y"
    return f"""\
import torch
from torch import nn

layer = nn.{kind}({c_in}, {c_out}, kernel_size={_short(layer.kernel)}, stride={_short(layer.stride)},
    padding={_short(layer.padding)}, dilation={_short(layer.dilation)}{extra})
x = torch.randn(1, {c_in}, {layer.input[0]}, {layer.input[1]})  # one picture: (N, C, H, W)
y = layer(x)

output = tuple(y.shape)
parameters = sum(p.numel() for p in layer.parameters())
macs = {multiplied}[0].numel() * layer.weight[0].numel()  # multiply-accumulates for one picture
activation_bytes = 4 * (x.numel() + y.numel())  # float32: 4 bytes a value
print(output, parameters, macs, activation_bytes)
"""


def _short(pair: Pair) -> str:
    return str(pair[0]) if pair[0] == pair[1] else str(pair)


def activation_bytes(layer: Layer) -> int:
    """Memory of the layer's input and output values for one picture, at 4 bytes each (float32)."""
    c_in = layer.channels[0]
    return 4 * c_in * layer.input[0] * layer.input[1] + layer.cost.output_bytes


def size_words(layer: Layer) -> str:
    """Input and output as height × width × channels.

    >>> size_words(Layer(input=(32, 32), kernel=(5, 5), channels=(3, 6)))
    '32 × 32 × 3 → 28 × 28 × 6'
    """
    (height, width), (c_in, c_out) = layer.input, layer.channels
    return f"{height} × {width} × {c_in} → {layer.output[0]} × {layer.output[1]} × {c_out}"


def numbers(layer: Layer) -> list[tuple[str, int, str]]:
    """Every number of the layer, as (what, value, unit): for a table to take home."""
    sides = ("input", "kernel", "stride", "padding", "dilation", "output_padding", "output")
    rows = [
        (f"{name.replace('_', ' ')}, {axis}", value, "pixels")
        for name in sides
        for axis, value in zip(("rows", "columns"), getattr(layer, name), strict=True)
    ]
    cost = layer.cost
    return [
        *rows,
        ("channels in", layer.channels[0], "maps"),
        ("channels out", layer.channels[1], "maps"),
        ("weights", cost.weights, "parameters"),
        ("biases", cost.biases, "parameters"),
        ("multiply-accumulates", cost.macs, "MACs for one picture"),
        ("output values", cost.output_values, "values for one picture"),
        ("input and output", activation_bytes(layer), "bytes as float32"),
    ]
