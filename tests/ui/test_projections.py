"""Projections as pictures: which limit they are stretched to, and where they stand in a sheet."""

import base64
import io

import numpy as np
from PIL import Image

from cnnviz.ui.projections import sheet_data, tiles


def signals() -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    made = np.zeros((3, 4, 5, 3), np.float32)
    made[0, 1, 2] = (1.0, -0.5, 0.25)
    made[1, 0, 0] = (0.1, 0.0, -0.1)
    return made


def test_each_its_own_limit_or_one_for_all() -> None:
    own, shared = tiles(signals(), cut=0), tiles(signals(), shared=True, cut=0)
    assert own.limits.round(6).tolist() == [1.0, 0.1, 0.0]
    assert shared.limits.tolist() == [1.0, 1.0, 1.0]
    assert own.pictures[1, 0, 0].tolist() == [255, 128, 1]
    assert shared.pictures[1, 0, 0].tolist() == [141, 128, 115]
    assert (own.pictures[2] == 128).all(), "nothing is gray, not black"


def test_what_is_cut_off_is_counted() -> None:
    values = np.linspace(-1, 1, 300, dtype=np.float32).reshape(1, 10, 10, 3)
    made = tiles(values, cut=0.1)
    assert 0.85 < made.limits[0] < 0.95
    assert 0.08 < made.saturated[0] < 0.14


def test_a_sheet_keeps_its_size_while_it_fills() -> None:
    pictures = np.random.default_rng(0).integers(0, 255, (5, 3, 4, 3), np.uint8)
    some, whole = sheet_data(pictures[:2], 2, room=5), sheet_data(pictures, 2)
    assert (some["count"], some["cell"], some["columns"]) == (whole["count"], whole["cell"], whole["columns"])
    small, large = (
        np.asarray(Image.open(io.BytesIO(base64.b64decode(sheet["png"].partition(",")[2]))))
        for sheet in (some, whole)
    )
    assert small.shape == large.shape
    np.testing.assert_array_equal(small[:4], large[:4])
    assert not small[4:].any()
