"""The formulas of lesson C4 with the learner's numbers."""

import math
from collections.abc import Callable, Sequence

Latex = Callable[[str, str], str]

SPECTRUM = (
    r"E_k(f) = \sum_{c} \Big| \sum_{u} w_{k,c}[u]\, e^{-2\pi i\, f \cdot u} \Big|^2, \qquad "
    r"\text{share of a band} = \frac{\sum_{\lVert f \rVert \in \text{band}} E_k(f)}{\sum_{f} E_k(f)}"
)
FOLDED = (
    r"A_S = \frac{\sum_k \sum_{f \text{ finer than } 1/(2S)} \lvert \hat r_k(f) \rvert^2}{\sum_k \sum_{f} \lvert \hat r_k(f) \rvert^2}, \qquad "
    r"r_k = \gamma_k\, (w_k * x) \text{ at every pixel}"
)
DEAD = (
    r"\text{map } k \text{ is dead} \iff \frac{1}{P}\, \#\Big\{ x : \max_u a_k(x)[u] > \tau\, m \Big\} \le q, \qquad "
    r"m = \text{median of the peaks above } 0"
)


def bands_formula(title: str, k: int, shares: Sequence[float], latex: Latex) -> str:
    """One filter's shares, in the colours of its bar.

    >>> bands_formula("ZFNet", 3, [0.5, 0.3, 0.2], lambda role, inner: inner)
    '\\\\text{ZFNet, filter 3: } 0.50 + 0.30 + 0.20 = 1'
    """
    parts = [
        latex(role, f"{share:.2f}") for role, share in zip(("input", "output", "window"), shares, strict=True)
    ]
    return rf"\text{{{title}, filter {k}: }} {' + '.join(parts)} = 1"


def alias_formula(title: str, frequency: float, stride: int, latex: Latex) -> str:
    """Where a frequency comes back after samples `stride` pixels apart, along one axis.

    >>> alias_formula("AlexNet", 0.2, 4, lambda role, inner: inner)
    "\\\\text{AlexNet: } f' = 0.200 - \\\\frac{\\\\operatorname{round}(0.200 \\\\cdot 4)}{4} = 0.200 - \\\\frac{1}{4} = -0.050"
    """
    turns = math.ceil(frequency * stride - 0.5)  # rounded, halves down
    seen = frequency - turns / stride
    f, s = latex("input", f"{frequency:.3f}"), latex("window", str(stride))
    return (
        rf"\text{{{title}: }} f' = {f} - \frac{{\operatorname{{round}}({f} \cdot {s})}}{{{s}}} = {f} - \frac{{{turns}}}{{{s}}} = "
        rf"{latex('output', f'{seen:.3f}')}"
    )


def folded_formula(title: str, stride: int, share: float, latex: Latex) -> str:
    """The folded share of one network at its own stride."""
    return rf"\text{{{title}: }} A_{{{latex('window', str(stride))}}} = {latex('unused', f'{100 * share:.2f}')}\,\%"


def folded_table(titles: Sequence[str], folded: Sequence[Sequence[float]], strides: Sequence[int]) -> str:
    """The share that comes back wrong for each network's filters at several strides, its own in bold, as Markdown."""
    count = len(folded[0])
    head = f"| filters of | {' | '.join(f'stride {stride}' for stride in range(1, count + 1))} |\n|:--|{'--:|' * count}"
    lines = []
    for title, shares, own in zip(titles, folded, strides, strict=True):
        cells = [f"**{share:.1%}**" if at + 1 == own else f"{share:.1%}" for at, share in enumerate(shares)]
        lines.append(f"| {title} | {' | '.join(cells)} |")
    return "\n".join([head, *lines])


def dead_formula(title: str, share: float, threshold: float, typical: float, latex: Latex) -> str:
    """The map of the first layer that fires least often, with the learner's threshold."""
    level = rf"{latex('window', f'{threshold:.2f}')} \cdot {typical:.3g}"
    return (
        rf"\text{{{title}, conv1: its quietest map exceeds }} {level} = {threshold * typical:.3g} \text{{ on }} "
        rf"{latex('output', f'{100 * share:.1f}')}\,\% \text{{ of the crops}}"
    )
