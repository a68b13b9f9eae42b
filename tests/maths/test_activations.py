"""Values and slopes against torch's own, its autograd included; shares against its normal distribution."""

import math
from collections.abc import Callable

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch.nn import functional

from cnnviz.maths import (
    ACTIVATIONS,
    activation,
    chain_gradients,
    chain_inputs,
    saturated_share,
    share_below,
    silent_share,
)

TORCH: dict[str, Callable[[torch.Tensor], torch.Tensor]] = {
    "relu": functional.relu,
    "leaky_relu": lambda x: functional.leaky_relu(x, 0.01),
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
    "lenet": lambda x: 1.7159 * torch.tanh(2 * x / 3),
}
EVERY = pytest.mark.parametrize("name", ACTIVATIONS)
places = st.floats(-12, 12, allow_subnormal=False)


def leaf(x: float) -> torch.Tensor:
    return torch.tensor(x, dtype=torch.float64, requires_grad=True)


def test_lenets_tanh_keeps_one_and_its_published_slopes() -> None:
    f = activation("lenet")
    assert f.value(1) == pytest.approx(1, abs=2e-5)
    assert f.value(-1) == pytest.approx(-1, abs=2e-5)
    assert f.slope(0) == pytest.approx(1.7159 * 2 / 3)
    assert f.slope(1) == pytest.approx(0.755, abs=1e-3)


@EVERY
@given(x=places)
def test_value_and_slope_are_torchs(name: str, x: float) -> None:
    place = leaf(x)
    value = TORCH[name](place)
    (slope,) = torch.autograd.grad(value, place)
    assert activation(name).value(x) == pytest.approx(value.item(), rel=1e-12, abs=1e-15)
    assert activation(name).slope(x) == pytest.approx(slope.item(), rel=1e-9, abs=1e-14)


@EVERY
def test_at_zero_the_slope_is_torchs_too(name: str) -> None:
    place = leaf(0.0)
    (slope,) = torch.autograd.grad(TORCH[name](place), place)
    assert activation(name).slope(0.0) == slope.item()


@EVERY
@given(x=places)
def test_the_edges_of_saturation_are_where_the_slope_is_one_percent(name: str, x: float) -> None:
    f = activation(name)
    assert f.slope(x) <= f.steepest
    ratio = f.slope(x) / f.steepest
    if abs(ratio - 0.01) > 1e-9:
        assert (ratio < 0.01) == (x < f.low or x > f.high or (name == "relu" and x == 0))


@EVERY
@given(x=places, depth=st.integers(1, 20))
def test_a_chains_gradients_are_autograds(name: str, x: float, depth: int) -> None:
    received = [leaf(x)]
    for _ in range(depth):
        received.append(TORCH[name](received[-1]))
    wanted = torch.autograd.grad(received[-1], received[:-1])
    assert chain_inputs(name, x, depth) == pytest.approx([r.item() for r in received[:-1]], rel=1e-9)
    assert chain_gradients(name, x, depth) == pytest.approx([g.item() for g in wanted], rel=1e-8, abs=1e-13)


@EVERY
@given(shift=st.floats(-5, 5), scale=st.floats(0.1, 6))
def test_shares_are_those_of_the_normal_distribution(name: str, shift: float, scale: float) -> None:
    f = activation(name)
    below, above, silent = (
        torch.special.ndtr((torch.tensor(x, dtype=torch.float64) - shift) / scale).item()
        for x in (f.low, f.high, 0.0)
    )
    assert saturated_share(name, shift, scale) == pytest.approx(below + 1 - above, abs=1e-12)
    assert share_below(0, shift, scale) == pytest.approx(silent, abs=1e-12)
    assert silent_share(3, shift, scale) == pytest.approx(silent**3, abs=1e-12)


def test_known_shares() -> None:
    assert saturated_share("relu") == 0.5
    assert saturated_share("leaky_relu", -4, 3) == 0
    assert share_below(-1, 0, 1) == pytest.approx(0.158655, abs=1e-6)
    assert silent_share(128, -3, 1) == pytest.approx((1 - 0.0013498980) ** 128, rel=1e-6)
    assert saturated_share("sigmoid", 0, 1) > 0, "a small share does not vanish in rounding"
    assert math.isinf(activation("relu").high)


def test_refusals_name_the_numbers() -> None:
    with pytest.raises(ValueError, match="There is no activation 'step'"):
        activation("step")
    with pytest.raises(ValueError, match="above 0, not 0"):
        share_below(0, 0, 0)
    with pytest.raises(ValueError, match="at least 1 layer, not 0"):
        chain_inputs("relu", 1, 0)
    with pytest.raises(ValueError, match="at least 1 example, not 0"):
        silent_share(0)
