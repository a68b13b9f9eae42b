"""What comes back from the browser is believed only if it is a state of the widget."""

from typing import Any

import pytest

from cnnviz.components import activation_curves as curves
from cnnviz.components import batch_norm
from cnnviz.components import response_norm as bars

CURVES = {"f": "relu", "other": "none", "x": -1.5, "shift": 0, "scale": 1, "depth": 8}
BARS = {"maps": [0] * 8, "at": 3, "n": 5, "k": 2, "alpha": "0.0001", "beta": 0.75, "show": "both"}


def test_states_are_believed() -> None:
    assert curves.checked({**CURVES, "revision": 2}) == CURVES
    assert bars.checked({**BARS, "revision": 2}) == {**BARS, "maps": (0,) * 8}


@pytest.mark.parametrize(
    "change",
    [{"f": "step"}, {"other": None}, {"x": 7}, {"x": "1"}, {"x": True}, {"scale": 0}, {"depth": 2.5}, {"shift": None},
     {"x": float("nan")}],
)  # fmt: skip
def test_what_is_no_state_of_the_curves_is_refused(change: dict[str, Any]) -> None:
    assert curves.checked({**CURVES, **change}) is None


@pytest.mark.parametrize(
    "change",
    [{"maps": [0] * 7}, {"maps": [0] * 7 + [301]}, {"maps": [0.5] * 8}, {"maps": "00000000"}, {"n": 4}, {"n": 11},
     {"alpha": "0.5"}, {"alpha": 0.0001}, {"at": 8}, {"at": 1.5}, {"beta": -1}, {"show": "all"}, {"k": 0}],
)  # fmt: skip
def test_what_is_no_state_of_the_bars_is_refused(change: dict[str, Any]) -> None:
    assert bars.checked({**BARS, **change}) is None


BATCH = {
    "batch": [0] * 8,
    "item": 7,
    "gamma": 1,
    "offset": -2.5,
    "mode": "training",
    "mean": 0,
    "variance": 1,
}


def test_a_batch_is_believed() -> None:
    assert batch_norm.checked({**BATCH, "revision": 1}) == {**BATCH, "batch": (0,) * 8}


@pytest.mark.parametrize(
    "change",
    [{"batch": [0] * 9}, {"batch": [0] * 7 + [21]}, {"batch": [0.5] * 8}, {"mode": "test"}, {"item": 8}, {"item": 0.5},
     {"gamma": 0}, {"variance": 0}, {"mean": "0"}, {"offset": float("nan")}],
)  # fmt: skip
def test_what_is_no_batch_is_refused(change: dict[str, Any]) -> None:
    assert batch_norm.checked({**BATCH, **change}) is None
