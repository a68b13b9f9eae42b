"""The convolution lab: an editable picture, an editable kernel, and every output as a sum of products.

Everything moves in the browser; the state is reported when the hand rests. The arithmetic there mirrors
`cnnviz.maths.convolve`, which remains the judge (a browser test compares the two).
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from cnnviz.components.mount import component
from cnnviz.palette import SIGNED

ACTIVATIONS = ("none", "relu", "tanh")
STRIDES = (1, 2)
PADDINGS = (0, 1, 2)
DIVISORS = (1, 256)

_MOST_CELL, _MOST_SIDE, _MOST_KERNEL, _MOST_MAPS = 99, 12, 5, 3

_mount = component(__file__)


def convolution_lab(
    state: Mapping[str, Any],
    *,
    key: str,
    pictures: Sequence[Mapping[str, Any]],
    kernels: Sequence[Mapping[str, Any]],
    revision: int = 0,
    present: bool = False,
    on_change: Callable[[], None] | None = None,
) -> None:
    """Show a layer whose numbers the learner edits.

    Args:
        state: `input` (C, H, W) and `kernel` (N, C, K, K) as nested lists of whole numbers, `bias` (N), `divisor`
            of all weights, `flip`, `activation`, `stride`, `padding`, `at` (row and column of the output looked at) and
            `filter` (its map). The parts must fit each other.
        pictures: to choose from: `label`, `group`, `note`, `state` (the part that it sets).
        kernels: to choose from: `label`, `note`, `kernel` (rows), `divisor`.
        revision: the picture is taken from `state` at first and whenever this number changes; any other
            rerun leaves alone what the learner does.
        present: large, for the back row.
        on_change: called when the state was reported; `st.session_state[key]["state"]` holds it, as `checked` reads it.
    """
    data = {
        "state": dict(state),
        "pictures": [dict(picture) for picture in pictures],
        "kernels": [dict(kernel) for kernel in kernels],
        "revision": revision,
        "present": present,
        "scale": SIGNED,
    }
    _mount(key=key, data=data, on_state_change=on_change)


def checked(report: Mapping[str, Any]) -> dict[str, Any] | None:
    """A state from the browser, tables as tuples, if it is one and inside the limits; else None.

    >>> checked({"input": [[[1]]]}) is None
    True
    """
    picture = _table(report.get("input"), (_MOST_MAPS, _MOST_SIDE, _MOST_SIDE))
    kernels = _table(report.get("kernel"), (_MOST_MAPS, _MOST_MAPS, _MOST_KERNEL, _MOST_KERNEL))
    bias = _table(report.get("bias"), (_MOST_MAPS,))
    at, number, divisor = report.get("at"), report.get("filter"), report.get("divisor")
    possible = (
        report.get("activation") in ACTIVATIONS
        and report.get("stride") in STRIDES
        and report.get("padding") in PADDINGS
        and isinstance(report.get("flip"), bool)
        and type(divisor) is int
        and DIVISORS[0] <= divisor <= DIVISORS[1]
        and type(number) is int
        and 0 <= number < _MOST_MAPS
        and isinstance(at, list)
        and len(at) == 2
        and all(type(place) is int and 0 <= place < 2 * _MOST_SIDE for place in at)
    )
    if None in (picture, kernels, bias) or not possible:
        return None
    kept = {name: report[name] for name in ("activation", "stride", "padding", "flip", "divisor", "filter")}
    return kept | {"input": picture, "kernel": kernels, "bias": bias, "at": tuple(at or ())}


def _table(value: object, most: tuple[int, ...]) -> Any:
    """Nested lists as nested tuples: rectangular, whole numbers inside the limits; None for anything else."""
    if not most:
        return value if type(value) is int and abs(value) <= _MOST_CELL else None
    if not isinstance(value, list) or not 1 <= len(value) <= most[0]:
        return None
    parts = tuple(_table(part, most[1:]) for part in value)
    if None in parts or len({_shape(part) for part in parts}) > 1:
        return None
    return parts


def _shape(part: object) -> tuple[int, ...]:
    return (len(part), *_shape(part[0])) if isinstance(part, tuple) else ()
