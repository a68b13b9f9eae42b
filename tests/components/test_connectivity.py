"""What the panels report is taken only if it is complete and within limits."""

from typing import Any

import pytest

from cnnviz.components.connectivity import LIMITS, OPTIONS, checked


def state(panel: str) -> dict[str, Any]:
    least = {name: low for name, (low, _, _) in LIMITS[panel].items()}
    return least | {name: words[0] for name, words in OPTIONS[panel].items()}


@pytest.mark.parametrize("panel", LIMITS)
def test_a_complete_state_comes_through_without_anything_else(panel: str) -> None:
    assert checked(panel, {**state(panel), "revision": 3, "more": "x"}) == state(panel)


@pytest.mark.parametrize("panel", LIMITS)
@pytest.mark.parametrize("value", [None, 10**6, -99, 2.0, "3", True, [1], {}])
def test_a_state_with_any_bad_value_is_refused(panel: str, value: object) -> None:
    for name in state(panel):
        assert checked(panel, {**state(panel), name: value}) is None
    assert checked(panel, value) is None


def test_an_even_kernel_is_refused() -> None:
    assert checked("units", {**state("units"), "kernel": 4}) is None
