"""Lesson C1: filters and feature maps."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from cnnviz.components.network_glance import choice_of, network_glance
from cnnviz.lessons.feature_maps import EXERCISES, GENERAL, snippet
from cnnviz.ui import (
    View,
    by_itself,
    choice,
    code_panel,
    exercise_fields,
    exercises,
    integer,
    is_presenting,
    latex,
    lesson,
    let_it_be_seen,
    part,
    spot,
)
from cnnviz.ui.controls import select
from cnnviz.ui.feature_maps.comparing import AGAINST, compare, comparison, other_network_field
from cnnviz.ui.feature_maps.downloads import downloads, layer_table
from cnnviz.ui.feature_maps.looking import (
    STRONGEST,
    Look,
    Wish,
    layer_field,
    look,
    wait_here,
    whole_view,
)
from cnnviz.ui.feature_maps.words import formula_lines, unit_words
from cnnviz.ui.more_networks import network_sidebar
from cnnviz.ui.networks import ChosenNetwork, choose_network, network_field, network_of
from cnnviz.ui.pictures import OWN, PHOTOS, Picture, choose_picture, picture_of

SLUG = "feature_maps"
MOST_MAPS = 4095
MOST_ROWS = 1023
VIEW_KEY = "network-glance"
FIELDS = (
    network_field(),
    choice("photo", "cat", PHOTOS),
    layer_field("layer"),
    integer("map", STRONGEST, STRONGEST, MOST_MAPS, default_words="the strongest map"),
    spot("at", MOST_ROWS),
    choice("against", "nothing", tuple(AGAINST)),
    other_network_field(),
    choice("photo2", "espresso", PHOTOS),
    layer_field("layer2"),
)
LAYER_HELP = "Or click a column below. A name with dots lies inside a block: the way down led there."


def start_again(view: View) -> None:
    """Another network has other layers."""
    view.update(layer="", map=STRONGEST, at=None, layer2="")


def strongest_again(view: View) -> None:
    """Another picture or layer: the strongest map and its peak are not those of the last one."""
    view.update(map=STRONGEST, at=None)


def take_choice(view: View) -> None:
    """The learner clicked a layer, a map or a place."""
    chosen = choice_of(st.session_state[VIEW_KEY]["chosen"])
    if chosen is not None:
        view.update(layer=chosen.layer, map=chosen.map, at=chosen.at)


def wish_of(view: View, network: ChosenNetwork) -> Wish:
    return Wish(network.name, view["layer"], view["map"], view["at"])


def choose_layer(view: View, this: Look | None) -> None:
    """Any layer that the network lists, and the one that is looked at, wherever that is."""
    if this is None:
        st.selectbox("Layer", ("…",), disabled=True, help=LAYER_HELP)
        return
    if not view["layer"]:
        view.update(layer=this.maps.layer)
    options = list(dict.fromkeys([*this.features.titles, view["layer"]]))
    st.selectbox(
        "Layer",
        options,
        options.index(view["layer"]),
        format_func=this.names,
        key=view.key("layer"),
        help=LAYER_HELP,
        on_change=lambda: strongest_again(view),
    )


def choose_question(view: View, network: ChosenNetwork, places: list[DeltaGenerator]) -> None:
    """Which network is asked about which picture."""
    with places[0]:
        choose_network(view, lambda: start_again(view))
    with places[1]:
        choose_picture(view, network.name, lambda: strongest_again(view))


def choose_view(view: View, this: Look | None, places: list[DeltaGenerator]) -> None:
    """What is looked at of the answer."""
    with places[2]:
        choose_layer(view, this)
    with places[3]:
        select(view, "against", "Compare with", names=AGAINST.__getitem__)


def the_network(view: View, wish: Wish, picture: Picture, this: Look | None) -> None:
    """The glance. While an answer is under way a line says so, and the last picture stays."""
    if this is None or this.waiting is not None:
        wait_here(wish, picture, this)
    shown = st.session_state.get(f"{SLUG}/shown")
    if this is not None:
        shown = st.session_state[f"{SLUG}/shown"] = whole_view(this, shown)
    if shown is None:
        st.image(picture.crop, width=224, caption=picture.alt)
        return
    network_glance(shown, key=VIEW_KEY, present=is_presenting(), on_choice=lambda: take_choice(view))


def formula_part(this: Look | None) -> None:
    part("The formula, with your numbers")
    st.latex(GENERAL)
    st.caption(
        "y is a feature map, x are the maps that it reads, w its filter with one slice per map, S the stride, P the padding, "
        "b the bias, and f what comes behind: batch norm, a shortcut, an activation. Rows r and columns c count from 0."
    )
    if this is None or this.unit is None:
        return
    for line in formula_lines(this.unit, latex):
        st.latex(line)
    st.markdown(unit_words(this))


def body(view: View, alone: bool) -> None:
    """From top to bottom when the page is opened, so that nothing is pushed down; later the picture first."""
    above, below = st.container(key="abreast"), st.container()
    places = above.columns(4, gap="medium")
    network = network_of(view)
    if network.notice:
        above.info(network.notice)
    if not alone:
        choose_question(view, network, places)
    wish, picture = wish_of(view, network), picture_of(view["photo"], network.name)
    this = look(wish, picture)
    if not alone:
        choose_view(view, this, places)
    with below:
        the_network(view, wish, picture, this)
    if alone:
        let_it_be_seen()
        choose_question(view, network, places)
        choose_view(view, this, places)
    if view["against"] != "nothing" and this is not None:
        compare(view, this, *comparison(view, this))
    st.markdown(
        "**Try:** follow one map from right to left by clicking what feeds it. Where does it still look like the photo? "
        "Choose a place where the map is dark: which terms cancel? Take another photo: which maps were dead and speak now?"
    )
    if picture.story:
        st.caption(picture.story)
    formula_part(this)
    if this is not None:
        layer_table(this.features)
        downloads(this, view["photo"])
    name = "your_picture.jpg" if view["photo"] in OWN else view["photo"]
    chosen = this.chosen if this else None
    place = (chosen.row, chosen.column) if chosen else (0, 0)
    layer = chosen.layer if chosen else (view["layer"] or "stem")
    code_panel(snippet(network.loads, name, layer, chosen.map if chosen else 0, place), SLUG)


def main() -> None:
    with lesson(SLUG, FIELDS + exercise_fields(EXERCISES)) as view:
        network_sidebar()
        by_itself(view, "body", lambda alone: body(view, alone))
        exercises(view, EXERCISES)


main()
