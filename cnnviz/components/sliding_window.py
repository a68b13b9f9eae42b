"""The sliding window: a layer's arithmetic as a picture that moves in the browser.

Python describes a picture once; from then on the learner moves it there, without a message to the
server, and the state is reported when the hand is off the control. The arithmetic in the browser
mirrors `cnnviz.maths`, which remains the judge (a browser test compares the two).
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from cnnviz.components.mount import component

MODES = ("convolution", "transposed")
VIEWS = ("gather", "scatter")

LIMITS: dict[str, tuple[int, int]] = {
    "input": (1, 512),
    "kernel": (1, 11),
    "stride": (1, 8),
    "padding": (0, 10),
    "dilation": (1, 5),
    "output_padding": (0, 7),
    "channels": (1, 4096),
    "at": (0, 9999),
}
"""The least and the most of every number of a state, for the rows and for the columns alike."""

_mount = component(__file__)


def sliding_window(
    state: Mapping[str, Any],
    *,
    key: str,
    presets: Sequence[Mapping[str, Any]] = (),
    values: Mapping[str, Any] | None = None,
    revision: int = 0,
    present: bool = False,
    on_change: Callable[[], None] | None = None,
) -> dict[str, Any] | None:
    """Show a layer as a window that slides; returns the state that the learner left it in.

    Args:
        state: the picture, as plain numbers: `mode` ("convolution" or "transposed"), `view` of a transposed
            one ("gather": outputs read windows, or "scatter": inputs paint patches), and as
            [rows, columns] each `input`, `kernel`, `stride`, `padding`, `dilation`, `output_padding`,
            `at` (the output cell where the window stands, from 0; in scatter the input cell); `channels` as [in, out].
            What is missing takes its plainest value.
        presets: cases to choose from: `label`, `group`, `state` (the part that it sets), `note`.
        values: numbers for the cells: `input` (rows of numbers), `op` ("convolution", "max" or
            "average") and, for a convolution, `kernel` (rows of numbers). They fix those sizes.
        revision: the picture is taken from `state` at first and whenever this number changes; any other
            rerun leaves alone what the learner does.
        present: large, for the back row.

    Returns:
        The state as reported since this revision, complete; None before the first report.
    """
    data = {
        "state": _sized(state, values),
        "presets": [dict(preset) for preset in presets],
        "values": values,
        "revision": revision,
        "present": present,
        "limits": LIMITS,
    }
    result = _mount(key=key, data=data, on_state_change=on_change)
    report = result.get("state")
    return checked(report) if isinstance(report, dict) and report.get("revision") == revision else None


def checked(report: Mapping[str, Any]) -> dict[str, Any] | None:
    """A state from the browser if it is one, complete and inside `LIMITS`, else None.

    >>> checked({"mode": "convolution"}) is None
    True
    """
    if report.get("mode") not in MODES or report.get("view") not in VIEWS:
        return None
    state: dict[str, Any] = {"mode": report["mode"], "view": report["view"]}
    for name, (least, most) in LIMITS.items():
        pair = report.get(name)
        if not isinstance(pair, list) or len(pair) != 2:
            return None
        if not all(type(number) is int and least <= number <= most for number in pair):
            return None
        state[name] = pair
    return state


def _sized(state: Mapping[str, Any], values: Mapping[str, Any] | None) -> dict[str, Any]:
    sized = dict(state)
    for name in ("input", "kernel"):
        rows = (values or {}).get(name)
        if rows is not None:
            sized[name] = [len(rows), len(rows[0])]
    return sized
