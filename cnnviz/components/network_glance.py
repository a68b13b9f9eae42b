"""A network at a glance: the photo, columns of every layer's strongest maps, the prediction; click a map to dive.

`cnnviz/ui/feature_maps.py` says what is shown, as plain JSON; `network_glance` mounts it. Hovering and choosing are
answered in the browser; what was chosen is reported, so that the link, the formula and the next numbers follow.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from cnnviz.components.mount import component
from cnnviz.palette import ACTIVATION, SIGNED

_mount = component(__file__)


@dataclass(frozen=True)
class Choice:
    """What the learner chose: a layer, a map of it (-1: its strongest) and a place (None: the map's peak)."""

    layer: str
    map: int
    at: tuple[int, int] | None


def network_glance(
    data: Mapping[str, Any],
    *,
    key: str,
    present: bool = False,
    on_choice: Callable[[], None] | None = None,
) -> None:
    """Mount the glance; the same `key` with new data updates the picture in place.

    Args:
        data: from `cnnviz.ui.feature_maps`.
        present: large, for the back row.
        on_choice: called when the learner chose something; `st.session_state[key]["chosen"]` holds it, as
            `choice_of` reads it.
    """
    scales = {"positive": list(ACTIVATION), "signed": list(SIGNED)}
    _mount(
        key=key,
        data={**data, "present": present, "scales": scales},
        on_chosen_change=on_choice,
    )


def choice_of(reported: object) -> Choice | None:
    """What the browser reported, if it is a choice at all, else None.

    >>> choice_of({"layer": "stem", "map": 3, "row": 5, "column": 7})
    Choice(layer='stem', map=3, at=(5, 7))
    >>> choice_of({"layer": "stem", "map": "<b>"}) is None
    True
    """
    if not isinstance(reported, Mapping):
        return None
    layer, number = reported.get("layer"), reported.get("map")
    row, column = reported.get("row"), reported.get("column")
    if not isinstance(layer, str) or type(number) is not int:
        return None
    if type(row) is int and type(column) is int:
        return Choice(layer, number, (row, column))
    return Choice(layer, number, None)
