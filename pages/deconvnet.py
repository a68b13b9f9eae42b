"""Lesson C2: deconvnet."""

import streamlit as st

from cnnviz.components.projection_gallery import picked, projection_gallery
from cnnviz.components.way_down import stage_of, way_down
from cnnviz.images import PictureSet
from cnnviz.lessons.deconvnet import (
    EXERCISES,
    GENERAL,
    METHODS,
    NOTHING,
    SHOWS,
    TRY,
    WHY,
    contrast_formula,
    gate_formula,
    reach_formula,
    snippet,
    unit_words,
)
from cnnviz.ui import (
    View,
    choice,
    code_panel,
    exercise_fields,
    exercises,
    integer,
    is_presenting,
    latex,
    lesson,
    part,
    publish,
)
from cnnviz.ui.asking import is_off_pace, look_at_all_every_s
from cnnviz.ui.deconvnet.controls import (
    CONTRASTS,
    SWITCHES,
    choose_layer,
    choose_view,
    controls,
    progress_line,
    shown_of,
    view_controls,
)
from cnnviz.ui.deconvnet.down import first_gate
from cnnviz.ui.deconvnet.downloads import downloads
from cnnviz.ui.deconvnet.looks import STRONGEST, Look, Question, Wish, look, wait_here
from cnnviz.ui.deconvnet.top import CHOICES
from cnnviz.ui.deconvnet.views import COMPARED, Shown
from cnnviz.ui.feature_maps.looking import layer_field
from cnnviz.ui.more_networks import network_sidebar
from cnnviz.ui.networks import ChosenNetwork, network_field
from cnnviz.ui.picture_sets import set_field, set_words
from cnnviz.ui.pictures import OWN, PHOTOS
from cnnviz.ui.projections import tiles

SLUG = "deconvnet"
MOST_MAPS, MOST_STAGES, MOST_SEED = 4095, 400, 9999
GALLERY, WAY = "projection-gallery", "way-down"
FIELDS = (
    network_field("cnnviz_zfnet"),
    choice("photo", "cat", PHOTOS),
    layer_field("layer"),
    integer("map", STRONGEST, STRONGEST, MOST_MAPS, default_words="the strongest map"),
    choice("show", "strongest", tuple(SHOWS)),
    choice("method", "deconvnet", tuple(METHODS)),
    choice("switches", "on", tuple(SWITCHES)),
    choice("contrast", "own", tuple(CONTRASTS)),
    integer("step", 0, 0, MOST_STAGES),
    set_field(),
    choice("of", "strongest", tuple(CHOICES)),
    integer("draw", 0, 0, MOST_SEED),
)


def take_choice(view: View) -> None:
    """The learner clicked a tile: its map is the lesson's now, and in the comparison of methods its method.

    The formula and the code follow, so the whole page is drawn anew.
    """
    chosen = picked(st.session_state[GALLERY]["chosen"])
    if chosen is None:
        return
    before = dict(view.values)
    if view["show"] == "methods":
        row, column = divmod(chosen.tile, len(METHODS))
        view.update(method=list(METHODS)[column], switches="off" if row else "on")
    elif chosen.map <= MOST_MAPS and (
        view["show"] in {"strongest", "wall"} or (view["show"] == "random" and chosen.tile < COMPARED)
    ):
        view.update(map=chosen.map, step=0)
    if view.values != before:
        st.rerun()


def take_stage(view: View) -> None:
    """The learner let go of the scrubber, or the walk came to rest."""
    at = stage_of(st.session_state[WAY]["state"], MOST_STAGES)
    if at is not None:
        view.update(step=at)


