"""Local response normalisation as two rows of bars: pull one up and see its neighbours go down.

The arithmetic in the browser mirrors `cnnviz.maths`, which remains the judge (a browser test compares the two).
"""

from collections.abc import Callable, Mapping
from typing import Any

from cnnviz.components.mount import component

MAPS = 8
HIGHEST = 300  # of an activation
ALPHAS = ("0", "0.00001", "0.0001", "0.001", "0.01")
SHOWS = ("paper", "both")

LIMITS: dict[str, tuple[float, float]] = {
    "at": (0, MAPS - 1),
    "n": (1, 9),
    "k": (0.5, 5.0),
    "beta": (0.0, 1.5),
}
"""The least and the most of every number of a state."""

_mount = component(__file__)


def response_norm_bars(
    state: Mapping[str, Any],
    *,
    key: str,
    revision: int = 0,
    present: bool = False,
    on_change: Callable[[], None] | None = None,
) -> None:
    """Show the values of a few maps at one position before and after normalisation.

    Args:
        state: `maps`, the activations as whole numbers; `at`, the map in hand; `n` (odd), `k`, `alpha` (one of
            `ALPHAS`) and `beta`; `show`, "both" to see what torch makes of the same alpha too.
        revision: the picture is taken from `state` at first and whenever this number changes.
        present: large, for the back row.
        on_change: called after the learner let go; the state is then under `key` in the session, at "state".
    """
    data = {
        "state": {**state, "maps": list(state["maps"])},
        "revision": revision,
        "present": present,
        "limits": LIMITS,
        "highest": HIGHEST,
        "alphas": ALPHAS,
    }
    _mount(key=key, data=data, on_state_change=on_change)


def checked(report: Mapping[str, Any]) -> dict[str, Any] | None:
    """A state from the browser if it is one, complete and inside its limits, else None.

    >>> checked({"show": "paper", "alpha": "0.5"}) is None
    True
    """
    if report.get("show") not in SHOWS or report.get("alpha") not in ALPHAS:
        return None
    state: dict[str, Any] = {"show": report["show"], "alpha": report["alpha"]}
    for name, (least, most) in LIMITS.items():
        number = report.get(name)
        if not isinstance(number, int | float) or isinstance(number, bool) or not least <= number <= most:
            return None
        state[name] = round(float(number), 2)
    maps = report.get("maps")
    if not isinstance(maps, list) or len(maps) != MAPS:
        return None
    if not all(type(value) is int and 0 <= value <= HIGHEST for value in maps):
        return None
    if state["n"] % 2 != 1 or state["at"] % 1:
        return None
    return state | {"maps": tuple(maps), "at": int(state["at"]), "n": int(state["n"])}
