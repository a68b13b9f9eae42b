"""A poster shows every picture whole, in its place, under as much of its line as fits."""

import io

import numpy as np
import pytest
from PIL import Image, ImageFont

from cnnviz.images.poster import LEAST, PAPER, Section, _fitting, poster


def pixels(made: bytes) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    return np.asarray(Image.open(io.BytesIO(made)))


@pytest.mark.parametrize(("side", "zoom"), [(7, 14), (95, 2), (96, 1), (160, 1)])
def test_every_picture_is_there_enlarged_by_whole_pixels(side: int, zoom: int) -> None:
    draw = np.random.default_rng(side)
    pictures = draw.integers(0, 255, (5, side, side, 3), dtype=np.uint8)
    section = Section("five", pictures, [f"map {of}" for of in range(5)], 2)
    assert section.zoom == zoom
    assert zoom * side >= LEAST
    sheet = pixels(poster("Five pictures", [section]))
    high, wide = section.cell
    left = 16
    top = sheet.shape[0] - 16 - 3 * high
    for index, picture in enumerate(pictures):
        row, column = divmod(index, 2)
        y, x = top + row * high, left + column * wide
        np.testing.assert_array_equal(sheet[y : y + zoom * side : zoom, x : x + zoom * side : zoom], picture)
        below = sheet[y + zoom * side : y + high, x : x + wide]
        assert (below != PAPER).any(), "its line is written below it"


def test_sections_of_different_sizes_stand_below_each_other_and_empty_ones_are_left_out() -> None:
    small, large = (np.full((n, side, side, 3), 9, np.uint8) for n, side in ((1, 100), (3, 120)))
    both = [Section("a", small, (), 1), Section("none", large[:0], (), 3), Section("b", large, (), 3)]
    sheet = pixels(poster("t", both))
    assert (sheet == 9).all(2).sum() == 100 * 100 + 3 * 120 * 120
    assert sheet.shape[1] == 16 + 3 * 126 + 16


def test_a_line_that_is_too_long_ends_in_dots() -> None:
    font = ImageFont.load_default(11)
    words = "a name of a picture that goes on and on.jpg"
    cut = _fitting(words, 90, font)
    assert cut.endswith("...")
    assert words.startswith(cut[:-3])
    assert font.getlength(cut) <= 90
    assert _fitting("map 3", 90, font) == "map 3"
    assert _fitting("9 × 9, café, 猫", 90, font) == "9 x 9, cafe, ?", "the font has no others"
