"""The cost of a block term by term, its table of numbers, and the ratio of the two ways."""

from collections.abc import Callable

from cnnviz.lessons.words import text_in_formula
from cnnviz.maths import Block, BlockLayer

Paint = Callable[[str, str], str]  # (role of the palette, LaTeX) -> LaTeX in that role's colour

LETTERS = (
    "Each layer: kernel height · kernel width · maps in (per group) · maps out · positions, which are the side of "
    "the output squared. Letters: K or n kernel, C maps in, N maps out, W maps between, G groups."
)
RATIOS = {
    "reduction": r"\frac{\text{reduced}}{\text{direct}} = \frac{C\,W + K^2\,W\,N}{K^2\,C\,N} "
    r"= W\left(\frac{1}{K^2 N} + \frac{1}{C}\right)",
    "inception": r"\frac{\text{reduced}}{\text{naive}} = \frac{\text{sum over the layers of the reduced module}}"
    r"{\text{sum over the layers of the naive module}}",
    "resnet": r"\frac{\text{bottleneck}}{\text{plain}} = \frac{2\,C\,W + 9\,W^2}{18\,C^2}",
    "separable": r"\frac{\text{separable}}{\text{full}} = \frac{K^2\,C + C\,N}{K^2\,C\,N} = \frac{1}{N} + \frac{1}{K^2}",
    "asymmetric": r"\frac{\text{pair}}{\text{square}} = \frac{n\,C\,W + n\,W\,N}{n^2\,C\,N} "
    r"\quad\left(= \frac{2}{n} \text{ where } C = W = N\right)",
    "grouped": r"\frac{\text{grouped}}{\text{full}} = \frac{1}{G}",
}


def grouped_digits(number: int) -> str:
    """A number in LaTeX with its thousands apart.

    >>> grouped_digits(2408448)
    '2{,}408{,}448'
    """
    return f"{number:,}".replace(",", "{,}")


def macs_formula(block: Block, paint: Paint) -> str:
    """The block's MACs in LaTeX: one line per layer, then their sum."""
    layers = [layer for layer in block.layers if not layer.pool]
    lines = [_line(layer, block.size, paint) for layer in layers]
    total = grouped_digits(block.cost().macs)
    if len(layers) > 1:
        terms = " + ".join(grouped_digits(layer.cost(block.size).macs) for layer in layers)
        sum_of = terms if len(layers) <= 3 else r"\text{all of these}"
        lines.append(rf"{text_in_formula(block.name)} &= {sum_of} = \mathbf{{{total}}}")
    return r"\begin{aligned}" + r" \\ ".join(lines) + r"\end{aligned}"


def _line(layer: BlockLayer, size: int, paint: Paint) -> str:
    kernel = paint("window", rf"{layer.kernel[0]}\cdot {layer.kernel[1]}")
    per_group = layer.in_channels // layer.groups
    maps_in = paint("input", str(per_group))
    maps_out = paint("output", str(layer.out_channels))
    cells = paint("output", rf"{size}\cdot {size}")
    macs = grouped_digits(layer.cost(size).macs)
    return rf"{text_in_formula(layer.name)} &= {kernel}\cdot {maps_in}\cdot {maps_out}\cdot {cells} = {macs}"


def ratio_formula(case: str, pair: tuple[Block, Block]) -> str:
    """The general ratio and the learner's, in LaTeX."""
    first, second = (block.cost().macs for block in pair)
    numbers = rf"\frac{{{grouped_digits(second)}}}{{{grouped_digits(first)}}} = {second / first:.4g}"
    return (
        rf"\begin{{aligned}} {RATIOS[case].replace(' = ', ' &= ', 1)} \\[0.9em] &= {numbers}\end{{aligned}}"
    )


def ratio_words(first: float, second: float) -> str:
    """How the second number compares with the first.

    >>> ratio_words(120422400, 12443648), ratio_words(2, 3), ratio_words(5, 5)
    ('9.68 times less', '1.5 times as much', 'the same')
    """
    if first == second:
        return "the same"
    if first > second:
        return f"{first / second:.3g} times less"
    return f"{second / first:.3g} times as much"


HEADER = ("way", "layer", "kernel", "maps in", "maps out", "groups", "weights", "biases", "MACs",
          "output values", "output bytes")  # fmt: skip


def numbers(pair: tuple[Block, Block]) -> list[tuple[str | int, ...]]:
    """Every layer of both ways and their totals, as rows under `HEADER`; MACs and values are for one picture."""
    rows: list[tuple[str | int, ...]] = []
    for block in pair:
        for layer, cost in zip(block.layers, block.costs(bias=True), strict=True):
            kernel = f"{layer.kernel[0]} × {layer.kernel[1]}"
            rows.append((block.name, layer.name, kernel, layer.in_channels, layer.out_channels, layer.groups,
                         cost.weights, cost.biases, cost.macs, cost.output_values, cost.output_bytes))  # fmt: skip
        total = block.cost(bias=True)
        rows.append((block.name, "total", "", block.in_channels, block.out_channels, "", total.weights,
                     total.biases, total.macs, total.output_values, total.output_bytes))  # fmt: skip
    return rows


def table(pair: tuple[Block, Block]) -> str:
    """The same rows as a Markdown table, without what is only for a spreadsheet."""
    lines = [
        "| way | layer | maps | weights | biases | MACs | output values |",
        "| :-- | :-- | --: | --: | --: | --: | --: |",
    ]
    for way, layer, _, maps_in, maps_out, _, *counts, _ in numbers(pair):
        bold = "**" if layer == "total" else ""
        cells = " | ".join(f"{bold}{count:,}{bold}" for count in counts)
        lines.append(f"| {way} | {bold}{layer}{bold} | {maps_in} → {maps_out} | {cells} |")
    return "\n".join(lines)
