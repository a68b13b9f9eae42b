"""The window that a convolution or an average pooling reads for one output, with its products."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import torch

from cnnviz.probes.traces import Node

Doubles = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int32]
Place = tuple[int, int, int]


@dataclass(frozen=True)
class FeedingWindow:
    """What one output reads: C maps of the layer below through a window of K × L cells.

    Attributes:
        kind: "convolution" or "average".
        maps: (C,) which maps of the layer below.
        weights: (C, K, L).
        patch: (C, K, L) the values read; 0 in the padding.
        rows, columns: (K,), (L,) rows and columns of the layer below; in the padding outside of its plane.
        inside: (K, L) False in the padding.
        bias: added to the products.
        stride: by how many rows and columns the window moves from one output to the next.
    """

    kind: str
    maps: Integers
    weights: Doubles
    patch: Doubles
    rows: Integers
    columns: Integers
    inside: npt.NDArray[np.bool_]
    bias: float
    stride: tuple[int, int]

    @cached_property
    def terms(self) -> Doubles:
        """(C,) each map's share of the sum: Σ over the window of weight times value."""
        shares: Doubles = (self.weights * self.patch).sum((1, 2))
        return shares

    @property
    def total(self) -> float:
        """The sum of all terms and the bias."""
        return float(self.terms.sum()) + self.bias

    @cached_property
    def strongest(self) -> Integers:
        """(C,) places in `maps`, the largest absolute term first."""
        return np.argsort(-np.abs(self.terms), kind="stable").astype(np.int32)


def read_convolution(node: Node, at: Place) -> tuple[FeedingWindow, Node]:
    """The window of one output of a convolution, with the weights of its filter, and what is read.

    Raises:
        ValueError: a transposed convolution, whose outputs are no single window.
    """
    _, weight, bias, stride, padding, dilation, transposed, _, groups = node.arguments
    if transposed:
        raise ValueError(
            "A transposed convolution's output is no single window, so it can't be taken apart here."
        )
    filters, depth = weight.shape[:2]
    group = at[0] // (filters // groups)
    maps = np.arange(group * depth, (group + 1) * depth, dtype=np.int32)
    source, before = _without_padding(node.inputs[0])
    kernel = weight[at[0]].detach().double().cpu().numpy()
    starts = [at[1 + axis] * _along(stride, axis) - _along(padding, axis) - before[axis] for axis in (0, 1)]
    rows, columns = (
        (starts[axis] + _along(dilation, axis) * np.arange(kernel.shape[1 + axis])).astype(np.int32)
        for axis in (0, 1)
    )
    patch, inside = _patch(source.value[0], maps, rows, columns)
    offset = 0.0 if bias is None else float(bias[at[0]])
    steps = _along(stride, 0), _along(stride, 1)
    return FeedingWindow("convolution", maps, kernel, patch, rows, columns, inside, offset, steps), source


# What torch takes where less is said: kernel (always said), stride, padding, ceil mode, count the padding, divisor.
_AVERAGE: tuple[Any, ...] = (None, [], 0, False, True, None)


def read_average(node: Node, at: Place) -> tuple[FeedingWindow, Node]:
    """The window of one output of average pooling, as weights of one map (1 / cells), and what is read."""
    given = node.arguments[1:]
    kernel, stride, padding, ceil_mode, count_padding, divisor = (*given, *_AVERAGE[len(given) :])
    source = node.inputs[0]
    maps = np.array([at[0]], dtype=np.int32)
    rows, columns = (
        at[1 + axis] * _along(stride or kernel, axis)
        - _along(padding, axis)
        + np.arange(_along(kernel, axis), dtype=np.int32)
        for axis in (0, 1)
    )
    if ceil_mode:  # a window that hangs over the end of the padding is cut there
        height, width = source.value.shape[2:]
        rows = rows[rows < height + _along(padding, 0)]
        columns = columns[columns < width + _along(padding, 1)]
    patch, inside = _patch(source.value[0], maps, rows, columns)
    count = divisor or (inside.size if count_padding else int(inside.sum()))
    weights = np.full(patch.shape, 1 / count)
    steps = _along(stride or kernel, 0), _along(stride or kernel, 1)
    return FeedingWindow("average", maps, weights, patch, rows, columns, inside, 0.0, steps), source


def _along(numbers: Any, axis: int) -> int:
    values = numbers if isinstance(numbers, list | tuple) else [numbers]
    return int(values[min(axis, len(values) - 1)])


def _without_padding(node: Node) -> tuple[Node, tuple[int, int]]:
    """What was padded with zeros before, if it was, and by how many rows and columns in front of it."""
    if node.op != "constant_pad_nd" or any((*node.arguments, 0)[2:3]):
        return node, (0, 0)
    sides = node.arguments[1]  # left, right, top, bottom
    return node.inputs[0], (sides[2] if len(sides) > 2 else 0, sides[0])


def _patch(
    planes: torch.Tensor, maps: Integers, rows: Integers, columns: Integers
) -> tuple[Doubles, npt.NDArray[np.bool_]]:
    """The values at these rows and columns of these maps, 0 outside, and which of them are inside."""
    height, width = planes.shape[1:]
    inside = ((rows >= 0) & (rows < height))[:, None] & ((columns >= 0) & (columns < width))[None, :]
    low, high = int(maps[0]), int(maps[-1]) + 1
    read = planes[low:high][:, np.clip(rows, 0, height - 1)][:, :, np.clip(columns, 0, width - 1)]
    values: Doubles = read.double().cpu().numpy()
    return np.where(inside, values, 0.0), inside
