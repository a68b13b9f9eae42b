"""The first layers of two networks side by side: every filter, the chosen one with its spectrum, the bands of frequency."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import streamlit as st

from cnnviz.components.bundle import bundle, unread

_files = bundle(Path(__file__).with_suffix(""))
_mount = st.components.v2.component("cnnviz.filter_pair", html=_files.html, css=_files.css, js=_files.js)

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
    _mount(key=key, data=unread(data), height="content", on_state_change=on_change or _nothing)


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


def _nothing() -> None:
    """Streamlit keeps a component's state only if it has a callback for it."""
