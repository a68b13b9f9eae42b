"""Convolution of numbers against torch, and what turning a kernel does."""

from typing import Any

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch.nn import functional

from cnnviz.maths import channel_sums, convolve, flipped, output_shape, window_values

ACT = {"none": lambda x: x, "relu": torch.relu, "tanh": torch.tanh}


def table(draw: st.DrawFn, *shape: int) -> Any:
    if not shape:
        return draw(st.integers(-9, 9))
    return [table(draw, *shape[1:]) for _ in range(shape[0])]


@st.composite
def layers(draw: st.DrawFn) -> dict[str, Any]:
    channels, maps = draw(st.integers(1, 3)), draw(st.integers(1, 3))
    kernel = draw(st.integers(1, 3)), draw(st.integers(1, 3))
    return {
        "picture": table(draw, channels, draw(st.integers(3, 5)), draw(st.integers(3, 5))),
        "kernels": table(draw, maps, channels, *kernel),
        "bias": table(draw, maps),
        "divisor": draw(st.sampled_from((1, 9, 16))),
        "activation": draw(st.sampled_from(tuple(ACT))),
        "stride": draw(st.integers(1, 2)),
        "padding": draw(st.integers(0, 2)),
        "flip": draw(st.booleans()),
    }


@settings(max_examples=200)
@given(layers())
def test_values_are_torch_s(layer: dict[str, Any]) -> None:
    weight = torch.tensor(layer["kernels"]).double() / layer["divisor"]
    weight = weight.flip(-2, -1) if layer["flip"] else weight
    made = functional.conv2d(
        torch.tensor([layer["picture"]]).double(),
        weight,
        torch.tensor(layer["bias"]).double(),
        layer["stride"],
        layer["padding"],
    )
    expected = ACT[layer["activation"]](made)[0]
    ours = torch.tensor(convolve(**layer), dtype=torch.float64)
    assert ours.shape == expected.shape
    assert torch.allclose(ours, expected, rtol=1e-12, atol=1e-12)


def test_turning_twice_changes_nothing() -> None:
    kernel = [[1, 2, 3], [4, 5, 6]]
    assert flipped(flipped(kernel)) == kernel


def test_a_single_point_shows_the_kernel_turned() -> None:
    point = [[[int(row == column == 2) for column in range(5)] for row in range(5)]]
    kernel = [[1, 2, 3], [4, 5, 6], [7, 8, 9]]
    assert convolve(point, [[kernel]]) == [flipped(kernel)]
    assert convolve(point, [[kernel]], flip=True) == [kernel]


def test_the_channels_add_up_to_the_output() -> None:
    picture = [[[1, 2], [3, 4]], [[5, 6], [7, 8]]]
    kernel = [[[1, 0], [0, 1]], [[0, 1], [1, 0]]]
    assert channel_sums(picture, kernel, (0, 0)) == [5, 13]
    assert convolve(picture, [kernel], bias=[-18]) == [[[0]]]


def test_a_kernel_of_another_depth_is_refused_in_words() -> None:
    with pytest.raises(ValueError, match="The picture has 1 channels, but a kernel has 2"):
        output_shape([[[1]]], [[[[1]], [[1]]]])


def test_a_kernel_that_is_too_large_is_refused_in_words() -> None:
    with pytest.raises(ValueError, match="spans 3 pixels"):
        convolve([[[1, 2], [3, 4]]], [[[[0] * 3] * 3]])


def test_outside_the_plane_a_window_reads_zero() -> None:
    assert window_values([[5]], (3, 3), (0, 0), padding=1) == [[0, 0, 0], [0, 5, 0], [0, 0, 0]]
