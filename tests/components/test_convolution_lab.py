"""What the browser reports is taken only when it is a state."""

from typing import Any

import pytest

from cnnviz.components.convolution_lab import checked

GOOD: dict[str, Any] = {
    "input": [[[1, 2], [3, 4]]], "kernel": [[[[1]]]], "bias": [0], "divisor": 1, "flip": False,
    "activation": "none", "stride": 1, "padding": 0, "at": [0, 1], "filter": 0, "revision": 3,
}  # fmt: skip


def test_a_state_becomes_tuples() -> None:
    state = checked(GOOD)
    assert state is not None
    assert state["input"] == (((1, 2), (3, 4)),)
    assert state["kernel"] == ((((1,),),),)
    assert state["at"] == (0, 1)


@pytest.mark.parametrize(
    "broken",
    [
        {"input": [[[1, 2], [3]]]},
        {"input": [[[100]]]},
        {"input": []},
        {"input": [[[True]]]},
        {"input": "1"},
        {"kernel": [[[[0.5]]]]},
        {"kernel": [[[[0] * 6] * 6]]},
        {"bias": [0] * 4},
        {"divisor": 0},
        {"flip": "yes"},
        {"activation": "<script>"},
        {"stride": 3},
        {"padding": -1},
        {"at": [0]},
        {"at": [0, 99]},
        {"filter": 3},
    ],
)
def test_anything_else_is_refused(broken: dict[str, Any]) -> None:
    assert checked(GOOD | broken) is None
