"""Layers that one network made known and few others use: LeNet-5's, DeepFace's, and ResNet's free shortcut."""

from dataclasses import dataclass

from cnnviz.architectures.layers import Layer, Measure, Shape, Windowed, maps_in, one
from cnnviz.architectures.windows import slide
from cnnviz.maths import Window


@dataclass(frozen=True)
class Subsample(Windowed):
    """LeNet-5's pooling: the sum of each window times one trained number per map, plus another.

    One multiplication for each output (LeCun et al. 1998, section II.B).
    """

    kind = "trained subsampling"
    units = True

    def measure(self, *inputs: Shape) -> Measure:
        shape = maps_in(self, inputs)
        rows, columns = slide(shape, self.windows)
        return Measure((shape[0], rows, columns), shape[0], shape[0], shape[0] * rows * columns)


@dataclass(frozen=True)
class PartialConv(Windowed):
    """A convolution whose map m reads only the maps listed in `table[m]` (LeCun et al. 1998, table I)."""

    table: tuple[tuple[int, ...], ...]
    kind = "partly connected convolution"
    units = True

    @property
    def maps(self) -> int:
        return len(self.table)

    def measure(self, *inputs: Shape) -> Measure:
        shape = maps_in(self, inputs)
        wanted = 1 + max(max(row) for row in self.table)
        if shape[0] != wanted:
            raise ValueError(f"has a table for {wanted} input maps, but gets {shape[0]}.")
        rows, columns = slide(shape, self.windows)
        weights = sum(len(row) for row in self.table) * self.rows.kernel * self.columns.kernel
        return Measure((self.maps, rows, columns), weights, self.maps, weights * rows * columns)


@dataclass(frozen=True)
class RadialBasis(Layer):
    """LeNet-5's output: the squared distance of all values to one drawn pattern per class.

    The patterns are 7 × 12 pictures of the characters, set by hand, so they are not trained.
    """

    outputs: int
    kind = "radial basis"
    sees = "all"
    units = True

    def measure(self, *inputs: Shape) -> Measure:
        shape = one(self, inputs)
        if len(shape) != 1:
            raise ValueError(f"takes a row of values, but gets {shape[0]} maps: flatten them first.")
        products = shape[0] * self.outputs
        return Measure((self.outputs,), macs=products, fixed=products)


@dataclass(frozen=True)
class LocalConv(Windowed):
    """A convolution whose weights are not shared: every position has its own (Taigman et al. 2014).

    Weights O_h O_w C_out C_in K_h K_w, each used once.
    """

    maps: int
    bias: bool = True
    kind = "locally connected"
    units = True

    def measure(self, *inputs: Shape) -> Measure:
        shape = maps_in(self, inputs)
        rows, columns = slide(shape, self.windows)
        values = self.maps * rows * columns
        weights = values * shape[0] * self.rows.kernel * self.columns.kernel
        return Measure((self.maps, rows, columns), weights, values if self.bias else 0, weights)


@dataclass(frozen=True)
class PaddedShortcut(Layer):
    """ResNet's shortcut without weights: every `stride`-th pixel, and maps of zeros up to `maps`.

    Option A of He et al. 2015, section 3.3.
    """

    maps: int
    stride: int
    sees = "window"

    @property
    def windows(self) -> tuple[Window, Window]:
        window = Window(1, self.stride)
        return window, window

    def measure(self, *inputs: Shape) -> Measure:
        shape = maps_in(self, inputs)
        if shape[0] > self.maps:
            raise ValueError(f"pads up to {self.maps} maps, but gets {shape[0]}.")
        return Measure((self.maps, *slide(shape, self.windows)))

    @property
    def words(self) -> str:
        return f"shortcut without weights, stride {self.stride}, zeros up to {self.maps} maps"
