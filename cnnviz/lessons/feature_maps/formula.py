"""How a unit's value comes about, in LaTeX with the learner's numbers."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

Paint = Callable[[str, str], str]

GENERAL = r"y_m(r, c) = f\!\left( \sum_{n} \sum_{k,\,l} w_{m,n}(k, l) \; x_n(rS + k - P,\; cS + l - P) \; + \; b_m \right)"


@dataclass(frozen=True)
class Term:
    """One input map's share of the sum: Σ of weight times value over the window."""

    map: int
    value: float


def digits(value: float) -> str:
    """A number with four digits that count.

    >>> digits(-0.03182), digits(12.3456), digits(0)
    ('-0.0318', '12.35', '0')
    """
    if value == 0:
        return "0"
    size = abs(value)
    places = 0 if size >= 1000 else 2 if size >= 10 else 3 if size >= 0.1 else 4
    return f"{value:.{places}f}" if size >= 0.00005 else f"{value:.1e}"


def _signed(value: float) -> str:
    return f"- {digits(-value)}" if value < 0 else f"+ {digits(value)}"


def sum_formula(
    terms: Sequence[Term], rest: tuple[int, float], bias: float, total: float, paint: Paint
) -> str:
    """The sum over the input maps: the strongest ones one by one, the others together.

    `rest` is how many others there are, and their sum.
    """
    parts = [
        rf"\underset{{n = {term.map}}}{{{paint('input', digits(term.value) if at == 0 else _signed(term.value))}}}"
        for at, term in enumerate(terms)
    ]
    count, others = rest
    if count:
        parts.append(
            rf"\underset{{\text{{{count:,} others}}}}{{{paint('input', _signed(others))}}}".replace(
                ",", "{,}"
            )
        )
    if bias:
        parts.append(rf"\underset{{\text{{bias}}}}{{{paint('window', _signed(bias))}}}")
    return " ".join(parts) + f" = {digits(total)}"


def _small(value: float) -> str:
    """A small number as the papers write it.

    >>> _small(1e-5), _small(0.001)
    ('10^{-5}', '0.001')
    """
    digits, _, power = f"{value:g}".partition("e")
    if not power:
        return digits
    return ("" if digits == "1" else rf"{digits} \cdot ") + f"10^{{{int(power)}}}"


def norm_formula(before: float, numbers: Mapping[str, float], after: float) -> str:
    """Batch normalisation with the mean and variance kept from training."""
    gamma, beta, mean, variance, epsilon = (
        numbers[name] for name in ("gamma", "beta", "mean", "variance", "epsilon")
    )
    fraction = (
        rf"\frac{{{digits(before)} {_signed(-mean)}}}{{\sqrt{{{digits(variance)} + {_small(epsilon)}}}}}"
    )
    return rf"{digits(gamma)} \cdot {fraction} {_signed(beta)} = {digits(after)}"


@dataclass(frozen=True)
class Move:
    """One step behind the sum: what is done, with which numbers, to what, and what comes out.

    Kinds and numbers are those of `cnnviz.probes.units.Step`.
    """

    kind: str
    name: str
    numbers: Mapping[str, float]
    before: float
    after: float


def step_formula(move: Move, paint: Paint) -> str:
    """One step behind the sum, with its numbers."""
    numbers, before = move.numbers, digits(move.before)
    end = paint("output", digits(move.after))
    if move.kind == "batch norm":
        return rf"\text{{batch norm: }} {norm_formula(move.before, numbers, move.after)}"
    if move.kind == "sum":
        return rf"\text{{shortcut: }} {before} {_signed(numbers['shortcut'])} = {end}"
    if move.kind in {"maximum", "branch"}:
        words = _STANDS[move.kind].format(**{name: int(number) for name, number in numbers.items()})
        return rf"\text{{{words}: }} {end}"
    return rf"\text{{{move.name}: }} {_ACTIVATIONS.get(move.name, 'f(@)').replace('@', before)} = {end}"


_STANDS = {
    "maximum": "max pooling, the largest in its window stands at row {row}, column {column}",
    "branch": "stacked, it is map {map} of part {branch} of the stack",
}
_ACTIVATIONS = {"ReLU": r"\max(0,\; @)", "ReLU6": r"\min(6,\; \max(0,\; @))"}
