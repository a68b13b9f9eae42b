"""The part of the receptive-field lesson that shows a published network layer by layer."""

import streamlit as st

from cnnviz.architectures import ARCHITECTURES
from cnnviz.lessons.receptive_fields.networks import DETAIL, HEADER, field_rows, listed, names, preset
from cnnviz.ui.controls import select
from cnnviz.ui.downloads import csv_button, csv_text
from cnnviz.ui.frame import part
from cnnviz.ui.view import Field, View, choice

NETWORK_FIELDS: tuple[Field, ...] = (
    choice("net", "alexnet", names()),
    choice("rows", "blocks", tuple(DETAIL)),
)
HEIGHT = 420  # px; the table scrolls, so that the page goes on below it


def networks_part(view: View, top: int) -> None:
    """Choose a network, read its fields, and load it into the explorer where it is a plain stack.

    Args:
        top: the level that stands for the highest there is.
    """
    part("Receptive fields of famous networks")
    left, right = st.columns(2)
    with left:
        name = select(view, "net", "Network", names=lambda name: ARCHITECTURES[name].label)
    with right:
        detail = select(view, "rows", "Rows", names=DETAIL.__getitem__)
    chosen, rows = ARCHITECTURES[name], field_rows(name, detail)
    said = listed(name)
    st.caption(
        f"[{chosen.source}]({chosen.link}). Output as maps × height × width. Where branches meet, the field is what any "
        f"branch sees; with these paddings that is its largest branch's.{f' {said}.' if said else ''}"
    )
    with st.container(height=HEIGHT):
        st.markdown(_table(rows))
    load, save, _ = st.columns([1.4, 1, 1.6])
    with save:
        csv_button(f"receptive_fields-{name}", csv_text(HEADER, rows))
    stack = preset(name)
    if stack is None:
        load.caption(
            "Not a plain stack that the explorer above can show: it has branches, more than 20 layers, or a size that is "
            "rounded up."
        )
        return
    load.button(
        "Load it into the explorer above",
        on_click=lambda: view.place(input=stack.input, layers=stack.layers, level=top, at=None),
        width="stretch",
    )


def _table(rows: list[tuple[str, ...]]) -> str:
    head = f"| {' | '.join(HEADER)} |\n| --- | --- | --- | ---: | ---: | ---: |"
    return "\n".join([head, *(f"| {' | '.join(row)} |" for row in rows)])
