"""What the editor reports is taken only if it is two texts and a place."""

from typing import Any

import pytest

from cnnviz.architectures.written import KINDS
from cnnviz.components.network_builder import MOST_SIGNS, checked
from cnnviz.ui.builder import KINDS_DATA

GOOD: dict[str, Any] = {"input": "3x8x8", "layers": "c16_r", "chosen": 2}


def test_a_report_comes_as_it_is() -> None:
    assert checked({**GOOD, "revision": 3}) == ("3x8x8", "c16_r", 2, False)


@pytest.mark.parametrize(
    "change",
    [
        {"input": 3}, {"input": None}, {"layers": ["c16"]}, {"layers": "c" * (MOST_SIGNS + 1)}, {"chosen": "2"},
        {"chosen": True}, {"chosen": -1}, {"chosen": 10**6}, {"chosen": 1.5},
    ],
)  # fmt: skip
def test_anything_else_is_refused(change: dict[str, Any]) -> None:
    assert checked({**GOOD, **change}) is None


@pytest.mark.parametrize("report", [None, 3, "x", [], {}, {"input": "3x8x8"}])
def test_no_report_is_no_state(report: Any) -> None:
    assert checked(report) is None


def test_every_kind_is_offered_with_a_short_title() -> None:
    assert [kind["letter"] for kind in KINDS_DATA] == list(KINDS)
    assert all(kind["short"] for kind in KINDS_DATA)
