"""Lesson A4: pooling."""

from functools import lru_cache
from typing import Any

import streamlit as st

from cnnviz.components.pooling_lab import (
    LIMITS,
    PAIRS,
    WORDS,
    checked_lab,
    photo_map,
    pooling_lab,
    small_map,
)
from cnnviz.images import SAMPLES, gray_square, load_image
from cnnviz.lessons.pooling import (
    EXERCISES,
    GENERAL,
    GENERAL_ADAPTIVE,
    GENERAL_CEIL,
    MAPS,
    PHOTO_SIDE,
    PHOTOS,
    PRESETS,
    Layer,
    Result,
    adaptive_formula,
    change_formulas,
    published_table,
    result,
    size_formula,
    snippet,
    table,
    value_formula,
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
    pair,
    part,
)
from cnnviz.ui.downloads import csv_button, csv_text

SLUG = "pooling"
LAB_KEY = "pooling-lab"
SOURCES = (*MAPS, *PHOTOS)
START = {"size": 2, "stride": 2, "padding": 0, "target": 3, "repeat": 1, "shift": (0, 0), "at": (0, 0)}
FIELDS = (
    choice("source", SOURCES[0], SOURCES),
    *(choice(name, words[0], words) for name, words in WORDS.items()),
    *(pair(n, START[n], *LIMITS[n]) if n in PAIRS else integer(n, START[n], *LIMITS[n]) for n in START),
)  # fmt: skip
NAMES = ("source", *WORDS, *START)


@lru_cache(maxsize=8)
def photo(name: str) -> tuple[tuple[int, ...], ...]:
    return gray_square(load_image(name), PHOTO_SIDE)


@lru_cache(maxsize=1)
def maps() -> dict[str, dict[str, Any]]:
    small = {name: small_map(each.title, each.values) for name, each in MAPS.items()}
    return small | {name: photo_map(f"{SAMPLES[name].title}, gray", photo(name)) for name in PHOTOS}


@lru_cache(maxsize=128)
def pooled(layer: Layer, source: str) -> Result:
    return result(layer, MAPS[source].values if source in MAPS else photo(source))


def take_over(view: View) -> None:
    """The learner let go of a control in the picture: its state becomes the lesson's."""
    reported = checked_lab(st.session_state[LAB_KEY]["state"], SOURCES)
    if reported:
        view.update(**reported)


def layer_of(view: View) -> Layer:
    return Layer(
        op=view["op"],
        kind=view["kind"],
        size=view["size"],
        stride=view["stride"],
        padding=view["padding"],
        ceil=view["ceil"] == "on",
        count_padding=view["count"] == "all",
        target=view["target"],
        repeat=view["repeat"] if view["source"] in PHOTOS else 1,
        shift=view["shift"],
        wrap=view["border"] == "wrap",
    )


def last_good(view: View) -> tuple[Layer, str, Result, str | None]:
    """The layer, its map and what comes out; or the last that fitted, with the sentence that says why."""
    layer, source = layer_of(view), view["source"]
    try:
        found = pooled(layer, source)
    except ValueError as error:
        layer, source = st.session_state.get(f"{SLUG}/good", (Layer(), SOURCES[0]))
        return layer, source, pooled(layer, source), str(error)
    st.session_state[f"{SLUG}/good"] = (layer, source)
    return layer, source, found, None


def formula_part(layer: Layer, found: Result, at: tuple[int, int], problem: str | None) -> None:
    part("The formula, with your numbers")
    if problem:
        st.warning(f"{problem} Below are the numbers of the last picture that fitted.")
    if layer.kind == "window":
        st.latex(GENERAL_CEIL if layer.ceil else GENERAL)
        for side in found.sides[:-1]:
            st.latex(f"O = {size_formula(layer, side, latex)}")
        st.caption(
            "I input, F window, S stride, P padding on each side, O output. All in cells along one side."
        )
    else:
        st.latex(GENERAL_ADAPTIVE)
        st.latex(adaptive_formula(layer, found.sides[0], latex))
        st.caption("I input, O output: cells along one side. Rows and columns are treated alike.")
    at = tuple(min(place, found.sides[-1] - 1) for place in at)  # type: ignore[assignment]
    value = value_formula(layer, found, at, latex)
    if value:
        st.markdown(f"The output at row {at[0]}, column {at[1]}, where the window stands:")
        st.latex(value)
    st.markdown(
        "**Parameters: 0.** A window of max or average has nothing to learn: no weights, no bias, so "
        "$F\\cdot F\\cdot 0 + 0 = 0$ whatever the size. Each map is pooled on its own: as many maps come out "
        "as go in."
    )


