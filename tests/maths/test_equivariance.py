"""Shifts, permutations and convolutions of small pictures, against torch."""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch.nn import functional

from cnnviz.maths import convolved, differences, largest_difference, permutation, permuted, shifted

Rows = list[list[int]]


@st.composite
def pictures(draw: st.DrawFn, sides: st.SearchStrategy[int] | None = None) -> Rows:
    sides = st.integers(1, 7) if sides is None else sides
    high, wide = draw(sides), draw(sides)
    number = st.integers(-9, 9)
    return draw(st.lists(st.lists(number, min_size=wide, max_size=wide), min_size=high, max_size=high))


kernels = pictures(st.sampled_from((1, 3)))
steps = st.integers(-5, 5)


@given(pictures(), kernels, st.booleans())
def test_convolved_is_torchs_convolution(picture: Rows, kernel: Rows, circular: bool) -> None:
    high, wide = len(kernel) // 2, len(kernel[0]) // 2
    padded = functional.pad(
        torch.tensor(picture, dtype=torch.float64)[None, None],
        (wide, wide, high, high),
        mode="circular" if circular else "constant",
    )
    wanted = functional.conv2d(padded, torch.tensor(kernel, dtype=torch.float64)[None, None])[0, 0]
    assert convolved(picture, kernel, circular=circular) == wanted.int().tolist()


@given(pictures(), steps, steps)
def test_shifted_is_torchs_roll_and_pad(picture: Rows, down: int, right: int) -> None:
    x = torch.tensor(picture)
    assert shifted(picture, down, right, circular=True) == x.roll((down, right), (0, 1)).tolist()
    down, right = (max(-len(x), min(down, len(x))), max(-len(x[0]), min(right, len(x[0]))))
    wanted = torch.zeros_like(x)
    rows, columns = x.shape
    wanted[max(down, 0) : rows + min(down, 0), max(right, 0) : columns + min(right, 0)] = x[
        max(-down, 0) : rows - max(down, 0), max(-right, 0) : columns - max(right, 0)
    ]
    assert shifted(picture, down, right, circular=False) == wanted.tolist()


@given(pictures(), kernels, steps, steps)
def test_circular_shifts_and_circular_convolutions_commute(
    picture: Rows, kernel: Rows, down: int, right: int
) -> None:
    first = convolved(shifted(picture, down, right, circular=True), kernel, circular=True)
    then = shifted(convolved(picture, kernel, circular=True), down, right, circular=True)
    assert largest_difference(first, then) == 0


@given(pictures(), kernels, st.integers(0, 3), st.integers(0, 3))
def test_with_zeros_only_the_border_can_differ(picture: Rows, kernel: Rows, down: int, right: int) -> None:
    first = convolved(shifted(picture, down, right, circular=False), kernel, circular=False)
    then = shifted(convolved(picture, kernel, circular=False), down, right, circular=False)
    apart = differences(first, then)
    high, wide = len(kernel) // 2, len(kernel[0]) // 2
    for row in range(down + high, len(picture) - high):
        assert not any(apart[row][right + wide : len(picture[0]) - wide])


@given(st.integers(1, 60), st.integers(1, 9))
def test_a_permutation_has_everybody_once_and_is_undone_by_its_inverse(length: int, number: int) -> None:
    order = permutation(length, number)
    assert sorted(order) == list(range(length))
    row = [list(range(100, 100 + length))]
    back = [order.index(place) for place in range(length)]
    assert permuted(permuted(row, order), back) == row


def test_permuted_is_torchs_indexing() -> None:
    picture = [[3 * row + column for column in range(3)] for row in range(4)]
    order = permutation(12, 4)
    assert permuted(picture, order) == torch.tensor(picture).flatten()[order].view(4, 3).tolist()
    assert order != permutation(12, 5)


def test_even_kernels_are_refused() -> None:
    with pytest.raises(ValueError, match="1 × 2"):
        convolved([[1]], [[1, 1]], circular=True)
