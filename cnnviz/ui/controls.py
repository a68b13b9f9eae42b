"""Widgets bound to a field of the view: its range, its options, its place in the URL."""

from collections.abc import Callable

import streamlit as st

from cnnviz.ui.view import View


def slider(view: View, name: str, label: str, *, help: str | None = None) -> int:
    """A slider over the field's range. Returns its value."""
    field = view.fields[name]
    return st.slider(label, field.low, field.high, step=field.step, key=view.key(name), help=help)


def number(view: View, name: str, label: str, *, help: str | None = None) -> int:
    """A number field over the field's range. Returns its value."""
    field = view.fields[name]
    return st.number_input(label, field.low, field.high, step=field.step, key=view.key(name), help=help)


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
    return str(
        st.selectbox(
            label,
            view.fields[name].options,
            key=view.key(name),
            format_func=names,
            help=help,
            on_change=on_change,
        )
    )


def segments(
    view: View,
    name: str,
    label: str,
    *,
    names: Callable[[str], str] = str,
    help: str | None = None,
) -> str:
    """One of a few options, all in sight. Returns the option; there is always one."""
    chosen = st.segmented_control(
        label,
        view.fields[name].options,
        key=view.key(name),
        format_func=names,
        help=help,
        required=True,
    )
    return str(chosen)
