"""Lesson C4: AlexNet against ZFNet."""

from typing import Any

import streamlit as st

from cnnviz.components.filter_pair import SORTS, filter_pair, picked_of
from cnnviz.components.moving_grating import FREQUENCIES, STAGES, grating_of, moving_grating
from cnnviz.lessons.alexnet_zfnet import EXERCISES, claims_table, folded_table, snippet
from cnnviz.ui import (
    View,
    choice,
    code_panel,
    exercise_fields,
    exercises,
    integer,
    is_presenting,
    lesson,
    part,
    publish,
)
from cnnviz.ui.alexnet_zfnet.layers import (
    PAIR,
    ask_filters,
    ask_firing,
    ask_flicker,
    ask_folded,
    ask_gratings,
    ask_second,
    drawn,
    filters_data,
    filters_request,
    firing_request,
    grating_data,
    gratings_request,
    measured,
    side,
    wait_line,
)
from cnnviz.ui.alexnet_zfnet.words import dead_table, downloads, formulas, second_side, try_words
from cnnviz.ui.asking import Progress, ask, is_off_pace, look_at_all_every_s, progress_row
from cnnviz.ui.controls import slider
from cnnviz.ui.more_networks import network_sidebar
from cnnviz.ui.pictures import OWN, PHOTOS, Picture, choose_picture

SLUG = "alexnet_zfnet"
LOOKS = {
    "filters": "Filters and frequencies",
    "aliasing": "A grating and the stride",
    "second": "Second layer",
    "dead": "Dead maps",
}
IN_HAND = ("first", "second", "f", "angle", "threshold", "quiet")
FILTERS_KEY, GRATING_KEY = "filter-pair", "moving-grating"
COUNTS = (96, 96)
FIELDS = (
    choice("look", "filters", tuple(LOOKS)),
    choice("photo", "cat", PHOTOS),
    choice("sort", "frequency", SORTS),
    integer("first", 0, 0, COUNTS[0] - 1),
    integer("second", 0, 0, COUNTS[1] - 1),
    integer("f", 200, *FREQUENCIES),
    integer("angle", 0, 0, 90),
    choice("stage", "first", STAGES),
    integer("threshold", 5, 0, 100, 5),
    integer("quiet", 0, 0, 50, 5),
)


def take_filters(view: View) -> None:
    """The learner chose an order or a filter."""
    taken = picked_of(st.session_state[FILTERS_KEY]["state"], COUNTS)
    if taken is not None:
        view.update(sort=taken[0], first=taken[1], second=taken[2])


def take_grating(view: View) -> None:
    """The learner let go of the grating."""
    taken = grating_of(st.session_state[GRATING_KEY]["state"])
    if taken is not None:
        view.update(f=taken[0], angle=taken[1], stage=taken[2])


def controls(view: View) -> Picture:
    left, right = st.columns([3, 1], gap="medium")
    with left:
        st.segmented_control(
            "Look at",
            list(LOOKS),
            default=view["look"],
            key=view.key("look"),
            required=True,
            format_func=LOOKS.__getitem__,
        )
    with right:
        return choose_picture(view, PAIR[1].name, lambda: None)


def limits(view: View) -> tuple[float, float]:
    """The learner's threshold, and how seldom a dead map may fire: shares in 0..1."""
    return view["threshold"] / 100, view["quiet"] / 100


def filters_look(view: View, picture: Picture, firings: list[Any]) -> None:
    weights = [ask_filters(one, picture) for one in PAIR]
    if any(each is None for each in weights):
        one = PAIR[0] if weights[0] is None else PAIR[1]
        wait_line(one, picture, filters_request(one), what="filters")
        return
    filter_pair(
        [
            filters_data(one, drawn(each), firing, *limits(view))
            for one, each, firing in zip(PAIR, weights, firings, strict=True)
        ],
        sort=view["sort"],
        picked=(view["first"], view["second"]),
        key=FILTERS_KEY,
        revision=view.revision,
        present=is_presenting(),
        on_change=lambda: take_filters(view),
    )


