"""The invariance lesson's linked view: pictures that move, and what a network's layers make of it.

The pictures move and the curves are read in the browser; the amount in hand is reported on release, so that a link can
carry it. After Zeiler & Fergus 2013, figure 5, https://arxiv.org/abs/1311.2901.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from cnnviz.components.mount import component

_mount = component(__file__)


def invariance_view(
    series: Sequence[Mapping[str, Any]],
    *,
    move: str,
    amounts: Sequence[float],
    side: int,
    names: Mapping[int, str],
    key: str,
    at: int | None = None,
    revision: int = 0,
    present: bool = False,
    on_change: Callable[[], None] | None = None,
) -> None:
    """Mount the view; the same `key` with new data updates it in place.

    Args:
        series: one per picture: `picture` (an address), `title`, `colour`, `target` (its class, in words),
            and, per amount, `first`, `top`, `probability` (None while not known) and `label` (a key of `names`).
        move: "shift", "scale" or "turn".
        amounts: how far the picture is moved, rising.
        side: of the pictures, px; shifts are in such pixels.
        names: words for the labels that occur.
        at: index of the amount in hand; None for the picture as it is. Taken at first and whenever
            `revision` or `move` changes.
        present: large, for the back row.
        on_change: called after the learner let go; `st.session_state[key]["state"]` holds `at` then.
    """
    data = {
        "series": [dict(one) for one in series],
        "move": move,
        "amounts": list(amounts),
        "side": side,
        "names": {str(label): name for label, name in names.items()},
        "at": at,
        "revision": revision,
        "present": present,
    }
    _mount(key=key, data=data, on_state_change=on_change)


def at_of(reported: Mapping[str, Any], count: int) -> int | None:
    """The index of an amount from the browser if it is one of `count`, else None.

    >>> at_of({"at": 3}, 17), at_of({"at": 17}, 17), at_of({"at": "x"}, 17)
    (3, None, None)
    """
    at = reported.get("at")
    return at if type(at) is int and 0 <= at < count else None
