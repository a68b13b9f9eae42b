"""The formulas of one layer with its numbers, term by term in the colours of the picture."""

import re
from collections.abc import Callable

from cnnviz.architectures import INPUT, Report, Row
from cnnviz.architectures.drawing import Unit
from cnnviz.architectures.fields import Sight
from cnnviz.architectures.layers import AdaptivePool, Conv, Dense, Pool
from cnnviz.architectures.simple import Add, Concat
from cnnviz.architectures.special import LocalConv, PartialConv, RadialBasis, Subsample
from cnnviz.maths import Window

Colour = Callable[[str, str], str]
LETTERS = (
    "O output, I input, P padding on both sides together, K kernel, S stride, D dilation, along one side; C number of maps, G groups; "
    "r receptive field and j jump of this layer, both in pixels of the picture. A MAC is one multiplication and one addition, so "
    "FLOPs are twice as many. All for one picture."
)


def telling_row(report: Report, unit: Unit | None) -> Row | None:
    """The layer whose formula is shown: the chosen one, or else the first that could be computed."""
    if unit is not None and unit.name in report.by_name:
        return report.by_name[unit.name]
    return report.rows[0] if report.rows else None


def with_thousands(formula: str) -> str:
    """LaTeX whose thousands are set apart without the space that follows a comma in a formula.

    >>> with_thousands("1,000,000, x")
    '1{,}000{,}000, x'
    """
    return re.sub(r"(?<=\d),(?=\d{3})", "{,}", formula)


def formula_lines(report: Report, row: Row, colour: Colour) -> list[str]:
    """LaTeX: size, weights, MACs and field of this layer.

    >>> from cnnviz.architectures import build
    >>> from cnnviz.architectures.shapes import infer
    >>> report = infer(build("alexnet"))
    >>> formula_lines(report, report.by_name["fc7"], lambda role, inner: inner)[0]
    '\\\\text{weights} = 4{,}096 \\\\cdot 4{,}096 = 16{,}777{,}216'
    """
    layer = row.node.layer
    lines: list[str] = []
    if layer.sees == "window":
        lines += _sizes(row, colour)
    if isinstance(layer, Conv):
        lines += _conv(row, layer, colour)
    elif isinstance(layer, Dense):
        values, outputs = colour("input", f"{row.inputs[0][0]:,}"), colour("output", f"{layer.outputs:,}")
        lines.append(rf"\text{{weights}} = {values} \cdot {outputs} = {row.weights:,}")
        lines.append(rf"\text{{MACs}} = {row.macs:,}\quad\text{{(each weight is used once)}}")
    elif isinstance(layer, PartialConv):
        pairs = sum(len(one) for one in layer.table)
        lines.append(
            rf"\text{{weights}} = {pairs}\ \text{{pairs of maps}} \cdot {_kernel(row, colour)} = {row.weights:,}"
        )
        lines.append(_macs(row, colour))
    elif isinstance(layer, LocalConv):
        each = rf"{_kernel(row, colour)} \cdot {colour('input', str(row.inputs[0][0]))}"
        values = rf"{colour('output', str(row.shape[0]))} \cdot {_places(row, colour)}"
        lines.append(rf"\text{{weights}} = {each} \cdot {values} = {row.weights:,} = \text{{MACs}}")
    elif isinstance(layer, Pool | AdaptivePool | Subsample):
        lines.append(
            rf"\text{{parameters}} = {row.parameters:,} \qquad C = {colour('output', f'{row.shape[0]:,}')}\ \text{{as before}}"
        )
    elif isinstance(layer, Concat):
        parts = " + ".join(colour("input", str(shape[0])) for shape in row.inputs)
        lines.append(rf"C = {parts} = {colour('output', f'{row.shape[0]:,}')}")
    elif isinstance(layer, Add):
        lines.append(r"y = F(x) + x \qquad \frac{\partial y}{\partial x} = \frac{\partial F}{\partial x} + 1")
    elif isinstance(layer, RadialBasis):
        lines.append(
            r"y_j = \sum_i (x_i - w_{ij})^2 \qquad \text{the patterns } w_{ij} \text{ are drawn by hand}"
        )
    if layer.sees == "window" and len(row.shape) == 3:
        axes = (0,) if layer.windows[0] == layer.windows[1] else (0, 1)
        lines += [_field(report, row, axis, colour) for axis in axes]
    return [with_thousands(line) for line in lines]


def _sizes(row: Row, colour: Colour) -> list[str]:
    windows = row.node.layer.windows
    sizes = [(row.inputs[0][1], windows[0], row.shape[1]), (row.inputs[0][2], windows[1], row.shape[2])]
    ceil = bool(getattr(row.node.layer, "ceil", False))
    return [_size(*one, ceil, colour) for one in dict.fromkeys(sizes)]


def _size(size: int, window: Window, out: int, ceil: bool, colour: Colour) -> str:
    left, right = (r"\lceil", r"\rceil") if ceil else (r"\lfloor", r"\rfloor")
    span = rf"{window.dilation}({window.kernel} - 1) - 1" if window.dilation > 1 else f"{window.kernel}"
    above = (
        f"{colour('input', str(size))} + {colour('padding', str(window.before + window.after))} - "
        f"{colour('window', span)}"
    )
    return rf"O = \left{left}\frac{{{above}}}{{{colour('window', str(window.stride))}}}\right{right} + 1 = {colour('output', str(out))}"


def _kernel(row: Row, colour: Colour) -> str:
    rows, columns = row.node.layer.windows
    return colour("window", rf"{rows.kernel} \cdot {columns.kernel}")


def _conv(row: Row, layer: Conv, colour: Colour) -> list[str]:
    came = row.inputs[0][0]
    each = (
        colour("input", str(came))
        if layer.groups == 1
        else rf"\frac{{{colour('input', str(came))}}}{{{layer.groups}}}"
    )
    biases = rf",\quad {row.biases:,}\ \text{{biases}}" if row.biases else ""
    weights = rf"\text{{weights}} = {_kernel(row, colour)} \cdot {each} \cdot {colour('output', str(layer.maps))} = {row.weights:,}{biases}"
    return [weights, _macs(row, colour)]


def _macs(row: Row, colour: Colour) -> str:
    return rf"\text{{MACs}} = {row.weights:,} \cdot {_places(row, colour)} = {row.macs:,}"


def _places(row: Row, colour: Colour) -> str:
    return colour("output", rf"{row.shape[1]} \cdot {row.shape[2]}")


def _field(report: Report, row: Row, axis: int, colour: Colour) -> str:
    """Along the rows or the columns; said which where they differ."""
    name = row.node.inputs[0]
    both = [Sight.of_input(size) for size in row.inputs[0][1:]]
    if name != INPUT:
        both = [report.by_name[name].rows, report.by_name[name].columns]
    below, window, sight = both[axis], row.node.layer.windows[axis], (row.rows, row.columns)[axis]
    which = (
        ""
        if row.node.layer.windows[0] == row.node.layer.windows[1]
        else rf"_{{\text{{{('rows', 'columns')[axis]}}}}}"
    )
    grown = rf"{below.field} + {colour('window', f'({window.span} - 1)')} \cdot {below.jump}"
    jump = rf"j = {below.jump} \cdot {colour('window', str(window.stride))} = {sight.jump}"
    return rf"r{which} = {grown} = {colour('field', f'{sight.field:,}')} \qquad {jump}"


__all__ = ["LETTERS", "formula_lines", "telling_row", "with_thousands"]
