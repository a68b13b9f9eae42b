"""Lesson A2: convolution."""

from typing import Any

import streamlit as st

from cnnviz.components.convolution_lab import ACTIVATIONS, DIVISORS, checked, convolution_lab
from cnnviz.lessons.convolution import (
    CORRELATION,
    EXERCISES,
    KERNELS,
    PICTURES,
    SLIDE_KERNEL,
    SLIDE_MAP,
    SLIDE_ZERO,
    TRUE_CONVOLUTION,
    Lab,
    flip_words,
    formula,
    matrix,
    number,
    read_kernels,
    read_numbers,
    read_volume,
    snippet,
    table,
    write_kernels,
    write_numbers,
    write_volume,
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
    pair,
    part,
)
from cnnviz.ui.downloads import csv_button, csv_text

SLUG = "convolution"
LAB_KEY = "convolution-lab"
START = Lab()
YES_NO = ("no", "yes")
FIELDS = (
    Field("input", START.input, lambda text: read_volume("input", text, 12), write_volume),
    Field("kernel", START.kernel, lambda text: read_kernels("kernel", text), write_kernels),
    Field("bias", START.bias, lambda text: read_numbers("bias", text), write_numbers),
    integer("divisor", 1, *DIVISORS),
    choice("flip", "no", YES_NO),
    choice("activation", "none", ACTIVATIONS),
    integer("stride", 1, 1, 2),
    integer("padding", 0, 0, 2),
    pair("at", (0, 0), 0, 23),
    integer("filter", 0, 0, 2),
)


def take_over(view: View) -> None:
    """The learner's hand rests: the state of the picture becomes the lesson's."""
    reported = checked(st.session_state[LAB_KEY]["state"])
    if reported:
        view.update(**reported | {"flip": YES_NO[reported["flip"]]})


def layer_of(view: View) -> tuple[Lab, str | None]:
    """The layer, or the last one whose parts fitted together with the sentence that says why these do not."""
    values: dict[str, Any] = {field.name: view[field.name] for field in FIELDS}
    if values["bias"] == START.bias:  # a link that says nothing about the biases means 0 for each kernel
        values["bias"] *= len(values["kernel"])
    try:
        lab = Lab(**values | {"flip": values["flip"] == "yes"})
    except ValueError as error:
        return st.session_state.get(f"{SLUG}/good", START), str(error)
    st.session_state[f"{SLUG}/good"] = lab
    return lab, None


def picture_part(view: View, lab: Lab) -> None:
    names = ("input", "kernel", "bias", "divisor", "flip", "activation", "stride", "padding", "at", "filter")
    convolution_lab(
        {name: getattr(lab, name) for name in names},
        key=LAB_KEY,
        pictures=PICTURES,
        kernels=KERNELS,
        revision=view.revision,
        present=is_presenting(),
        on_change=lambda: take_over(view),
    )
    st.markdown(
        "**Try:** draw a line on the input and choose Sobel x, then Sobel y: which of the two sees it? Click a cell of "
        "the kernel and type another weight. Then choose “A single point” and the slide's kernel: what does the map "
        "show, and what when you turn the kernel?"
    )


def formula_part(lab: Lab) -> None:
    part("The formula, with your numbers")
    st.latex(TRUE_CONVOLUTION if lab.flip else CORRELATION)
    st.latex(formula(lab, latex))
    st.caption(
        "I input (0 outside of it), K kernel, b bias, S stride, P padding, c channel. Rows i, k and columns j, l are "
        "counted from 0."
        + (f" All weights are divided by {lab.divisor}." if lab.divisor != 1 else "")
        + (" The activation comes last." if lab.activation != "none" else "")
    )
    st.markdown(
        "Strictly, a convolution turns the kernel by 180° first. Libraries lay it on as it is, which is a "
        f"cross-correlation, and call it convolution. {flip_words(lab)} A network learns its weights, so it "
        "would simply learn the turned ones."
    )
    high, wide = lab.size
    count = len(lab.kernel)
    made = "It gives one map" if count == 1 else f"{count} such kernels give {count} maps"
    st.markdown(
        f"One kernel here holds {high} × {wide} × {len(lab.input)} + 1 = **{lab.parameters}** values: its weights through "
        f"all channels, and one bias. {made} of {lab.shape[0]} × {lab.shape[1]}."
    )
    with st.columns([1, 3])[0]:
        rows = [(*place, number(value)) for *place, value in table(lab)]
        csv_button("maps", csv_text(("map", "row", "column", "value"), rows))


def errata_part() -> None:
    with st.expander("A slide's zero: the printed map is not what the printed kernel gives"):
        made = Lab(input=(SLIDE_ZERO,), kernel=((SLIDE_KERNEL,),)).maps()[0]
        printed = [list(row) for row in SLIDE_MAP]
        differ = sum(
            a != b for r, s in zip(printed, made, strict=True) for a, b in zip(r, s[:6], strict=True)
        )
        st.markdown(
            "The slide says 8 × 8 × 1, but the image that it prints has 9 × 9 pixels, so a 3 × 3 kernel gives a map of "
            "7 × 7. The slide prints 7 × 6 values. Its image and its kernel (choose “A slide's zero” above):"
        )
        st.latex(rf"I = {matrix(SLIDE_ZERO)} \qquad K = {matrix(SLIDE_KERNEL)}")
        st.markdown("What comes out, and what the slide prints:")
        st.latex(
            rf"{latex('output', matrix(made))} \qquad \text{{printed: }} {latex('unused', matrix(printed))}"
        )
        st.markdown(
            f"Laid over the first six columns, {differ} of the 42 printed values differ. The first one already: "
            "1·(−1) + 1·2 + 1·1 + 1·1 + 1·0 + 0·1 + 1·(−1) + 1·2 + 0·0 = 4, and the slide prints 3. Turning the kernel "
            "does not repair it."
        )
    with st.expander("A slide says 5 × 5 × 3 + 3 = 78 parameters per filter"):
        st.markdown(
            "The kernel spans the three channels, so it has 5 × 5 × 3 = 75 weights. The three sums are added to one "
            "number, and one bias is added to that: 75 + 1 = 76. Six such filters hold 456 values, not 468."
        )


def main() -> None:
    with lesson(SLUG, FIELDS + exercise_fields(EXERCISES)) as view:
        lab, problem = layer_of(view)
        if problem:
            st.warning(f"{problem} The picture shows the last layer whose parts fitted.")
        picture_part(view, lab)
        formula_part(lab)
        errata_part()
        code_panel(snippet(lab), SLUG)
        exercises(view, EXERCISES)


main()
