"""The bar at the head of a lesson: previous, next, copy link, presenter view, and their keys."""

from collections.abc import Callable

import streamlit as st

from cnnviz.components.mount import component

_mount = component(__file__)
_KEY = "lesson-toolbar"


def toolbar(previous: str | None, next: str | None, presenting: bool, on_go: Callable[[str], None]) -> None:
    """Draw the bar with the titles of the neighbouring lessons.

    `on_go` is called with "previous", "next" or "present" after that button or key was pressed, before the page's
    script runs again: a press is never lost, even if that run is broken off before it has reached the bar.
    """

    def pressed() -> None:
        where = st.session_state[_KEY].get("go")
        if where is not None:
            on_go(where)

    data = {"previous": previous, "next": next, "presenting": presenting}
    _mount(data=data, key=_KEY, on_go_change=pressed)
