"""The chosen layer's numbers, term by term, in LaTeX."""

from collections.abc import Callable

from cnnviz.architectures import INPUT, Row
from cnnviz.architectures.layers import Conv, Dense, Pool, Windowed
from cnnviz.architectures.simple import Add, BatchNorm, Concat
from cnnviz.architectures.special import LocalConv, PartialConv, Subsample
from cnnviz.lessons.bottleneck.formula import grouped_digits
from cnnviz.lessons.builder.build import Build
from cnnviz.lessons.famous_networks.formula import formula_lines as any_formula_lines
from cnnviz.maths import Window

Paint = Callable[[str, str], str]  # (role of the palette, LaTeX) -> LaTeX in that role's colour

LETTERS = (
    "I and O: side of the maps in and out; P padding, D dilation, K kernel, S stride, C maps in, N maps out, G groups. r receptive field, j jump, "
    "both in pixels of the input. MACs are for one picture."
)


def formula_lines(build: Build, row: Row, paint: Paint) -> list[str]:
    """Size, parameters, MACs and field of one layer."""
    layer = row.node.layer
    if isinstance(layer, Windowed):
        return _slid(build, row, layer, paint)
    if isinstance(layer, Dense):
        return [
            rf"\text{{parameters}} = {paint('input', grouped_digits(row.inputs[0][0]))} \cdot "
            rf"{paint('output', grouped_digits(layer.outputs))}{_biases(row)} = {grouped_digits(row.parameters)}",
            rf"\text{{MACs}} = {grouped_digits(row.inputs[0][0])} \cdot {grouped_digits(layer.outputs)} = {grouped_digits(row.macs)}",
        ]
    if isinstance(layer, Concat):
        parts = " + ".join(paint("input", str(shape[0])) for shape in row.inputs)
        return [rf"N = {parts} = {paint('output', str(row.shape[0]))}", *_union(build, row, paint)]
    if isinstance(layer, Add):
        shapes = rf"{_shape(row.inputs[0], paint, 'input')} \text{{ in each, }} {_shape(row.shape, paint, 'output')} \text{{ out}}"
        return [shapes, *_union(build, row, paint)]
    if isinstance(layer, BatchNorm):
        maps = paint("input", str(row.shape[0]))
        return [
            rf"\text{{parameters}} = 2 \cdot {maps} = {grouped_digits(row.parameters)} \quad \text{{(a scale and a shift for each map)}}"
        ]
    return [
        rf"{_shape(row.inputs[0], paint, 'input')} \;\to\; {_shape(row.shape, paint, 'output')} \quad \text{{no parameters}}"
    ]


def _slid(build: Build, row: Row, layer: Windowed, paint: Paint) -> list[str]:
    """Rare layers, and windows that differ along the axes, are put as the explorer puts them."""
    if isinstance(layer, LocalConv | PartialConv | Subsample) or layer.rows != layer.columns:
        return any_formula_lines(build.report, row, paint)
    lines = [_size(row, layer, paint), *(_cost(row, layer, paint) if isinstance(layer, Conv) else ())]
    return [*lines, _field(build, row, layer.rows, paint)]


def _shape(shape: tuple[int, ...], paint: Paint, role: str) -> str:
    return paint(role, r" \times ".join(map(str, shape)))


def _size(row: Row, layer: Windowed, paint: Paint) -> str:
    """Along the rows; and the columns' result where it differs."""
    window, size = layer.rows, paint("input", str(row.inputs[0][1]))
    top = rf"{size} + {paint('padding', f'{window.before} + {window.after}')} - {window.dilation}\,({paint('window', str(window.kernel))} - 1) - 1"
    up = isinstance(layer, Pool) and layer.ceil
    left, right = (r"\lceil", r"\rceil") if up else (r"\lfloor", r"\rfloor")
    both = paint("output", str(row.shape[1]))
    columns = "" if row.shape[1] == row.shape[2] else rf", \quad \text{{columns: }} {row.shape[2]}"
    return rf"O = \left{left} \frac{{{top}}}{{{paint('window', str(window.stride))}}} \right{right} + 1 = {both}{columns}"


def _cost(row: Row, layer: Conv, paint: Paint) -> list[str]:
    kernel = paint("window", rf"{layer.rows.kernel} \cdot {layer.columns.kernel}")
    inputs, maps = paint("input", str(row.inputs[0][0] // layer.groups)), paint("output", str(layer.maps))
    places = paint("output", rf"{row.shape[1]} \cdot {row.shape[2]}")
    group = rf" \quad (C / G = {row.inputs[0][0]} / {layer.groups})" if layer.groups > 1 else ""
    return [
        rf"\text{{parameters}} = {kernel} \cdot {inputs} \cdot {maps}{_biases(row)} = {grouped_digits(row.parameters)}{group}",
        rf"\text{{MACs}} = {grouped_digits(row.weights)} \cdot {places} = {grouped_digits(row.macs)}",
    ]


def _biases(row: Row) -> str:
    return f" + {grouped_digits(row.biases)}" if row.biases else ""


def _field(build: Build, row: Row, window: Window, paint: Paint) -> str:
    before = row.node.inputs[0]
    below = build.report.by_name[before].rows if before != INPUT else None
    field, jump = (below.field, below.jump) if below else (1, 1)
    return (
        rf"r = {paint('field', str(field))} + {window.dilation}\,({paint('window', str(window.kernel))} - 1) \cdot {jump} = "
        rf"{paint('field', str(row.rows.field))}, \qquad j = {jump} \cdot {paint('window', str(window.stride))} = {row.rows.jump}"
    )


def _union(build: Build, row: Row, paint: Paint) -> list[str]:
    fields = [build.report.by_name[name].rows.field if name != INPUT else 1 for name in row.node.inputs]
    shown = ", ".join(map(str, fields))
    return [rf"r = \text{{all that any branch sees}} ({shown}) = {paint('field', str(row.rows.field))}"]
