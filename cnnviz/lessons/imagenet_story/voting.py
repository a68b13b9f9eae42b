"""Several networks and crops: GoogLeNet's table 3, and what an average over many answers costs."""

from cnnviz.architectures import build, infer

MODELS = (1, 7)
CROPS = (1, 10, 144)

ERRORS: dict[tuple[int, int], float] = {
    (1, 1): 10.07, (1, 10): 9.15, (1, 144): 7.89, (7, 1): 8.09, (7, 10): 7.62, (7, 144): 6.67,
}  # fmt: skip
"""Top-5 error in percent on the validation pictures by (networks, crops): Szegedy et al. 2014, table 3."""


def passes(models: int, crops: int) -> int:
    """How often a network runs for one picture."""
    return models * crops


def macs(models: int, crops: int) -> int:
    """Multiply-accumulates for one picture: the passes times GoogLeNet's.

    >>> macs(1, 1), macs(7, 144) == 1008 * macs(1, 1)
    (1582671872, True)
    """
    return passes(models, crops) * infer(build("googlenet")).main.macs


ANSWERS = 10
RANKS = 12


def ranks(draw: int) -> tuple[int, ...]:
    """Where the right class stands in each of ten made-up answers, best first, the same for every draw's number.

    Most are right at once, some within five, some are not: about as AlexNet answers.
    """
    import random

    dice = random.Random(f"ranks:{draw}")
    likely = (1,) * 11 + (2, 2, 2, 3, 3, 4, 5, 6, 7, 8, 9, 11, 12)
    return tuple(dice.choice(likely) for _ in range(ANSWERS))


def missed(found: tuple[int, ...], k: int) -> int:
    """How many of the answers do not have the right class among their first `k`.

    >>> missed((1, 3, 6, 1, 2), 5), missed((1, 3, 6, 1, 2), 1)
    (1, 3)
    """
    return sum(rank > k for rank in found)


def vote_words(models: int, crops: int) -> tuple[str, str]:
    """The name of a way to ask, and its error and cost in two short lines.

    >>> vote_words(1, 10)
    ('1 network, 10 crops', '9.15 %<br>10 passes')
    """
    count = passes(models, crops)
    name = f"{models} network{'s' * (models > 1)}, {crops} crop{'s' * (crops > 1)}"
    return name, f"{ERRORS[models, crops]:g} %<br>{count:,} pass{'es' * (count > 1)}"
