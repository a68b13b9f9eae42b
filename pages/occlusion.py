"""Lesson C3: occlusion."""

import streamlit as st

from cnnviz.components.occlusion_view import occlusion_view, pin_of
from cnnviz.lessons.occlusion import EXERCISES, GENERAL, SUM, count_formula, snippet
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
    spot,
)
from cnnviz.ui.asking import POLL_S, ask, has_another_pace
from cnnviz.ui.feature_maps.looking import STRONGEST, layer_field
from cnnviz.ui.more_networks import network_sidebar
from cnnviz.ui.networks import choose_network, network_field, say_what_it_knows
from cnnviz.ui.occlusion.asking import (
    Question,
    ask_clean,
    choose_class,
    choose_layer,
    choose_map,
    sorry_words,
    wait_here,
)
from cnnviz.ui.occlusion.compare import ask_kept, compare, keep_row
from cnnviz.ui.occlusion.lenses import lens_part
from cnnviz.ui.occlusion.linked import mapped, view_data
from cnnviz.ui.occlusion.occluder import occluder_row
from cnnviz.ui.occlusion.records import record_row
from cnnviz.ui.occlusion.setting import FIELDS as OCCLUDER
from cnnviz.ui.occlusion.setting import setting_field, setting_of
from cnnviz.ui.occlusion.time import poll_s, progress_cell, step_was_taken
from cnnviz.ui.occlusion.watching import ask_projections, projection_data, stage
from cnnviz.ui.occlusion.words import map_words, region_words
from cnnviz.ui.pictures import OWN, PHOTOS, Picture, choose_picture

SLUG = "occlusion"
LARGEST = 512  # side of a network's input, in pixels
BEST = -1  # the field `target`: whatever the network finds most probable
MOST_MAPS = 4095
FIELDS = (
    network_field(),
    choice("photo", "cat", PHOTOS),
    *OCCLUDER,
    integer("target", BEST, BEST, 999, default_words="the most probable class"),
    layer_field("layer"),
    integer("map", STRONGEST, STRONGEST, MOST_MAPS, default_words="the strongest map"),
    spot("pin", LARGEST),
    setting_field("kept"),
    choice("lenses", "off", ("off", "on")),
)
WORDS = (
    "A *map* is one of the pictures that a layer makes of its input (lesson “Filters and feature maps”); its *projection* (c) shows "
    "the pixels that made its strongest value (lesson “Deconvnet”)."
)
VIEW_KEY = "occlusion-view"
TRY = (
    "**Try:** point at what the network names, then at the background. Where does the answer fall, and does the watched map "
    "(b) fall there, too? Make the occluder smaller: is there still a place that decides alone? Change what it is made of: does "
    "gray itself look like something? Watch an early layer: does its map care at all?"
)


def other_picture(view: View) -> None:
    """Its class and its pinned place are not those of the last one."""
    view.update(target=BEST, pin=None)


def other_network(view: View) -> None:
    """Its layers are not those of the last one, either."""
    view.update(target=BEST, pin=None, layer="", map=STRONGEST)


def take_pin(view: View) -> None:
    """The learner pinned or released the occluder."""
    view.update(pin=pin_of(st.session_state[VIEW_KEY]["pin"], LARGEST))


def controls(view: View) -> tuple[Picture, Question | None]:
    """Both rows of controls, the picture, and what is asked about it; None while the network is not there yet."""
    rows = st.container(key="abreast")
    above = rows.columns([1.1, 1.1, 1.2, 0.9, 0.9], gap="small")
    with above[0]:
        network = choose_network(view, lambda: other_network(view))
    with above[1]:
        picture = choose_picture(view, network.name, lambda: other_picture(view))
    question = ask_clean(view, network, picture, BEST)
    with above[2]:
        choose_class(view, question, BEST)
    with above[3]:
        choose_layer(view, question)
    with above[4]:
        choose_map(view, question)
    below = occluder_row(view, rows)
    with st.container():  # there with and without a notice, so that what comes below keeps its place
        for words in (network.notice, *sorry_words(view, question)):
            if words:
                st.info(words)
    with below:
        if question is None:
            wait_here(network, picture)
        else:
            drawn = ask(question.request, picture.crop)
            every = None if drawn.ended else poll_s(drawn)
            with st.container(key="occlusion-progress"):
                st.fragment(progress_here, run_every=every)(view, question, every)
    return picture, question


