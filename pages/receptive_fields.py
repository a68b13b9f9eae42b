"""Lesson A8: receptive fields."""

from dataclasses import asdict
from typing import Any

import streamlit as st

from cnnviz.components.receptive_explorer import checked, receptive_explorer
from cnnviz.lessons.receptive_fields import (
    EXERCISES,
    GENERAL,
    LIMITS,
    PRESETS,
    Layer,
    Stack,
    branches,
    field_term,
    jump_term,
    read_layers,
    snippet,
    start_term,
    steps,
    table,
    unrolled,
    weights,
    write_layers,
)
from cnnviz.ui import (
    Field,
    View,
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
from cnnviz.ui.receptive_fields.effective import effective_part
from cnnviz.ui.receptive_fields.networks import NETWORK_FIELDS, networks_part

SLUG = "receptive_fields"
KEY = "receptive-explorer"
START = read_layers("c3p1_c3p1_c3p1")
TOP = LIMITS["layers"][1]  # or the highest level that there is
PLACE = pair("at", (0, 0), 0, 255)
FIELDS = (
    integer("input", 15, *LIMITS["input"]),
    Field("layers", START, read_layers, write_layers),
    integer("level", TOP, 0, TOP),
    Field("at", None, PLACE.read, lambda at: PLACE.write(at) if at else "centre"),
    *NETWORK_FIELDS,
)
SHOWN_STEPS = 6  # a longer calculation waits in an expander


def take_over(view: View) -> None:
    """The learner let go of something in the picture: its state becomes the lesson's."""
    reported = checked(st.session_state[KEY]["state"], LIMITS)
    if reported:
        layers = tuple(Layer(**layer) for layer in reported["layers"])
        level = TOP if reported["level"] == len(layers) else reported["level"]
        at = None if is_centre(reported, layers) else tuple(reported["at"])
        view.update(input=reported["input"], layers=layers, level=level, at=at)


def is_centre(reported: dict[str, Any], layers: tuple[Layer, ...]) -> bool:
    """Whether the chosen unit is the centre one: links that leave it out are short, and stay right."""
    stack = Stack(reported["input"], layers, reported["level"], None)
    try:
        return list(stack.chosen[1]) == reported["at"]
    except ValueError:
        return False


def as_data(layers: tuple[Layer, ...]) -> list[dict[str, Any]]:
    return [asdict(layer) for layer in layers]


def last_good(stack: Stack) -> tuple[Stack, str | None]:
    """The stack, or the last one that fitted together with the sentence that says why this one does not."""
    try:
        _ = stack.reaches
    except ValueError as error:
        plain = Stack(15, START, TOP, None)
        return st.session_state.get(f"{SLUG}/good", plain), str(error)
    st.session_state[f"{SLUG}/good"] = stack
    return stack, None


def formula_part(stack: Stack, problem: str | None) -> None:
    part("The formula, with your numbers")
    if problem:
        st.warning(f"{problem} Below are the numbers of the last stack that fitted.")
    for line in GENERAL:
        st.latex(line)
    st.caption(
        "r field, how many pixels a unit of layer l sees; j jump, how many pixels lie between neighbouring units; s start; K kernel, S stride, P padding, D dilation of that layer; layer 0 is the "
        "input, with r = 1, j = 1, s = 0. The start is the centre of the first unit's field, and pixel 0 has its "
        "centre at 0. All in pixels along one side."
    )
    last = len(stack.layers)
    st.markdown(f"**Layer {last}**, {stack.layers[-1].name}:")
    st.latex(f"r_{{{last}}} = {field_term(stack, last, latex)}")
    st.latex(f"j_{{{last}}} = {jump_term(stack, last, latex)}")
    st.latex(f"s_{{{last}}} = {start_term(stack, last, latex)}")
    if last <= SHOWN_STEPS:
        st.markdown("In one sum, each layer's (K − 1) D times the jump in front of it:")
        st.latex(unrolled(stack, last, latex))
        st.latex(steps(stack, latex))
    else:
        with st.expander(f"All {last} layers, step by step"):
            st.latex(steps(stack, latex))
    with st.columns([1, 3])[0]:
        header = ("level", "layer", "size", "field", "jump", "start")
        csv_button("receptive_fields", csv_text(header, table(stack)))


def seen_part(stack: Stack) -> None:
    level, at = stack.chosen
    if not level:
        counts = [rows * columns for rows, columns in zip(stack.watchers(0), stack.watchers(1), strict=True)]
        st.markdown(
            f"**Pixel {at}** is seen, layer by layer, by {', '.join(f'{count:,}' for count in counts[1:])} units. The code "
            "below measures the centre unit of the last layer."
        )
        return
    rows, columns, field = stack.pixels(0), stack.pixels(1), stack.reaches[level].field
    st.markdown(
        f"**Unit {at} of layer {level}**: the formula gives {field} × {field} pixels; {len(rows)} × {len(columns)} pixels of "
        "the picture really change it. The field of the formula goes from the first to the last position, padding "
        "included; what a unit sees leaves out the padding and any holes."
    )


def weights_part(stack: Stack) -> None:
    part("Several small kernels or a large one")
    counted, field = weights(stack), stack.reaches[-1].field
    if counted and len(stack.layers) > 1:
        squares = " + ".join(latex("window", f"{layer.kernel}^2") for layer in stack.layers)
        st.markdown(
            "Weights for each pair of an input and an output channel, your stack against one kernel as wide as its field:"
        )
        st.latex(
            rf"{squares} = {counted[0]} \quad\text{{against}}\quad {latex('field', f'{field}^2')} = {counted[1]}"
        )
    st.markdown(
        "Three 3 × 3 layers see 7 × 7 pixels, as one 7 × 7 layer does: **27 against 49 weights** for each pair of channels, 45% "
        "fewer, and two more nonlinearities in between. With 256 channels in and out that is 1,769,472 against 3,211,264 weights."
    )
    with st.expander("A slide says that the stack has “complexity 3 × 3 × 3 = 27” and is a 7 × 7 layer"):
        st.markdown(
            "The first 3 counts layers: 3 layers × (3 × 3) weights = 27, for each pair of channels. And the stack *sees* "
            "7 × 7 pixels, but it is not every 7 × 7 layer: 27 numbers cannot set 49 weights freely. Without a nonlinearity in "
            "between it is a 7 × 7 convolution that factors into three; with ReLU it is no single convolution at all."
        )
    with st.expander("AlexNet: 224 in the paper, 227 here"):
        st.markdown(
            "(224 − 11) / 4 + 1 = 54.25 does not fit, and the paper's own 55 × 55 maps need 227 pixels (or padding). The fields are "
            "the same either way: the size of the input does not occur in r, j and s."
        )


def branches_part(stack: Stack) -> None:
    part("Branches: the largest one counts")
    found, last = branches(stack), stack.reaches[-1]
    listed = ", ".join(f"{kernel} × {kernel} → {field}" for kernel, field in found)
    st.markdown(
        "Where branches meet, by concatenation (inception) or addition (a skip connection), a unit sees all that any "
        "branch sees. With the usual padding the fields have the same centre, so the smaller lie inside the larger, and the field of the block is its "
        f"largest branch's. On top of your stack (field {last.field}, jump {last.jump}), parallel branches would see: "
        f"{listed} pixels. The block: **{found[-1][1]}**. A skip connection that passes the input on adds nothing to the field."
    )


def main() -> None:
    with lesson(SLUG, FIELDS + exercise_fields(EXERCISES)) as view:
        asked = Stack(view["input"], view["layers"], view["level"], view["at"])
        receptive_explorer(
            {
                "input": asked.input,
                "layers": as_data(asked.layers),
                "level": asked.level,
                "at": asked.at and list(asked.at),
            },
            key=KEY,
            limits=LIMITS,
            presets=[{**preset, "layers": as_data(read_layers(preset["layers"]))} for preset in PRESETS],
            revision=view.revision,
            present=is_presenting(),
            on_change=lambda: take_over(view),
        )
        st.markdown(
            "**Try:** press any unit or pixel, or drag along a strip; press a layer's name to edit it. Then set the "
            "stride of layer 1 to 2: which of its own numbers change, and which only in the layers above it?"
        )
        stack, problem = last_good(asked)
        formula_part(stack, problem)
        seen_part(stack)
        weights_part(stack)
        branches_part(stack)
        networks_part(view, TOP)
        effective_part()
        code_panel(snippet(stack), SLUG)
        exercises(view, EXERCISES)


main()
