"""A network at a glance: the photo, columns of every layer's strongest maps, the prediction; click a map to dive.

`cnnviz/ui/feature_maps.py` says what is shown, as plain JSON; `network_glance` mounts it. Hovering and choosing are
answered in the browser; what was chosen is reported, so that the link, the formula and the next numbers follow.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import streamlit as st

from cnnviz.components.bundle import bundle, unread
from cnnviz.palette import ACTIVATION, SIGNED

_files = bundle(Path(__file__).parent / "network_glance")
_component = st.components.v2.component(
    "cnnviz_network_glance", html=_files.html, css=_files.css, js=_files.js
)


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
    _component(
        key=key,
        data=unread({**data, "present": present, "scales": scales}),
        height="content",
        on_chosen_change=on_choice or _nothing,
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


def _nothing() -> None:
    """Streamlit keeps a component's state only if it has a callback for it."""
