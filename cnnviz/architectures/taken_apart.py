"""A published network, or one of its blocks, as the layers of `cnnviz.architectures.written`."""

from collections.abc import Sequence
from functools import cache

from cnnviz.architectures import classic
from cnnviz.architectures.graph import INPUT, Network, Node
from cnnviz.architectures.groups import grouped
from cnnviz.architectures.layers import AdaptivePool, Conv, Dense, Layer, Pool, Shape, Windowed
from cnnviz.architectures.registry import ARCHITECTURES, build
from cnnviz.architectures.shapes import infer
from cnnviz.architectures.simple import (
    Activation,
    Add,
    BatchNorm,
    Concat,
    Dropout,
    Flatten,
    ResponseNorm,
)
from cnnviz.architectures.special import LocalConv, PaddedShortcut, PartialConv, RadialBasis, Subsample
from cnnviz.architectures.written import FUNCTIONS, KINDS, MOST_LAYERS, Piece
from cnnviz.maths import Window


def pieces_of(network: Network) -> tuple[Piece, ...]:
    """The main path of a network; what only training uses is left out.

    Raises:
        ValueError: a layer is of a kind that a text has no letter for, or a number is outside its range.
    """
    return _pieces([node for node in network.nodes if not node.side], network, INPUT)


def pieces_of_block(network: Network, block: str) -> tuple[Shape, tuple[Piece, ...]]:
    """A block, and the shape that comes into it.

    Raises:
        ValueError: the block reads more than one layer outside, or has a layer without a letter.
    """
    nodes = [node for node in network.nodes if node.block == block]
    inside = {node.name for node in nodes}
    outside = {name for node in nodes for name in node.inputs} - inside
    if len(outside) != 1:
        raise ValueError(f"{block} has {len(outside)} ways in, and a network of one's own has one.")
    entry = outside.pop()
    shape = network.input if entry == INPUT else infer(network).by_name[entry].shape
    return shape, _pieces(nodes, network, entry)


@cache
def whole_networks() -> tuple[str, ...]:
    """The names of the networks that can be taken apart, and are short enough for a link."""
    return tuple(name for name in ARCHITECTURES if not _why_not_whole(name))


@cache
def blocks_of(name: str) -> tuple[str, ...]:
    """The first block of every group of equal ones in a network, as far as they can be taken apart."""
    found = []
    for block in _first_blocks(name):
        try:
            pieces_of_block(build(name), block)
        except ValueError:
            continue
        found.append(block)
    return tuple(found)


@cache
def left_out(name: str) -> tuple[str, ...]:
    """Why a network cannot be taken as a whole, and which of its blocks cannot be taken, in sentences.

    >>> left_out("vgg_d"), left_out("inception_v3")
    ((), ('As a whole it has 310 layers, and 200 fit in a link.',))
    """
    found = [whole] if (whole := _why_not_whole(name)) else []
    for block in _first_blocks(name):
        try:
            pieces_of_block(build(name), block)
        except ValueError as error:
            found.append(f"Block {block} is left out: {error}")
    return tuple(found)


def _why_not_whole(name: str) -> str:
    try:
        count = len(pieces_of(build(name)))
    except ValueError as error:
        return f"It is offered block by block: {error}"
    return (
        f"As a whole it has {count} layers, and {MOST_LAYERS} fit in a link." if count > MOST_LAYERS else ""
    )


def _first_blocks(name: str) -> list[str]:
    """The first block of every group of equal ones."""
    nodes = (group.nodes[0] for group in grouped(build(name)))
    return [node.block for node in nodes if node.block and not node.side]


def _pieces(nodes: Sequence[Node], network: Network, entry: str) -> tuple[Piece, ...]:
    places = {entry: 0} | {node.name: place for place, node in enumerate(nodes, start=1)}
    rows = infer(network).by_name
    found = []
    for place, node in enumerate(nodes, start=1):
        reads = tuple(places[name] for name in node.inputs)
        kind, values = _letter(node.layer, rows[node.name].inputs[0])
        for number, value in zip(KINDS[kind].numbers, values, strict=True):
            if not number.low <= value <= number.high:
                raise ValueError(f"{node.name}: {number.title.lower()} = {value} has no place in a text.")
        found.append(Piece(kind, values, () if reads == (place - 1,) else reads))
    return tuple(found)


def _letter(layer: Layer, shape: Shape) -> tuple[str, tuple[int, ...]]:
    """The kind of a layer, and its numbers in the order of the kind's."""
    found: tuple[str, tuple[int, ...]] | None = None
    match layer:
        case Conv(groups=1) if layer.rows != layer.columns:
            found = "t", _rectangle(layer)
        case Conv():
            window, bias = _square(layer), int(layer.bias)
            alone = 1 < layer.groups == layer.maps == shape[0]
            found = ("w", (*window, bias)) if alone else ("c", (layer.maps, *window, layer.groups, bias))
        case Pool(op="max"):
            found = "m", (*_square(layer)[:3], int(layer.ceil))
        case Pool(ceil=False):
            found = "a", _square(layer)[:3]
        case AdaptivePool() if layer.height == layer.width:
            found = "g", (layer.height,)
        case Activation() if layer.function in FUNCTIONS:
            found = "r", (FUNCTIONS.index(layer.function),)
        case Dropout():
            found = "d", (round(100 * layer.share),)
        case Dense():
            found = "l", (layer.outputs, int(layer.bias))
    found = found or _special(layer)
    if found is not None:
        return found
    plain = {BatchNorm: "b", ResponseNorm: "n", Flatten: "f", Add: "s", Concat: "j"}
    if type(layer) not in plain:
        raise ValueError(f"{layer.words} has no counterpart in the builder.")
    return plain[type(layer)], ()


def _special(layer: Layer) -> tuple[str, tuple[int, ...]] | None:
    """The layers that one network made known."""
    match layer:
        case PaddedShortcut():
            return "z", (layer.maps, layer.stride)
        case LocalConv():
            return "q", (layer.maps, *_square(layer)[:3], int(layer.bias))
        case Subsample() if _square(layer)[2:] == (0, 1):
            return "u", _square(layer)[:2]
        case PartialConv(table=classic.C3_TABLE) if _square(layer)[1:] == (1, 0, 1):
            return "v", _square(layer)[:1]
        case RadialBasis():
            return "e", (layer.outputs,)
    return None


def _rectangle(layer: Conv) -> tuple[int, ...]:
    """Maps, both kernels, the stride, both paddings and the bias, if stride and dilation are the same along both axes."""
    rows, columns = layer.windows
    even = rows.before == rows.after and columns.before == columns.after
    if not even or rows.stride != columns.stride or (rows.dilation, columns.dilation) != (1, 1):
        raise ValueError(f"{layer.words} pads or steps unevenly, which the builder's convolutions do not.")
    return layer.maps, rows.kernel, columns.kernel, rows.stride, rows.before, columns.before, int(layer.bias)


def _square(layer: Windowed) -> tuple[int, int, int, int]:
    """Kernel, stride, padding and dilation, if they are the same along both axes and on both sides."""
    window: Window = layer.rows
    if layer.columns != window or window.before != window.after:
        raise ValueError(f"{layer.words} pads or steps unevenly, which the builder's layers do not.")
    return window.kernel, window.stride, window.before, window.dilation
