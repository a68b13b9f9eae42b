"""What finished occlusion maps say, as numbers. Numpy only: every function takes arrays."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.floating]
Integers = npt.NDArray[np.int32]


@dataclass(frozen=True)
class Ninths:
    """Mean losses with the occluder's centre in each ninth of the picture.

    Attributes:
        losses: (3, 3) clean value minus mean value there; NaN where no centre lies.
        worst: (row, column) of the ninth that costs most.
    """

    losses: npt.NDArray[np.float64]
    worst: tuple[int, int]


def cell_borders(corners: Integers, size: int, side: int) -> npt.NDArray[np.float64]:
    """The n + 1 borders between the cells that n positions along one axis are drawn in, in pixels.

    A cell lies around the occluder's centre and ends half way to its neighbours'.

    >>> cell_borders(np.array([0, 4, 8]), 4, 12).tolist()
    [0.0, 4.0, 8.0, 12.0]
    """
    centres = corners + size / 2
    if len(centres) == 1:
        return np.array([corners[0], corners[0] + size], np.float64)
    inner = (centres[1:] + centres[:-1]) / 2
    first, last = 2 * centres[0] - inner[0], 2 * centres[-1] - inner[-1]
    return np.array([max(0, first), *inner, min(side, last)], np.float64)


def on_pixels(values: Floats, rows: Integers, columns: Integers, size: int, side: int) -> Floats:
    """(R, C) values, one per position, as (side, side): each pixel has the value of the cell that it lies in.

    NaN outside of all cells, near the border, where no occluder has its centre.
    """
    picture = np.full((side, side), np.nan, np.float64)
    centres = np.arange(side) + 0.5
    down, across = (cell_borders(corners, size, side) for corners in (rows, columns))
    row = np.searchsorted(down, centres, side="right") - 1
    column = np.searchsorted(across, centres, side="right") - 1
    inside_rows, inside_columns = (row >= 0) & (row < len(rows)), (column >= 0) & (column < len(columns))
    cells = values[np.ix_(row[inside_rows], column[inside_columns])]
    picture[np.ix_(inside_rows, inside_columns)] = cells
    return picture


def under_occluder(heat: Floats, rows: Integers, columns: Integers, mask: npt.NDArray[np.bool_]) -> Floats:
    """(R, C) sums of a (side, side) heat map over the pixels that the occluder covers at each position."""
    size = len(mask)
    sums = np.empty((len(rows), len(columns)), np.float64)
    for r, top in enumerate(rows.tolist()):
        for c, left in enumerate(columns.tolist()):
            sums[r, c] = heat[top : top + size, left : left + size][mask].sum()
    return sums


def correlation(one: Floats, other: Floats) -> float | None:
    """Pearson's r of two maps over the positions where both are known; None for fewer than 3 or a constant map.

    r = sum((x - mean x)(y - mean y)) / sqrt(sum (x - mean x)^2 · sum (y - mean y)^2)

    >>> correlation(np.array([1.0, 2.0, 3.0]), np.array([2.0, 4.0, 6.0]))
    1.0
    """
    known = np.isfinite(one) & np.isfinite(other)
    x, y = one[known].astype(np.float64), other[known].astype(np.float64)
    if len(x) < 3:
        return None
    x, y = x - x.mean(), y - y.mean()
    length = np.sqrt((x**2).sum() * (y**2).sum())
    return float((x * y).sum() / length) if length > 1e-12 else None


def ninths(
    values: Floats, rows: Integers, columns: Integers, size: int, side: int, *, clean: float
) -> Ninths:
    """How much is lost on average with the occluder's centre in each ninth of the picture.

    Raises:
        ValueError: nothing is computed yet.
    """
    if not np.isfinite(values).any():
        raise ValueError("No position is computed yet, so nothing can be said about regions.")
    down, across = (np.minimum((3 * (corners + size / 2)) // side, 2) for corners in (rows, columns))
    losses = np.full((3, 3), np.nan)
    for r in range(3):
        for c in range(3):
            there = values[np.ix_(down == r, across == c)]
            known = there[np.isfinite(there)]
            if known.size:
                losses[r, c] = clean - float(known.mean())
    row, column = np.unravel_index(int(np.nanargmax(losses)), (3, 3))
    return Ninths(losses, (int(row), int(column)))
