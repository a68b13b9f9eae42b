"""The first layers of two networks side by side: every filter, the chosen one with its spectrum, the bands of frequency."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from cnnviz.components.mount import component

_mount = component(__file__)

SORTS = ("frequency", "strength", "firing")


def filter_pair(
    networks: Sequence[Mapping[str, Any]],
    *,
    sort: str,
    picked: tuple[int, int],
    key: str,
    revision: int = 0,
    present: bool = False,
    on_change: Callable[[], None] | None = None,
) -> None:
    """Mount the view; the same `key` with new data updates it in place.

    Args:
        networks: two of them: `title`, `says`, `sheet` and `spectra` (a cell per filter), `bands` (three shares per filter),
            `mean` (of the layer), `centre`, `strength`, `fires` and `dead` (None while not known), `orders` by sort.
        sort, picked: one of `SORTS`, and a filter of each; taken at first and whenever `revision` changes.
        present: large, for the back row.
        on_change: called after a choice; `st.session_state[key]["state"]` holds `sort` and `picked` then.
    """
    data = {
        "networks": [dict(one) for one in networks],
        "sort": sort,
        "picked": list(picked),
        "revision": revision,
        "present": present,
    }
    _mount(key=key, data=data, on_state_change=on_change)


def picked_of(reported: Mapping[str, Any], counts: tuple[int, int]) -> tuple[str, int, int] | None:
    """The order and the two filters from the browser, if they make sense.

    >>> picked_of({"sort": "strength", "picked": [3, 95]}, (96, 96))
    ('strength', 3, 95)
    >>> picked_of({"sort": "strength", "picked": [3, 96]}, (96, 96)) is None
    True
    """
    sort, picked = reported.get("sort"), reported.get("picked")
    if sort not in SORTS or not isinstance(picked, list) or len(picked) != len(counts):
        return None
    if not all(type(k) is int and 0 <= k < count for k, count in zip(picked, counts, strict=True)):
        return None
    return str(sort), picked[0], picked[1]
