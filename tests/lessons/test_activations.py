"""Lesson A6: the snippets run as printed and give the page's numbers; formulas carry them."""

from typing import Any

import pytest

from cnnviz.components import activation_curves as curves
from cnnviz.components import batch_norm
from cnnviz.components import response_norm as bars
from cnnviz.lessons.activations import (
    BATCH,
    NAMES,
    Batch,
    Inputs,
    Maps,
    batch_formulas,
    batch_table,
    chain_formula,
    curve_formulas,
    curve_table,
    dying_formula,
    map_table,
    norm_formula,
    norm_snippet,
    saturation_formula,
    snippet,
)
from cnnviz.maths import ACTIVATIONS, activation, chain_gradients, saturated_share, silent_share

STATES = [
    Inputs(),
    Inputs("relu", -0.5, -3, 1, 12),
    Inputs("relu", 2, 0.5, 2, 3),
    Inputs("leaky_relu", -1.25, 0, 1, 4),
    Inputs("tanh", 0.3, 1, 3.5, 20),
    Inputs("lenet", -1, -0.7, 2.5, 6),
]
ROWS = [
    Maps(),
    Maps(values=(0, 0, 300, 300, 0, 1, 2, 3), at=0, n=3, k=1.0, alpha="0.01", beta=1.0),
    Maps(n=9, alpha="0", beta=0.0),
    Maps(n=1, k=0.5, alpha="0.00001"),
]


def plain(role: str, inner: str) -> str:
    return inner


def run(code: str) -> dict[str, Any]:
    names: dict[str, Any] = {}
    exec(compile(code, "snippet", "exec"), names)
    return names


@pytest.mark.parametrize("inputs", STATES, ids=str)
def test_the_snippet_gives_the_curves_numbers(inputs: Inputs) -> None:
    names, f = run(snippet(inputs, Maps(), Batch())), activation(inputs.f)
    assert names["value"].item() == pytest.approx(f.value(inputs.x))
    assert names["slope"].item() == pytest.approx(f.slope(inputs.x))
    through_all = chain_gradients(inputs.f, inputs.x, inputs.depth)[0]
    assert names["through_all"].item() == pytest.approx(through_all, rel=1e-6, abs=1e-14)
    share = saturated_share(inputs.f, inputs.shift, inputs.scale)
    assert names["saturated"].item() == pytest.approx(share, abs=1e-9)
    silent = silent_share(BATCH, inputs.shift, inputs.scale)
    assert names["silent"].item() == pytest.approx(silent, abs=1e-9)


@pytest.mark.parametrize("maps", ROWS, ids=str)
def test_the_snippets_give_the_bars_numbers(maps: Maps) -> None:
    assert run(snippet(Inputs(), maps, Batch()))["b"].tolist() == pytest.approx(maps.normalised)
    assert run(norm_snippet(maps, alone=True))["b"].tolist() == pytest.approx(maps.normalised)
    as_it_stands = run(norm_snippet(maps, converted=False, alone=True))["b"].tolist()
    assert as_it_stands == pytest.approx(maps.by_torch)


BATCHES = [
    Batch(),
    Batch(batch=(5,) * 8, gamma=0.5, offset=-1.5),
    Batch(batch=(-20, 20, 0, 0, 0, 0, 0, 0), item=0, mean=2.5, variance=9.0),
    Batch(mode="evaluation", mean=-3.25, variance=40.0, gamma=2.0),
]


@pytest.mark.parametrize("batch", BATCHES, ids=str)
def test_the_snippet_is_the_batch_in_both_modes(batch: Batch) -> None:
    names = run(snippet(Inputs(), Maps(), batch))
    assert names["y"].tolist() == pytest.approx(batch.normalised)
    norm = names["norm"]
    assert (norm.running_mean.item(), norm.running_var.item()) == pytest.approx(batch.running)
    lines = batch_formulas(batch, plain)
    assert len(lines) == (3 if batch.trains else 2)
    assert f"{batch.normalised[batch.item]:.4g}" in lines[1] or batch.normalised[batch.item] == 0
    assert batch_table(batch)[2] == (2, batch.batch[2], batch.normalised[2])
    assert len(batch.batch) == batch_norm.EXAMPLES


@pytest.mark.parametrize("inputs", STATES, ids=str)
def test_formulas_carry_the_numbers(inputs: Inputs) -> None:
    value, slope = curve_formulas(inputs, plain)
    shown = {name: f"{activation(inputs.f).value(inputs.x):.4g}" for name in ("value",)}
    assert value.endswith(f"= {shown['value']}")
    assert "f'(x)" in slope
    assert r"\prod" in chain_formula(inputs, plain)
    assert "saturated" in saturation_formula(inputs, plain)


def test_formulas_in_known_cases() -> None:
    assert (
        curve_formulas(Inputs("sigmoid", 0), plain)[1] == r"f'(x) = f(x)\,(1 - f(x)) = 0.5\,(1 - 0.5) = 0.25"
    )
    assert chain_formula(Inputs("relu", 1, depth=2), plain) == r"\prod_{k=1}^{2} f'(x_k) = 1\cdot 1 = 1"
    assert dying_formula(Inputs("relu", shift=-3), plain).endswith("= 0.8412")
    assert norm_formula(Maps(values=(100, 0, 0, 0, 0, 0, 0, 0), at=0, n=3), plain) == (
        r"b_{0} = 100 \Big/ \big(2 + 0.0001\,(100^2 + 0^2)\big)^{0.75} = 43.87"
    )


def test_tables_have_every_number_once() -> None:
    table = curve_table(Inputs("relu", 1, -3, 1, 3))
    named = {what: value for what, value, _ in table}
    assert len(named) == len(table)
    assert named["layer 1, gradient that reaches it"] == 1
    assert named["units silent in a batch of 128"] == pytest.approx(0.8412, abs=1e-4)
    assert [row[:2] for row in map_table(Maps())][3] == (3, 240)


def test_widgets_and_maths_know_the_same_functions() -> None:
    assert curves.NAMES == tuple(ACTIVATIONS) == tuple(NAMES)
    assert len(Maps().values) == bars.MAPS
    assert Maps().alpha in bars.ALPHAS
