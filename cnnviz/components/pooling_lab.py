"""The pooling lab: a map, its pooled map, the winners, and what a shift changes, moving in the browser.

Python sends the maps and a state once; the learner moves it there, without a message to the server, and the
state is reported when the hand is off the control. The arithmetic in the browser mirrors
`cnnviz.maths.pooling`, which remains the judge (a browser test compares the two).
"""

import base64
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from cnnviz.components.mount import component
from cnnviz.palette import SIGNED

WORDS: dict[str, tuple[str, ...]] = {
    "op": ("max", "average"),
    "kind": ("window", "adaptive", "global"),
    "ceil": ("off", "on"),
    "count": ("all", "real"),
    "border": ("wrap", "zeros"),
    "view": ("values", "winners", "changes"),
}
"""The words that a state chooses from; the first is the start."""

LIMITS: dict[str, tuple[int, int]] = {
    "size": (1, 8),
    "stride": (1, 8),
    "padding": (0, 4),
    "target": (1, 12),
    "repeat": (1, 6),
    "shift": (0, 4),
    "at": (0, 127),
}
"""The least and the most of every number of a state; `shift` and `at` are pairs, [down, right]."""

PAIRS = ("shift", "at")

_mount = component(__file__)


def small_map(title: str, values: Sequence[Sequence[float]]) -> dict[str, Any]:
    """A square map with numbers in its cells."""
    return {"title": title, "photo": False, "values": [list(row) for row in values]}


def photo_map(title: str, values: Sequence[Sequence[int]]) -> dict[str, Any]:
    """A square photo of gray values 0..255."""
    data = base64.b64encode(b"".join(bytes(row) for row in values)).decode("ascii")
    return {"title": title, "photo": True, "side": len(values), "bytes": data}


def pooling_lab(
    state: Mapping[str, Any],
    maps: Mapping[str, Mapping[str, Any]],
    *,
    key: str,
    presets: Sequence[Mapping[str, Any]] = (),
    revision: int = 0,
    present: bool = False,
    on_change: Callable[[], None] | None = None,
) -> None:
    """Show a map and its pooled map.

    Args:
        state: the picture as words (`source`, a name of `maps`, and those of `WORDS`) and numbers (`LIMITS`).
        maps: by name, from `small_map` and `photo_map`; the same at every call.
        presets: layers to choose from: `label`, `group`, `state` (the part that it sets), `note`.
        revision: the picture is taken from `state` at first and whenever this number changes.
        present: large, for the back row.
        on_change: called when the learner let go; `st.session_state[key]["state"]` is read by `checked_lab`.
    """
    data = {
        "state": dict(state),
        "maps": {name: dict(each) for name, each in maps.items()},
        "presets": [dict(preset) for preset in presets],
        "revision": revision,
        "present": present,
        "limits": LIMITS,
        "signed": list(SIGNED),
    }
    _mount(key=key, data=data, on_state_change=on_change)


def checked_lab(report: Any, sources: Sequence[str]) -> dict[str, Any] | None:
    """A state from the browser if it is one, complete and inside `WORDS` and `LIMITS`, else None.

    >>> checked_lab({"op": "max"}, ("deck",)) is None
    True
    """
    if not isinstance(report, Mapping) or report.get("source") not in sources:
        return None
    state: dict[str, Any] = {"source": report["source"]}
    for name, words in WORDS.items():
        if report.get(name) not in words:
            return None
        state[name] = report[name]
    for name, (least, most) in LIMITS.items():
        value = report.get(name)
        numbers = value if name in PAIRS else [value]
        if not isinstance(numbers, list) or len(numbers) != (2 if name in PAIRS else 1):
            return None
        if not all(type(number) is int and least <= number <= most for number in numbers):
            return None
        state[name] = tuple(numbers) if name in PAIRS else value
    return state
