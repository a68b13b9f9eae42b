"""Mounting a component: the folder beside its module becomes a picture on the page that reports to Python."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol

import streamlit as st
from streamlit.runtime.state import WidgetCallback

from cnnviz.components.bundle import bundle


class Mount(Protocol):
    """Puts a component on the page; `on_X_change` is called when the browser has reported "X", the result holds it."""

    def __call__(
        self, *, key: str, data: Mapping[str, Any], **on_change: WidgetCallback | None
    ) -> Mapping[str, Any]: ...


def component(module: str) -> Mount:
    """The component whose files lie in the folder beside `module`, the `__file__` of what describes it to Python."""
    folder = Path(module).with_suffix("")
    files = bundle(folder)
    put = st.components.v2.component(f"cnnviz.{folder.name}", html=files.html, css=files.css, js=files.js)

    def mount(*, key: str, data: Mapping[str, Any], **on_change: WidgetCallback | None) -> Mapping[str, Any]:
        callbacks: dict[str, Any] = {name: callback or _nothing for name, callback in on_change.items()}
        # In a dict Streamlit looks for data frames, and to recognise one it imports pandas: 1.2 s of the first page
        # of a fresh server. A tuple it sends on unread; in the browser it arrives as an array: `mount({ data: [data], ... })`.
        return put(key=key, data=(data,), **callbacks)

    return mount


def _nothing() -> None:
    """Streamlit keeps a component's state only if it has a callback for it."""
