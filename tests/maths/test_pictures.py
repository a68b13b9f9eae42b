"""Pictures as numbers: published counts, places in memory as numpy and torch have them, the shuffle."""

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from cnnviz.maths import dense_weights, gray_value, memory_index, number_count, shuffled_order

sides = st.integers(1, 40)


def test_published_counts() -> None:
    """CS231n: one dense unit has 3,072 weights on CIFAR-10 and 120,000 on 200 x 200 x 3."""
    assert dense_weights(number_count(32, 32, 3), 1) == 3_072
    assert dense_weights(number_count(200, 200, 3), 1) == 120_000
    assert number_count(1080, 1080, 3) == 3_499_200


@given(sides, sides, st.integers(1, 4), st.data())
def test_places_in_memory_are_numpys_and_torchs(
    height: int, width: int, channels: int, data: st.DataObject
) -> None:
    place = tuple(data.draw(st.integers(0, most - 1)) for most in (height, width, channels))
    row, column, channel = place
    shape = (height, width, channels)
    last = memory_index((row, column, channel), shape, "channels last")
    assert last == np.ravel_multi_index(place, shape)
    first = torch.arange(height * width * channels).reshape(channels, height, width)
    assert memory_index((row, column, channel), shape, "channels first") == first[channel, row, column]


@pytest.mark.parametrize("place", [(4, 0, 0), (0, 5, 0), (0, 0, 3), (-1, 0, 0)])
def test_a_place_outside_is_refused_in_words(place: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match=r"outside a picture of 4 × 5 × 3|at least 0"):
        memory_index(place, (4, 5, 3), "channels last")


@pytest.mark.parametrize("bad", [0, -3])
def test_counts_below_one_are_refused(bad: int) -> None:
    for call in (lambda: number_count(bad, 3, 3), lambda: dense_weights(3, bad), lambda: shuffled_order(bad)):
        with pytest.raises(ValueError, match="at least 1"):
            call()
    with pytest.raises(ValueError, match="up to 1,000,000"):
        shuffled_order(1_000_001)


@given(st.integers(1, 3000))
def test_a_shuffle_has_every_pixel_once(count: int) -> None:
    assert sorted(shuffled_order(count)) == list(range(count))


def test_no_key_of_the_shuffle_repeats_up_to_its_limit() -> None:
    assert len({pow(i + 2, 65537, 1_000_003) for i in range(1_000_000)}) == 1_000_000


def test_the_shuffle_leaves_no_pixel_beside_its_neighbour_more_often_than_chance() -> None:
    order = np.array(shuffled_order(224 * 224))
    assert np.mean(np.abs(np.diff(order)) == 1) < 0.001
    assert abs(np.corrcoef(order, np.arange(order.size))[0, 1]) < 0.02


@given(st.tuples(*[st.integers(0, 255)] * 3))
def test_gray_is_pillows(rgb: tuple[int, int, int]) -> None:
    assert gray_value(*rgb) == Image.new("RGB", (1, 1), rgb).convert("L").getpixel((0, 0))
