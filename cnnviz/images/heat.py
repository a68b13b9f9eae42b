"""Maps of values painted with a scale, where nothing is known the picture below shows faintly."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageOps

from cnnviz.images.montage import colour_table

Pixels = npt.NDArray[np.uint8]
FAINT = 0.3
"""How much of the picture is left under a map, of 1."""


def faint(picture: Image.Image, paper: int = 235) -> Pixels:
    """(H, W, 3) the picture in gray, mixed with `paper`, so that a map on it stays what is seen first."""
    gray = np.asarray(ImageOps.grayscale(picture), np.float64)
    mixed = (FAINT * gray + (1 - FAINT) * paper).round().astype(np.uint8)
    return np.repeat(mixed[..., None], 3, axis=2)


def heat_picture(
    values: npt.NDArray[np.floating], points: Sequence[str], low: float, high: float, ground: Pixels
) -> Pixels:
    """(H, W) values as colours of a scale from `low` to `high`; NaN shows the (H, W, 3) `ground`.

    Values beyond an end have its colour.

    Raises:
        ValueError: `high` is not above `low`.

    >>> ground = np.zeros((1, 3, 3), np.uint8)
    >>> heat_picture(np.array([[0.0, 2.0, np.nan]]), ("#000000", "#FFFFFF"), 0, 4, ground)[0].tolist()
    [[0, 0, 0], [128, 128, 128], [0, 0, 0]]
    """
    if not high > low:
        raise ValueError(f"A scale has to rise, but it goes from {low:g} to {high:g}.")
    known = np.isfinite(values)
    share = np.clip((np.where(known, values, low) - low) / (high - low), 0, 1)
    colours = colour_table(points)[np.round(255 * share).astype(np.int64)]
    return np.where(known[..., None], colours, ground)


def enlarged(picture: Pixels, times: int) -> Pixels:
    """(H, W, 3) with every pixel as `times` × `times`, so that nothing that scales it further can blur it."""
    return picture.repeat(times, axis=0).repeat(times, axis=1)
