"""How maps come to be over the epochs of a training: a wall of projections, one stage in hand, and the curves.

The stages are all in the browser, so that one walks through them at once; the stage and the map in hand are reported on
release. After Zeiler & Fergus 2013, figure 4, https://arxiv.org/abs/1311.2901.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from cnnviz.components.mount import component

_mount = component(__file__)

SHOWS = ("projection", "patch")
MEASURES = ("maps", "weights")


@dataclass(frozen=True)
class InHand:
    """Index of the stage, row of the map, what the cells show, and by what layers are compared."""

    at: int
    row: int
    show: str
    by: str


def evolution_view(
    data: Mapping[str, Any],
    in_hand: InHand,
    *,
    key: str,
    revision: int = 0,
    present: bool = False,
    on_change: Callable[[], None] | None = None,
) -> None:
    """Mount the view; the same `key` with new data updates it in place.

    Args:
        data: `layer`; `stages`, the epochs; `maps`, their numbers; `known`, one for each stage that is computed:
            `projection` and `patch` (sheets), `activation`, `second`, `names`, `jumps`; `filters`, an address per stage;
            `curves` with `epochs`, `accuracy`, `loss`; `alike` with `layers`, `stages`, `epochs`, `maps`, `weights`.
        in_hand: taken at first, with other maps, and whenever `revision` changes.
        present: large, for the back row.
        on_change: called after the learner let go; `st.session_state[key]["state"]` holds the new `InHand`'s fields.
    """
    whole = {
        **data,
        "at": in_hand.at,
        "row": in_hand.row,
        "show": in_hand.show,
        "by": in_hand.by,
        "revision": revision,
        "present": present,
    }
    _mount(key=key, data=whole, on_state_change=on_change)


def in_hand_of(reported: Mapping[str, Any], stages: int, rows: int) -> InHand | None:
    """What the browser reported, if it makes sense.

    >>> in_hand_of({"at": 2, "row": 0, "show": "patch", "by": "maps"}, 7, 6)
    InHand(at=2, row=0, show='patch', by='maps')
    >>> in_hand_of({"at": 7, "row": 0, "show": "patch", "by": "maps"}, 7, 6) is None
    True
    """
    at, row, show, by = (reported.get(name) for name in ("at", "row", "show", "by"))
    if type(at) is not int or type(row) is not int or not (0 <= at < stages and 0 <= row < rows):
        return None
    if show not in SHOWS or by not in MEASURES:
        return None
    return InHand(at, row, str(show), str(by))
