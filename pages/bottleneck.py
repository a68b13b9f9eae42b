"""Lesson A7: the 1 × 1 bottleneck."""

from dataclasses import asdict

import streamlit as st

from cnnviz.components.cost_bars import BIASES, LAYERS, checked, cost_bars
from cnnviz.lessons.bottleneck import (
    CASES,
    EXERCISES,
    HEADER,
    LETTERS,
    blocks,
    macs_formula,
    numbers,
    ratio_formula,
    ratio_words,
    snippet,
    start,
    table,
)
from cnnviz.lessons.words import bytes_words
from cnnviz.maths import Block
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

SLUG = "bottleneck"
BARS_KEY = "cost-bars"
NUMBERS = tuple(
    integer(f"{case.name}_{n.name}", n.start, n.low, n.high) for case in CASES.values() for n in case.numbers
)
FIELDS = (
    choice("case", "reduction", tuple(CASES)),
    choice("bias", BIASES[0], BIASES),
    integer("layer", -1, *LAYERS),
    *NUMBERS,
)
SHOWN = [
    {"name": c.name, "title": c.title, "numbers": [asdict(n) for n in c.numbers], "presets": list(c.presets)}
    for c in CASES.values()
]
MEANING = {
    "reduction": "The 1 × 1 convolution is a small dense layer over the maps, applied at every position. It folds "
    "many maps into few, and the expensive window only has to read the few.",
    "inception": "Four branches look at the same input, and their maps are concatenated. Naive, the pooling alone "
    "hands all its maps on, so every module would be wider than the one before.",
    "resnet": "The 3 × 3 works between a 1 × 1 that reduces and a 1 × 1 that restores the maps, so that the input "
    "can be added. The block goes through the neck, the shortcut goes round it.",
    "separable": "A full convolution mixes positions and maps at once. The separable one does it one after the "
    "other: a window of its own for each map, then a 1 × 1 across the maps.",
    "asymmetric": "A column and then a row see the same n × n pixels as the square. It can express less, and "
    "costs 2n instead of n² weights for every pair of maps.",
    "grouped": "Each group reads only its part of the maps in. AlexNet split its maps over two GPUs because one had "
    "too little memory; half of the connections are gone.",
}


def take_over(view: View) -> None:
    """The learner let go of a control in the picture: its state becomes the lesson's."""
    reported = checked(st.session_state[BARS_KEY]["state"], SHOWN)
    if reported:
        view.update(**reported)


def last_good(view: View) -> tuple[str, tuple[Block, Block], str | None]:
    """The case and its blocks, or the last that could be built with the sentence that says why these cannot."""
    try:
        good = view["case"], blocks(view["case"], view)
    except ValueError as error:
        case, pair = st.session_state.get(f"{SLUG}/good", (None, None))
        if case != view["case"]:
            pair = blocks(view["case"], start())
        return view["case"], pair, str(error)
    st.session_state[f"{SLUG}/good"] = good
    return *good, None


def formula_part(case: str, pair: tuple[Block, Block], problem: str | None) -> None:
    part("The formula, with your numbers")
    if problem:
        st.warning(f"{problem} Below are the numbers of the last picture that fitted.")
    st.markdown(MEANING[case])
    for block in pair:
        st.latex(macs_formula(block, latex))
    st.latex(ratio_formula(case, pair))
    st.caption(LETTERS)


def cost_part(pair: tuple[Block, Block], bias: bool) -> None:
    part("What both ways cost")
    first, second = (block.cost(bias=bias) for block in pair)
    shown = (
        ("MACs", f"{second.macs:,}", first.macs, second.macs, f"{first.macs:,}"),
        ("Parameters, with biases" if bias else "Weights", f"{second.parameters:,}", first.parameters,
         second.parameters, f"{first.parameters:,}"),
        ("Activation memory", bytes_words(second.output_bytes), first.output_bytes, second.output_bytes,
         bytes_words(first.output_bytes)),
    )  # fmt: skip
    for column, (label, value, before, after, old) in zip(st.columns(3), shown, strict=True):
        column.metric(f"{label}, {pair[1].name}", value)
        column.caption(f"{pair[0].name}: {old}; {ratio_words(before, after)}")
    st.markdown(table(pair))
    st.caption(
        "For one picture. A MAC is one multiplication and one addition; FLOPs would be twice as many. Weights and "
        "biases are counted apart, since papers differ; batch normalisation and activations are left out. Activation "
        "memory is the output of every layer at 4 bytes a value, which training has to keep; the input is not counted."
    )
    with st.columns([1, 3])[0]:
        csv_button("bottleneck", csv_text(HEADER, numbers(pair)))


def errata_part() -> None:
    with st.expander("Where do 1,089,536, 329,728 and 346,112 come from?"):
        st.markdown(
            "256 maps in; 128 maps from 1 × 1, 192 from 3 × 3, 96 from 5 × 5; weights without biases.\n\n"
            "- Naive, three convolutions and a pooling without weights: 256·128 + 9·256·192 + 25·256·96 = "
            "32,768 + 442,368 + 614,400 = **1,089,536**.\n"
            "- With 64-map reductions before 3 × 3 and 5 × 5: 32,768 + (256·64 + 9·64·192) + (256·64 + 25·64·96) = "
            "32,768 + 126,976 + 169,984 = **329,728**.\n"
            "- With a 1 × 1 projection of the pooled maps to 64 as well: + 256·64 = **346,112**. It costs weights, "
            "but the output is 480 maps wide instead of 672."
        )
    with st.expander("A slide says that the inception module brings GoogLeNet to 4M parameters"):
        st.markdown(
            "The paper's own table adds up to more: 2.7K + 112K for the first layers, 159K + 380K + 364K + 437K + 463K + "
            "580K + 840K + 1,072K + 1,388K for the nine modules and 1,000K for the classifier are about **6.8M** (7.0M with "
            "the exact count of the classifier). AlexNet has about 60M."
        )


def main() -> None:
    with lesson(SLUG, FIELDS + exercise_fields(EXERCISES)) as view:
        cost_bars(
            {name: view[name] for name in ("case", "bias", "layer", *start())},
            SHOWN,
            key=BARS_KEY,
            revision=view.revision,
            present=is_presenting(),
            on_change=lambda: take_over(view),
        )
        case, pair, problem = last_good(view)
        st.markdown(f"**Try:** {CASES[view['case']].try_this}")
        formula_part(case, pair, problem)
        cost_part(pair, view["bias"] == "with")
        errata_part()
        code_panel(snippet(pair, view["bias"] == "with"), SLUG)
        exercises(view, EXERCISES)


main()
