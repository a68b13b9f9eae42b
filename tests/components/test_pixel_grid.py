"""What the pixel grid may report."""

from typing import Any

import pytest

from cnnviz.components.pixel_grid import checked

GOOD: dict[str, Any] = {
    "photo": "cat", "side": 32, "channel": "apart", "shuffled": True, "at": [31, 0], "span": 8, "middle": [32, 4],
}  # fmt: skip
PHOTOS = {"cat": "A cat"}
SIDES = (4, 32, 224)


def test_a_complete_state_is_taken_and_nothing_beside_it() -> None:
    assert checked({**GOOD, "revision": 3}, PHOTOS, SIDES) == GOOD


@pytest.mark.parametrize(
    "wrong",
    [
        {"photo": "dog"}, {"photo": ["cat"]}, {"side": 30}, {"side": [32]}, {"side": 32.0}, {"channel": "alpha"}, {"channel": []},
        {"shuffled": 1}, {"at": [32, 0]}, {"at": [0]}, {"at": "0,0"}, {"at": [True, 0]}, {"span": 33}, {"span": None},
        {"middle": [-1, 0]}, {"middle": [0.5, 0]},
    ],
    ids=str,
)  # fmt: skip
def test_anything_else_is_refused(wrong: dict[str, Any]) -> None:
    assert checked({**GOOD, **wrong}, PHOTOS, SIDES) is None


@pytest.mark.parametrize("report", [None, "cat", [], 7, {}])
def test_what_is_no_state_is_refused(report: object) -> None:
    assert checked(report, PHOTOS, SIDES) is None
