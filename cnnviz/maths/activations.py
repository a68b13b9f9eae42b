"""Activation functions: value, slope, where the slope all but vanishes, and what many layers make of it.

The scaled tanh is LeNet-5's: 1.7159 tanh(2x/3), so that ±1 stays ±1 (LeCun et al. 1998, appendix A).
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

LENET_AMPLITUDE = 1.7159
LENET_STEEPNESS = 2 / 3
LEAK = 0.01  # the slope of the leaky ReLU left of zero
FLAT = 0.01  # an input is saturated where the slope is below this share of its maximum
_EDGE = math.atanh(math.sqrt(1 - FLAT))  # tanh's slope 1 - tanh² is FLAT there


@dataclass(frozen=True)
class Activation:
    """A function with its slope. Inputs below `low` or above `high` are saturated.

    Attributes:
        steepest: the largest slope there is.
        low, high: the slope is below 1 % of `steepest` outside of them; infinite where it never is.
    """

    name: str
    value: Callable[[float], float]
    slope: Callable[[float], float]
    steepest: float
    low: float
    high: float


def _sigmoid(x: float) -> float:
    if x >= 0:
        return 1 / (1 + math.exp(-x))
    return math.exp(x) / (1 + math.exp(x))


def _lenet(x: float) -> float:
    return LENET_AMPLITUDE * math.tanh(LENET_STEEPNESS * x)


ACTIVATIONS: dict[str, Activation] = {
    each.name: each
    for each in (
        Activation("relu", lambda x: max(0.0, x), lambda x: float(x > 0), 1.0, 0.0, math.inf),
        Activation(
            "leaky_relu",
            lambda x: x if x > 0 else LEAK * x,
            lambda x: 1.0 if x > 0 else LEAK,
            1.0,
            -math.inf,
            math.inf,
        ),
        Activation("sigmoid", _sigmoid, lambda x: _sigmoid(x) * _sigmoid(-x), 0.25, -2 * _EDGE, 2 * _EDGE),
        Activation("tanh", math.tanh, lambda x: 1 - math.tanh(x) ** 2, 1.0, -_EDGE, _EDGE),
        Activation(
            "lenet",
            _lenet,
            lambda x: LENET_AMPLITUDE * LENET_STEEPNESS * (1 - math.tanh(LENET_STEEPNESS * x) ** 2),
            LENET_AMPLITUDE * LENET_STEEPNESS,
            -_EDGE / LENET_STEEPNESS,
            _EDGE / LENET_STEEPNESS,
        ),
    )
}


def activation(name: str) -> Activation:
    """The activation function of this name.

    >>> round(activation("lenet").value(1), 4), activation("sigmoid").slope(0)
    (1.0, 0.25)

    Raises:
        ValueError: there is none of that name; the message names those there are.
    """
    if name not in ACTIVATIONS:
        raise ValueError(f"There is no activation {name!r}. There are: {', '.join(ACTIVATIONS)}.")
    return ACTIVATIONS[name]


def share_below(limit: float, shift: float = 0.0, scale: float = 1.0) -> float:
    """The share of a normal distribution below `limit`; `shift` is its mean, `scale` its standard deviation.

    >>> share_below(0), round(share_below(1.96), 3)
    (0.5, 0.975)

    Raises:
        ValueError: the scale is not above 0.
    """
    if not scale > 0:
        raise ValueError(f"The scale of the inputs must be above 0, not {scale:g}.")
    return 0.5 * math.erfc((shift - limit) / (scale * math.sqrt(2)))


def saturated_share(name: str, shift: float = 0.0, scale: float = 1.0) -> float:
    """The share of normal inputs whose slope is below 1 % of the function's largest.

    >>> saturated_share("relu"), saturated_share("leaky_relu"), round(saturated_share("tanh"), 5)
    (0.5, 0.0, 0.00276)
    """
    f = activation(name)
    above = share_below(-f.high, -shift, scale)  # mirrored: 1 - share_below(high) would lose small shares
    return share_below(f.low, shift, scale) + above


def silent_share(examples: int, shift: float = 0.0, scale: float = 1.0) -> float:
    """The chance that a ReLU unit fires for none of so many examples, its inputs being normal: P(x ≤ 0)^examples.

    Its gradient is then 0 for the whole batch, so a step of training leaves its weights as they are.

    >>> silent_share(1), round(silent_share(128, shift=-3), 3)
    (0.5, 0.841)
    """
    if examples < 1:
        raise ValueError(f"There must be at least 1 example, not {examples}.")
    return share_below(0.0, shift, scale) ** examples


def chain_inputs(name: str, x: float, depth: int) -> tuple[float, ...]:
    """What each of `depth` units in a row receives: x, f(x), f(f(x)), ... Weights are 1, biases 0.

    Raises:
        ValueError: there is not at least one layer.
    """
    if depth < 1:
        raise ValueError(f"There must be at least 1 layer, not {depth}.")
    inputs = [x]
    for _ in range(depth - 1):
        inputs.append(activation(name).value(inputs[-1]))
    return tuple(inputs)


def chain_gradients(name: str, x: float, depth: int) -> tuple[float, ...]:
    """The gradient that arrives at the input of each layer: the product of the slopes from there to the end.

    The first is the derivative of the last output by x.

    >>> chain_gradients("relu", 0.5, 3), chain_gradients("relu", -0.5, 3)[0]
    ((1.0, 1.0, 1.0), 0.0)
    """
    gradient, found = 1.0, []
    for received in reversed(chain_inputs(name, x, depth)):
        gradient *= activation(name).slope(received)
        found.append(gradient)
    return tuple(reversed(found))
