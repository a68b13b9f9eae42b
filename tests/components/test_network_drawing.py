"""What comes back from the browser is believed only if it is a state."""

from typing import Any

import pytest

from cnnviz.components.network_drawing import checked

LIMITS = {"input": (16, 512), "batch": (1, 64)}
STATE: dict[str, Any] = {
    "net": "a", "with": "", "input": 0, "batch": 1, "layer": "conv1", "open": ["x"], "edits": {"conv1": {"k": 3}}, "edits2": {},
}  # fmt: skip


def test_a_report_becomes_a_state() -> None:
    found = checked({**STATE, "final": True, "revision": 3, "seq": 9, "more": "words"}, ("a", "b"), LIMITS)
    assert found == {**STATE, "open": ("x",), "final": True}


@pytest.mark.parametrize(
    "change",
    [{"net": "c"}, {"with": "c"}, {"with": None}, {"input": 8}, {"input": True}, {"input": 32.0}, {"batch": 65},
     {"layer": 3}, {"layer": "x" * 99}, {"open": "x"}, {"open": [1]}, {"open": ["x"] * 99}, {"edits": []}, {"edits2": None}, {"edits2": {"conv1": 3}},
     {"edits": {"conv1": 3}}, {"edits": {"conv1": {"k": "3"}}}, {"edits": {"conv1": {"k": -1}}},
     {"edits": {"conv1": {"k": True}}}, {"edits": {str(n): {"k": 1} for n in range(99)}}],
)  # fmt: skip
def test_what_is_no_state_is_refused(change: dict[str, Any]) -> None:
    assert checked({**STATE, **change}, ("a", "b"), LIMITS) is None


def test_words_are_no_state() -> None:
    assert checked("net", ("a",), LIMITS) is None
