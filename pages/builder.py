"""The builder: a network of one's own."""

import streamlit as st

from cnnviz.architectures.written import MOST_LAYERS, read_pieces, write_pieces
from cnnviz.components.network_builder import checked, network_builder
from cnnviz.lessons.builder import (
    CHALLENGES,
    EXERCISES,
    HEADER,
    LETTERS,
    MAPS,
    SIDE,
    START_INPUT,
    START_TEXT,
    Build,
    formula_lines,
    read_input,
    snippet,
    table,
    write_input,
)
from cnnviz.ui import (
    Field,
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
)
from cnnviz.ui.builder import (
    NO_CHALLENGE,
    challenge_menu,
    challenge_part,
    editor_data,
    flag,
    photo_menu,
    photo_part,
    start_menu,
)
from cnnviz.ui.downloads import csv_button, csv_text
from cnnviz.ui.pictures import PHOTOS

SLUG = "builder"
KEY = "network-builder"
RELEASED = f"{SLUG}/released"  # the hand is off the slider: the whole page follows
CODE_LINES, CODE_HEIGHT = 45, 560  # a longer module scrolls in so many pixels
LIMITS = {"maps": MAPS, "side": SIDE, "layers": MOST_LAYERS}
FIELDS = (
    Field("input", START_INPUT, read_input, write_input),
    Field("layers", read_pieces(START_TEXT), read_pieces, write_pieces),
    integer("chosen", 1, 0, MOST_LAYERS),
    choice("challenge", NO_CHALLENGE, (NO_CHALLENGE, *CHALLENGES)),
    flag("run"),
    choice("photo", "cat", PHOTOS),
    integer("seed", 1, 1, 20),
)


def take_over(view: View) -> None:
    """The learner changed something in the list: it becomes the lesson's. What is no network is not taken."""
    reported = checked(st.session_state[KEY]["state"])
    if reported is None:
        return
    try:
        input, layers = read_input(reported[0]), read_pieces(reported[1])
    except ValueError:
        return
    st.session_state[RELEASED] = reported[3]
    view.update(input=input, layers=layers, chosen=min(reported[2], len(layers)))


@st.fragment
def editor(view: View) -> None:
    """The list and what is marked: while a slider is held only they follow, then the whole page."""
    if st.session_state.pop(RELEASED, False):
        st.rerun()
    build = Build(view["input"], view["layers"])
    network_builder(
        **editor_data(view, build),
        key=KEY,
        limits=LIMITS,
        revision=view.revision,
        present=is_presenting(),
        short=view["run"] or view["challenge"] != NO_CHALLENGE,
        on_change=lambda: take_over(view),
    )
    challenge_part(view, build)


def good(build: Build) -> Build | None:
    """The network, or the last of this session that did not break."""
    if not build.problem:
        st.session_state[f"{SLUG}/good"] = build
    found: Build | None = st.session_state.get(f"{SLUG}/good")
    return found


def formula_part(view: View, build: Build) -> None:
    part("The formula, with your numbers")
    place = min(max(view["chosen"], 1), len(build.pieces))
    row = build.report.by_name.get(build.names[place]) if build.pieces else None
    if row is None:
        st.info(
            f"{build.problem} Choose a layer that works to see its numbers."
            if build.pieces
            else build.problem
        )
        return
    st.markdown(f"**{place}: {row.name}**, {row.node.layer.words}")
    for line in formula_lines(build, row, latex):
        st.latex(line)
    st.caption(LETTERS)
    with st.columns([1, 3])[0]:
        csv_button("network", csv_text(HEADER, table(build)))


def code_part(build: Build) -> None:
    last = good(build)
    if last is None:
        part("The same thing in PyTorch")
        st.info("As soon as a network holds together, its code is here.")
        return
    if last is not build:
        st.warning("The network breaks. The code below is that of the last one that did not.")
    code = snippet(last)
    code_panel(code, "my_net", CODE_HEIGHT if code.count("\n") > CODE_LINES else None)


def main() -> None:
    with lesson(SLUG, FIELDS + exercise_fields(EXERCISES)) as view:
        left, middle, right = st.columns([1, 2, 2], vertical_alignment="bottom")
        with left:
            start_menu(view)
        with middle:
            challenge_menu(view)
        with right:
            photo_menu(view)
        editor(view)
        build = Build(view["input"], view["layers"])
        photo_part(view, build)
        st.markdown(
            "**Try:** set a stride to 2 and watch every row below it. Choose a layer, press *Branch*, then *Concat*: who reads whom is "
            "drawn on the left. Make a pooling too large: which row says so?"
        )
        formula_part(view, build)
        code_part(build)
        exercises(view, EXERCISES)


main()
