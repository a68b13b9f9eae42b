"""What Zeiler and Fergus say of AlexNet and ZFNet, and what our pair says to it, from the numbers computed here."""

import math
from dataclasses import dataclass

WAIT = "being measured"


@dataclass(frozen=True)
class Measured:
    """What is known of one network of the pair; None where it is still being measured.

    Attributes:
        title: its name.
        stride: of its first layer.
        accuracy, pictures: share of the validation pictures that it gets right, and how many there are.
        bands: shares of the first layer's energy that are low, middle and high.
        folded: share of the first layer's energy on the picture that comes back wrong, for strides 1, 2, 3, ...
        dead: dead maps of the first and of the second layer.
        too_fine: share of the second layer's projections that is finer than the first layer can carry.
    """

    title: str
    stride: int
    accuracy: float
    pictures: int
    bands: tuple[float, ...] | None = None
    folded: tuple[float, ...] | None = None
    dead: tuple[int, ...] | None = None
    too_fine: float | None = None


def claims_table(alexnet: Measured, zfnet: Measured) -> str:
    """Each claim of the paper beside our numbers, as Markdown."""
    rows = (
        (
            "AlexNet’s first layer filters “are a mix of extremely high and low frequency information, with little "
            "coverage of the mid frequencies” (4.1)",
            _bands(alexnet, zfnet),
        ),
        ("“aliasing artifacts caused by the large stride 4” (4.1)", _folded(alexnet, zfnet)),
        (
            "second layer: ZFNet’s “are cleaner, with no aliasing artifacts” (figure 6)",
            _second(alexnet, zfnet),
        ),
        (
            "the smaller stride and filter size give “fewer ‘dead’ features” (figure 6)",
            _dead(alexnet, zfnet),
        ),
        (
            "“it also improves the classification performance” (4.1): top-1 error on ImageNet 38.4 % against 40.5 % (table 2)",
            _accuracy(alexnet, zfnet),
        ),
    )
    lines = [f"| {claim} | {ours} |" for claim, ours in rows]
    return "\n".join(["| the paper | our pair |", "|:--|:--|", *lines])


def _bands(alexnet: Measured, zfnet: Measured) -> str:
    if alexnet.bands is None or zfnet.bands is None:
        return WAIT
    (low, middle, high), (low2, middle2, high2) = alexnet.bands, zfnet.bands
    mid = "less in the middle, **as in the paper**" if middle < middle2 else "**not** less in the middle"
    top = (
        "and more at the top, **as in the paper**"
        if high > high2
        else "but **not** more at the top: **ours differs**"
    )
    return (
        f"low, middle, high: AlexNet {low:.0%}, {middle:.0%}, {high:.0%}; ZFNet {low2:.0%}, {middle2:.0%}, {high2:.0%}. AlexNet "
        f"has {mid}, {top}"
    )


def _folded(alexnet: Measured, zfnet: Measured) -> str:
    if alexnet.folded is None or zfnet.folded is None:
        return WAIT
    own, other = alexnet.folded[alexnet.stride - 1], zfnet.folded[zfnet.stride - 1]
    swapped = zfnet.folded[alexnet.stride - 1]
    says = f"{own / other:.1f} times as much" if other > 0 else "more"
    judged = f"{says}, **as in the paper**" if own > other else "**not** more: **ours differs**"
    spared = (
        f" AlexNet’s filters have become coarser, which suits their stride: at stride {alexnet.stride}, ZFNet’s would fold {swapped:.1%}."
        if swapped > own
        else ""
    )
    return (
        f"of layer 1’s energy on the picture above {own:.1%} comes back at a wrong frequency in AlexNet, {other:.1%} in ZFNet: "
        f"{judged}.{spared}"
    )


def _second(alexnet: Measured, zfnet: Measured) -> str:
    if alexnet.too_fine is None or zfnet.too_fine is None:
        return WAIT
    judged = "**as in the paper**" if alexnet.too_fine > zfnet.too_fine else "**ours differs**"
    return (
        f"finer than layer 1 can carry: {alexnet.too_fine:.0%} of the energy of AlexNet’s projections, {zfnet.too_fine:.0%} of "
        f"ZFNet’s: {judged}"
    )


def _dead(alexnet: Measured, zfnet: Measured) -> str:
    if alexnet.dead is None or zfnet.dead is None:
        return WAIT
    one, other = sum(alexnet.dead), sum(zfnet.dead)
    if one == other == 0:
        judged = "none in either: **ours differs**. Batch normalisation, which the paper’s networks lack, keeps maps alive"
    elif one > other:
        judged = "fewer in ZFNet, **as in the paper**"
    else:
        judged = "**not** fewer in ZFNet: **ours differs**"
    return (
        f"dead by your threshold, layers 1 and 2: AlexNet {alexnet.dead[0]} and {alexnet.dead[1]}, ZFNet {zfnet.dead[0]} and "
        f"{zfnet.dead[1]}: {judged}"
    )


def _accuracy(alexnet: Measured, zfnet: Measured) -> str:
    gap = zfnet.accuracy - alexnet.accuracy
    error = math.sqrt(sum(one.accuracy * (1 - one.accuracy) / one.pictures for one in (alexnet, zfnet)))
    judged = (
        "**as in the paper**"
        if gap > 2 * error
        else "**too close to tell**"
        if abs(gap) <= 2 * error
        else "**ours differs**"
    )
    return (
        f"on {zfnet.pictures:,} validation pictures of ten classes {alexnet.accuracy:.1%} and {zfnet.accuracy:.1%} right: "
        f"{100 * gap:+.1f} points, standard error {100 * error:.1f}: {judged}. One training run each"
    )
