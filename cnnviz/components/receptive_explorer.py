"""The receptive-field explorer: a stack of layers as strips of units, and the paths through it.

Python describes a stack once; from then on the learner moves it in the browser, without a message to the
server, and the state is reported when the hand is off the control. The arithmetic in the browser mirrors
`cnnviz.maths`, which remains the judge (a browser test compares the two).
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from cnnviz.components.mount import component

KINDS = ("c", "m", "a")
NUMBERS = ("kernel", "stride", "padding", "dilation")
Limits = Mapping[str, tuple[int, int]]

_mount = component(__file__)


def receptive_explorer(
    state: Mapping[str, Any],
    *,
    key: str,
    limits: Limits,
    presets: Sequence[Mapping[str, Any]] = (),
    revision: int = 0,
    present: bool = False,
    on_change: Callable[[], None] | None = None,
) -> None:
    """Show a stack of layers whose units and pixels can be asked what they see.

    Args:
        state: `input` (pixels on a side), `layers` (each with `kind`: "c", "m" or "a" for convolution, max or average
            pooling, and `kernel`, `stride`, `padding`, `dilation`), and the chosen unit: `level` (0 is the input) and
            `at` as [row, column], from 0; None is the centre.
        limits: the least and the most of `input`, of the number of `layers`, and of each number of a layer.
        presets: stacks to choose from: `label`, `group`, `note`, `input`, `layers`, and `names` of the layers or ().
        revision: the picture is taken from `state` at first and whenever this number changes; any other
            rerun leaves alone what the learner does.
        present: large, for the back row.
        on_change: called when the learner has let go of something; `st.session_state[key]["state"]` then holds
            the report, for `checked`.
    """
    data = {
        "state": dict(state),
        "limits": dict(limits),
        "presets": [dict(preset) for preset in presets],
        "revision": revision,
        "present": present,
    }
    _mount(key=key, data=data, on_state_change=on_change)


def checked(report: Any, limits: Limits) -> dict[str, Any] | None:
    """A state from the browser if it is one, complete and inside `limits`, else None.

    >>> checked({"input": 7}, {}) is None
    True
    """
    if not isinstance(report, Mapping) or not {"input", "layers", "level", "at"} <= report.keys():
        return None
    layers, at = report["layers"], report["at"]
    if not isinstance(layers, list) or not _within(len(layers), limits["layers"]):
        return None
    if not all(_is_layer(layer, limits) for layer in layers):
        return None
    if not _within(report["input"], limits["input"]) or not _within(report["level"], (0, len(layers))):
        return None
    if not isinstance(at, list) or len(at) != 2 or not all(_within(index, (0, 9999)) for index in at):
        return None
    return {name: report[name] for name in ("input", "layers", "level", "at")}


def _is_layer(layer: Any, limits: Limits) -> bool:
    return (
        isinstance(layer, Mapping)
        and layer.get("kind") in KINDS
        and all(_within(layer.get(name), limits[name]) for name in NUMBERS)
    )


def _within(number: Any, limits: tuple[int, int]) -> bool:
    return type(number) is int and limits[0] <= number <= limits[1]
