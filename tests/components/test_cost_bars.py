"""What comes back from the browser is believed only if it is a state."""

from typing import Any

import pytest

from cnnviz.components.cost_bars import checked

CASES = [
    {"name": "one", "numbers": [{"name": "size", "low": 1, "high": 9}]},
    {"name": "two", "numbers": [{"name": "size", "low": 0, "high": 4}, {"name": "in", "low": 1, "high": 8}]},
]
STATE: dict[str, Any] = {
    "case": "two",
    "bias": "with",
    "layer": -1,
    "one_size": 9,
    "two_size": 0,
    "two_in": 3,
}


def test_a_report_becomes_a_state_without_its_revision() -> None:
    assert checked({**STATE, "revision": 3, "more": "words"}, CASES) == STATE


@pytest.mark.parametrize(
    "change",
    [{"case": "three"}, {"bias": True}, {"layer": 16}, {"layer": None}, {"one_size": 10}, {"two_in": 0},
     {"two_in": 3.0}, {"two_in": True}, {"two_size": "1"}],
)  # fmt: skip
def test_what_is_no_state_is_refused(change: dict[str, Any]) -> None:
    assert checked({**STATE, **change}, CASES) is None


def test_a_missing_number_is_refused() -> None:
    assert checked({name: value for name, value in STATE.items() if name != "two_in"}, CASES) is None
