"""A network drawn: boxes to scale, branches side by side, repeated blocks folded, bars of what each layer costs, and a table.

Python computes every number and says where the layers stand (`cnnviz.lessons.drawn_networks`); the browser draws, zooms
and pans. While a slider moves, the state is sent as fast as answers come back.
"""

from collections.abc import Callable, Mapping
from typing import Any

from cnnviz.components.mount import component
from cnnviz.components.reported import Limits, question

LAYERS = 80  # characters of a layer's name
MOST_EDITS = 40
MOST_OPEN = 60

_mount = component(__file__)


def network_drawing(
    data: Mapping[str, Any],
    *,
    key: str,
    revision: int = 0,
    present: bool = False,
    on_change: Callable[[], None] | None = None,
) -> None:
    """Show the networks of `data`; `st.session_state[key]["state"]` holds what the learner asks for.

    Args:
        data: from `cnnviz.lessons.famous_networks.explorer_data`.
        revision: the state is taken from `data` at first and whenever this number changes; else `data` is the
            answer to what was asked last.
        present: large, for the back row.
    """
    told = {**data, "revision": revision, "present": present, "seq": question(key)}
    _mount(key=key, data=told, on_state_change=on_change)


def checked(report: object, names: tuple[str, ...], limits: Limits) -> dict[str, Any] | None:
    """A state from the browser if it is one, else None. What the edits say is for the caller to judge.

    >>> checked({"net": "alexnet"}, ("alexnet",), {}) is None
    True
    """
    if not isinstance(report, Mapping) or report.get("net") not in names:
        return None
    state: dict[str, Any] = {"net": report["net"], "with": report.get("with")}
    if state["with"] not in ("", *names):
        return None
    for name, (low, high) in limits.items():
        value = report.get(name)
        if type(value) is not int or (value != 0 and not low <= value <= high):
            return None
        state[name] = value
    layer, groups, edits, edits2 = (report.get(key) for key in ("layer", "open", "edits", "edits2"))
    if not isinstance(layer, str) or len(layer) > LAYERS or not isinstance(groups, list):
        return None
    if not _are_names(groups) or not _are_edits(edits) or not _are_edits(edits2):
        return None
    return {
        **state,
        "layer": layer,
        "open": tuple(groups),
        "edits": edits,
        "edits2": edits2,
        "final": report.get("final") is True,
    }


def _are_names(groups: list[Any]) -> bool:
    return len(groups) <= MOST_OPEN and all(isinstance(name, str) and len(name) <= LAYERS for name in groups)


def _are_edits(edits: object) -> bool:
    if not isinstance(edits, Mapping) or len(edits) > MOST_EDITS or not _are_names(list(edits)):
        return False
    return all(
        isinstance(change, Mapping)
        and len(change) <= 8
        and all(
            isinstance(code, str) and type(value) is int and 0 <= value <= 99_999
            for code, value in change.items()
        )
        for change in edits.values()
    )
