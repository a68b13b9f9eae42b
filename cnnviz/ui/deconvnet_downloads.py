"""Lesson C2 to take home: a sheet of projections with their patches, the signals as numbers, a table of the units."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import streamlit as st

from cnnviz.ui.deconvnet import Look
from cnnviz.ui.downloads import csv_text, npz_bytes
from cnnviz.ui.projections import pair_sheet, tiles

if TYPE_CHECKING:
    from cnnviz.probes.projection import Projection

HEADER = (
    "map", "row", "column", "activation", "top", "left", "bottom", "right", "largest absolute value",
    "share of pixels that are not 0",
)  # fmt: skip


def unit_table(made: "Projection") -> str:
    """One line per unit, strongest first; top, left, bottom, right: its receptive field in pixels of the network's view."""

    def lines() -> Iterable[tuple[object, ...]]:
        for index, unit in enumerate(made.units.tolist()):
            pixels = made.pixels[index]
            yield (
                *unit,
                float(made.activations[index]),
                *made.boxes[index].tolist(),
                float(abs(pixels).max()),
                float((pixels != 0).any(2).mean()),
            )

    return csv_text(HEADER, lines())


def downloads(look: Look, photo: str) -> None:
    """The strongest maps as PNG and NPZ (each made when it is asked for) and as CSV."""
    wish, made = look.wish, look.strongest
    name = f"projections-{wish.network.name}-{wish.layer.replace('#', '-')}-{photo}"

    def png() -> bytes:
        return pair_sheet(tiles(made.pixels, shared=wish.shared).pictures, made.patches, 4)

    def npz() -> bytes:
        return npz_bytes(
            {
                "pixels": made.pixels,
                "patches": made.patches,
                "units": made.units,
                "activations": made.activations,
                "boxes": made.boxes,
                "corners": made.corners,
                "layer": wish.layer,
                "network": wish.network.name,
                "method": wish.method,
                "switches": wish.switches,
            }
        )

    columns = st.columns(4)
    columns[0].download_button(
        "Pictures as PNG", png, f"{name}.png", "image/png", on_click="ignore", width="stretch"
    )
    columns[1].download_button(
        "Signals as NPZ", npz, f"{name}.npz", "application/octet-stream", on_click="ignore", width="stretch"
    )
    columns[2].download_button(
        "Units as CSV", unit_table(made), f"{name}.csv", "text/csv", on_click="ignore", width="stretch"
    )
