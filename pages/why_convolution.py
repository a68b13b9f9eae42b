"""Lesson A5: why convolution."""

from typing import Any

import streamlit as st

from cnnviz.components.connectivity import LIMITS, OPTIONS, checked, connectivity
from cnnviz.lessons.why_convolution import (
    EXERCISES,
    FILTERS,
    SHAPES,
    Cost,
    Diagram,
    Network,
    cost_formulas,
    diagram_formula,
    edge_formulas,
    numbers,
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
from cnnviz.ui.downloads import csv_button, csv_text

SLUG = "why_convolution"
START = vars(Network()) | vars(Cost()) | vars(Diagram())
FIELDS = tuple(
    integer(name, START[name], *limits) for panel in LIMITS.values() for name, limits in panel.items()
) + tuple(choice(name, START[name], words) for panel in OPTIONS.values() for name, words in panel.items())
TRY = {
    "units": "point at an output: what feeds it? Point at an input: whom does it affect? Then add a second and a third "
    "layer and look at the middle output again: how much of the row does it see now?",
    "bars": "pull the picture's side to 1,080 and watch which bar stays where it is. Why does it?",
    "diagram": "let zeros come in at the border: where do the two ways differ? Take the picture in the middle, then "
    "permute the pixels instead.",
}


def take_over(view: View, panel: str) -> None:
    """The learner let go of a control in a picture: its state becomes the lesson's."""
    reported = checked(panel, st.session_state[f"connectivity-{panel}"]["state"])
    if reported:
        view.update(**reported)


def panel_part(view: View, panel: str, **others: Any) -> None:
    connectivity(
        panel,
        {name: view[name] for name in (*LIMITS[panel], *OPTIONS[panel])},
        key=f"connectivity-{panel}",
        revision=view.revision,
        present=is_presenting(),
        on_change=lambda: take_over(view, panel),
        **others,
    )
    st.markdown(f"**Try:** {TRY[panel]}")


def network_of(view: View) -> tuple[Network, str | None]:
    """The network, with the nearest unit and a sentence where a link asks for one that it does not have."""
    parts = {name: view[name] for name in vars(Network())}
    try:
        return Network(**parts), None
    except ValueError as error:
        nearest = {"layer": min(view["layer"], view["layers"]), "unit": min(view["unit"], view["units"] - 1)}
        return Network(**(parts | nearest)), str(error)


def formula_part(network: Network, cost: Cost, diagram: Diagram) -> None:
    part("The formula, with your numbers")
    st.markdown(
        "**Edges**, the lines of the drawing, between L layers of n units, with kernel K and P = (K − 1)/2 zeros on each side. At each border "
        "P(P + 1)/2 weights of the kernel fall on zeros and draw no edge."
    )
    names = (
        "L\\,n^2",
        "L\\,(nK - P(P+1))",
        "L\\,K" if network.weights == "shared" else r"\text{different weights}",
    )
    for name, formula in zip(names, edge_formulas(network, latex), strict=True):
        st.latex(f"{name} = {formula}")
    st.caption("Edges of the dense network, edges of the sparse one, and its different weights.")
    if network.layers > 1:
        st.markdown(
            f"An output in the middle is fed by 1 + L(K − 1) = **{network.feeding}** inputs, though each layer connects "
            f"only {network.kernel}: connections are sparse, but indirect ones reach far."
        )
    st.markdown("**Parameters** on a picture, with one bias per filter or unit.")
    for formula in cost_formulas(cost, latex):
        st.latex(formula)
    st.caption("The convolution, the dense layer, and the dense layer to the convolution's map.")
    st.markdown(
        "**Equivariance**: changing the picture and then convolving, minus convolving and then changing the map alike. "
        "All zeros: the layer is equivariant to that change."
    )
    st.latex(diagram_formula(diagram, latex))
    st.caption(
        f"T shifts by {diagram.down} down and {diagram.right} right; K ∗ I is the convolution of the picture I."
        if diagram.way == "shift"
        else f"π is permutation number {diagram.number} of the {len(diagram.order)} pixels; K ∗ I is the convolution of the picture I."
    )
    if diagram.way == "permutation":
        st.markdown(
            "A dense layer W does not mind: with its columns permuted alike it gives the same output from the permuted "
            "picture. The difference is 0; the snippet below measures it."
        )
    with st.columns([1, 3])[0]:
        table = csv_text(("picture", "what", "value", "unit"), numbers(network, cost, diagram))
        csv_button("why-convolution", table)


def notes_part() -> None:
    with st.expander("A slide says: if the pixels are permuted, a dense network's output would be the same"):
        st.markdown(
            "Not that of one trained network: its weights expect each pixel at its place. But if the columns of its weights are "
            "permuted alike, it gives the same output, and training starts from random weights, so it finds either network equally "
            "well. To a dense layer the order of the pixels means nothing. A convolution has no such twin: its window counts on "
            "neighbours being neighbours."
        )
    with st.expander("What convolution is not equivariant to"):
        st.markdown(
            "Rotation and scale: a turned picture gives other values, not a turned map, unless the kernel is turned too. A stride "
            "of S keeps only shifts by multiples of S exact. And equivariant is not invariant: the map moves with the picture. "
            "What makes the answer stay put is pooling, and in the end a sum or an average over the whole map."
        )


def main() -> None:
    with lesson(SLUG, FIELDS + exercise_fields(EXERCISES)) as view:
        network, problem = network_of(view)
        if problem:
            st.warning(problem)
        panel_part(view, "units")
        part("What it costs on a picture")
        panel_part(view, "bars")
        part("Shift in, shift out")
        panel_part(view, "diagram", shapes=SHAPES, filters=FILTERS)
        cost = Cost(**{name: view[name] for name in vars(Cost())})
        diagram = Diagram(**{name: view[name] for name in vars(Diagram())})
        formula_part(network, cost, diagram)
        notes_part()
        code_panel(snippet(network, cost, diagram), SLUG)
        exercises(view, EXERCISES)


main()
