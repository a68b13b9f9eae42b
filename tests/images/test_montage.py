"""Many maps as one picture: every cell where the grid says, in the colours of the scale."""

import io

import numpy as np
import pytest
from PIL import Image

from cnnviz.images.montage import (
    colour_table,
    filter_picture,
    montage,
    palette_png,
    reduced,
    reduced_pixels,
    sheet_png,
)
from cnnviz.palette import ACTIVATION, SIGNED


def maps(count: int, height: int, width: int) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    return np.random.default_rng(1).integers(0, 255, (count, height, width), np.uint8)


@pytest.mark.parametrize(("count", "columns"), [(1, 1), (7, 3), (12, 4)])
def test_cell_by_cell(count: int, columns: int) -> None:
    given = maps(count, 3, 4)
    image = Image.open(io.BytesIO(palette_png(montage(given, columns), SIGNED))).convert("RGBA")
    pixels, table = np.asarray(image), colour_table(SIGNED)
    for k in range(count):
        top, left = k // columns * 4, k % columns * 5
        np.testing.assert_array_equal(pixels[top : top + 3, left : left + 4, :3], table[given[k]])
        assert (pixels[top : top + 3, left : left + 4, 3] == 255).all()
        assert (pixels[top : top + 4, left + 4, 3] == 0).all()
        assert (pixels[top + 3, left : left + 5, 3] == 0).all()


def test_reducing_takes_means_of_blocks_and_leaves_small_maps_alone() -> None:
    given = maps(2, 9, 7)
    small = reduced(given, 4)
    assert small.shape == (2, 3, 2)
    assert small[1, 2, 1] == int(given[1, 6:9, 3:6].mean())
    assert reduced(given, 9) is given
    assert reduced(maps(1, 300, 1), 8).shape[1] <= 8


def test_the_scale_of_activations_gets_lighter_all_the_way() -> None:
    light = colour_table(ACTIVATION) @ np.array([0.299, 0.587, 0.114])
    assert (np.diff(light) >= -0.8).all()  # to within the rounding of colours to whole levels
    assert light[0] < 25
    assert light[-1] > 240


def test_a_filters_zero_is_gray_and_its_largest_weight_full() -> None:
    weights = np.zeros((2, 3, 2, 2), np.float32)
    weights[0, 0, 0, 0], weights[0, 2, 1, 1] = 0.5, -0.25
    picture = filter_picture(weights, 2)
    assert picture.shape == (3, 6, 4)
    assert picture[0, 0].tolist() == [255, 128, 128, 255]
    assert picture[1, 1, 2] == 64
    assert (picture[:2, 3:5, :3] == 128).all()
    assert not picture[2].any()


def test_a_sheet_of_colour_pictures_cell_by_cell() -> None:
    given = np.random.default_rng(3).integers(0, 256, (5, 3, 4, 3), np.uint8)
    pixels = np.asarray(Image.open(io.BytesIO(sheet_png(given, 2))))
    assert pixels.shape == (12, 10, 4)
    np.testing.assert_array_equal(pixels[8:11, 0:4, :3], given[4])
    assert (pixels[8:11, 0:4, 3] == 255).all()
    assert not pixels[8:, 5:].any()
    assert not pixels[3].any()


def test_reducing_signed_pictures_takes_means() -> None:
    given = np.random.default_rng(4).normal(size=(2, 9, 7, 3)).astype(np.float32)
    small = reduced_pixels(given, 4)
    assert small.shape == (2, 3, 2, 3)
    np.testing.assert_allclose(small[1, 2, 1], given[1, 6:9, 3:6].mean((0, 1)), rtol=1e-5)
    np.testing.assert_array_equal(reduced_pixels(given, 9), given)
