"""The formulas of lesson C2, in general and with the learner's unit in them."""

from collections.abc import Callable, Sequence
from math import floor, log10

Latex = Callable[[str, str], str]
Box = Sequence[int]

GENERAL = (
    r"\text{filter: } \; s_{\text{below}}(c, i, j) = \sum_{m}\sum_{k,l} W(m, c, k, l)\; s(m, r, q), \qquad i = rS + k - P,\; j = qS + l - P",
    r"\text{unpool: } \; s_{\text{below}}\big(m, \text{switch}(m, r, q)\big) \mathrel{+}= s(m, r, q)",
    r"\text{rectify: } \;\; \underbrace{\max(0, s)}_{\text{deconvnet}} \qquad \underbrace{[x > 0]\,\max(0, s)}_{\text{guided}} \qquad "
    r"\underbrace{[x > 0]\; s}_{\text{gradient}}",
)


def number(value: float) -> str:
    """Four digits that count, as a formula writes them.

    >>> number(8.31249), number(0.00042), number(1234.5), number(0)
    ('8.312', '4.200 \\\\cdot 10^{-4}', '1234', '0')
    """
    if value == 0:
        return "0"
    size = abs(value)
    if size < 0.001 or size >= 100_000:
        mantissa, exponent = f"{value:.3e}".split("e")
        return rf"{mantissa} \cdot 10^{{{int(exponent)}}}"
    return f"{value:.{max(0, 3 - floor(log10(size)))}f}"


def thousands(count: int) -> str:
    return f"{count:,}".replace(",", "{,}")


def reach_formula(unit: Sequence[int], activation: float, box: Box, side: int, latex: Latex) -> str:
    """One unit is kept, and these are the pixels that its signal can reach: top, left, bottom, right."""
    of, row, column = unit
    top, left, bottom, right = box
    rows, columns = bottom - top, right - left
    field = rf"{rows} \times {columns} = {thousands(rows * columns)}"
    return (
        rf"s({of}, {row}, {column}) = {latex('output', number(activation))}, \text{{ all others }} 0 \;\;\Rightarrow\;\; "
        rf"{latex('field', field)} \text{{ of }} "
        rf"{latex('input', thousands(side * side))} \text{{ pixels can differ from }} 0"
    )


def gate_formula(layer: str, before: tuple[int, int], after: int) -> str:
    """What a ReLU makes of the signal on its way down; `before`: how many values are positive and negative.

    >>> "300" in gate_formula("relu4", (300, 100), 300)
    True
    """
    name = layer.replace("_", r"\_")
    return (
        rf"\text{{{name}: }} {thousands(before[0])} \text{{ values above }} 0 \text{{ and }} {thousands(before[1])} "
        rf"\text{{ below arrive, }} {thousands(after)} \text{{ pass}}"
    )


def contrast_formula(limit: float, latex: Latex) -> str:
    """How a signed value becomes a colour channel."""
    return (
        r"\text{colour} = \operatorname{round}\!\Big(128 + 127 \cdot \operatorname{clip}\big("
        rf"\tfrac{{v}}{{{latex('window', number(limit))}}},\, -1,\, 1\big)\Big), \qquad v = 0 \mapsto 128 \text{{ (gray)}}"
    )
