"""Lesson C6: evolution."""

import random
from dataclasses import replace
from typing import Any

import streamlit as st

from cnnviz.components.evolution_view import MEASURES, SHOWS, InHand, evolution_view, in_hand_of
from cnnviz.lessons.evolution import (
    ALIKE,
    EXERCISES,
    STRONGEST,
    alike_formula,
    settled_table,
    snippet,
    strongest_formula,
    verdict,
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
    publish,
)
from cnnviz.ui.asking import Progress, ask, is_off_pace, look_at_all_every_s, progress_row
from cnnviz.ui.controls import select, slider
from cnnviz.ui.evolution import (
    LAYERS,
    ROWS,
    Training,
    downloads,
    training,
    wall_data,
)
from cnnviz.ui.more_networks import network_sidebar

SLUG = "evolution"
DRAWS = 999
VIEW_KEY = "evolution-view"
STAGES = len(training().epochs)


def own_map() -> Field:
    """A map of the learner's choice, or None: all are drawn."""
    number = integer("map", 0, 0, max(LAYERS.values()) - 1)
    return replace(number, default=None)


FIELDS = (
    choice("layer", "conv3", tuple(LAYERS)),
    integer("draw", 1, 1, DRAWS),
    own_map(),
    integer("at", STAGES - 1, 0, STAGES - 1),
    integer("row", 0, 0, ROWS - 1),
    choice("show", "projection", SHOWS),
    choice("by", "maps", MEASURES),
    integer("enough", 50, 10, 95, 5),
)


def maps_of(view: View) -> tuple[int, ...]:
    """The maps of the wall: one of the learner's choice first, if there is one, and the rest drawn by a seed."""
    count, own = LAYERS[view["layer"]], view["map"]
    drawn = random.Random(f"{view['layer']}:{view['draw']}").sample(range(count), ROWS + 1)
    if own is None or own >= count:
        return tuple(drawn[:ROWS])
    return (own, *[number for number in drawn if number != own][: ROWS - 1])


def controls(view: View) -> None:
    abreast = st.container(key="abreast")
    layer, own, draw, _ = abreast.columns([1, 1, 1, 2], gap="medium", vertical_alignment="bottom")
    with layer:
        select(view, "layer", "Layer", on_change=lambda: view.update(map=None, row=0))
    most = LAYERS[view["layer"]] - 1
    own.number_input(
        "A map of your choice",
        0,
        most,
        view["map"] if view["map"] is not None and view["map"] <= most else None,
        key=view.key("map"),
        on_change=lambda: view.place(row=0),
        placeholder=f"0 to {most}",
        help="It comes first in the wall. The others are drawn by chance, as in the paper.",
    )
    if view["map"] is not None and view["map"] > most:
        st.info(
            f"There is no map {view['map']} in {view['layer']}: its maps are counted from 0 to {most}. All are drawn."
        )
    draw.button("Draw other maps", on_click=lambda: view.place(draw=view["draw"] % DRAWS + 1, row=0))


def take_hand(view: View) -> None:
    """The learner let go: the stage and the map in hand become the lesson's."""
    taken = in_hand_of(st.session_state[VIEW_KEY]["state"], STAGES, ROWS)
    if taken is not None:
        view.update(at=taken.at, row=taken.row, show=taken.show, by=taken.by)


def ask_both(view: View, this: Training) -> tuple[Progress[Any], Progress[Any]]:
    """The layers' likeness first: it is quick, and the filters come with it."""
    alike = ask(this.convergence(), this.pictures)
    return ask(this.evolution(view["layer"], maps_of(view)), this.pictures), alike


def the_wall(view: View, this: Training, every: float | None, drawn: tuple[object, ...]) -> None:
    """The growing wall. Redraws itself; the whole page only when there is more to say in its other parts."""
    evolution, alike = ask_both(view, this)
    request = this.evolution(view["layer"], maps_of(view))
    evolution_view(
        wall_data(this, view["layer"], maps_of(view), evolution.result, alike.result),
        InHand(view["at"], view["row"], view["show"], view["by"]),
        key=VIEW_KEY,
        revision=view.revision,
        present=is_presenting(),
        on_change=lambda: take_hand(view),
    )
    progress_row(request, evolution, f"looks at sample crops, {len(this.epochs)} stages of training")
    publish(view)
    if stage_of(view, evolution, alike) != drawn or is_off_pace(every, evolution, alike):
        st.rerun()


