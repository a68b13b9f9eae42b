"""Lesson A6: activations and normalisation."""

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from cnnviz.components import activation_curves as curves
from cnnviz.components import batch_norm
from cnnviz.components import response_norm as bars
from cnnviz.lessons.activations import (
    BATCH,
    EXERCISES,
    GENERAL,
    GENERAL_BATCH,
    NAMES,
    Batch,
    Inputs,
    Maps,
    batch_formulas,
    batch_table,
    chain_formula,
    curve_formulas,
    curve_table,
    dying_formula,
    map_table,
    norm_formula,
    norm_snippet,
    saturation_formula,
    shown,
    snippet,
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
    part,
)
from cnnviz.ui.decimals import decimal, whole_numbers
from cnnviz.ui.downloads import csv_button, csv_text

SLUG = "activations"
CURVES_KEY, BARS_KEY, BATCH_KEY = "activation-curves", "response-norm", "batch-norm"
START, MAPS, EXAMPLES = Inputs(), Maps(), Batch()
CURVE_FIELDS = (
    choice("f", START.f, curves.NAMES),
    choice("other", "relu", curves.OTHERS),
    decimal("x", START.x, *curves.LIMITS["x"]),
    decimal("shift", START.shift, *curves.LIMITS["shift"]),
    decimal("scale", START.scale, *curves.LIMITS["scale"]),
    integer("depth", START.depth, *map(int, curves.LIMITS["depth"])),
)
BAR_FIELDS = (
    whole_numbers("maps", MAPS.values, 0, bars.HIGHEST),
    integer("at", MAPS.at, *map(int, bars.LIMITS["at"])),
    integer("n", MAPS.n, *map(int, bars.LIMITS["n"]), 2),
    decimal("k", MAPS.k, *bars.LIMITS["k"]),
    choice("alpha", MAPS.alpha, bars.ALPHAS),
    decimal("beta", MAPS.beta, *bars.LIMITS["beta"]),
    choice("show", "paper", bars.SHOWS),
)
BATCH_FIELDS = (
    whole_numbers("batch", EXAMPLES.batch, *batch_norm.RANGE),
    integer("item", EXAMPLES.item, *map(int, batch_norm.LIMITS["item"])),
    choice("mode", EXAMPLES.mode, batch_norm.MODES),
    *(
        decimal(n, getattr(EXAMPLES, n), *batch_norm.LIMITS[n])
        for n in ("gamma", "offset", "mean", "variance")
    ),
)
FIELDS = (*CURVE_FIELDS, *BAR_FIELDS, *BATCH_FIELDS)


def taker(
    view: View, key: str, checked: Callable[[Mapping[str, Any]], dict[str, Any] | None]
) -> Callable[[], None]:
    """A callback: the learner let go of a control in the picture, and its state becomes the lesson's."""

    def take_over() -> None:
        reported = checked(st.session_state[key]["state"])
        if reported:
            view.update(**reported)

    return take_over


def inputs_of(view: View) -> Inputs:
    return Inputs(view["f"], view["x"], view["shift"], view["scale"], view["depth"])


def maps_of(view: View) -> Maps:
    return Maps(view["maps"], view["at"], view["n"], view["k"], view["alpha"], view["beta"])


def curve_part(view: View) -> Inputs:
    curves.activation_curves(
        {field.name: view[field.name] for field in CURVE_FIELDS},
        key=CURVES_KEY,
        revision=view.revision,
        present=is_presenting(),
        on_change=taker(view, CURVES_KEY, curves.checked),
    )
    st.markdown(
        "**Try:** drag x across the curves and watch the tangent. Where does the sigmoid stop passing anything back? Then "
        "choose ReLU and move the inputs’ mean to −3: how many units never fire? With tanh, set the inputs’ scale to 4: how many "
        "are saturated, and how far back does a gradient come?"
    )
    return inputs_of(view)


