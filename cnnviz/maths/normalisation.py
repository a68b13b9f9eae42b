"""Local response normalisation across feature maps, in the paper's constants and in torch's.

Krizhevsky, Sutskever and Hinton (2012), section 3.3: b_i = a_i / (k + alpha · sum of a_j²)^beta over the n
maps around map i at the same position.
"""

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
