"""The bar at the head of a lesson: previous, next, copy link, presenter view, and their keys."""

from pathlib import Path

import streamlit as st

from cnnviz.components.bundle import bundle

_FILES = bundle(Path(__file__).parent / "toolbar")
_MOUNT = st.components.v2.component("cnnviz_toolbar", html=_FILES.html, css=_FILES.css, js=_FILES.js)


def toolbar(previous: str | None, next: str | None, presenting: bool) -> str | None:
    """Draw the bar with the titles of the neighbouring lessons.

    Returns "previous", "next" or "present" in the run after that button or key was pressed, else None.
    """
    data = {"previous": previous, "next": next, "presenting": presenting}
    result = _MOUNT(data=data, key="lesson-toolbar", on_go_change=_nothing)
    go: str | None = result.get("go")
    return go


def _nothing() -> None:
    """The run that follows the press reads the result; there is nothing to do before it."""
