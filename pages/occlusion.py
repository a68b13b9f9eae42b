"""Lesson C3: occlusion."""

import streamlit as st

from cnnviz.components.occlusion_view import occlusion_view, pin_of
from cnnviz.lessons.occlusion import EXERCISES, GENERAL, count_formula, snippet
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
from cnnviz.ui.asking import POLL_S, OcclusionRequest, Progress, ask, progress_row
from cnnviz.ui.controls import select, slider
from cnnviz.ui.downloads import download_row
from cnnviz.ui.more_networks import network_sidebar
from cnnviz.ui.networks import ChosenNetwork, choose_network, network_field
from cnnviz.ui.occlusion import map_arrays, map_table, map_words, view_data
from cnnviz.ui.pictures import OWN, PHOTOS, Picture, choose_picture

SLUG = "occlusion"
LARGEST = 512  # side of a network's input, in pixels
MADE_OF = {"gray": "mid gray", "mean": "its mean colour", "black": "black", "blur": "its own blur"}
FILL_HELP = (
    "Mid gray is 127 of 255. The blur shows the picture itself, out of focus: colours stay, parts vanish."
)
BEST = -1  # the field `target`: whatever the network finds most probable
FIELDS = (
    network_field(),
    choice("photo", "cat", PHOTOS),
    integer("size", 48, 8, 112, 8),
    integer("stride", 16, 4, 64, 4),
    choice("fill", "gray", tuple(MADE_OF)),
    integer("target", BEST, BEST, 999),
    spot("pin", LARGEST),
)
VIEW_KEY = "occlusion-view"


def forget_place(view: View) -> None:
    """Another picture or network: its class and its pinned place are not those of the last one."""
    view.update(target=BEST, pin=None)


def take_pin(view: View) -> None:
    """The learner pinned or released the square."""
    view.update(pin=pin_of(st.session_state[VIEW_KEY]["pin"], LARGEST))


def controls(view: View) -> tuple[ChosenNetwork, Picture, OcclusionRequest]:
    chosen, *columns = st.columns([1.2, 1.15, 1.2, 1, 0.9, 1.25], gap="small")
    with chosen:
        network = choose_network(view, lambda: forget_place(view))
    with columns[0]:
        picture = choose_picture(view, network.name, lambda: forget_place(view))
    with columns[1]:
        slider(view, "size", "Size of the square, px")
    with columns[2]:
        slider(view, "stride", "Step (stride), px")
    with columns[3]:
        select(view, "fill", "Made of", names=MADE_OF.__getitem__, help=FILL_HELP)
    request = request_of(view, network, picture)
    with columns[4]:
        choose_class(view, clean_answers(network, picture, ask(request, picture.crop)))
    with st.container():  # there with and without a notice, so that what comes below keeps its place
        if network.notice:
            st.info(network.notice)
    return network, picture, request


def choose_class(view: View, known: dict[int, str]) -> None:
    """The class to watch: the most probable one, or another of the clean picture's top five."""
    names = {BEST: "the most probable one", **known}
    names.setdefault(view["target"], f"class {view['target']}")
    st.selectbox(
        "Map the probability of",
        list(names),
        list(names).index(view["target"]),
        format_func=names.__getitem__,
        key=view.key("target"),
    )


def clean_answers(network: ChosenNetwork, picture: Picture, progress: Progress) -> dict[int, str]:
    """The clean picture's top five, by class. Kept, for while a new map has no answer yet."""
    key = f"clean/{network.name}/{picture.hash}"
    if progress.result is not None:
        clean = progress.result.baseline
        st.session_state[key] = {
            int(label): f"{name}, {chance:.0%}"
            for label, name, chance in zip(clean.labels, clean.names, clean.probabilities, strict=True)
        }
    known: dict[int, str] = st.session_state.get(key, {})
    return known


def request_of(view: View, network: ChosenNetwork, picture: Picture) -> OcclusionRequest:
    target = None if view["target"] == BEST else view["target"]
    return OcclusionRequest(
        network.name, picture.hash, size=view["size"], stride=view["stride"], fill=view["fill"], target=target
    )


def stage(progress: Progress) -> tuple[bool, bool]:
    """What the rest of the page depends on: is there a first answer, is it the last?"""
    return progress.result is not None, progress.ended


def linked_view(view: View, request: OcclusionRequest, picture: Picture, drawn: tuple[bool, bool]) -> None:
    """The growing map. Redraws itself; the whole page only when the stage is not the one it was drawn at."""
    progress = ask(request, picture.crop)
    progress_row(request, progress, "positions")
    data = view_data(picture, progress)
    if data is not None:
        st.session_state[f"{SLUG}/shown"] = data
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
    publish(view)
    if stage(progress) != drawn:
        st.rerun()


def formula_part(view: View, side: int, progress: Progress) -> None:
    part("The formula, with your numbers")
    st.latex(GENERAL)
    st.latex(count_formula(side, view["size"], view["stride"], latex))
    st.caption(
        f"S the step. The picture is {side} × {side} pixels, as the network sees it; the last square sits flush with the "
        "border. Each look is one full pass through the network."
    )
    if progress.state == "done":
        st.markdown(map_words(progress.result))
        download_row(f"occlusion-{view['photo']}", map_table(progress.result), map_arrays(progress.result))


def main() -> None:
    with lesson(SLUG, FIELDS + exercise_fields(EXERCISES)) as view:
        network_sidebar()
        network, picture, request = controls(view)
        progress = ask(request, picture.crop)
        redraw = None if progress.ended else POLL_S
        st.fragment(linked_view, run_every=redraw)(view, request, picture, stage(progress))
        st.markdown(
            "**Try:** point at what the network names, then at the background. Where does the answer fall? Make the "
            "square smaller: is there still a place that decides alone? Change what it is made of: does gray itself "
            "look like something?"
        )
        if picture.story:
            st.caption(picture.story)
        formula_part(view, network.side, progress)
        name = "your_picture.jpg" if view["photo"] in OWN else view["photo"]
        code = snippet(
            name,
            view["size"],
            view["stride"],
            view["fill"],
            request.target,
            loads=network.loads,
            side=network.side,
        )
        code_panel(code, SLUG)
        exercises(view, EXERCISES)


main()