def stage_of(view: View, evolution: Progress[Any], alike: Progress[Any]) -> tuple[object, ...]:
    """What the rest of the page depends on: how many stages are known, whether all is done, what is in hand."""
    known = 0 if evolution.result is None else len(evolution.result.epochs)
    return known, evolution.ended and alike.ended, view["at"], view["row"], view["by"]


def formula_part(view: View, this: Training, evolution: Progress[Any], alike: Progress[Any]) -> None:
    part("The formula, with your numbers")
    st.latex(STRONGEST)
    at, row, epoch = view["at"], view["row"], this.epochs[view["at"]]
    found, like = evolution.result, alike.result
    if found is not None and at < len(found.epochs):
        activation, second = float(found.activation[at, row]), float(found.runner_up[at, row])
        st.latex(strongest_formula(int(found.maps[row]), epoch, activation, second, latex))
    st.latex(ALIKE)
    if like is not None and at < len(like.epochs):
        number = like.layers.index(view["layer"])
        weights, maps = float(like.weights[at, number]), float(like.maps[at, number])
        st.latex(
            alike_formula(view["layer"], epoch, this.epochs[-1], weights=weights, maps=maps, latex=latex)
        )
    st.caption(
        f"The picture x* is the one of the {len(this.pictures)} sample crops on which map k is strongest at epoch t, and u* its unit "
        "there; the wall shows that unit, projected down. w are the weights of a layer, T is the last epoch, and r compares the "
        "layer’s C maps place by place over 16 crops."
    )


def claim_part(view: View, this: Training, like: Any) -> None:
    """What the paper says, and what ours does."""
    part("The paper’s claim, and ours")
    st.markdown(
        "“The lower layers of the model can be seen to converge within a few epochs. However, the upper layers only develop after "
        "a considerable number of epochs.” (section 4)"
    )
    left, _ = st.columns([1, 2])
    with left:
        enough = slider(view, "enough", "A layer has settled when it is this much like its end, %") / 100
    if like is None or len(like.epochs) < len(this.epochs):
        return
    epochs, likeness = like.epochs.tolist(), {"maps": like.maps, "weights": like.weights}[view["by"]].tolist()
    st.markdown(verdict(like.layers, epochs, likeness, view["by"], enough))
    st.markdown(settled_table(like.layers, epochs, likeness, enough))
    st.caption(
        "Compared by maps or by weights, as chosen beside the curves. The two need not agree: the maps of a layer change when the "
        f"layers below it do, and the many weights of conv5 keep part of their random start for good (cosine "
        f"{float(like.weights[0, -1]):.2f} before training, conv1 {float(like.weights[0, 0]):.2f})."
    )
    st.caption(
        "The accuracies of the curve were measured at the side that the network was trained at, 96 px and then 128 px; the finished "
        f"one reaches {this.past.accuracy:.1%} at 160 px ({this.past.right:,} of {this.past.asked:,} validation pictures)."
    )


def main() -> None:
    with lesson(SLUG, FIELDS + exercise_fields(EXERCISES)) as view:
        network_sidebar()
        this = training()
        controls(view)
        evolution, alike = ask_both(view, this)
        every = look_at_all_every_s(evolution, alike)
        st.fragment(the_wall, run_every=every)(view, this, every, stage_of(view, evolution, alike))
        st.markdown(
            "**Try:** press play. Which maps of conv1 change after epoch 4? Then take conv5: an orange mark is a jump, where another "
            "picture has become the strongest. Look at the start: what does a map “like” before it has learned anything?"
        )
        claim_part(view, this, alike.result)
        formula_part(view, this, evolution, alike)
        if evolution.state == "done":
            downloads(evolution.result, alike.result, this)
        epoch = this.epochs[view["at"]]
        code_panel(snippet(this.names[epoch], epoch, view["layer"], maps_of(view)[view["row"]]), SLUG)
        exercises(view, EXERCISES)


main()
