"""Predict, then reveal: draw an exercise, take a reply, mark it, show the solution, keep the score."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from cnnviz.lessons.exercise import Exercise, Generator, draw, mark
from cnnviz.ui.frame import by_itself, is_presenting, part
from cnnviz.ui.view import Field, View, integer

SEEDS = 9999


def exercise_fields(generators: tuple[Generator, ...]) -> tuple[Field, ...]:
    """Which exercise is open, and the seed of each, as fields of the lesson's view."""
    seeds = tuple(integer(f"q{i + 1}", 1, 1, SEEDS) for i in range(len(generators)))
    return (integer("q", 1, 1, len(generators)), *seeds)


@dataclass(frozen=True)
class _Place:
    """Where an exercise's reply is kept: one place per lesson, exercise and seed."""

    slug: str
    number: int
    seed: int

    @property
    def key(self) -> str:
        return f"reply/{self.slug}/{self.number}/{self.seed}"


def exercises(view: View, generators: tuple[Generator, ...], offered: Sequence[int] = ()) -> None:
    """The part of a page where learners predict. One exercise at a time; a seed redraws its numbers.

    Args:
        offered: the places, counted from 1, of those that belong to what is on the page, if not all do.
    """
    part("Predict, then reveal")
    by_itself(view, "exercises", lambda _: _chosen(view, generators, offered))


def _chosen(view: View, generators: tuple[Generator, ...], offered: Sequence[int]) -> None:
    chosen = view["q"]
    if offered and chosen == 1:  # no link asks for another one: the first of those that belong here
        chosen = offered[0]
    numbers = sorted({*offered, chosen}) if offered else range(1, len(generators) + 1)
    left, right = st.columns([3, 1], vertical_alignment="center")
    with left:
        number = st.segmented_control(
            "Exercise", numbers, default=chosen, key=view.key("q"), required=True,
            label_visibility="collapsed", format_func=lambda n: f"Exercise {n}",
        )  # fmt: skip
    score = right.empty()
    _one(view, generators[number - 1], number)
    score.markdown(_score_words())


def _one(view: View, generator: Generator, number: int) -> None:
    place = _Place(view.slug, number, view[f"q{number}"])
    exercise = draw(generator, place.seed)
    with st.container(border=True, key=f"exercise-{number}"):
        st.markdown(exercise.question)
        with st.form(place.key, border=False):
            _field(exercise, place)
            left, right = st.columns(2) if is_presenting() else st.columns([1, 3])
            left.form_submit_button("Check", type="primary", width="stretch", on_click=_check, args=(place,))
            right.form_submit_button(
                "New numbers",
                on_click=_redraw,
                args=(view, number),
                help=f"This draw is number {place.seed}.",
            )
        _verdict(exercise, place)


def _field(exercise: Exercise, place: _Place) -> None:
    key = f"{place.key}/field"
    if exercise.choices:
        st.radio("Your prediction", exercise.choices, index=None, key=key)
        return
    label = f"Your prediction ({exercise.unit})" if exercise.unit else "Your prediction"
    st.text_input(label, key=key, width=320, autocomplete="off")


def _check(place: _Place) -> None:
    """Take the reply before the script runs: a page that looks again for an answer may begin anew before it comes to the exercises."""
    st.session_state[f"{place.key}/checked"] = st.session_state[f"{place.key}/field"] or ""


def _verdict(exercise: Exercise, place: _Place) -> None:
    reply = st.session_state.get(f"{place.key}/checked")
    if reply is None:
        return
    verdict = mark(exercise, reply)
    if verdict.right is None:
        st.info(verdict.says)
        return
    score = st.session_state.setdefault("score", {})
    score.setdefault(place.key, verdict.right)
    (st.success if verdict.right else st.warning)(verdict.says)
    with st.expander("The solution, step by step", expanded=verdict.right):
        st.markdown(exercise.solution)


def _redraw(view: View, number: int) -> None:
    name = f"q{number}"
    view.update(**{name: view[name] % SEEDS + 1})


def _score_words() -> str:
    score = st.session_state.get("score", {})
    if not score:
        return "Nothing answered yet"
    return f"**{sum(score.values())} of {len(score)}** right at the first try"
