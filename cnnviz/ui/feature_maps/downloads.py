"""Lesson C1's numbers as a table on the page, and everything to take home."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import streamlit as st

from cnnviz.images.montage import columns_for, montage, palette_png
from cnnviz.ui.downloads import csv_text, npz_bytes
from cnnviz.ui.feature_maps.glance import scale_of
from cnnviz.ui.feature_maps.looking import layer_values

if TYPE_CHECKING:
    from cnnviz.probes.activations import FeatureMaps, LayerMaps
    from cnnviz.ui.feature_maps.looking import Look

HEADER = ("map", "strength (standard deviation)", "mean", "lowest", "highest", "share of zeros")


def layer_table(features: "FeatureMaps") -> None:
    """Shape, dead maps and sparsity of every layer."""
    lines = ["| layer | maps | rows × columns | values | dead maps | sparsity |", "|:-|-:|-:|-:|-:|-:|"]
    for maps in features.layers:
        count, height, width = maps.shape
        lines.append(
            f"| {features.titles[maps.layer]} | {count:,} | {height} × {width} | {maps.levels.size:,} | "
            f"{len(maps.dead):,} | {maps.sparsity:.1%} |"
        )
    with st.expander("Every layer: shape, dead maps, sparsity on this picture"):
        st.markdown("\n".join(lines))
        st.caption(
            "A map is dead on a picture if it is 0 everywhere. Sparsity is the share of values that are exactly 0: a ReLU makes "
            "zeros, a layer without one hardly ever does."
        )


def map_table(maps: "LayerMaps") -> str:
    """The layer's maps as CSV, strongest first."""

    def lines() -> Iterable[tuple[object, ...]]:
        for k in maps.order.tolist():
            columns = (maps.strength, maps.mean, maps.lowest, maps.highest, maps.zeros)
            yield (k, *(float(values[k]) for values in columns))

    return csv_text(HEADER, lines())


def downloads(this: "Look", photo: str) -> None:
    """The montage as PNG, the layer's values as NPZ, its statistics as CSV: each made when it is asked for."""
    name = f"maps-{this.wish.network}-{this.maps.layer.replace('#', '-')}-{photo}"
    maps = this.maps

    def png() -> bytes:
        return palette_png(montage(maps.levels[maps.order], columns_for(len(maps.levels))), scale_of(maps))

    def npz() -> bytes:
        whole = layer_values(this)
        return npz_bytes(
            {
                "maps": whole.values if whole.values is not None else [],
                "order": whole.order,
                "strength": whole.strength,
                "zeros": whole.zeros,
                "layer": whole.layer,
                "network": this.wish.network,
                "labels": this.features.prediction.labels,
                "names": this.features.prediction.names,
                "probabilities": this.features.prediction.probabilities,
            }
        )

    columns = st.columns(4)
    columns[0].download_button(
        "Montage as PNG", png, f"{name}.png", "image/png", on_click="ignore", width="stretch"
    )
    columns[1].download_button(
        "Values as NPZ", npz, f"{name}.npz", "application/octet-stream", on_click="ignore", width="stretch"
    )
    columns[2].download_button(
        "Statistics as CSV",
        lambda: map_table(maps),
        f"{name}.csv",
        "text/csv",
        on_click="ignore",
        width="stretch",
    )
