"""Three pictures on why convolution: units and edges, bars of parameters, and two ways round a diagram.

One component in three panels, which move in the browser and report on release. Their numbers mirror
`cnnviz.maths.connectivity` and `cnnviz.maths.equivariance`, which remain the judges (a browser test compares them).
"""

from collections.abc import Callable, Mapping
from typing import Any

from cnnviz.components.mount import component
from cnnviz.palette import SIGNED

LIMITS: dict[str, dict[str, tuple[int, int, int]]] = {
    "units": {
        "units": (4, 16, 1),
        "kernel": (1, 7, 2),
        "layers": (1, 3, 1),
        "layer": (0, 3, 1),
        "unit": (0, 15, 1),
    },
    "bars": {
        "side": (1, 1080, 1),
        "channels": (1, 64, 1),
        "filters": (1, 100, 1),
        "width": (1, 11, 2),
        "hidden": (1, 1000, 1),
    },
    "diagram": {"down": (-4, 4, 1), "right": (-4, 4, 1), "number": (1, 9, 1)},
}
"""Per panel the least, the most and the step of every number of its state."""

OPTIONS: dict[str, dict[str, tuple[str, ...]]] = {
    "units": {"weights": ("shared", "own")},
    "bars": {},
    "diagram": {
        "way": ("shift", "permutation"),
        "border": ("circular", "zeros", "mixed"),
        "shape": ("edge", "middle"),
        "filter": ("sobel", "laplacian", "sum"),
    },
}
"""Per panel the words of every choice of its state."""

_mount = component(__file__)


def connectivity(
    panel: str,
    state: Mapping[str, Any],
    *,
    key: str,
    revision: int = 0,
    present: bool = False,
    shapes: Mapping[str, Any] | None = None,
    filters: Mapping[str, Any] | None = None,
    on_change: Callable[[], None] | None = None,
) -> None:
    """Show one panel: "units", "bars" or "diagram".

    Args:
        state: the panel's numbers and words, those of `LIMITS` and `OPTIONS`, complete.
        revision: the picture is taken from `state` at first and whenever this number changes; any other
            rerun leaves alone what the learner does.
        present: large, for the back row.
        shapes: the pictures of the diagram, rows of whole numbers by name.
        filters: its kernels, likewise.
        on_change: called when the learner lets go; the report is in the session state under `key`, as "state".
    """
    data = {
        "panel": panel,
        "state": dict(state),
        "limits": LIMITS[panel],
        "revision": revision,
        "present": present,
        "shapes": shapes,
        "filters": filters,
        "colours": SIGNED,
    }
    _mount(key=key, data=data, on_state_change=on_change)


def checked(panel: str, report: Any) -> dict[str, Any] | None:
    """A panel's state from the browser if it is one, complete and inside its limits, else None.

    >>> checked("diagram", {"down": 99}) is None
    True
    """
    if not isinstance(report, Mapping):
        return None
    state: dict[str, Any] = {}
    for name, (least, most, step) in LIMITS[panel].items():
        number = report.get(name)
        if type(number) is not int or not least <= number <= most or (number - least) % step:
            return None
        state[name] = number
    for name, words in OPTIONS[panel].items():
        if report.get(name) not in words:
            return None
        state[name] = report[name]
    return state
