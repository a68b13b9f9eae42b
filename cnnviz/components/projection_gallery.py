"""Projections side by side: tiles with their patches, a wall of all maps, the nine strongest; one of them large.

`cnnviz/ui/deconvnet_views.py` says what is shown, as plain JSON; `projection_gallery` mounts it. Choosing is answered in
the browser and reported. After Zeiler & Fergus 2013, figure 2, https://arxiv.org/abs/1311.2901.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from cnnviz.components.mount import component

_mount = component(__file__)


@dataclass(frozen=True)
class Picked:
    """What the learner chose: the number of a tile, and its map."""

    tile: int
    map: int


def projection_gallery(
    data: Mapping[str, Any],
    *,
    key: str,
    present: bool = False,
    on_choice: Callable[[], None] | None = None,
) -> None:
    """Mount the gallery; the same `key` with new data updates it in place.

    Args:
        data: from `cnnviz.ui.deconvnet_views`.
        present: large, for the back row.
        on_choice: called when the learner chose a tile; `st.session_state[key]["chosen"]` holds it, as `picked`
            reads it.
    """
    _mount(
        key=key,
        data={**data, "present": present},
        on_chosen_change=on_choice,
    )


def picked(reported: object) -> Picked | None:
    """What the browser reported, if it is a choice at all, else None.

    >>> picked({"tile": 3, "map": 17}), picked({"tile": "<b>", "map": 1})
    (Picked(tile=3, map=17), None)
    """
    if not isinstance(reported, Mapping):
        return None
    tile, of = reported.get("tile"), reported.get("map")
    return Picked(tile, of) if type(tile) is int and type(of) is int and min(tile, of) >= 0 else None