def picture_part(
    view: View, this: Look, pictures: PictureSet | None, fresh: list[Shown], every: float | None
) -> None:
    """The pictures. Redraws itself while they grow; the whole page only when they are whole, or go on, or at another pace.

    `fresh` holds what the page's own run has made already, for the first drawing.
    """
    shown = fresh.pop() if fresh else shown_of(view, this, pictures)
    progress_line(shown)
    st.session_state[f"{SLUG}/shown"] = shown.data
    if shown.data is not None and view["show"] == "down":
        way_down(
            shown.data,
            key=WAY,
            at=view["step"],
            revision=view.revision,
            present=is_presenting(),
            on_change=lambda: take_stage(view),
        )
    elif shown.data is not None:
        projection_gallery(
            shown.data, key=GALLERY, present=is_presenting(), on_choice=lambda: take_choice(view)
        )
    publish(view)
    if is_off_pace(every, *shown.progresses):
        st.rerun()


def look_at(view: View, this: Look) -> Shown:
    """The chosen view, with what to try in it; gives what was there when the page was drawn."""
    pictures = view_controls(view, MOST_SEED)
    shown = shown_of(view, this, pictures)
    # A fragment also once all is there: elsewhere in the page it would be mounted anew, under the learner's hand.
    every = look_at_all_every_s(*shown.progresses)
    st.fragment(picture_part, run_every=every)(view, this, pictures, [shown], every)
    if pictures is not None:
        set_words(pictures, shown.broken)
    st.markdown(TRY[view["show"]])
    if view["show"] in WHY:
        st.markdown(WHY[view["show"]])
    return shown


def formula_part(this: Look | None) -> None:
    part("The formula, with your numbers")
    for line in GENERAL:
        st.latex(line)
    st.caption(
        "s is the signal on its way down, x the input that the ReLU had on the way up; W are the filters of the way up, S their "
        "stride, P their padding. Batch norm multiplies each map by its factor. Where pooling windows overlap, values that meet "
        "in one place are added."
    )
    if this is None:
        return
    own, made = this.own, tiles(this.own.pixels)
    box, activation = own.boxes[0].tolist(), float(own.activations[0])
    st.latex(reach_formula(this.unit, activation, box, own.side, latex))
    gate = first_gate(this)
    if gate is not None:
        st.latex(gate_formula(*gate))
    st.latex(contrast_formula(float(made.limits[0]), latex))
    st.markdown(unit_words(this.unit, box, activation, this.rank))
    if activation > 0 and not made.limits[0]:
        st.info(NOTHING)
    st.caption(
        f"{made.saturated[0]:.1%} of this projection's pixels lie beyond ±{made.limits[0]:.3g} in some colour and are cut off there: "
        "1 % of the values that are not 0 may be, so that a few bright ones do not leave the rest gray. With a contrast of their own "
        "two pictures cannot be compared in strength; with one for all they can, and weak ones stay gray."
    )


def notices(network: ChosenNetwork, found: Look | None) -> None:
    """What has to be said of the network and of the link, in a place that is always there."""
    with st.container():
        if network.notice:
            st.info(network.notice)
        if "deconvnet" in network.unfit:
            st.info(f"{network.unfit['deconvnet']} You may look all the same.")
        for sentence in found.sorry if found else ():
            st.warning(sentence)


def main() -> None:
    with lesson(SLUG, FIELDS + exercise_fields(EXERCISES)) as view:
        network_sidebar()
        network, picture, place = controls(view)
        switches = view["switches"] == "on"
        this = look(
            Wish(
                network,
                picture,
                view["layer"],
                view["map"],
                view["method"],
                switches,
                view["contrast"] == "shared",
            )
        )
        found = None if isinstance(this, Question) else this
        choose_layer(view, place, found)
        choose_view(view)
        notices(network, found)
        shown = None
        if isinstance(this, Question):
            wait_here(this)
            st.image(picture.crop, width=network.side, caption=picture.alt)
        else:
            shown = look_at(view, this)
        if picture.story:
            st.caption(picture.story)
        formula_part(found)
        if found is not None and shown is not None:
            downloads(found, shown, view["photo"])
        name = "your_picture.jpg" if view["photo"] in OWN else view["photo"]
        layer = found.wish.layer if found else (view["layer"] or "relu3")
        unit = found.unit if found else (0, 0, 0)
        code_panel(snippet(network.loads, name, layer, unit, method=view["method"], switches=switches), SLUG)
        exercises(view, EXERCISES)


main()
