"""The way of one unit's signal down to the pixels, stage by stage, with a scrubber that works in the browser.

`cnnviz/ui/deconvnet_down.py` says what is shown; `way_down` mounts it. After Zeiler & Fergus 2013, figure 1,
https://arxiv.org/abs/1311.2901.
"""

from collections.abc import Callable, Mapping
from typing import Any

from cnnviz.components.mount import component

_mount = component(__file__)


def way_down(
    data: Mapping[str, Any],
    *,
    key: str,
    at: int = 0,
    revision: int = 0,
    present: bool = False,
    on_change: Callable[[], None] | None = None,
) -> None:
    """Mount the way; the same `key` with new data updates it in place.

    Args:
        data: from `cnnviz.ui.deconvnet_down`.
        at: the stage to stand at; taken at first and whenever `revision` or the way changes.
        present: large, for the back row.
        on_change: called after the learner let go; `st.session_state[key]["state"]` holds `at` then.
    """
    _mount(
        key=key,
        data={**data, "at": at, "revision": revision, "present": present},
        on_state_change=on_change,
    )


def stage_of(reported: Mapping[str, Any], most: int) -> int | None:
    """The stage that the browser reported, if it is one of 0 to `most`, else None.

    >>> stage_of({"at": 4}, 30), stage_of({"at": 31}, 30), stage_of({}, 30)
    (4, None, None)
    """
    at = reported.get("at")
    return at if type(at) is int and 0 <= at <= most else None
