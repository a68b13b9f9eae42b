"""The blocks that made networks famous, one at a time."""

import streamlit as st

from cnnviz.components.block_view import block_view, checked
from cnnviz.lessons.building_blocks import (
    CASES,
    CSV_HEADER,
    EXERCISES,
    Shown,
    block_data,
    cost_table,
    csv_rows,
    numbers_of,
    shown,
    snippet,
    start,
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
)
from cnnviz.ui.downloads import csv_button, csv_text
from cnnviz.ui.famous import explorer_link

SLUG = "building_blocks"
KEY = "block-view"
RELEASED = f"{SLUG}/released"  # the hand is off the slider: the whole page follows
CODE_HEIGHT = 460
LIMITS = {f"{case.name}_{n.name}": (n.low, n.high) for case in CASES.values() for n in case.numbers}
FIELDS = (
    choice("block", "small", tuple(CASES)),
    *(
        integer(f"{case.name}_{n.name}", n.start, n.low, n.high)
        for case in CASES.values()
        for n in case.numbers
    ),
)


def take_over(view: View) -> None:
    """The learner moves a number: while the slider is held only the picture follows, then the whole page."""
    reported = checked(st.session_state[KEY]["state"], tuple(CASES), LIMITS)
    if not reported:
        return
    st.session_state[RELEASED] = reported.pop("final")
    if reported["block"] != view["block"]:
        reported["q"] = numbers_of(reported["block"])[0]  # its own exercises come first
    view.update(**reported)


@st.fragment
def picture(view: View) -> None:
    if st.session_state.pop(RELEASED, False):
        st.rerun()
    data = block_data(view["block"], view.values)
    block_view(
        data, key=KEY, revision=view.revision, present=is_presenting(), on_change=lambda: take_over(view)
    )


def formula_part(now: Shown) -> None:
    part("The formula, with your numbers")
    st.markdown(now.case.text)
    for line in now.case.formulas(now.values, latex):
        st.latex(line)
    st.caption(now.case.letters)


def cost_part(now: Shown) -> None:
    part("What both cost")
    if now.problem:
        st.warning(f"{now.problem} The sums count the layers before it.")
    st.markdown(cost_table(now))
    st.caption(
        "For one picture. A MAC is one multiplication and one addition; FLOPs are twice as many. Memory is the output of every layer "
        "at 4 bytes a value, which training keeps; activations work in place."
    )
    with st.columns([1, 3])[0]:
        csv_button(f"block-{now.case.name}", csv_text(CSV_HEADER, csv_rows(now)))
    st.markdown("**Networks made of it:**")
    with st.container(horizontal=True):
        for name in now.case.nets:
            explorer_link(name)


def code_part(now: Shown) -> None:
    if now.problem:
        now = shown(now.case.name, start())
    code_panel(snippet(now), f"block-{now.case.name}", CODE_HEIGHT)
    st.caption(
        "It runs as it is and prints the numbers of this page. The weights are random: this is the architecture only."
    )


def main() -> None:
    with lesson(SLUG, FIELDS + exercise_fields(EXERCISES)) as view:
        picture(view)
        now = shown(view["block"], view.values)
        st.markdown(f"**Try:** {now.case.look}")
        formula_part(now)
        cost_part(now)
        code_part(now)
        exercises(view, EXERCISES, numbers_of(view["block"]))


main()
