"""The sample photos' crops: fixed, overlapping, from border to border, and nothing kept that is not needed."""

from itertools import pairwise

import numpy as np
import pytest
from PIL import Image

from cnnviz.images import SAMPLES, ImageError, load_image, sample_crops, samples
from cnnviz.images.crops import _places, _starts


def test_they_are_the_photos_own_pixels() -> None:
    crops = sample_crops()
    sizes = [load_image(name).size for name in SAMPLES]
    assert len(crops) == sum(len(list(_places(*size))) for size in sizes)
    assert len(set(crops.names)) == len(crops)
    assert crops.id == sample_crops().id
    index = crops.names.index("cat, 150 × 150 from row 75, column 201")
    expected = load_image("cat").crop((201, 75, 351, 225))
    np.testing.assert_array_equal(np.asarray(crops.load(index)), np.asarray(expected))
    assert {image.mode for _, image in crops.stream(len(crops) - 3) if isinstance(image, Image.Image)} == {
        "RGB"
    }


@pytest.mark.parametrize("size", [(451, 300), (512, 512), (427, 640), (741, 500)])
def test_squares_of_three_scales_reach_every_border_and_overlap(size: tuple[int, int]) -> None:
    width, height = size
    places = list(_places(width, height))
    assert sorted({side for _, _, side in places}, reverse=True) == [
        min(size) // share for share in (1, 2, 4)
    ]
    for side in {side for _, _, side in places}:
        for length, starts in (
            (width, sorted({left for left, _, other in places if other == side})),
            (height, sorted({top for _, top, other in places if other == side})),
        ):
            assert (starts[0], starts[-1]) == (0, length - side)
            assert all(0 < after - before <= 0.75 * side + 1 for before, after in pairwise(starts))
            assert tuple(starts) == _starts(length, side)


def test_a_photo_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = sample_crops()
    path = samples.Sample.path

    def without_the_cat(self: samples.Sample) -> object:
        if self.name == "cat":
            raise ImageError("The cat is gone.")
        return path(self)

    monkeypatch.setattr(samples.Sample, "path", without_the_cat)
    crops = sample_crops()
    assert [(other.name, other.reason) for other in crops.others] == [("cat", "The cat is gone.")]
    assert crops.names == tuple(name for name in whole.names if not name.startswith("cat"))
    assert crops.id != whole.id
