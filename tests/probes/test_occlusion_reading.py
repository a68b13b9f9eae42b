"""Reading occlusion maps: cells on pixels, sums under the occluder, correlation, ninths, each against a slow way."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnviz.probes.occluders import occluder_mask
from cnnviz.probes.occlusion_reading import (
    cell_borders,
    correlation,
    ninths,
    on_pixels,
    under_occluder,
)
from cnnviz.probes.positions import occluder_positions


@given(st.integers(8, 40), st.integers(1, 12), st.integers(1, 9))
def test_every_pixel_has_the_value_of_the_nearest_centre(side: int, size: int, stride: int) -> None:
    corners = np.array(occluder_positions(side, min(size, side), stride), np.int32)
    size = min(size, side)
    values = np.arange(len(corners) ** 2, dtype=float).reshape(len(corners), -1)
    picture = on_pixels(values, corners, corners, size, side)
    borders = cell_borders(corners, size, side)
    assert (np.diff(borders) > 0).all()
    centres = corners + size / 2
    for pixel in range(side):
        at = pixel + 0.5
        if not borders[0] <= at < borders[-1]:
            assert np.isnan(picture[pixel]).all()
            continue
        far = np.abs(centres - at)
        cell = picture[pixel][np.isfinite(picture[pixel])][0] // len(corners)
        assert far[int(cell)] == far.min() or len(corners) == 1


def test_sums_under_a_disc_leave_its_corners_out() -> None:
    heat = np.random.default_rng(1).normal(size=(9, 9))
    corners = np.array([0, 3, 5], np.int32)
    sums = under_occluder(heat, corners, corners, occluder_mask("disc", 4))
    by_hand = sum(
        heat[3 + r, 5 + c] for r in range(4) for c in range(4) if (r - 1.5) ** 2 + (c - 1.5) ** 2 <= 4
    )
    assert sums[1, 2] == pytest.approx(by_hand)


def test_correlation_is_numpys_and_says_when_there_is_none() -> None:
    draw = np.random.default_rng(2)
    x, y = draw.normal(size=(2, 5, 4))
    x[0, 0], y[2, 3] = np.nan, np.nan
    known = np.isfinite(x) & np.isfinite(y)
    assert correlation(x, y) == pytest.approx(np.corrcoef(x[known], y[known])[0, 1])
    assert correlation(x, np.ones_like(x)) is None
    assert correlation(x[:1, :3], y[:1, :3]) is None


def test_the_worst_ninth_is_where_the_centre_costs_most() -> None:
    corners = np.array(occluder_positions(90, 30, 15), np.int32)
    values = np.full((len(corners),) * 2, 0.8)
    values[np.ix_(corners + 15 >= 60, corners + 15 < 30)] = 0.2
    found = ninths(values, corners, corners, 30, 90, clean=0.9)
    assert found.worst == (2, 0)
    assert found.losses[2, 0] == pytest.approx(0.7)
    assert found.losses[0, 0] == pytest.approx(0.1)
    with pytest.raises(ValueError, match="No position is computed"):
        ninths(np.full_like(values, np.nan), corners, corners, 30, 90, clean=0.9)
