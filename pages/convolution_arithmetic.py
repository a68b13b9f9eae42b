"""Lesson A3: convolution arithmetic."""

import streamlit as st

from cnnviz.components.sliding_window import LIMITS, MODES, VIEWS, checked, sliding_window
from cnnviz.lessons.convolution_arithmetic import (
    EXERCISES,
    GENERAL,
    GENERAL_TRANSPOSED,
    PRESETS,
    Layer,
    activation_bytes,
    cost_formulas,
    formula,
    numbers,
    size_words,
    snippet,
)
from cnnviz.lessons.words import bytes_words
from cnnviz.ui import (
    View,
    by_itself,
    choice,
    code_panel,
    exercise_fields,
    exercises,
    is_presenting,
    latex,
    lesson,
    pair,
    part,
)
from cnnviz.ui.downloads import csv_button, csv_text

SLUG = "convolution_arithmetic"
WINDOW_KEY = "sliding-window"
START = {"input": (7, 7), "kernel": (3, 3), "stride": (1, 1), "padding": (0, 0), "dilation": (1, 1)}
START |= {"output_padding": (0, 0), "channels": (1, 1), "at": (0, 0)}
WORDS = (choice("mode", MODES[0], MODES), choice("view", VIEWS[0], VIEWS))
FIELDS = (*WORDS, *(pair(n, START[n], *LIMITS[n]) for n in START))
TRY = {
    "convolution": "set the stride to 3. Which pixels are never seen, and which padding repairs it? Then point at one "
    "input pixel and count the outputs that read it.",
    "transposed": "set the stride to 2: zeros appear between the pixels, and the output grows. Then switch to scatter, "
    "where each pixel paints a whole kernel: where do the patches overlap?",
}


def take_over(view: View) -> None:
    """The learner let go of a control in the picture: its state becomes the lesson's."""
    reported = checked(st.session_state[WINDOW_KEY]["state"])
    if reported:
        view.update(**{n: tuple(v) if isinstance(v, list) else v for n, v in reported.items()})


def layer_of(view: View) -> Layer:
    numbers = {name: view[name] for name in START if name != "at"}
    return Layer(transposed=view["mode"] == "transposed", **numbers)


def last_good(layer: Layer) -> tuple[Layer, str | None]:
    """The layer, or the last one that fitted together with the sentence that says why this one does not."""
    try:
        _ = layer.output
    except ValueError as error:
        return st.session_state.get(f"{SLUG}/good", Layer()), str(error)
    st.session_state[f"{SLUG}/good"] = layer
    return layer, None


def size_part(layer: Layer, problem: str | None) -> None:
    part("The formula, with your numbers")
    if problem:
        st.warning(f"{problem} Below are the numbers of the last picture that fitted.")
    st.latex(GENERAL_TRANSPOSED if layer.transposed else GENERAL)
    for axis in layer.axes:
        name = r"O_{\text{rows}}" if axis == 0 and len(layer.axes) > 1 else "O"
        name = r"O_{\text{columns}}" if axis == 1 else name
        st.latex(f"{name} = {formula(layer, axis, latex)}")
    letters = "I input, K kernel, S stride, P padding on each side, D dilation, O output"
    st.caption(
        letters + (", A output padding" if layer.transposed else "") + ". All in pixels along one side."
    )
    if layer.transposed:
        back = Layer(input=layer.output, kernel=layer.kernel, stride=layer.stride, padding=layer.padding,
                     dilation=layer.dilation)  # fmt: skip
        st.markdown(
            f"Its forward twin, the ordinary convolution with the same numbers, takes {back.input[0]} × "
            f"{back.input[1]} back to {back.output[0]} × {back.output[1]}. Several input sizes of the twin round down "
            "to the same output; the output padding says which of them comes back."
        )


def cost_part(layer: Layer) -> None:
    part("What the layer costs")
    st.markdown(f"**{size_words(layer)}** (height × width × channels), one picture, biases included.")
    parameters, macs = cost_formulas(layer, latex)
    left, right = st.columns(2)
    left.markdown(
        f"Parameters: kernel × channels in × channels out, one bias per output map\n\n$${parameters}$$"
    )
    where = "input" if layer.transposed else "output"
    right.markdown(f"Multiply-accumulates (MACs): the same weights at every {where} cell\n\n$${macs}$$")
    cost = layer.cost
    shown = (
        ("Parameters", f"{cost.parameters:,}", f"{bytes_words(cost.parameter_bytes)} as float32"),
        ("MACs", f"{cost.macs:,}", f"{2 * cost.macs:,} FLOPs: a multiplication and an addition each"),
        (
            "Output values",
            f"{cost.output_values:,}",
            f"input and output: {bytes_words(activation_bytes(layer))} as float32",
        ),
    )
    for column, (label, value, note) in zip(st.columns(3), shown, strict=True):
        column.metric(label, value)
        column.caption(note)
    with st.columns([1, 3])[0]:
        csv_button("layer", csv_text(("what", "value", "unit"), numbers(layer)))
    with st.expander("A slide says 5 × 5 × 3 + 3 = 78 parameters per filter"):
        st.markdown(
            "A filter has one bias, not one per input channel: 5 × 5 × 3 + 1 = 76. Six such filters have 456 "
            "parameters, not 468, and ten filters of 5 × 5 × 6 have 10 × 151 = 1,510, not 1,560."
        )


def layer_part(view: View) -> None:
    """The picture and all that depends on it."""
    sliding_window(
        {name: view[name] for name in ("mode", "view", *START)},
        key=WINDOW_KEY,
        presets=PRESETS,
        revision=view.revision,
        present=is_presenting(),
        on_change=lambda: take_over(view),
    )
    st.markdown(f"**Try:** {TRY[view['mode']]}")
    layer, problem = last_good(layer_of(view))
    size_part(layer, problem)
    cost_part(layer)
    code_panel(snippet(layer), SLUG)


def main() -> None:
    with lesson(SLUG, FIELDS + exercise_fields(EXERCISES)) as view:
        by_itself(view, "layer", lambda _: layer_part(view))
        exercises(view, EXERCISES)


main()
