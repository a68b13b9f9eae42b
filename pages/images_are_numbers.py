"""Lesson A1: images are numbers."""

import streamlit as st

from cnnviz.components.pixel_grid import CHANNELS, checked, pixel_grid
from cnnviz.images import SAMPLES, SIDES, WHOLE
from cnnviz.lessons.images_are_numbers import (
    EXERCISES,
    GENERAL,
    Grid,
    count_formula,
    index_formulas,
    size_table,
    snippet,
    weight_formulas,
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
from cnnviz.ui.downloads import csv_button
from cnnviz.ui.images_are_numbers import TITLES, pixel_table, square_address

SLUG = "images_are_numbers"
GRID_KEY = "pixel-grid"
FIELDS = (
    choice("photo", "cat", tuple(SAMPLES)),
    choice("side", "32", tuple(str(side) for side in SIDES)),
    choice("channel", CHANNELS[0], CHANNELS),
    choice("shuffled", "no", ("no", "yes")),
    pair("at", (16, 16), 0, WHOLE - 1),
    integer("span", 0, 0, WHOLE),
    pair("middle", (0, 0), 0, WHOLE),
)


def take_over(view: View) -> None:
    """The learner let go of the picture or of a control beside it: its state becomes the lesson's."""
    state = checked(st.session_state[GRID_KEY]["state"], SAMPLES, SIDES)
    if state:
        view.update(
            photo=state["photo"],
            side=str(state["side"]),
            channel=state["channel"],
            shuffled="yes" if state["shuffled"] else "no",
            at=tuple(state["at"]),
            span=state["span"],
            middle=tuple(state["middle"]),
        )


def grid_of(view: View) -> Grid:
    side = int(view["side"])
    row, column = (min(at, side - 1) for at in view["at"])  # a link may name a pixel of a larger picture
    return Grid(view["photo"], side, view["channel"], (row, column))


def picture_part(view: View, grid: Grid) -> None:
    sample = SAMPLES[grid.photo]
    pixel_grid(
        {
            "photo": grid.photo,
            "side": grid.side,
            "channel": grid.channel,
            "shuffled": view["shuffled"] == "yes",
            "at": list(grid.at),
            "span": view["span"],
            "middle": list(view["middle"]),
        },
        key=GRID_KEY,
        photos=TITLES,
        sides=SIDES,
        picture=square_address(grid.photo),
        title=sample.title,
        alt=sample.alt,
        revision=view.revision,
        present=is_presenting(),
        on_change=lambda: take_over(view),
    )
    st.markdown(
        "**Try:** find the darkest spot and zoom in until you can read its numbers. Which of R, G and B is largest there? Then "
        "shuffle all pixels: what does the histogram do, and would you still know the photo?"
    )
    st.caption(f"{sample.title}. Photo: {sample.credit} ({sample.licence}). The middle of it, scaled down.")


def count_part(grid: Grid) -> None:
    part("The formula, with your numbers")
    st.latex(rf"{GENERAL} = {count_formula(grid, latex)}")
    st.caption(
        "H height, W width, C channels. Each number is whole, from 0 (dark) to 255 (bright): 8 bits, one byte."
    )
    row, column = grid.at
    name = {"red": "red", "green": "green", "blue": "blue", "gray": "gray"}.get(grid.channel, "blue")
    last, first = index_formulas(grid, latex)
    st.markdown(
        f"In memory they lie in one long line. The {name} number of the pixel at row {row}, column {column} has, "
        "counting from 0, this index:"
    )
    left, right = st.columns(2)
    left.markdown(f"Files and numpy: (row · W + column) · C + channel\n\n$${last}$$")
    right.markdown(f"torch: (channel · H + row) · W + column\n\n$${first}$$")
    with st.expander("The gray picture: why not simply the mean of R, G and B?"):
        st.markdown(
            "Eyes are most sensitive to green and least to blue. Gray here is 0.299 R + 0.587 G + 0.114 B, the weights of "
            "television's standard BT.601, which Pillow uses too."
        )


def cost_part(grid: Grid, shuffled: bool) -> None:
    part("Why a dense layer does not see a picture")
    dense, convolution = weight_formulas(grid, latex)
    st.markdown(
        "A *unit* gives one number. In a *dense* layer every unit has a weight of its own for every number of the picture, and gives "
        "the sum of weights times numbers. A *convolution* uses the same nine weights per channel at every place: its outputs make a "
        "picture again, called a *map*. The next lesson shows how."
    )
    left, right = st.columns(2)
    left.markdown(f"Dense layer from all numbers to as many units: weights\n\n$${dense}$$")
    right.markdown(f"3 × 3 convolution to as many maps: weights\n\n$${convolution}$$")
    header = "| Height × width × channels | Numbers | 8-bit; float32 | Dense weights | Convolution weights |"
    lines = [
        header,
        "| --- | ---: | ---: | ---: | ---: |",
        *(f"| {' | '.join(row)} |" for row in size_table(grid)),
    ]
    st.markdown("\n".join(lines))
    st.caption("Weights without biases; in brackets their memory as float32, 4 bytes each.")
    st.markdown(
        "Twice the side is four times the numbers and sixteen times the dense weights; the convolution keeps its own. And the "
        "dense layer has no idea which pixels are neighbours. **Shuffle** the pixels of all photos alike: a dense layer "
        "whose weights are shuffled alike gives exactly the same outputs, so training it is neither easier nor harder than "
        "before. A convolution has no such way out: its window reads neighbours, and after the shuffle these are "
        "strangers. The code below measures both."
    )
    with st.columns([1, 3])[0]:
        csv_button(f"{grid.photo}-{grid.side}", pixel_table(grid.photo, grid.side, shuffled))


def errata_part() -> None:
    with st.expander("A slide shows an “8 × 8 × 1” image with nine rows and nine columns"):
        st.markdown(
            "Count them: 9 × 9 = 81 numbers are printed, not 8 × 8 = 64. The map beside it gives it away too: a 3 × 3 "
            "window has 9 − 3 + 1 = 7 places along a side of 9, and the map has seven rows; a side of 8 would leave 6. "
            "When a size and a picture disagree, count the picture."
        )
    with st.expander(
        "A slide says: permute the pixels, and the output of a classical network stays the same"
    ):
        st.markdown(
            "True for a network that is *trained* on the permuted pixels, or whose first weights are permuted alike. A "
            "network that is already trained and keeps its weights gives other outputs: each weight then meets "
            "another pixel. LeCun et al. (1998, section II) put it so: the inputs can be presented in any fixed order "
            "without affecting the outcome of the training."
        )


def main() -> None:
    with lesson(SLUG, FIELDS + exercise_fields(EXERCISES)) as view:
        grid = grid_of(view)
        picture_part(view, grid)
        count_part(grid)
        cost_part(grid, view["shuffled"] == "yes")
        errata_part()
        code_panel(snippet(grid), SLUG)
        exercises(view, EXERCISES)


main()
