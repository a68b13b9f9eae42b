"""What the occluder is made of."""

import numpy as np
import pytest
from PIL import Image

from cnnviz.probes.fills import FILLS, filled_picture

VIEW = Image.fromarray(np.random.default_rng(0).integers(0, 256, (64, 64, 3), dtype=np.uint8))


@pytest.mark.parametrize("fill", sorted(set(FILLS) - {"noise"}))
def test_every_fill_covers_the_whole_picture(fill: str) -> None:
    filled = filled_picture(VIEW, fill)
    assert (filled.size, filled.mode) == (VIEW.size, VIEW.mode)
    # What is under the occluder is hidden: noise of deviation 74 is gone.
    assert np.asarray(filled).std(axis=(0, 1)).max() < 10


def test_the_plain_ones_are_what_they_are_called() -> None:
    mean = np.asarray(VIEW).mean(axis=(0, 1)).round()
    for fill, colour in {
        "gray": (127, 127, 127),
        "black": (0, 0, 0),
        "white": (255, 255, 255),
        "mean": mean,
    }.items():
        assert np.array_equal(
            np.unique(np.asarray(filled_picture(VIEW, fill)).reshape(-1, 3), axis=0), [colour]
        )


def test_noise_has_nothing_of_the_picture_and_is_the_same_for_a_seed() -> None:
    first, again, other = (np.asarray(filled_picture(VIEW, "noise", seed)).astype(int) for seed in (3, 3, 4))
    assert np.array_equal(first, again)
    assert first.shape == other.shape == (64, 64, 3)
    assert (first == other).mean() < 0.02  # 1 in 256 by chance
    assert abs(first.mean() - 127.5) < 5
    assert filled_picture(VIEW, "gray", 3).tobytes() == filled_picture(VIEW, "gray", 4).tobytes()
    with pytest.raises(ValueError, match="seed is -1"):
        filled_picture(VIEW, "noise", -1)


def test_blur_keeps_large_things() -> None:
    halves = Image.new("RGB", (64, 64))
    halves.paste("white", (32, 0, 64, 64))
    blurred = np.asarray(filled_picture(halves, "blur"))
    assert blurred[32, 8].max() < 10
    assert blurred[32, 56].min() > 245
    assert 100 < blurred[32, 32].mean() < 155


def test_an_unknown_fill_is_answered_with_the_known_ones() -> None:
    with pytest.raises(
        ValueError, match=r"no fill called 'pink'. There are: gray, mean, black, white, blur, noise"
    ):
        filled_picture(VIEW, "pink")