def shift_part(layer: Layer, found: Result, source: str) -> None:
    part("What the shift changed")
    if layer.shift == (0, 0):
        st.markdown("Nothing yet: shift the input in the picture by one cell, to the right or down.")
    else:
        for line in change_formulas(found, latex):
            st.latex(line)
        before, after = found.before, found.after
        st.markdown(
            f"Before pooling {before.differing:,} of {before.cells:,} cells differ ({before.share:.0%}), by "
            f"{before.relative:.0%} of the mean value. After pooling {after.differing:,} of {after.cells:,} "
            f"({after.share:.0%}), by {after.relative:.0%}."
        )
    st.markdown(
        "Under max pooling, a feature that stays inside its window changes nothing; one that crosses the border changes "
        "two outputs. So the output is *nearly* invariant only to shifts smaller than the window. A shift by a whole "
        "stride moves the output by exactly one cell (but for the border)."
    )
    with st.columns([1, 3])[0]:
        header = ("row", "column", "value", "row of the winner", "column of the winner")
        csv_button(f"pooled-{source}", csv_text(header, table(found)))


def explanations() -> None:
    with st.expander("Winners are called switches, and ties go to the first"):
        st.markdown(
            "Max pooling forgets where its value came from. torch can hand out the place as well "
            "(`return_indices=True`); Zeiler and Fergus call it the switch. A deconvnet needs the switches later: on "
            "the way back to the pixels it puts each value where it came from, and zeros elsewhere. If two "
            "cells of a window are equal, torch takes the first, row by row from the top left. With overlapping windows one "
            "cell can win several times."
        )
    with st.expander("Padding: at most half the window, and zeros that an average counts"):
        st.markdown(
            "torch refuses a padding of more than F / 2: a window could then lie in the padding altogether, and the "
            "maximum of nothing is no number. For a maximum, padding counts as minus infinity, so it never wins, not even over "
            "negative values. An average counts it as zeros (`count_include_pad=True`, torch's default): outputs "
            "along the border come out too small. With `count_include_pad=False` it divides by the real cells only."
        )
    with st.expander("Rounding: which published nets need ceil mode"):
        st.markdown(published_table())
        st.markdown(
            "These are the published sizes. Where 3 × 3, stride 2 does not come out even, rounding down gives one cell "
            "less than the paper prints; ceil mode (or a padding) gives its number. In ceil mode the last window may hang over the "
            "end, but torch leaves it out if it would start outside the map."
        )
    with st.expander(
        "“Output of the layer is almost unchanged”: when is that so? And a pooling layer that learned"
    ):
        st.markdown(
            "**“If a small translation is applied, output of the layer is almost unchanged”**, says the lecture. Measure it: "
            "on the five features most outputs stay; on a photo most of them change, though by less than the input did. Zhang (2019) "
            "shows why: a maximum taken at every place moves along with the picture, but keeping only every second of them "
            "(the stride) does not.\n\n"
            "**LeNet-5's pooling did learn.** Its layer S2 computes σ(w · mean + b) with one w and one b per map: "
            "12 parameters for 6 maps. Today's pooling layers have none."
        )


def main() -> None:
    with lesson(SLUG, FIELDS + exercise_fields(EXERCISES)) as view:
        pooling_lab(
            {name: view[name] for name in NAMES},
            maps(),
            key=LAB_KEY,
            presets=PRESETS,
            revision=view.revision,
            present=is_presenting(),
            on_change=lambda: take_over(view),
        )
        st.markdown(
            "**Try:** shift the input right by one. Which outputs stay? Then shift by two, the stride. Choose a photo "
            "and pool it five times: what can you still recognise?"
        )
        layer, source, found, problem = last_good(view)
        formula_part(layer, found, view["at"], problem)
        shift_part(layer, found, source)
        explanations()
        code_panel(snippet(layer, source, found.given), SLUG)
        exercises(view, EXERCISES)


main()