def progress_here(view: View, question: Question, every: float | None) -> None:
    if step_was_taken():
        st.rerun()
    progress = ask(question.request, question.picture.crop)
    if progress.ended != (every is None) or has_another_pace(progress, every or POLL_S):
        st.rerun()  # stopped, or taken up again, or in a larger company: the maps have to look again, too
    progress_cell(view, question, progress, setting_of(view))


def linked_view(view: View, question: Question, drawn: tuple[bool, bool, int]) -> None:
    """The growing maps. Redraws itself; the whole page only when the stage is not the one it was drawn at."""
    picture = question.picture
    progress = ask(question.request, picture.crop)
    rows = ask_projections(question.network, picture, question.watched)
    data = view_data(
        picture,
        progress,
        question.target,
        question.watched.layer_title,
        projection_data(rows, question.network, question.watched),
    )
    if data is not None:
        st.session_state[f"{SLUG}/shown"] = data
    draw_view(view, picture)
    publish(view)
    now = stage(progress, rows)
    if now[:2] != drawn[:2] or (now[2] == len(rows)) != (drawn[2] == len(rows)):
        st.rerun()


def draw_view(view: View, picture: Picture) -> None:
    """The last maps that there are: they stay until the next ones begin."""
    shown = st.session_state.get(f"{SLUG}/shown")
    if shown is None:
        st.image(picture.crop, width=320, caption=picture.alt)
    else:
        occlusion_view(
            shown,
            key=VIEW_KEY,
            present=is_presenting(),
            pin=view["pin"] if max(view["pin"] or (0,)) <= shown["side"] else None,
            revision=view.revision,
            on_pin=lambda: take_pin(view),
        )


def the_maps(view: View, question: Question) -> None:
    progress = ask(question.request, question.picture.crop)
    rows = ask_projections(question.network, question.picture, question.watched)
    drawn = stage(progress, rows)
    ended = drawn[1] and drawn[2] == len(rows)
    waited_for = [progress, *(row[3] for row in rows)]
    st.fragment(linked_view, run_every=None if ended else max(map(poll_s, waited_for)))(view, question, drawn)


def reading_part(view: View, question: Question) -> None:
    """What the finished map says, what to take home, two settings side by side, other methods."""
    progress = ask(question.request, question.picture.crop)
    if progress.state == "done" and progress.result is not None:
        this = mapped(progress.result, question.target)
        st.markdown(map_words(this))
        st.markdown(region_words(this))
        record_row(question.picture, this, f"occlusion-{view['photo']}")
    part("Two settings side by side")
    keep_row(view)
    kept = ask_kept(view, question.request, question.picture)
    ended = kept is None or kept.ended
    st.fragment(comparison, run_every=None if kept is None or ended else poll_s(kept))(view, question, ended)
    lens_part(view, question, progress)


def comparison(view: View, question: Question, drawn_ended: bool) -> None:
    """The kept setting beside this one; looks again until the kept one's map is complete."""
    crop = question.picture.crop
    kept = ask_kept(view, question.request, question.picture)
    compare(view, question.picture, ask(question.request, crop), kept, question.target)
    if kept is not None and kept.ended and not drawn_ended:
        st.rerun()


def formula_part(view: View, side: int) -> None:
    part("The formula, with your numbers")
    st.latex(GENERAL)
    st.latex(SUM)
    st.latex(count_formula(side, view["size"], view["stride"], latex))
    st.caption(
        f"S is the step, K the occluder's size, I the picture's side: {side} pixels, as the network sees it; the last position sits "
        "flush with the border. A disc covers the pixels whose centre lies within K / 2 of its own. a is the watched map: (b) is "
        "the sum of all its values."
    )


def main() -> None:
    with lesson(SLUG, FIELDS + exercise_fields(EXERCISES)) as view:
        network_sidebar()
        picture, question = controls(view)
        if question is None:
            draw_view(view, picture)
        else:
            the_maps(view, question)
            say_what_it_knows(question.network)
        st.markdown(TRY)
        st.caption(WORDS)
        if picture.story:
            st.caption(picture.story)
        if question is not None:
            reading_part(view, question)
        side = question.network.side if question else 224
        formula_part(view, side)
        name = "your_picture.jpg" if view["photo"] in OWN else view["photo"]
        code_panel(snippet(name, **(question.snippet_arguments(setting_of(view)) if question else {})), SLUG)
        exercises(view, EXERCISES)


main()
