"""Projections as pictures: stretched, laid out in one sheet, for a page and for a download."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from cnnviz.images import Stretched, stretch
from cnnviz.images.montage import columns_for, png_address, sheet_png

CUT = 0.01
"""The share of a projection's values that may saturate, so that one bright pixel does not leave the rest gray."""

Floats = npt.NDArray[np.floating[Any]]
Pixels = npt.NDArray[np.uint8]


@dataclass(frozen=True)
class Tiles:
    """K projections as small pictures of one size.

    Attributes:
        pictures: (K, H, W, 3) RGB 0..255; 128 is zero.
        limits: (K,) the value at which each picture's range ends.
        saturated: (K,) share of each picture's pixels beyond it, 0..1.
    """

    pictures: Pixels
    limits: npt.NDArray[np.float64]
    saturated: npt.NDArray[np.float32]

    def sheet(self, columns: int | None = None, room: int = 0) -> dict[str, Any]:
        """All of them in one picture, as a page's `Sheet` takes it."""
        return sheet_data(self.pictures, columns, room)


def tiles(pixels: Floats, *, shared: bool = False, cut: float = CUT) -> Tiles:
    """(K, H, W, 3) signed projections as pictures, stretched each alone or with one limit for all.

    >>> made = tiles(np.array([-1.0, 0.0, 2.0]).reshape(1, 1, 1, 3), cut=0)
    >>> made.pictures.tolist(), made.limits.tolist()
    ([[[[64, 128, 255]]]], [2.0])
    """
    made: Stretched = stretch(pixels.astype(np.float32), shared=shared, cut=cut)
    return Tiles(made.pictures, made.limits, made.saturated)


def sheet_data(pictures: Pixels, columns: int | None = None, room: int = 0) -> dict[str, Any]:
    """(K, H, W, 3) pictures in one PNG: `cell` pixels each, one see-through pixel apart, K of them row by row.

    With `room` it is as high as so many pictures need, so that it does not grow when more of them come.
    """
    height, width = pictures.shape[1:3]
    count = max(len(pictures), room)
    columns = columns or columns_for(count)
    return {
        "png": png_address(sheet_png(pictures, columns, room)),
        "columns": columns,
        "cell": [height, width],
        "count": count,
    }
