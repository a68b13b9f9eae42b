"""What comes back from the browser is believed only if it is inside its limits."""

from collections.abc import Iterable, Mapping
from typing import Any

Limits = Mapping[str, tuple[int, int]]


def whole_numbers(report: Mapping[str, Any], limits: Limits) -> dict[str, int] | None:
    """The numbers of a report by name, or None if one is missing, is no whole number or lies outside its limits.

    >>> whole_numbers({"size": 28, "more": 1}, {"size": (1, 64)}), whole_numbers({"size": True}, {"size": (0, 9)})
    ({'size': 28}, None)
    """
    found = {name: report.get(name) for name in limits}
    good = all(
        type(found[name]) is int and low <= found[name] <= high for name, (low, high) in limits.items()
    )
    return found if good else None  # type: ignore[return-value]


def limits_of(cases: Iterable[Mapping[str, Any]]) -> dict[str, tuple[int, int]]:
    """The limits of all numbers of all cases, by `case_number`; a case has a `name` and `numbers` with `low` and `high`."""
    return {
        f"{case['name']}_{number['name']}": (number["low"], number["high"])
        for case in cases
        for number in case["numbers"]
    }
