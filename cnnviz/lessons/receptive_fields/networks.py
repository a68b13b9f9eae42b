"""Receptive fields of published networks, layer by layer, and which of them are stacks for the explorer."""

from dataclasses import dataclass

from cnnviz.architectures import ARCHITECTURES, Network, Report, Row, build, infer, published
from cnnviz.architectures.layers import Conv, Pool
from cnnviz.architectures.special import PartialConv, Subsample
from cnnviz.lessons.receptive_fields.stack import LIMITS, Layer
from cnnviz.maths import reaches

HEADER = ("layer", "what it is", "output", "field, px", "jump, px", "start, px")
DETAIL = {"blocks": "one row for each block", "layers": "every layer that changes the field"}


@dataclass(frozen=True)
class Preset:
    """A network's convolutions and poolings as a stack of the explorer, with the size of its input."""

    input: int
    layers: tuple[Layer, ...]


def field_rows(name: str, detail: str = "blocks") -> list[tuple[str, ...]]:
    """The table of a network, as texts, in the order of `HEADER`.

    >>> field_rows("alexnet")[1]
    ('pool1', 'max pooling 3 × 3, stride 2', '96 × 27 × 27', '19', '8', '9')

    Raises:
        ValueError: there is no such network.
    """
    report = infer(build(name))
    return [_texts(row, detail) for row in report.rows if not row.node.side and _shown(report, row, detail)]


def _shown(report: Report, row: Row, detail: str) -> bool:
    """Blocks show their last row; a layer that sees what the one below sees is left out."""
    if row.node.layer.sees == "all" or len(row.shape) == 1:
        return row.node.layer.units
    if row.node.block and detail == "blocks":
        readers = report.network.readers[row.name]
        return any(report.network.by_name[name].block != row.node.block for name in readers)
    if row.node.layer.sees in ("same", "merge"):
        return row.node.layer.sees == "merge"
    below = report.by_name.get(row.node.inputs[0])
    return below is None or (row.rows, row.columns) != (below.rows, below.columns)


def _texts(row: Row, detail: str) -> tuple[str, ...]:
    whole = row.node.block and detail == "blocks"
    name, words = (row.node.block, "block") if whole else (row.name, row.node.layer.words)
    shape = " × ".join(f"{size:,}" for size in row.shape)
    exact = "" if row.rows.exact and row.columns.exact else "at most "
    return (
        name,
        words,
        shape,
        exact + _both(f"{row.rows.field:,}", f"{row.columns.field:,}"),
        "–" if row.node.layer.sees == "all" else _both(str(row.rows.jump), str(row.columns.jump)),
        _both(f"{row.rows.start:,g}", f"{row.columns.start:,g}"),
    )


def _both(rows: str, columns: str) -> str:
    return rows if rows == columns else f"{rows} × {columns}"


def listed(name: str) -> str | None:
    """What Araujo, Norris and Sim list for the last layer of this network, in words, if they list it."""
    fields = [entry for entry in published().get(name, ()) if entry.quantity == "field"]
    if not fields:
        return None
    last = fields[-1]
    return f"{last.source} list {last.value:,} at {last.where.rpartition('.')[0] or last.where}"


def preset(name: str) -> Preset | None:
    """The stack of a network that is a plain chain of square layers, if the explorer can show it.

    >>> len(preset("vgg_d").layers), preset("resnet50") is None
    (18, True)
    """
    network = build(name)
    layers = _layers(network)
    if layers is None or not 1 <= len(layers) <= LIMITS["layers"][1] or network.input[1] > LIMITS["input"][1]:
        return None
    stack = reaches(network.input[1], [layer.window for layer in layers])
    sizes = [row.shape[1] for row in infer(network).rows if row.node.layer.sees == "window"]
    if [reach.size for reach in stack[1:]] != sizes:
        return None  # a size is rounded up, which the explorer does not do
    return Preset(network.input[1], layers)


def _layers(network: Network) -> tuple[Layer, ...] | None:
    if not network.is_chain:
        return None
    found = []
    for node in network.nodes:
        layer = node.layer
        if layer.sees != "window":
            continue
        rows, columns = layer.windows
        if rows != columns or not isinstance(rows.padding, int):
            return None
        kind = _kind(layer)
        if kind is None:
            return None
        try:
            found.append(Layer(kind, rows.kernel, rows.stride, rows.padding, rows.dilation))
        except ValueError:
            return None
    return tuple(found)


def _kind(layer: object) -> str | None:
    if isinstance(layer, Conv | PartialConv):
        return "c"
    if isinstance(layer, Subsample):
        return "a"
    if isinstance(layer, Pool):
        return "m" if layer.op == "max" else "a"
    return None


def names() -> tuple[str, ...]:
    """All networks, oldest first."""
    return tuple(ARCHITECTURES)
