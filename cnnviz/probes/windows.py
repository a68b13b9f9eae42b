"""A signal on its way down, for many units at once: only the window that it has reached so far is held.

Outside its window the signal of a unit is zero, so nothing is lost: the window is the receptive field.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch

from cnnviz.probes.steps import Pair

Places = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Windows:
    """One window per unit, all of one size, each inside its map.

    Attributes:
        values: (K, C, h, w) the signals of K units.
        top, left: (K,) where each window begins in its map.
    """

    values: torch.Tensor
    top: Places
    left: Places

    @property
    def size(self) -> Pair:
        """Rows and columns of a window."""
        return self.values.shape[2], self.values.shape[3]

    def cut(self, maps: torch.Tensor) -> torch.Tensor:
        """(K, C, h, w): the same windows out of (C, H, W) maps; (1, C, h, w) if they are all one."""
        rows, columns = self.size
        places = list(zip(self.top.tolist(), self.left.tolist(), strict=True))
        if len(set(places)) == 1:
            places = places[:1]
        return torch.stack([maps[:, t : t + rows, q : q + columns] for t, q in places])

    def bounds(self) -> tuple[int, int, int, int]:
        """Top, left, bottom, right of the box around all windows."""
        rows, columns = self.size
        top, left = int(self.top.min()), int(self.left.min())
        return top, left, int(self.top.max()) + rows, int(self.left.max()) + columns


@dataclass(frozen=True)
class _Span:
    """Windows along one axis, before and after they are moved into a map of some length."""

    start: Places
    low: Places
    high: Places
    size: int
    new: Places


def fit(values: torch.Tensor, top: Places, left: Places, size: Pair) -> Windows:
    """Windows that may hang over the border of maps of that size, cut to what is inside."""
    rows = _inside(top, values.shape[2], size[0])
    columns = _inside(left, values.shape[3], size[1])
    spans = (rows, columns)
    if all((span.start == span.new).all() for span in spans) and values.shape[2:] == (
        rows.size,
        columns.size,
    ):
        return Windows(values, top, left)
    if all(len(set((span.new - span.start).tolist())) == 1 and _full(span) for span in spans):
        down, right = int(rows.new[0] - top[0]), int(columns.new[0] - left[0])
        cut = values[:, :, down : down + rows.size, right : right + columns.size]
        return Windows(cut, rows.new, columns.new)
    out = Windows(empty_windows(values, (rows.size, columns.size)), rows.new, columns.new)
    _add(out, Windows(values, top, left))
    return out


def merge(signals: Sequence[Windows], size: Pair) -> Windows:
    """The sum of signals that arrive at the same maps in windows of their own."""
    first, *others = signals
    if not others:
        return first
    same = all(
        other.size == first.size and (other.top == first.top).all() and (other.left == first.left).all()
        for other in others
    )
    if same:
        return Windows(torch.stack([one.values for one in signals]).sum(0), first.top, first.left)
    rows = _around([one.top for one in signals], [one.size[0] for one in signals], size[0])
    columns = _around([one.left for one in signals], [one.size[1] for one in signals], size[1])
    out = Windows(empty_windows(first.values, (rows[1], columns[1])), rows[0], columns[0])
    for one in signals:
        _add(out, one)
    return out


def empty_windows(like: torch.Tensor, size: Pair, channels: int | None = None) -> torch.Tensor:
    """(K, C, rows, columns) zeros for as many units, channels last, which convolutions prefer."""
    return torch.empty(
        (like.shape[0], like.shape[1] if channels is None else channels, *size),
        dtype=like.dtype,
        device=like.device,
        memory_format=torch.channels_last,
    ).zero_()


def _inside(start: Places, length: int, limit: int) -> _Span:
    low, high = start.clip(0, limit), (start + length).clip(0, limit)
    size = max(1, int((high - low).max()))
    return _Span(start, low, high, size, np.minimum(low, limit - size))


def _full(span: _Span) -> bool:
    return bool((span.high - span.low == span.size).all())


def _around(starts: Sequence[Places], sizes: Sequence[int], limit: int) -> tuple[Places, int]:
    low = np.min(starts, axis=0)
    high = np.max([start + size for start, size in zip(starts, sizes, strict=True)], axis=0)
    size = int((high - low).max())
    return np.minimum(low, limit - size), size


def _add(out: Windows, part: Windows) -> None:
    """Add the windows of `part` to those of `out`, where they meet."""
    for unit in range(len(out.top)):
        rows = _meet(int(out.top[unit]), out.size[0], int(part.top[unit]), part.size[0])
        columns = _meet(int(out.left[unit]), out.size[1], int(part.left[unit]), part.size[1])
        if rows and columns:
            out.values[unit, :, rows[0], columns[0]] += part.values[unit, :, rows[1], columns[1]]


def _meet(start: int, length: int, other: int, other_length: int) -> tuple[slice, slice] | None:
    low, high = max(start, other), min(start + length, other + other_length)
    if low >= high:
        return None
    return slice(low - start, high - start), slice(low - other, high - other)
