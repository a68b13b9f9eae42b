"""Value, slope, saturation and the chain of layers, as LaTeX with the learner's numbers."""

import math
from collections.abc import Callable
from dataclasses import dataclass

from cnnviz.lessons.activations.numbers import bracketed, figures
from cnnviz.maths import (
    activation,
    chain_gradients,
    chain_inputs,
    saturated_share,
    share_below,
    silent_share,
)

Paint = Callable[[str, str], str]  # (role of the palette, LaTeX) -> LaTeX in that role's colour

BATCH = 128  # examples in a batch, as in Krizhevsky et al. (2012), section 5
NAMES = {
    "relu": "ReLU",
    "leaky_relu": "Leaky ReLU",
    "sigmoid": "Sigmoid",
    "tanh": "tanh",
    "lenet": "LeNet’s tanh",
}
_SHOWN = 4  # factors of the chain that are written out


@dataclass(frozen=True)
class Inputs:
    """What the picture shows: a function, the place of the hand, the inputs and the depth of the chain."""

    f: str = "sigmoid"
    x: float = 1.0
    shift: float = 0.0
    scale: float = 1.0
    depth: int = 8


def curve_formulas(inputs: Inputs, paint: Paint) -> tuple[str, str]:
    """The function and its slope, each first in general and then with the numbers at x."""
    f, number = activation(inputs.f), inputs.x
    x, value = paint("input", bracketed(number)), paint("output", figures(f.value(number)))
    slope, v = paint("window", figures(f.slope(number))), paint("output", figures(f.value(number)))
    if inputs.f in {"relu", "leaky_relu"}:
        left = "0" if inputs.f == "relu" else "0.01"
        general = r"\max(0, x)" if inputs.f == "relu" else r"\max(0.01\,x,\; x)"
        bare = paint("input", figures(number))
        numbers = rf"\max(0, {bare})" if inputs.f == "relu" else rf"\max(0.01\cdot {x},\; {bare})"
        sign = "> 0" if number > 0 else r"\le 0"
        return (
            f"f(x) = {general} = {numbers} = {value}",
            rf"f'(x) = \begin{{cases}}1 & x > 0\\ {left} & x \le 0\end{{cases}} = {slope}"
            rf"\quad\text{{since }} {bare} {sign}",
        )
    if inputs.f == "sigmoid":
        return (
            rf"f(x) = \frac{{1}}{{1 + e^{{-x}}}} = \frac{{1}}{{1 + e^{{-{x}}}}} = {value}",
            rf"f'(x) = f(x)\,(1 - f(x)) = {v}\,(1 - {v}) = {slope}",
        )
    if inputs.f == "tanh":
        return (
            rf"f(x) = \tanh x = \tanh {x} = {value}",
            rf"f'(x) = 1 - \tanh^2 x = 1 - {_squared(v, f.value(number))} = {slope}",
        )
    inner = paint("output", figures(math.tanh(2 / 3 * number)))
    return (
        rf"f(x) = 1.7159\,\tanh\tfrac{{2x}}{{3}} = 1.7159\,\tanh\tfrac{{2\cdot {x}}}{{3}} = {value}",
        rf"f'(x) = 1.7159\cdot\tfrac23\,(1 - \tanh^2\tfrac{{2x}}{{3}}) = 1.1439\,"
        rf"(1 - {_squared(inner, number)}) = {slope}",
    )


def _squared(painted: str, sign: float) -> str:
    return f"({painted})^2" if sign < 0 else f"{painted}^2"


def saturation_formula(inputs: Inputs, paint: Paint) -> str:
    """Where the slope is below 1 % of its largest, and how many of the inputs are there."""
    f = activation(inputs.f)
    spread = paint("input", rf"\mathcal{{N}}({figures(inputs.shift)}, {bracketed(inputs.scale)}^2)")
    share = paint("unused", rf"{figures(100 * saturated_share(inputs.f, inputs.shift, inputs.scale))}\,\%")
    threshold = rf"f'(x) < 0.01\cdot {figures(f.steepest)}"
    if math.isinf(f.low):
        where = r"\text{nowhere}"
    elif math.isinf(f.high):
        where = r"x \le 0"
    else:
        where = rf"|x| > {figures(f.high)}"
    return rf"{threshold}\;\Leftrightarrow\; {where}:\qquad x \sim {spread}\;\Rightarrow\; {share}\text{{ saturated}}"


def dying_formula(inputs: Inputs, paint: Paint) -> str:
    """The chance that a ReLU unit with these inputs fires for no example of a batch."""
    below = paint("input", figures(share_below(0.0, inputs.shift, inputs.scale), 6))
    silent = silent_share(BATCH, inputs.shift, inputs.scale)
    return rf"P(x \le 0)^{{{BATCH}}} = {below}^{{{BATCH}}} = {paint('unused', figures(silent))}"


def chain_formula(inputs: Inputs, paint: Paint) -> str:
    """The product of the slopes through all layers, the first few factors written out."""
    slopes = [activation(inputs.f).slope(x) for x in chain_inputs(inputs.f, inputs.x, inputs.depth)]
    written = [paint("window", figures(slope)) for slope in slopes]
    if len(written) > _SHOWN:
        written = [*written[: _SHOWN - 1], r"\ldots", written[-1]]
    product = figures(chain_gradients(inputs.f, inputs.x, inputs.depth)[0])
    general = rf"\prod_{{k=1}}^{{{inputs.depth}}} f'(x_k)"
    factors = r"\cdot ".join(written)
    return rf"{general} = {factors} = {paint('window', product)}"
