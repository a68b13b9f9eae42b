"""Edges and weights against torch's own layers, and the numbers of the lecture."""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import nn

from cnnviz.maths import (
    convolution_cost,
    dense_edges,
    dense_parameters,
    different_weights,
    reach,
    sparse_edges,
    taps,
)

rows = st.integers(1, 14)
odd = st.sampled_from((1, 3, 5, 7))


def matrix(units: int, kernel: int) -> torch.Tensor:
    """The convolution as a matrix (inputs, outputs), tap t written as t + 1."""
    layer = nn.Conv1d(1, 1, kernel, padding=kernel // 2, bias=False)
    with torch.no_grad():
        layer.weight.copy_(torch.arange(1.0, kernel + 1).view(1, 1, kernel))
        made: torch.Tensor = layer(torch.eye(units).unsqueeze(1)).squeeze(1)
    return made.round().int()


@given(rows, odd)
def test_taps_and_edges_are_those_of_torch(units: int, kernel: int) -> None:
    wanted = matrix(units, kernel)
    found = torch.zeros_like(wanted)
    for output in range(units):
        for source, tap in taps(units, kernel, output):
            found[source, output] = tap + 1
    assert torch.equal(found, wanted)
    assert sparse_edges(units, kernel, 2) == 2 * int(wanted.count_nonzero())
    assert different_weights(units, kernel) == nn.Conv1d(1, 1, kernel, bias=False).weight.numel()
    assert different_weights(units, kernel, shared=False) == sparse_edges(units, kernel)


@given(rows, odd, st.integers(0, 4), st.data())
def test_reach_is_the_power_of_the_matrix(units: int, kernel: int, layers: int, data: st.DataObject) -> None:
    unit = data.draw(st.integers(0, units - 1))
    power = torch.linalg.matrix_power((matrix(units, kernel) > 0).double(), layers)
    assert list(reach(units, kernel, unit, layers)) == power[unit].nonzero().flatten().tolist()
    assert list(reach(units, kernel, unit, layers)) == power[:, unit].nonzero().flatten().tolist()


@given(st.integers(3, 60), odd, st.integers(1, 3))
def test_the_formula_of_the_page(units: int, kernel: int, layers: int) -> None:
    p = kernel // 2
    assert sparse_edges(units, kernel, layers) == layers * (units * kernel - p * (p + 1))


@given(st.integers(1, 30), st.integers(1, 30))
def test_dense_counts_are_those_of_torch(inputs: int, outputs: int) -> None:
    assert dense_parameters(inputs, outputs) == sum(
        p.numel() for p in nn.Linear(inputs, outputs).parameters()
    )
    assert dense_edges(inputs, 2) == 2 * nn.Linear(inputs, inputs).weight.numel()


def test_a_large_picture() -> None:
    inputs = 1080 * 1080 * 3
    assert inputs == 3_499_200
    assert dense_parameters(inputs, 100) == 349_920_100
    assert dense_parameters(inputs, 1080 * 1080 * 16) == 65_303_488_742_400
    assert convolution_cost(3, 16, (3, 3), (1080, 1080)).parameters == 448


def test_three_outputs_are_affected_by_one_input() -> None:
    """Goodfellow et al. 2016, figure 9.2: kernel 3, and all five where the layer is dense."""
    assert len(reach(5, 3, 2, 1)) == 3
    assert list(reach(5, 3, 2, 2)) == [0, 1, 2, 3, 4], "figure 9.4: indirectly it is all of them"


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: taps(5, 4, 0), "must be odd"),
        (lambda: taps(5, 3, 5), "the last one is 4"),
        (lambda: reach(5, 3, -1, 1), "at least 0"),
        (lambda: sparse_edges(0, 3, 1) or taps(0, 3, 0), "at least 1"),
        (lambda: dense_edges(0), "at least 1"),
        (lambda: dense_parameters(3, 0), "at least 1"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(call: object, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        call()  # type: ignore[operator]
