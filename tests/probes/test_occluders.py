"""The occluder's shape."""

import numpy as np
import pytest

from cnnviz.probes.occluders import occluder_mask


@pytest.mark.parametrize("size", range(1, 40))
def test_a_disc_covers_the_pixels_whose_centre_is_within_half_its_size(size: int) -> None:
    mask = occluder_mask("disc", size)
    for i in range(size):
        for j in range(size):
            # Both sides are multiples of 1/4, so this is exact.
            inside = (i + 0.5 - size / 2) ** 2 + (j + 0.5 - size / 2) ** 2 <= (size / 2) ** 2
            assert mask[i, j] == inside


def test_a_disc_touches_its_box_on_all_sides_and_has_about_the_area_of_a_circle() -> None:
    mask = occluder_mask("disc", 32)
    assert mask[0].any() and mask[-1].any() and mask[:, 0].any() and mask[:, -1].any()
    assert mask.sum() == pytest.approx(np.pi * 16**2, rel=0.01)
    assert occluder_mask("square", 5).all()


def test_an_unknown_shape_is_answered_with_the_known_ones() -> None:
    with pytest.raises(ValueError, match=r"shape 'star'. There are: square, disc"):
        occluder_mask("star", 3)
