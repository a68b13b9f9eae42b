"""Lesson C2 to take home: what is shown, as a sheet of pictures, as numbers, as a table."""

import streamlit as st

from cnnviz.ui.deconvnet import Look
from cnnviz.ui.deconvnet_views import Shown


def downloads(look: Look, shown: Shown, photo: str) -> None:
    """PNG, NPZ and CSV of the view, each made when it is asked for. While it grows there is nothing to take yet."""
    wish, files = look.wish, shown.files if shown.ended else None
    what = files.what if files else "projections"
    name = f"{what}-{wish.network.name}-{wish.layer.replace('#', '-')}-{photo}".replace("/", "-")
    kinds = (
        ("Pictures as PNG", "png", "image/png"),
        ("Numbers as NPZ", "npz", "application/octet-stream"),
        ("Table as CSV", "csv", "text/csv"),
    )
    for column, (label, ending, kind) in zip(st.columns(4), kinds, strict=False):
        column.download_button(
            label,
            getattr(files, ending) if files else "",
            f"{name}.{ending}",
            kind,
            on_click="ignore",
            width="stretch",
            disabled=files is None,
        )
