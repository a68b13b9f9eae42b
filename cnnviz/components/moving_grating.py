"""A grating that slides under the learner's hand, and what the first layers of two networks make of it.

The maps are worked out in the browser, 60 times a second, from the filters; a test holds its arithmetic against torch's.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from cnnviz.components.mount import component
from cnnviz.palette import ACTIVATION

_mount = component(__file__)

FREQUENCIES = (10, 495, 5)
"""Least, most and step, in thousandths of a cycle per pixel."""
STAGES = ("first", "pooled")


def moving_grating(
    networks: Sequence[Mapping[str, Any]],
    *,
    side: int,
    frequency: int,
    angle: int,
    stage: str,
    stamp: str,
    key: str,
    revision: int = 0,
    present: bool = False,
    on_change: Callable[[], None] | None = None,
) -> None:
    """Mount the view; the same `key` with new data updates it in place.

    Args:
        networks: two of them: `title`; `filters` with `gray` (float32 in base64), `size`, `gain`, `base`, `stride`,
            `padding`, `pool`; `flicker` with `frequencies` and `pooled`, None while it is not known.
        side: of the picture, px.
        frequency, angle, stage: thousandths of a cycle per pixel, degrees, one of `STAGES`; taken at first and
            whenever `revision` changes.
        stamp: changes when the filters do.
        present: large, for the back row.
        on_change: called after the learner let go; `st.session_state[key]["state"]` holds the three then.
    """
    data = {
        "networks": [dict(one) for one in networks],
        "side": side,
        "frequency": frequency,
        "angle": angle,
        "stage": stage,
        "colours": ACTIVATION,
        "stamp": stamp,
        "revision": revision,
        "present": present,
    }
    _mount(key=key, data=data, on_state_change=on_change)


def grating_of(reported: Mapping[str, Any]) -> tuple[int, int, str] | None:
    """Frequency, angle and stage from the browser, if they make sense.

    >>> grating_of({"frequency": 200, "angle": 30, "stage": "pooled"})
    (200, 30, 'pooled')
    >>> grating_of({"frequency": 7, "angle": 30, "stage": "pooled"}) is None
    True
    """
    frequency, angle, stage = (reported.get(name) for name in ("frequency", "angle", "stage"))
    low, high, step = FREQUENCIES
    if type(frequency) is not int or type(angle) is not int or stage not in STAGES:
        return None
    if not low <= frequency <= high or (frequency - low) % step or not 0 <= angle <= 90:
        return None
    return frequency, angle, str(stage)