def grating_look(view: View, picture: Picture) -> None:
    filters = [ask_gratings(one, picture) for one in PAIR]
    if any(each is None for each in filters):
        one = PAIR[0] if filters[0] is None else PAIR[1]
        wait_line(one, picture, gratings_request(one), what="filters")
        return
    flickers = [ask_flicker(one, picture, view["angle"]) for one in PAIR]
    known = [sweep.result if sweep.state == "done" else None for sweep in flickers]
    moving_grating(
        [grating_data(*each) for each in zip(PAIR, filters, known, strict=True)],
        side=side(),
        frequency=view["f"],
        angle=view["angle"],
        stage=view["stage"],
        stamp=SLUG,
        key=GRATING_KEY,
        revision=view.revision,
        present=is_presenting(),
        on_change=lambda: take_grating(view),
    )
    folded = [ask_folded(one, picture) for one in PAIR]
    if all(each is not None for each in folded):
        st.markdown(
            f"On “{picture.title}”: how much of what the filters answer is too fine for a stride and comes back as something else "
            "(bold: their own stride)."
        )
        st.markdown(folded_table([one.title for one in PAIR], folded, [one.stride for one in PAIR]))


def second_look(picture: Picture) -> None:
    for column, one in zip(st.columns(2, gap="large"), PAIR, strict=True):
        with column:
            second_side(one, picture)


def dead_look(view: View, firings: list[Any]) -> None:
    left, right, _ = st.columns([2, 2, 1], gap="large")
    with left:
        slider(view, "threshold", "A map fires if it exceeds this share of its layer’s typical peak, %")
    with right:
        slider(view, "quiet", "It is dead if it fires on at most this share of the crops, %")
    dead_table(firings, *limits(view))


def the_look(view: View, picture: Picture, every: float | None, drawn_at: tuple[object, ...]) -> None:
    """What is looked at. Redraws itself while something is being measured; the whole page when it is there, or at another pace."""
    progresses = [ask_firing(one) for one in PAIR]
    firings = [each.result if each.state == "done" else None for each in progresses]
    if view["look"] == "filters":
        filters_look(view, picture, firings)
    elif view["look"] == "aliasing":
        grating_look(view, picture)
    elif view["look"] == "second":
        second_look(picture)
    else:
        for one, progress in zip(PAIR, progresses, strict=True):
            if progress.state != "done":
                progress_row(firing_request(one), progress, f"crops looked at by {one.title}", slot=one.kind)
        dead_look(view, firings)
    publish(view)
    if state_of(view, picture) != drawn_at or is_off_pace(every, *on_the_way(view, picture)):
        st.rerun()


def on_the_way(view: View, picture: Picture) -> list[Progress[Any]]:
    """How far everything is that the page waits for."""
    asked = [each for one in PAIR for each in (ask_firing(one), ask_second(one, picture))]
    if view["look"] == "aliasing":
        asked += [ask_flicker(one, picture, view["angle"]) for one in PAIR]
    return asked + [ask(filters_request(one), picture.crop, one.kind) for one in PAIR]


def state_of(view: View, picture: Picture) -> tuple[object, ...]:
    """What the page depends on: whether anything is still on its way, and what is in hand."""
    ended = all(progress.ended for progress in on_the_way(view, picture))
    there = all(ask_filters(one, picture) is not None for one in PAIR)
    return ended, there, *(view[name] for name in IN_HAND)


def main() -> None:
    with lesson(SLUG, FIELDS + exercise_fields(EXERCISES)) as view:
        network_sidebar()
        picture = controls(view)
        state = state_of(view, picture)
        every = look_at_all_every_s(*on_the_way(view, picture))
        st.fragment(the_look, run_every=every)(view, picture, every, state)
        st.markdown(try_words(view["look"]))
        firings = [each.result if each.state == "done" else None for each in map(ask_firing, PAIR)]
        part("The paper’s claims, and our pair")
        st.markdown(
            claims_table(
                *(
                    measured(one, picture, firing, *limits(view))
                    for one, firing in zip(PAIR, firings, strict=True)
                )
            )
        )
        st.caption(
            "Ours learned ten classes from small pictures (96 to 128 px), with batch normalisation and once each; the paper’s learned a "
            "thousand at 224 px without it. Where ours differ, that may be why."
        )
        formulas(view, picture, firings)
        downloads(picture, firings, *limits(view))
        name = "your_picture.jpg" if view["photo"] in OWN else view["photo"]
        code = snippet(
            view["look"],
            first=view["first"],
            second=view["second"],
            frequency=view["f"] / 1000,
            angle=view["angle"],
            threshold=view["threshold"] / 100,
            quiet=view["quiet"] / 100,
            picture=name,
        )
        code_panel(code, SLUG)
        exercises(view, EXERCISES)


main()
