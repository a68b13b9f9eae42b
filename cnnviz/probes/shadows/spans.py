"""Which cells of a map an occluder can change, along one axis: its shadow, layer by layer. Plain numbers.

Everything is computed for all P starts of the occluder at once. A span is half open: low .. high - 1.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Integers = npt.NDArray[np.int64]

WHOLE = 0.85
"""From this share of the side on, computing the whole side costs less than cutting a part out of it."""


@dataclass(frozen=True)
class Slide:
    """A window that slides along an axis: unit u reads u * stride - before + dilation * (0 .. kernel - 1)."""

    kernel: int = 1
    stride: int = 1
    before: int = 0
    dilation: int = 1

    @property
    def reach(self) -> int:
        """From the first cell that a unit reads to the last: dilation (kernel - 1)."""
        return self.dilation * (self.kernel - 1)


HERE = Slide()
"""Every unit reads the cell at its own place."""


@dataclass(frozen=True)
class Span:
    """(P,) first cell that the occluder can change, and (P,) the cell behind the last one."""

    low: Integers
    high: Integers


@dataclass(frozen=True)
class Stretch:
    """What is computed anew for it: `width` cells from (P,) `start` on. A stretch may hang over the border."""

    start: Integers
    width: int

    def equals(self, other: "Stretch") -> bool:
        return self.width == other.width and bool((self.start == other.start).all())


def occluder_span(starts: Sequence[int], size: int) -> Span:
    """The cells of the picture under an occluder of `size` cells."""
    low = np.asarray(starts, np.int64)
    return Span(low, low + size)


def slid(span: Span, slide: Slide, length: int) -> Span:
    """Who of `length` units reads a cell of the span: those u with low <= u stride - before + reach and
    u stride - before < high. (With a dilation some of them may read past it; that costs time, no more.)

    >>> slid(occluder_span([0, 4], 2), Slide(3, 2, 1), 8)
    Span(low=array([0, 2]), high=array([2, 4]))
    """
    low = -((slide.reach - slide.before - span.low) // slide.stride)
    high = (span.high - 1 + slide.before) // slide.stride + 1
    low, high = np.clip(low, 0, length), np.clip(high, 0, length)
    return Span(low, np.maximum(low, high))


def joined(spans: Sequence[Span]) -> Span:
    """The smallest span that holds all of them."""
    return Span(np.minimum.reduce([s.low for s in spans]), np.maximum.reduce([s.high for s in spans]))


def stretch_of(span: Span, length: int, members: Sequence[int] | None = None) -> Stretch:
    """One width for all positions, inside of the map: the longest span's (of the `members`, if they are named), or
    all of it once that is `WHOLE` of it.

    >>> stretch_of(occluder_span([0, 5, 7], 3), 10)
    Stretch(start=array([0, 5, 7]), width=3)
    >>> stretch_of(occluder_span([0, 1], 9), 10)
    Stretch(start=array([0, 0]), width=10)
    >>> stretch_of(occluder_span([0, 5, 7], 3), 10, members=[0])
    Stretch(start=array([0, 5, 7]), width=3)
    """
    widths = span.high - span.low
    width = max(1, int((widths if members is None else widths[list(members)]).max()))
    if width >= WHOLE * length:
        width = length
    return Stretch(np.clip(span.low, 0, length - width), width)


def read_by(stretch: Stretch, slide: Slide) -> Stretch:
    """What the units of a stretch read, from the first one's first cell to the last one's last."""
    start = stretch.start * slide.stride - slide.before
    return Stretch(start, (stretch.width - 1) * slide.stride + slide.reach + 1)
