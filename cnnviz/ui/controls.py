"""Widgets bound to a field of the view: its range, its options, its place in the URL."""

from collections.abc import Callable

import streamlit as st

from cnnviz.ui.view import View


def slider(view: View, name: str, label: str, *, help: str | None = None) -> int:
    """A slider over the field's range. Returns its value."""
    field = view.fields[name]
    value = st.slider(label, field.low, field.high, view[name], field.step, key=view.key(name), help=help)
    return int(value)


def select(
    view: View,
    name: str,
    label: str,
    *,
    names: Callable[[str], str] = str,
    help: str | None = None,
    on_change: Callable[[], None] | None = None,
) -> str:
    """One of the field's options from a list. Returns the option."""
    options = view.fields[name].options
    start = options.index(view[name])
    chosen = st.selectbox(
        label, options, start, format_func=names, key=view.key(name), help=help, on_change=on_change
    )
    return str(chosen)
