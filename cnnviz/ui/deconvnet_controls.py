"""Lesson C2's controls, and the pictures that they lead to: drawn as they grow."""

from collections.abc import Callable

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from cnnviz.images import PictureSet
from cnnviz.lessons.deconvnet import METHODS, SHOWS
from cnnviz.ui.asking import progress_row
from cnnviz.ui.controls import select
from cnnviz.ui.deconvnet import STRONGEST, Look
from cnnviz.ui.deconvnet_down import down_view
from cnnviz.ui.deconvnet_top import CHOICES, top_view
from cnnviz.ui.deconvnet_views import Shown, methods_view, random_view, strongest_view, wall_view
from cnnviz.ui.networks import ChosenNetwork, choose_network
from cnnviz.ui.picture_sets import choose_set
from cnnviz.ui.pictures import Picture, choose_picture
from cnnviz.ui.view import View

CONTRASTS = {"own": "each its own", "shared": "one for all"}
METHOD_HELP = (
    "What a ReLU lets pass on the way down. Deconvnet: where the signal is positive. Gradient: where its input was "
    "positive on the way up. Guided: where both are."
)
CONTRAST_HELP = "Each picture stretched for itself shows weak ones, too. Stretched alike, their strengths can be compared."
SWITCHES = {"on": "on", "off": "off"}


def another(view: View) -> None:
    """Another picture or layer: its strongest map is another one."""
    view.place(map=STRONGEST, step=0)


def another_network(view: View) -> None:
    """Another network has other layers."""
    view.place(layer="", map=STRONGEST, step=0)


def controls(view: View) -> tuple[ChosenNetwork, Picture, DeltaGenerator]:
    """Network, picture, and the way down; the place for the layer, which is known once the network is loaded."""
    columns = st.container(key="abreast").columns([5, 5, 4, 4, 3, 4], gap="small")
    with columns[0]:
        network = choose_network(view, lambda: another_network(view))
    with columns[1]:
        picture = choose_picture(view, network.name, lambda: another(view))
    with columns[3]:
        select(view, "method", "Method", names=METHODS.__getitem__, help=METHOD_HELP)
    with columns[4]:
        select(view, "switches", "Switches", help="Where each maximum was, remembered on the way up.")
    with columns[5]:
        select(view, "contrast", "Contrast", names=CONTRASTS.__getitem__, help=CONTRAST_HELP)
    return network, picture, columns[2]


def choose_layer(view: View, place: DeltaGenerator, this: Look | None) -> None:
    """The layers that the network lists, and the one that is looked at, wherever that is."""
    if this is None:
        place.selectbox("Layer", ("…",), disabled=True)
        return
    if view["layer"] != this.wish.layer:
        view.update(layer=this.wish.layer)
    options = list(dict.fromkeys([*this.titles, this.wish.layer]))
    place.selectbox(
        "Layer",
        options,
        options.index(this.wish.layer),
        format_func=this.names,
        key=view.key("layer"),
        on_change=lambda: another(view),
    )


def choose_view(view: View) -> None:
    """What is shown of the layer: one idea at a time."""
    st.segmented_control(
        "Show",
        list(SHOWS),
        default=view["show"],
        required=True,
        format_func=SHOWS.__getitem__,
        key=view.key("show"),
        label_visibility="collapsed",
    )


def view_controls(view: View, most: int) -> PictureSet | None:
    """What only one view asks: over which pictures, of which maps, with which random numbers."""
    if view["show"] not in {"top", "random"}:
        return None
    columns = st.columns([3, 3, 2, 2], gap="small", vertical_alignment="bottom")
    pictures = None
    if view["show"] == "top":
        with columns[0]:
            pictures = choose_set(view, columns[2])
        with columns[1]:
            select(view, "of", "Maps", names=CHOICES.__getitem__)
    if view["show"] == "random" or view["of"] == "random":
        columns[3 if pictures else 0].button(
            "Draw others" if pictures else "Draw other random weights",
            on_click=lambda: view.update(draw=(view["draw"] + 1) % (most + 1)),
            width="stretch",
        )
    return pictures


def shown_of(view: View, this: Look, pictures: PictureSet | None) -> Shown:
    """What the chosen view shows, as far as it is."""
    if pictures is not None:
        return top_view(this, pictures, view["of"], view["draw"])
    views: dict[str, Callable[[Look], Shown]] = {
        "wall": wall_view,
        "methods": methods_view,
        "down": down_view,
        "random": lambda look: random_view(look, view["draw"]),
    }
    return views.get(view["show"], strongest_view)(this)


def progress_line(shown: Shown) -> None:
    """A line for the first thing that is still waited for, or went wrong; a long answer's line stays."""
    open_ = [pair for pair in shown.waiting if pair[1].state != "done"]
    lasting = [pair for pair in shown.waiting if pair[0].lasting]
    for question, progress in (open_ or lasting)[:1]:
        progress_row(question.request, progress, question.what, question.slot)
