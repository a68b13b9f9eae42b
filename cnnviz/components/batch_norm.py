"""Batch normalisation as two rows of bars: pull one example and see what becomes of all of them.

The arithmetic in the browser mirrors `cnnviz.maths`, which remains the judge (a browser test compares the two).
"""

from collections.abc import Callable, Mapping
from typing import Any

from cnnviz.components.mount import component

EXAMPLES = 8
RANGE = (-20, 20)  # of a value
MODES = ("training", "evaluation")

LIMITS: dict[str, tuple[float, float]] = {
    "item": (0, EXAMPLES - 1),
    "gamma": (0.1, 3.0),
    "offset": (-3.0, 3.0),
    "mean": (-20.0, 20.0),
    "variance": (0.1, 100.0),
}
"""The least and the most of every number of a state."""

_mount = component(__file__)


def batch_norm_bars(
    state: Mapping[str, Any],
    *,
    key: str,
    revision: int = 0,
    present: bool = False,
    on_change: Callable[[], None] | None = None,
) -> None:
    """Show what one unit gives for the examples of a batch, before and after normalisation.

    Args:
        state: `batch`, the values as whole numbers; `item`, the example in hand; `gamma` and `offset`, the layer's
            scale and shift; `mode`, one of `MODES`; `mean` and `variance`, the running ones.
        revision: the picture is taken from `state` at first and whenever this number changes.
        present: large, for the back row.
        on_change: called after the learner let go; the state is then under `key` in the session, at "state".
    """
    data = {
        "state": {**state, "batch": list(state["batch"])},
        "revision": revision,
        "present": present,
        "limits": LIMITS,
        "range": RANGE,
    }
    _mount(key=key, data=data, on_state_change=on_change)


def checked(report: Mapping[str, Any]) -> dict[str, Any] | None:
    """A state from the browser if it is one, complete and inside its limits, else None.

    >>> checked({"mode": "training", "gamma": 1}) is None
    True
    """
    if report.get("mode") not in MODES:
        return None
    state: dict[str, Any] = {"mode": report["mode"]}
    for name, (least, most) in LIMITS.items():
        number = report.get(name)
        if not isinstance(number, int | float) or isinstance(number, bool) or not least <= number <= most:
            return None
        state[name] = round(float(number), 2)
    batch = report.get("batch")
    if not isinstance(batch, list) or len(batch) != EXAMPLES or state["item"] % 1:
        return None
    if not all(type(value) is int and RANGE[0] <= value <= RANGE[1] for value in batch):
        return None
    return state | {"batch": tuple(batch), "item": int(state["item"])}
