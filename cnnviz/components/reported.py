"""What comes back from the browser is believed only if it is inside its limits."""

from collections.abc import Iterable, Mapping
from typing import Any

import streamlit as st

Limits = Mapping[str, tuple[int, int]]


def whole_numbers(report: Mapping[str, Any], limits: Limits) -> dict[str, int] | None:
    """The numbers of a report by name, or None if one is missing, is no whole number or lies outside its limits.

    >>> whole_numbers({"size": 28, "more": 1}, {"size": (1, 64)}), whole_numbers({"size": True}, {"size": (0, 9)})
    ({'size': 28}, None)
    """
    found: dict[str, int] = {}
    for name, (low, high) in limits.items():
        value = report.get(name)
        if type(value) is not int or not low <= value <= high:
            return None
        found[name] = value
    return found


def limits_of(cases: Iterable[Mapping[str, Any]]) -> dict[str, tuple[int, int]]:
    """The limits of all numbers of all cases, by `case_number`; a case has a `name` and `numbers` with `low` and `high`."""
    return {
        f"{case['name']}_{number['name']}": (number["low"], number["high"])
        for case in cases
        for number in case["numbers"]
    }


def question(key: str) -> int:
    """The number that the browser gave the question it asked last (`shared/asking.js`), 0 before the first.

    An answer carries it back: what comes without it was computed before the learner asked.
    """
    report = st.session_state.get(key, {}).get("state") or {}
    number = report.get("seq", 0)
    return number if type(number) is int else 0
