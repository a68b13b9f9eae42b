"""Photos as small squares: exact block means, nothing but the sides that divide 224."""

import numpy as np
import pytest
from PIL import Image

from cnnviz.images import SIDES, WHOLE, load_image, square


def test_the_sides_divide_the_whole() -> None:
    assert SIDES == (4, 7, 8, 14, 16, 28, 32, 56, 112, 224)


@pytest.mark.parametrize("side", SIDES)
def test_a_pixel_is_the_rounded_mean_of_its_block(side: int) -> None:
    whole = np.asarray(square(load_image("cat")), np.float64)
    block = WHOLE // side
    means = whole.reshape(side, block, side, block, 3).mean((1, 3))
    assert np.array_equal(np.asarray(square(load_image("cat"), side)), np.floor(means + 0.5))


def test_the_middle_of_a_wide_picture_is_kept() -> None:
    wide = Image.new("RGB", (400, 100))
    wide.paste((255, 0, 0), (150, 0, 250, 100))
    assert np.asarray(square(wide, 4))[..., 0].min() > 250, "scaling blurs the edge a little"


def test_another_side_is_refused_with_those_there_are() -> None:
    with pytest.raises(ValueError, match="30 pixels does not divide 224"):
        square(load_image("cat"), 30)
