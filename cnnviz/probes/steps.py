"""What a network does on the way to a layer, step by step: the kinds of step that a probe can go down again.

A recording (`cnnviz.probes.recording`) numbers every value of a forward pass: the picture is 0, and step
i makes value i + 1 from earlier ones.
"""

from dataclasses import dataclass

import torch

Pair = tuple[int, int]


@dataclass(frozen=True)
class Slide:
    """A window that slides over rows and columns; each number is (along rows, along columns).

    Unit u reads positions u * stride - padding + dilation * (0 .. kernel - 1).
    """

    kernel: Pair
    stride: Pair
    padding: Pair
    dilation: Pair


@dataclass(frozen=True)
class Filter(Slide):
    """A convolution: weight (outputs, inputs / groups, rows, columns)."""

    weight: torch.Tensor
    groups: int


@dataclass(frozen=True)
class MaxPool(Slide):
    """Max pooling; the step's memory holds its switches, as flat positions in a map."""


@dataclass(frozen=True)
class AveragePool(Slide):
    """Average pooling. `padding_counts`: padding is a part of the mean; `divisor` replaces the count."""

    padding_counts: bool
    divisor: int | None


@dataclass(frozen=True)
class Rectify:
    """ReLU, or with a `top` clipped ReLU; the memory holds where it let the input pass, if asked for."""

    top: float | None


@dataclass(frozen=True)
class Scale:
    """Every map times its number, (channels,): batch normalisation in evaluation mode, without its shift."""

    factor: torch.Tensor


@dataclass(frozen=True)
class Pad:
    """Rows above and columns to the left are added (negative: cut off), and any number below and right."""

    above: int
    left: int


@dataclass(frozen=True)
class Join:
    """Maps side by side: a concatenation; how many come from each input."""

    channels: tuple[int, ...]


@dataclass(frozen=True)
class Pick:
    """One channel of its input."""

    channel: int


@dataclass(frozen=True)
class Sum:
    """Inputs of one shape, added up."""


@dataclass(frozen=True)
class Pass:
    """Nothing that matters on the way down: a shift, a dropout in evaluation mode, a change of layout."""


@dataclass(frozen=True)
class Pointwise:
    """Another activation or normalisation that looks at one place only, in all channels."""

    name: str


@dataclass(frozen=True)
class Opaque:
    """Anything else: every output may depend on every input."""

    name: str


Kind = Filter | MaxPool | AveragePool | Rectify | Scale | Pad | Join | Pick | Sum | Pass | Pointwise | Opaque


@dataclass(frozen=True)
class Step:
    """One step of a recorded forward pass.

    Attributes:
        kind: what it does.
        inputs: the numbers of the values that it read.
        shape: of the value that it made, with the batch.
        layer: the name of the innermost layer that it is a part of; "" outside of all.
        memory: what the way down needs of the way up (see the kinds), or None.
    """

    kind: Kind
    inputs: tuple[int, ...]
    shape: tuple[int, ...]
    layer: str
    memory: torch.Tensor | None = None
