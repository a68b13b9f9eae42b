"""The kinds of layers that published networks are made of: what each gives, holds and multiplies.

A layer knows nothing of its neighbours: it is told the shapes that come in. A shape is (maps, height, width),
or (values,) once the maps are flattened. All counts are for one picture; the batch is never multiplied in.
What a layer is not told by the shapes is in its fields, so layers are plain data: compare, hash, replace them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal, NamedTuple

from cnnviz.architectures.windows import POINT, Sides, by, make_windows, slide, window_words, zeros
from cnnviz.maths import Window, adaptive_spans, convolution_cost

Shape = tuple[int, ...]
Sees = Literal["same", "window", "adaptive", "merge", "all"]


class Measure(NamedTuple):
    """What a layer gives and costs: `fixed` counts numbers that it holds but that are never trained."""

    shape: Shape
    weights: int = 0
    biases: int = 0
    macs: int = 0
    fixed: int = 0


class Layer:
    """What all kinds share. `measure` is told the shapes that come in, in order.

    Attributes:
        kind: the kind in words.
        sees: how a unit's field follows from those below: the same; a window; an adaptive window; the
            union of several inputs; everything.
        units: whether its values are neurons, which weigh their inputs.
        in_place: whether its output can take the memory of its input.
    """

    kind: ClassVar[str] = "layer"
    sees: ClassVar[Sees] = "same"
    units: ClassVar[bool] = False
    in_place: ClassVar[bool] = False

    def measure(self, *inputs: Shape) -> Measure:
        """Shape and cost.

        Raises:
            ValueError: the layer cannot take these shapes, in words.
        """
        return Measure(one(self, inputs))

    @property
    def windows(self) -> tuple[Window, Window]:
        """The windows along rows and columns."""
        return POINT, POINT

    @property
    def words(self) -> str:
        """Kind and numbers, for a table."""
        return self.kind


def one(layer: Layer, inputs: Sequence[Shape]) -> Shape:
    """The only input."""
    if len(inputs) != 1:
        raise ValueError(f"A layer of the kind {layer.kind} takes one input, not {len(inputs)}.")
    return inputs[0]


def maps_in(layer: Layer, inputs: Sequence[Shape]) -> tuple[int, int, int]:
    """The only input, if it is maps."""
    shape = one(layer, inputs)
    if len(shape) != 3:
        raise ValueError(
            f"A layer of the kind {layer.kind} slides over maps, but gets {shape[0]:,} values in a row."
        )
    return shape[0], shape[1], shape[2]


@dataclass(frozen=True)
class Windowed(Layer):
    """A layer that slides a window; `rows` and `columns` are its geometry along each axis."""

    rows: Window
    columns: Window
    sees = "window"

    @property
    def windows(self) -> tuple[Window, Window]:
        return self.rows, self.columns

    @property
    def words(self) -> str:
        return f"{self.kind} {window_words(self.windows)}"


@dataclass(frozen=True)
class Conv(Windowed):
    """A convolution: weights C_out C_in / G K_h K_w, MACs = weights O_h O_w."""

    maps: int
    groups: int = 1
    bias: bool = True
    kind = "convolution"
    units = True

    def measure(self, *inputs: Shape) -> Measure:
        shape = maps_in(self, inputs)
        rows, columns = slide(shape, self.windows)
        kernel = self.rows.kernel, self.columns.kernel
        cost = convolution_cost(
            shape[0], self.maps, kernel, (rows, columns), groups=self.groups, bias=self.bias
        )
        return Measure((self.maps, rows, columns), cost.weights, cost.biases, cost.macs)

    @property
    def words(self) -> str:
        groups = f", {self.groups} groups" if self.groups > 1 else ""
        return f"{super().words}{groups}"


@dataclass(frozen=True)
class Pool(Windowed):
    """Max or average pooling, by torch's rules; `ceil` rounds the size up instead of down."""

    op: Literal["max", "average"] = "max"
    ceil: bool = False

    def __post_init__(self) -> None:
        if self.op == "average" and (self.rows.dilation, self.columns.dilation) != (1, 1):
            raise ValueError("Average pooling has no dilation.")
        for window in self.windows:
            if window.padding != window.before or window.before > window.kernel // 2:
                raise ValueError(
                    f"A pooling pads both sides alike, by at most half of its window: here {window.kernel // 2}, "
                    f"not {zeros(window)}."
                )

    def measure(self, *inputs: Shape) -> Measure:
        shape = maps_in(self, inputs)
        return Measure((shape[0], *slide(shape, self.windows, self.ceil)))

    @property
    def words(self) -> str:
        up = ", size rounded up" if self.ceil else ""
        return f"{self.op} pooling {window_words(self.windows)}{up}"


@dataclass(frozen=True)
class AdaptivePool(Layer):
    """Average pooling to `height` × `width`, whatever comes in; 1 × 1 is global pooling."""

    height: int = 1
    width: int = 1
    sees = "adaptive"

    def measure(self, *inputs: Shape) -> Measure:
        maps, rows, columns = maps_in(self, inputs)
        sizes = len(adaptive_spans(rows, self.height)), len(adaptive_spans(columns, self.width))
        return Measure((maps, *sizes))

    @property
    def words(self) -> str:
        if (self.height, self.width) == (1, 1):
            return "global average pooling"
        return f"adaptive average pooling to {by(self.height, self.width)}"


@dataclass(frozen=True)
class Dense(Layer):
    """Every unit weighs every value: N_out N_in weights, as many MACs."""

    outputs: int
    bias: bool = True
    kind = "dense"
    sees = "all"
    units = True

    def measure(self, *inputs: Shape) -> Measure:
        shape = one(self, inputs)
        if len(shape) != 1:
            raise ValueError(f"takes a row of values, but gets {shape[0]} maps: flatten them first.")
        if self.outputs < 1:
            raise ValueError(f"needs at least 1 unit, not {self.outputs}.")
        weights = shape[0] * self.outputs
        return Measure((self.outputs,), weights, self.outputs if self.bias else 0, weights)


def conv(
    maps: int, kernel: Sides, stride: Sides = 1, padding: Sides = 0, *, groups: int = 1, bias: bool = True
) -> Conv:
    """A convolution; a pair stands for (rows, columns).

    >>> conv(96, 11, 4).measure((3, 227, 227)).shape
    (96, 55, 55)
    """
    return Conv(*make_windows(kernel, stride, padding), maps, groups, bias)


def max_pool(kernel: Sides, stride: Sides, padding: Sides = 0, *, ceil: bool = False) -> Pool:
    return Pool(*make_windows(kernel, stride, padding), "max", ceil)


def average_pool(kernel: Sides, stride: Sides, padding: Sides = 0) -> Pool:
    """Average pooling; the zeros of the padding count, as torch does unless told otherwise."""
    return Pool(*make_windows(kernel, stride, padding), "average")
