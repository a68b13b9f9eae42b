"""Response normalisation against torch's layer, which needs n · alpha for the paper's alpha."""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import nn

from cnnviz.maths import (
    batch_moments,
    batch_norm,
    energy,
    neighbours,
    response_norm,
    running_moments,
    torch_alpha,
)

rows = st.lists(st.floats(-300, 300), min_size=1, max_size=12)


def by_torch(values: list[float], n: int, k: float, alpha: float, beta: float) -> list[float]:
    picture = torch.tensor(values, dtype=torch.float64).reshape(1, -1, 1, 1)
    result: list[float] = nn.LocalResponseNorm(n, alpha, beta, k)(picture).flatten().tolist()
    return result


@given(rows, st.integers(1, 13), st.floats(0.5, 5), st.floats(0, 0.1), st.floats(0, 1.5))
def test_it_is_torchs_layer_with_n_times_alpha(
    values: list[float], n: int, k: float, alpha: float, beta: float
) -> None:
    """Borders and even n included."""
    wanted = by_torch(values, n, k, torch_alpha(alpha, n), beta)
    assert response_norm(values, n, k, alpha, beta) == pytest.approx(wanted, rel=1e-9, abs=1e-9)


def test_with_the_papers_alpha_as_it_stands_torch_differs() -> None:
    values = [20.0, 60.0, 10.0, 240.0, 30.0, 0.0, 90.0, 40.0]
    theirs = by_torch(values, 5, 2.0, 1e-4, 0.75)
    assert theirs[3] == pytest.approx(99.29, abs=0.01)
    assert response_norm(values)[3] == pytest.approx(49.44, abs=0.01)
    assert response_norm(values, alpha=1e-4 / 5) == pytest.approx(theirs)


def test_the_papers_formula_by_hand() -> None:
    assert response_norm([100, 200, 50], n=3)[0] == pytest.approx(100 / (2 + 1e-4 * 50_000) ** 0.75)
    assert energy([100, 200, 50], 3, 1) == 52_500


@given(st.integers(1, 30), st.integers(0, 6), st.data())
def test_an_odd_window_is_the_papers(maps: int, half: int, data: st.DataObject) -> None:
    at, n = data.draw(st.integers(0, maps - 1)), 2 * half + 1
    assert list(neighbours(maps, n, at)) == list(range(max(0, at - n // 2), min(maps - 1, at + n // 2) + 1))


def test_refusals_name_the_numbers() -> None:
    with pytest.raises(ValueError, match="There are 3 maps, counted from 0, so there is no map 3"):
        neighbours(3, 5, 3)
    with pytest.raises(ValueError, match="window n must be at least 1, not 0"):
        neighbours(3, 0, 1)
    with pytest.raises(ValueError, match="the bracket k \\+ alpha · sum is 0"):
        response_norm([0.0], k=0)


batches = st.lists(st.floats(-50, 50), min_size=2, max_size=12)


@given(batches, st.floats(-3, 3), st.floats(-3, 3), st.floats(-5, 5), st.floats(0.1, 50), st.floats(0, 1))
def test_batch_norm_is_torchs_in_both_modes(
    values: list[float], gamma: float, beta: float, mean: float, variance: float, momentum: float
) -> None:
    norm = nn.BatchNorm1d(1, momentum=momentum, dtype=torch.float64)
    nn.init.constant_(norm.weight, gamma)
    nn.init.constant_(norm.bias, beta)
    assert norm.running_mean is not None and norm.running_var is not None
    norm.running_mean.fill_(mean)
    norm.running_var.fill_(variance)
    column = torch.tensor(values, dtype=torch.float64).reshape(-1, 1)
    evaluated = norm.eval()(column).flatten().tolist()
    assert batch_norm(values, mean, variance, gamma, beta) == pytest.approx(evaluated, rel=1e-6, abs=1e-6)
    trained = norm.train()(column).flatten().tolist()
    moments = batch_moments(values)
    assert batch_norm(values, *moments, gamma, beta) == pytest.approx(trained, rel=1e-6, abs=1e-6)
    after = (norm.running_mean.item(), norm.running_var.item())
    assert running_moments(values, mean, variance, momentum) == pytest.approx(after, rel=1e-9, abs=1e-9)


def test_a_batch_of_one_is_refused_in_words() -> None:
    with pytest.raises(ValueError, match="A batch of 1 has no spread"):
        batch_moments([3.0])
    with pytest.raises(ValueError, match=r"variance \+ eps is 0"):
        batch_norm([1.0], 0.0, 0.0, eps=0.0)
