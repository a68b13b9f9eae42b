"""Projections as numbers to keep: windows of pixels with what is needed to place them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from cnnviz.probes.descent import Method
from cnnviz.probes.fields import Field
from cnnviz.probes.windows import Windows

Integers = npt.NDArray[np.int32]
_ARRAYS = ("pixels", "patches", "corners", "boxes", "units", "activations")


@dataclass(frozen=True)
class Projection:
    """K units of a layer, each projected to the pixels; arrays read-only.

    A projection is zero outside of its unit's receptive field. `pixels` and `patches` therefore hold a
    window of h × w pixels that contains it: h = min(field, side), and at the picture's border the window
    is moved inwards. `whole` gives the projection on the whole picture.

    Attributes:
        pixels: (K, h, w, 3) the signal that arrives at the input; signed, in units of the normalised input.
        patches: (K, h, w, 3) the same windows of the picture, RGB 0..255.
        corners: (K, 2) first row and first column of each window in the network's view.
        boxes: (K, 4) each unit's receptive field in the view: top, left, bottom, right (the last two outside).
        units: (K, 3) map, row, column of each unit.
        activations: (K,) their values in the clean picture.
        field: the layer's receptive field.
        side: side of the network's view, in pixels.
        layer, method, switches: as asked for.
        total: how many units were asked for; K of them are done.
    """

    pixels: npt.NDArray[np.float32]
    patches: npt.NDArray[np.uint8]
    corners: Integers
    boxes: Integers
    units: Integers
    activations: npt.NDArray[np.float32]
    field: Field
    side: int
    layer: str
    method: Method
    switches: bool
    total: int

    @property
    def done(self) -> int:
        """How many units there are, K."""
        return len(self.units)

    def whole(self, index: int) -> npt.NDArray[np.float32]:
        """(side, side, 3): projection number `index` on the whole picture, zero outside of its window."""
        picture = np.zeros((self.side, self.side, 3), np.float32)
        top, left = self.corners[index]
        height, width = self.pixels.shape[1:3]
        picture[top : top + height, left : left + width] = self.pixels[index]
        return picture


def paste(pixels: npt.NDArray[np.float32], corners: Integers, signal: Windows) -> None:
    """Copy what arrived at the picture into the windows that begin at `corners`."""
    height, width = pixels.shape[1:3]
    rows, columns = signal.size
    values = signal.values.permute(0, 2, 3, 1).cpu().numpy()
    for index, (top, left) in enumerate(corners.tolist()):
        row, column = int(signal.top[index]), int(signal.left[index])
        low, high = max(top, row), min(top + height, row + rows)
        start, end = max(left, column), min(left + width, column + columns)
        pixels[index, low - top : high - top, start - left : end - left] = values[
            index, low - row : high - row, start - column : end - column
        ]


def first_of(whole: Projection, done: int) -> Projection:
    """The first units of a projection, read-only."""
    parts = {}
    for name in _ARRAYS:
        parts[name] = getattr(whole, name)[:done]
        parts[name].setflags(write=False)
    return replace(whole, **parts)


def pick(whole: Projection, indices: Sequence[int]) -> Projection:
    """Some of its units, in that order."""
    parts: dict[str, Any] = {name: getattr(whole, name)[list(indices)] for name in _ARRAYS}
    for array in parts.values():
        array.setflags(write=False)
    return replace(whole, **parts, total=len(indices))


def join(parts: Sequence[Projection]) -> Projection:
    """The units of several projections of one layer, one after the other; what else is known is the first one's."""
    arrays: dict[str, Any] = {
        name: np.concatenate([getattr(part, name) for part in parts]) for name in _ARRAYS
    }
    for array in arrays.values():
        array.setflags(write=False)
    return replace(parts[0], **arrays, total=sum(part.total for part in parts))
