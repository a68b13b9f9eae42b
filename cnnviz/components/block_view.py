"""A block and what it is compared with, drawn one over the other, beside the numbers that the learner moves.

Python computes every number (`cnnviz.lessons.building_blocks`); the browser draws. While a slider moves, the state is sent as
fast as answers come back.
"""

from collections.abc import Callable, Mapping
from typing import Any

from cnnviz.components.mount import component
from cnnviz.components.reported import Limits, question, whole_numbers

_mount = component(__file__)


def block_view(
    data: Mapping[str, Any],
    *,
    key: str,
    revision: int = 0,
    present: bool = False,
    on_change: Callable[[], None] | None = None,
) -> None:
    """Show the block of `data`; `st.session_state[key]["state"]` holds what the learner asks for.

    Args:
        data: from `cnnviz.lessons.building_blocks.block_data`.
        revision: the state is taken from `data` at first and whenever this number changes; else `data` is the answer to what
            was asked last.
        present: large, for the back row.
    """
    told = {**data, "revision": revision, "present": present, "seq": question(key)}
    _mount(key=key, data=told, on_state_change=on_change)


def checked(report: object, blocks: tuple[str, ...], limits: Limits) -> dict[str, Any] | None:
    """A state from the browser if it is one, else None; `final`: the hand is off the slider.

    >>> checked({"block": "dense", "dense_k": 12}, ("dense",), {"dense_k": (1, 64)})
    {'block': 'dense', 'dense_k': 12, 'final': False}
    """
    if not isinstance(report, Mapping) or report.get("block") not in blocks:
        return None
    numbers = whole_numbers(report, limits)
    if numbers is None:
        return None
    return {"block": report["block"], **numbers, "final": report.get("final") is True}
