"""Everything of lesson C3 to take home: numbers as CSV and NPZ, the moving occluder as a GIF."""

import streamlit as st

from cnnviz.ui.downloads import npz_bytes
from cnnviz.ui.occlusion.film import film
from cnnviz.ui.occlusion.linked import Mapped
from cnnviz.ui.occlusion.words import map_arrays, map_table
from cnnviz.ui.pictures import Picture


def record_row(picture: Picture, this: Mapped, name: str) -> None:
    """Three buttons; each file is made when it is asked for. The sheet of all panels is saved in the view itself."""
    table, arrays, moving, _ = st.columns([1, 1, 1, 1])
    table.download_button(
        "Numbers as CSV",
        lambda: map_table(this),
        f"{name}.csv",
        "text/csv",
        on_click="ignore",
        width="stretch",
    )
    arrays.download_button(
        "Numbers as NPZ",
        lambda: npz_bytes(map_arrays(this.maps)),
        f"{name}.npz",
        "application/octet-stream",
        on_click="ignore",
        width="stretch",
    )
    moving.download_button(
        "Moving occluder as GIF",
        lambda: film(picture, this),
        f"{name}.gif",
        "image/gif",
        on_click="ignore",
        width="stretch",
    )
