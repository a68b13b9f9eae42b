"""Lesson C5: invariance."""

from typing import Any

import streamlit as st

from cnnviz.components.invariance_view import at_of, invariance_view
from cnnviz.lessons.invariance import EXERCISES, GENERAL, distance_formula, snippet, sweep_words
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
from cnnviz.ui.asking import (
    InvarianceRequest,
    Progress,
    ask,
    is_off_pace,
    look_at_all_every_s,
    progress_row,
)
from cnnviz.ui.controls import select
from cnnviz.ui.downloads import download_row
from cnnviz.ui.invariance import curve_arrays, curve_table, label_names, series_of
from cnnviz.ui.more_networks import network_sidebar
from cnnviz.ui.networks import ChosenNetwork, choose_network, network_field, say_what_it_knows
from cnnviz.ui.pictures import OWN, PHOTOS, Picture, choose_picture, sample_picture

SLUG = "invariance"
MOVES = {"shift": "Shift it up and down", "scale": "Enlarge it", "turn": "Turn it"}
COMPANY = {"alone": "this picture alone", "samples": "with four sample photos"}
OTHERS = ("espresso", "moped", "astronaut", "flower", "cat")
STILL = -1  # the field `at`: the picture as it is
FIELDS = (
    network_field(),
    choice("photo", "cat", PHOTOS),
    choice("move", "shift", tuple(MOVES)),
    choice("with", "alone", tuple(COMPANY)),
    integer("at", STILL, STILL, 35),
)
VIEW_KEY = "invariance-view"
Row = tuple[Picture, InvarianceRequest, Progress[Any]]


def take_amount(view: View) -> None:
    """The learner let go of the picture: the amount in hand becomes the lesson's."""
    at = at_of(st.session_state[VIEW_KEY]["state"], 36)
    if at is not None:
        view.update(at=at)


def controls(view: View) -> tuple[ChosenNetwork, list[Picture]]:
    first, *columns = st.container(key="abreast").columns(4, gap="small")
    with first:
        network = choose_network(view)
    with columns[0]:
        chosen = choose_picture(view, network.name, lambda: view.update(at=STILL))
    with columns[1]:
        select(
            view, "move", "Do this to it", names=MOVES.__getitem__, on_change=lambda: view.update(at=STILL)
        )
    with columns[2]:
        select(view, "with", "Show", names=COMPANY.__getitem__)
    if view["with"] == "alone":
        return network, [chosen]
    others = [name for name in OTHERS if name != view["photo"]][:4]
    return network, [chosen, *(sample_picture(name, network.name) for name in others)]


def ask_all(view: View, network: ChosenNetwork, pictures: list[Picture]) -> list[Row]:
    """One question per picture; they are answered in turn, and each line grows as its answer does."""
    requests = [InvarianceRequest(network.name, picture.hash, move=view["move"]) for picture in pictures]
    return [
        (picture, request, ask(request, picture.crop, slot=str(number)))
        for number, (picture, request) in enumerate(zip(pictures, requests, strict=True))
    ]


def linked_view(
    view: View,
    network: ChosenNetwork,
    pictures: list[Picture],
    every: float | None,
    drawn: tuple[object, ...],
) -> None:
    """The growing curves. Redraws itself; the whole page only when the stage or the pace is not the one it was drawn at."""
    rows = ask_all(view, network, pictures)
    slowest = next((number for number, row in enumerate(rows) if not row[2].ended), 0)
    _, request, progress = rows[slowest]
    progress_row(request, progress, f"looks at “{pictures[slowest].title}”", slot=str(slowest))
    begun = [
        (number, picture, progress.result)
        for number, (picture, _, progress) in enumerate(rows)
        if progress.result is not None
    ]
    if not begun:
        st.image(pictures[0].crop, width=320, caption=pictures[0].alt)
    else:
        invariance_view(
            [series_of(picture, curves, number) for number, picture, curves in begun],
            move=view["move"],
            amounts=begun[0][2].amounts.tolist(),
            side=network.side,
            names=label_names(curves for _, _, curves in begun),
            key=VIEW_KEY,
            at=None if view["at"] == STILL else view["at"],
            revision=view.revision,
            present=is_presenting(),
            on_change=lambda: take_amount(view),
        )
    publish(view)
    if stage(view, rows) != drawn or is_off_pace(every, *(progress for _, _, progress in rows)):
        st.rerun()


def stage(view: View, rows: list[Row]) -> tuple[object, ...]:
    """What the rest of the page depends on: is there a first answer, are all of them final, what is in hand?"""
    return rows[0][2].result is not None, all(progress.ended for _, _, progress in rows), view["at"]


def formula_part(view: View, side: int, rows: list[Row]) -> None:
    part("The formula, with your numbers")
    st.latex(GENERAL)
    curves = rows[0][2].result
    if curves is not None and curves.done == curves.total:
        at = min(view["at"], curves.total - 1)
        if at != STILL:
            st.latex(
                distance_formula(curves.move, curves.amounts[at], curves.first[at], curves.top[at], latex)
            )
        st.markdown(sweep_words(curves.move, curves.amounts, curves.probability, curves.label, curves.target))
    st.caption(
        "f of the first layer are all values of its maps; the top features are what the last layer makes the class scores "
        "from. d = 0: nothing has changed; d = 1: the change is as long as the original. Gray comes in from outside the "
        f"picture, and pixels are counted on the {side} × {side} that the network sees. The paper plots the distances "
        "without dividing by ‖f(x)‖; divided, two layers can be compared."
    )
    finished = [(picture, progress.result) for picture, _, progress in rows if progress.state == "done"]
    if finished:
        download_row(f"invariance-{view['move']}", curve_table(finished), curve_arrays(finished))


def main() -> None:
    with lesson(SLUG, FIELDS + exercise_fields(EXERCISES)) as view:
        network_sidebar()
        network, pictures = controls(view)
        if network.notice:
            st.info(network.notice)
        rows = ask_all(view, network, pictures)
        # A fragment also once all is there: elsewhere in the page it would be mounted anew, under the learner's hand.
        every = look_at_all_every_s(*(progress for _, _, progress in rows))
        st.fragment(linked_view, run_every=every)(view, network, pictures, every, stage(view, rows))
        say_what_it_knows(network)
        st.markdown(
            "**Try:** move the slider slowly away from the middle. The first layer notices two pixels; when does the answer "
            "change? Then turn the picture: is any photo recognised upside down? Compare several photos: which one does not "
            "mind, and why?"
        )
        if pictures[0].story:
            st.caption(pictures[0].story)
        formula_part(view, network.side, rows)
        name = "your_picture.jpg" if view["photo"] in OWN else view["photo"]
        code_panel(snippet(name, network.loads, view["move"], amount_in_hand(view, rows)), SLUG)
        exercises(view, EXERCISES)


def amount_in_hand(view: View, rows: list[Row]) -> float:
    """The amount that the snippet moves the picture by: the learner's, or one that shows something."""
    curves = rows[0][2].result
    if curves is None or view["at"] == STILL:
        return {"shift": 32.0, "scale": 1.4, "turn": 90.0}[view["move"]]
    return float(curves.amounts[min(view["at"], curves.total - 1)])


main()
