"""Activation functions as curves: drag x over them, and see slopes, saturation and a chain of layers.

Python describes the picture once; from then on the learner moves it in the browser, and the state is reported when the
hand is off the control. The arithmetic there mirrors `cnnviz.maths` (a browser test compares the two).
"""

from collections.abc import Callable, Mapping
from typing import Any

from cnnviz.components.mount import component

NAMES = ("relu", "leaky_relu", "sigmoid", "tanh", "lenet")
OTHERS = ("none", *NAMES)

LIMITS: dict[str, tuple[float, float]] = {
    "x": (-6.0, 6.0),
    "shift": (-5.0, 5.0),
    "scale": (0.1, 6.0),
    "depth": (1, 20),
}
"""The least and the most of every number of a state."""

_mount = component(__file__)


def activation_curves(
    state: Mapping[str, Any],
    *,
    key: str,
    revision: int = 0,
    present: bool = False,
    on_change: Callable[[], None] | None = None,
) -> None:
    """Show an activation function, its slope, the inputs that it gets and a chain of layers of it.

    Args:
        state: `f`, one of `NAMES`; `other`, a second one to compare with, or "none"; `x`, where the hand
            is; `shift` and `scale`, mean and standard deviation of the inputs; `depth`, the layers of the chain.
        revision: the picture is taken from `state` at first and whenever this number changes.
        present: large, for the back row.
        on_change: called after the learner let go; the state is then under `key` in the session, at "state".
    """
    data = {"state": dict(state), "revision": revision, "present": present, "limits": LIMITS}
    _mount(key=key, data=data, on_state_change=on_change)


def checked(report: Mapping[str, Any]) -> dict[str, Any] | None:
    """A state from the browser if it is one, complete and inside `LIMITS`, else None.

    >>> checked({"f": "relu"}) is None
    True
    """
    if report.get("f") not in NAMES or report.get("other") not in OTHERS:
        return None
    state: dict[str, Any] = {"f": report["f"], "other": report["other"]}
    for name, (least, most) in LIMITS.items():
        number = report.get(name)
        if not isinstance(number, int | float) or isinstance(number, bool) or not least <= number <= most:
            return None
        state[name] = round(float(number), 2)
    if state["depth"] != int(state["depth"]):
        return None
    return state | {"depth": int(state["depth"])}
