"""Lesson C1's second look: another picture, layer or network beside the first."""

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from cnnviz.images.montage import columns_for, montage, palette_png, png_address, reduced
from cnnviz.networks.catalogue import CATALOGUE, find_entry, ready_networks
from cnnviz.ui.controls import select
from cnnviz.ui.feature_maps.glance import CELL, scale_of
from cnnviz.ui.feature_maps.looking import STRONGEST, Look, Wish, look, wait_here
from cnnviz.ui.frame import part
from cnnviz.ui.pictures import Picture, picture_of, picture_title
from cnnviz.ui.view import Field, View, choice

if TYPE_CHECKING:
    from cnnviz.probes.activations import Integers, LayerMaps

AGAINST = {
    "nothing": "nothing",
    "photo": "another picture",
    "layer": "another layer",
    "network": "another network",
}
MOST = 256  # maps in each montage
CRISP = 48  # pixels of a map in the montage, at least
SECOND = "/second"


def comparison(view: View, this: Look) -> tuple[Wish, Picture]:
    """The controls for what is compared with, and what they say."""
    wish, picture = replace(this.wish, map=STRONGEST, at=None), this.picture
    part("Side by side")
    left, middle, _ = st.columns([1, 1, 2])
    with left:
        if view["against"] == "photo":
            select(view, "photo2", "The other picture", names=picture_title)
            picture = picture_of(view["photo2"], wish.network)
        elif view["against"] == "layer":
            wish = replace(wish, layer=_other_layer(view, this))
        else:
            _other_network(view)
            wish = Wish(view["network2"])
            picture = picture_of(view["photo"], wish.network)
    if view["against"] == "network":
        with middle:
            wish = replace(wish, layer=_its_layer(view, this, look(wish, picture, SECOND, units=False)))
    return wish, picture


def _other_network(view: View) -> None:
    """One of the catalogue that is here."""
    names = list(dict.fromkeys([*ready_networks(), view["network2"]]))
    start = names.index(view["network2"])
    st.selectbox(
        "The other network",
        names,
        start,
        format_func=_title,
        key=view.key("network2"),
        on_change=lambda: view.update(layer2=""),
    )


def _its_layer(view: View, this: Look, other: Look | None) -> str:
    """One of the other network's layers; at first the one that is called like the one looked at, where there is one."""
    if other is None:
        st.selectbox("Its layer", ("…",), disabled=True)
        return str(view["layer2"])
    titles = other.features.titles
    alike = [layer for layer, title in titles.items() if title == this.names(this.maps.layer)]
    wanted = view["layer2"] if view["layer2"] in titles else [*alike, *titles][0]
    options = list(titles)
    start = options.index(wanted)
    key = view.key("layer2")
    return str(st.selectbox("Its layer", options, start, format_func=titles.__getitem__, key=key))


def _title(network: str) -> str:
    return find_entry(network).title


def other_network_field() -> Field:
    """Which network to compare with."""
    return choice("network2", next(iter(CATALOGUE)), tuple(CATALOGUE))


def _other_layer(view: View, this: Look) -> str:
    names = this.features.titles
    options = list(names)
    start = options.index(view["layer2"]) if view["layer2"] in names else len(options) - 1
    chosen = st.selectbox(
        "The other layer", options, start, format_func=lambda layer: names[layer], key=view.key("layer2")
    )
    return str(chosen)


def compare(view: View, this: Look, wish: Wish, picture: Picture) -> None:
    """Both, side by side: montage, statistics, the top of the answer."""
    other = look(wish, picture, SECOND, units=False)
    left, right = st.columns(2, gap="large")
    same_maps = view["against"] == "photo"
    order = this.maps.order if same_maps else None
    with left:
        _side(this, order)
    with right:
        if other is None or other.waiting:
            wait_here(wish, picture, other, SECOND)
        else:
            _side(other, order)
    if same_maps:
        st.caption("Both in the order of the left one: the same place is the same map.")


def _side(this: Look, order: "Integers | None") -> None:
    maps = this.maps
    best, chance = this.features.prediction.names[0], this.features.prediction.probabilities[0]
    st.markdown(f"**{this.title}, {this.names(maps.layer)}** on {this.picture.title}: “{best}”, {chance:.1%}")
    shown = (maps.order if order is None else order)[:MOST]
    st.image(montage_address(maps, shown), width="stretch")
    count, height, width = maps.shape
    st.caption(
        f"{count:,} maps of {height} × {width}{f', the first {MOST}' if count > MOST else ''}; {len(maps.dead):,} dead, "
        f"{maps.sparsity:.1%} of all values are 0, mean strength {float(maps.strength.mean()):.3g}"
    )


def montage_address(maps: "LayerMaps", shown: "Integers") -> str:
    """The maps with these numbers as one picture for the browser."""
    small = reduced(maps.levels[shown], CELL)
    zoom = -(-CRISP // small.shape[1])  # whole pixels: what the browser scales is enlarged already
    return png_address(
        palette_png(montage(small.repeat(zoom, 1).repeat(zoom, 2), columns_for(len(small))), scale_of(maps))
    )