def formula_part(inputs: Inputs) -> None:
    part("The formula, with your numbers")
    for line in curve_formulas(inputs, latex):
        st.latex(line)
    st.caption(
        f"{NAMES[inputs.f]}: x input, f(x) value, f′(x) slope, which is what the gradient is multiplied by."
    )
    st.markdown(
        "**Saturation.** Call an input saturated where the slope is below 1 % of the function’s largest. If the inputs "
        "are normally distributed, their share is exact:"
    )
    st.latex(saturation_formula(inputs, latex))
    if inputs.f == "relu":
        st.markdown(
            f"**Dying ReLU.** A unit that fires for no example of a batch of {BATCH} (AlexNet’s) gets no gradient from it, "
            "so the step leaves it as silent as before. Of units with these inputs, this share:"
        )
        st.latex(dying_formula(inputs, latex))
    st.markdown(
        "**Depth.** The chain rule multiplies one slope per layer. Here each layer hands its value to the next, with "
        "weights of 1:"
    )
    st.latex(chain_formula(inputs, latex))
    st.caption("x₁ = x, then xₖ₊₁ = f(xₖ). Real weights multiply in as well and can hide or worsen this.")
    with st.columns([1, 3])[0]:
        csv_button("activations", csv_text(("what", "value", "unit"), curve_table(inputs)))
    with st.expander("A slide says LeNet’s σ keeps the outputs in {−1, 1}"):
        st.markdown(
            "The targets are −1 and 1, and f(±1) = ±1: `1.7159 tanh(2/3)` is 0.99999. The outputs themselves reach up to "
            "±1.7159. That is the point: the targets lie inside the range, where the slope is still 0.755, so the weights "
            "are not driven towards infinity to reach them (LeCun et al. 1998, appendix A)."
        )


def norm_part(view: View) -> Maps:
    part("Local response normalisation")
    st.markdown(
        "AlexNet divides every value by what the neighbouring maps respond at the same position. Pull a bar up and look at "
        "its neighbours below."
    )
    bars.response_norm_bars(
        {field.name: view[field.name] for field in BAR_FIELDS},
        key=BARS_KEY,
        revision=view.revision,
        present=is_presenting(),
        on_change=taker(view, BARS_KEY, bars.checked),
    )
    st.markdown(
        "**Try:** make all responses small, about 10: every map is divided by nearly $2^{0.75} = 1.68$, so nothing competes. "
        "From which response on does a map hold its neighbours down?"
    )
    maps = maps_of(view)
    st.latex(GENERAL)
    st.latex(norm_formula(maps, latex))
    st.caption(
        "N maps, n of them in the window, i the map in hand; k, α, β constants. The paper found k = 2, n = 5, "
        "α = 0.0001, β = 0.75 on a validation set (Krizhevsky et al. 2012, section 3.3)."
    )
    with st.columns([1, 3])[0]:
        header = ("map", "activation", "normalised", "torch with the same alpha")
        csv_button("response_norm", csv_text(header, map_table(maps)))
    torch_erratum(maps)
    return maps


def batch_part(view: View) -> Batch:
    part("Batch normalisation")
    st.markdown(
        "One unit, the examples of a batch. In training each value is measured against the batch it came with; in "
        "evaluation against running numbers that training left behind, so that one picture’s answer does not depend on others."
    )
    batch_norm.batch_norm_bars(
        {field.name: view[field.name] for field in BATCH_FIELDS},
        key=BATCH_KEY,
        revision=view.revision,
        present=is_presenting(),
        on_change=taker(view, BATCH_KEY, batch_norm.checked),
    )
    st.markdown(
        "**Try:** pull one example far up: what happens to the other seven? Do the same in evaluation. Then take training "
        "steps until both modes nearly agree: how many does it take?"
    )
    batch = Batch(**{field.name: view[field.name] for field in BATCH_FIELDS})
    st.latex(GENERAL_BATCH)
    for line in batch_formulas(batch, latex):
        st.latex(line)
    st.caption(
        "m examples, x what the unit gives, γ and β learned, ε = 0.00001. In a convolution all positions of a map count as "
        "examples, so a map has one mean and one variance (Ioffe and Szegedy 2015). torch’s running variance follows the "
        "unbiased one, with m − 1."
    )
    with st.columns([1, 3])[0]:
        csv_button("batch_norm", csv_text(("example", "value", "normalised"), batch_table(batch)))
    return batch


def torch_erratum(maps: Maps) -> None:
    with st.expander("torch’s LocalResponseNorm divides alpha by n; the paper does not"):
        st.markdown(
            "Given the paper’s alpha, torch uses one that is n times smaller, and neighbours compete less. This gives not the paper’s numbers but "
            f"${shown(maps.by_torch)}$:"
        )
        st.code(norm_snippet(maps, converted=False, alone=True), language="python")
        st.markdown(
            f"Hand it n · alpha = {maps.n} · {maps.alpha} and it gives the paper’s, ${shown(maps.normalised)}$:"
        )
        st.code(norm_snippet(maps, alone=True), language="python")
        st.markdown("The checkbox beside the bars shows both in one picture.")


def main() -> None:
    with lesson(SLUG, FIELDS + exercise_fields(EXERCISES)) as view:
        inputs = curve_part(view)
        formula_part(inputs)
        maps = norm_part(view)
        batch = batch_part(view)
        code_panel(snippet(inputs, maps, batch), SLUG)
        exercises(view, EXERCISES)


main()
