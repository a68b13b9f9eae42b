"""Normalisation: of one response by its neighbouring maps, and of one unit over the examples of a batch.

Local response normalisation, in the paper's constants and in torch's: Krizhevsky, Sutskever and Hinton (2012), section 3.3: b_i = a_i / (k + alpha · sum of a_j²)^beta over the n
maps around map i at the same position. Batch normalisation: Ioffe and Szegedy (2015), algorithms 1 and 2.
"""

import math
from collections.abc import Sequence

from cnnviz.maths._checks import require


def neighbours(maps: int, n: int, at: int) -> range:
    """The maps that take part in the normalisation of map `at`: n of them, fewer at either end.

    An even n has one more before than after, as in torch.

    >>> list(neighbours(8, 5, 3)), list(neighbours(8, 5, 0))
    ([1, 2, 3, 4, 5], [0, 1, 2])

    Raises:
        ValueError: there is no such map, or n is below 1.
    """
    require(1, number_of_maps=maps, window_n=n)
    require(0, map=at)
    if at >= maps:
        raise ValueError(f"There are {maps} maps, counted from 0, so there is no map {at}.")
    return range(max(0, at - n // 2), min(maps, at + (n - 1) // 2 + 1))


def energy(values: Sequence[float], n: int, at: int) -> float:
    """The sum of the squares over the neighbours of map `at`, itself included.

    >>> energy([1, 2, 3, 4], 3, 0)
    5
    """
    return sum(values[j] ** 2 for j in neighbours(len(values), n, at))


def response_norm(
    values: Sequence[float], n: int = 5, k: float = 2.0, alpha: float = 1e-4, beta: float = 0.75
) -> tuple[float, ...]:
    """Every map's normalised value at one position, with alpha as the paper has it.

    >>> [round(b, 2) for b in response_norm([100, 0, 0, 100], n=3)]
    [43.87, 0.0, 0.0, 43.87]

    Raises:
        ValueError: the bracket k + alpha · sum is not above 0 for some map.
    """
    found = []
    for at, value in enumerate(values):
        bracket = k + alpha * energy(values, n, at)
        if not bracket > 0:
            raise ValueError(f"For map {at} the bracket k + alpha · sum is {bracket:g}; it must be above 0.")
        found.append(value / bracket**beta)
    return tuple(found)


def torch_alpha(alpha: float, n: int) -> float:
    """The alpha to give torch.nn.LocalResponseNorm, which divides it by n, for the paper's alpha.

    >>> torch_alpha(1e-4, 5)
    0.0005
    """
    require(1, window_n=n)
    return n * alpha


def batch_moments(values: Sequence[float]) -> tuple[float, float]:
    """Mean and variance of one unit over the m examples of a batch, the variance as sum of squares / m.

    >>> batch_moments([1, 2, 3, 6])
    (3.0, 3.5)

    Raises:
        ValueError: fewer than two examples; one alone has no spread to divide by.
    """
    if len(values) < 2:
        raise ValueError(
            f"A batch of {len(values)} has no spread: in training batch normalisation needs at least 2 examples."
        )
    mean = sum(values) / len(values)
    return mean, sum((value - mean) ** 2 for value in values) / len(values)


def batch_norm(
    values: Sequence[float],
    mean: float,
    variance: float,
    gamma: float = 1.0,
    beta: float = 0.0,
    *,
    eps: float = 1e-5,
) -> tuple[float, ...]:
    """y = gamma · (x - mean) / sqrt(variance + eps) + beta for every example.

    In training, mean and variance are those of the batch itself; in evaluation, the running ones.

    >>> batch_norm([1, 2, 3, 6], 3.0, 3.5, eps=0.0)[3] == 3 / 3.5**0.5
    True

    Raises:
        ValueError: variance + eps is not above 0.
    """
    if not variance + eps > 0:
        raise ValueError(f"variance + eps is {variance + eps:g}; it must be above 0 to be divided by.")
    scale = gamma / math.sqrt(variance + eps)
    return tuple(scale * (value - mean) + beta for value in values)


def running_moments(
    values: Sequence[float], mean: float, variance: float, momentum: float = 0.1
) -> tuple[float, float]:
    """Running mean and variance after one training step on a batch, as torch keeps them.

    Each moves by `momentum` towards the batch's; of the batch's variance torch takes the unbiased one,
    sum of squares / (m - 1).

    >>> running_moments([1, 3, 5], mean=0.0, variance=1.0, momentum=0.5)
    (1.5, 2.5)
    """
    of_batch, biased = batch_moments(values)
    unbiased = biased * len(values) / (len(values) - 1)
    return (1 - momentum) * mean + momentum * of_batch, (1 - momentum) * variance + momentum * unbiased
