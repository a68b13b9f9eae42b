"""What the explorer reports is taken only if it is a complete state inside the limits."""

from typing import Any

import pytest

from cnnviz.components.receptive_explorer import checked

LIMITS = {
    "input": (1, 256),
    "layers": (1, 3),
    "kernel": (1, 11),
    "stride": (1, 8),
    "padding": (0, 20),
    "dilation": (1, 16),
}
LAYER = {"kind": "c", "kernel": 3, "stride": 1, "padding": 1, "dilation": 1}
GOOD: dict[str, Any] = {"input": 15, "layers": [LAYER, LAYER], "level": 2, "at": [7, 0]}


def test_a_report_comes_without_what_python_does_not_ask_for() -> None:
    assert checked({**GOOD, "revision": 3}, LIMITS) == GOOD


@pytest.mark.parametrize(
    "change",
    [
        {"input": 0}, {"input": "15"}, {"input": True}, {"layers": []}, {"layers": [LAYER] * 4}, {"layers": "c3"},
        {"layers": [{**LAYER, "kind": "x"}]}, {"layers": [{**LAYER, "kernel": 99}]}, {"layers": [{"kind": "c"}]},
        {"layers": [3]}, {"level": 3}, {"level": -1}, {"at": [1]}, {"at": [1, -1]}, {"at": [1.5, 1]}, {"at": None},
    ],
)  # fmt: skip
def test_anything_else_is_refused(change: dict[str, Any]) -> None:
    assert checked({**GOOD, **change}, LIMITS) is None


@pytest.mark.parametrize("report", [None, 3, "x", [], {}, {"input": 15}])
def test_no_report_is_no_state(report: Any) -> None:
    assert checked(report, LIMITS) is None
