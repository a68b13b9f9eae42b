"""The pixel grid: a photo on a canvas, down to the numbers in its cells, entirely in the browser.

One PNG travels, once; every smaller size, the channels, the shuffle and the histogram are made of it in the browser. Its
arithmetic mirrors `cnnviz.maths.pictures` and `cnnviz.images.grids`, which remain the judges (a browser test compares them).
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from cnnviz.components.mount import component

CHANNELS = ("rgb", "apart", "red", "green", "blue", "gray")

_mount = component(__file__)


def pixel_grid(
    state: Mapping[str, Any],
    *,
    key: str,
    photos: Mapping[str, str],
    sides: Sequence[int],
    picture: str,
    title: str,
    alt: str,
    revision: int = 0,
    present: bool = False,
    on_change: Callable[[], None] | None = None,
) -> None:
    """Show a photo as a grid of numbers; `st.session_state[key]["state"]` holds what `checked` reads.

    Args:
        state: `photo` (its name), `side` (pixels along one side), `channel` (one of `CHANNELS`), `shuffled`,
            `at` (the pixel that is read, [row, column]), `span` (pixels along a side that are on screen; 0 for all)
            and `middle` (the pixel in the middle of the screen).
        photos: the names to choose from, with their titles.
        sides: the sides to choose from; each divides the largest.
        picture: address (data URI) of the photo as a lossless square of the largest side.
        title, alt: what the photo is called and what it shows.
        revision: the picture is taken from `state` at first and whenever this number changes; any other
            rerun leaves alone what the learner does.
        present: large, for the back row.
    """
    data = {
        "state": dict(state),
        "photos": list(photos.items()),
        "sides": list(sides),
        "name": state["photo"],
        "picture": None if _held(key) == state["photo"] else picture,
        "title": title,
        "alt": alt,
        "revision": revision,
        "present": present,
    }
    _mount(key=key, data=data, on_state_change=on_change)


def checked(report: object, photos: Mapping[str, str], sides: Sequence[int]) -> dict[str, Any] | None:
    """A state from the browser if it is one, complete and possible, else None.

    >>> checked({"photo": "cat"}, {"cat": "A cat"}, (4, 224)) is None
    True
    """
    if not isinstance(report, dict):
        return None
    photo, side, channel, shuffled = (report.get(name) for name in ("photo", "side", "channel", "shuffled"))
    if not isinstance(photo, str) or photo not in photos or type(side) is not int or side not in sides:
        return None
    if channel not in CHANNELS or not isinstance(shuffled, bool):
        return None
    span, at, middle = report.get("span"), report.get("at"), report.get("middle")
    if not (_within(span, side) and _is_place(at, side - 1) and _is_place(middle, side)):
        return None
    return {name: report[name] for name in ("photo", "side", "channel", "shuffled", "at", "span", "middle")}


def _held(key: str) -> object:
    """The name of the photo whose pixels the browser said it has; they need not travel again."""
    report = st.session_state.get(key, {}).get("state")
    return report.get("held") if isinstance(report, dict) else None


def _within(number: object, most: int) -> bool:
    return type(number) is int and 0 <= number <= most


def _is_place(pair: object, most: int) -> bool:
    return isinstance(pair, list) and len(pair) == 2 and all(_within(number, most) for number in pair)
