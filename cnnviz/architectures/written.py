"""A network in a line of text, short enough for a link: "c16k3p1_r_m_f_l10".

Layers stand in order, parted by "_". Each is a letter for its kind, numbers where they are not the usual ones, and
after dots the layers that it reads, where that is not the one before it: 0 is the picture, 1 the first layer.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from cnnviz.architectures.classic import C3_TABLE
from cnnviz.architectures.graph import INPUT, Network, Node
from cnnviz.architectures.kinds import FUNCTIONS, KINDS, Kind, Number
from cnnviz.architectures.layers import AdaptivePool, Conv, Dense, Layer, Shape, average_pool, conv, max_pool
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
from cnnviz.architectures.windows import make_windows
from cnnviz.maths import Window

MOST_LAYERS = 200
MOST_SIGNS = 3000
_SHOWN = 24  # signs of a bad layer that the sentence about it repeats


@dataclass(frozen=True)
class Piece:
    """One layer of the text.

    Attributes:
        values: in the order of its kind's numbers.
        reads: the layers that it reads, 0 for the picture; () for the one before it.
    """

    kind: str
    values: tuple[int, ...]
    reads: tuple[int, ...] = ()

    def value(self, sign: str) -> int:
        """The number with this sign.

        >>> read_pieces("c16k5")[0].value("k")
        5
        """
        signs = [number.sign for number in KINDS[self.kind].numbers]
        return self.values[signs.index(sign)]


_PIECE = re.compile(r"([a-z])(\d{1,4})?((?:[a-z]\d{1,4})*)((?:\.\d{1,3})*)", re.ASCII)


def read_pieces(text: str) -> tuple[Piece, ...]:
    """The layers of a text; "" has none.

    >>> read_pieces("c16p1_s.0.1")[1]
    Piece(kind='s', values=(), reads=(0, 1))

    Raises:
        ValueError: something is no layer, a number is outside its range, or there are too many.
    """
    words = text.split("_") if text else []
    if len(words) > MOST_LAYERS or len(text) > MOST_SIGNS:
        raise ValueError(f"{len(words):,} layers are too many: {MOST_LAYERS} fit in a link")
    return tuple(_piece(word, place) for place, word in enumerate(words, start=1))


def _piece(word: str, place: int) -> Piece:
    found = _PIECE.fullmatch(word)
    if found is None or found[1] not in KINDS:
        raise ValueError(f"layer {place}, “{word[:_SHOWN]}”, is no layer")
    kind = KINDS[found[1]]
    given = {sign: int(value) for sign, value in re.findall(r"([a-z])(\d+)", found[3])}
    if found[2] is not None:
        given[""] = int(found[2])
    if unknown := given.keys() - {number.sign for number in kind.numbers}:
        raise ValueError(
            f"layer {place}, “{word[:_SHOWN]}”: {kind.title.lower()} has no “{min(unknown) or given['']}”"
        )
    for number in kind.numbers:
        if not number.low <= given.get(number.sign, number.usual) <= number.high:
            raise ValueError(
                f"layer {place}: {number.title.lower()} = {given[number.sign]} is outside {number.low} to {number.high}"
            )
    values = tuple(given.get(number.sign, number.usual) for number in kind.numbers)
    made = Piece(kind.letter, values)
    if kind.letter in "ma" and 2 * made.value("p") > made.value("k"):
        raise ValueError(f"layer {place}: a pooling pads at most half of its window, {made.value('k') // 2}")
    reads = tuple(int(at) for at in found[4].split(".") if at)
    if any(at >= place for at in reads):
        raise ValueError(f"layer {place} reads layer {max(reads)}, which does not come before it")
    if len(reads) > 1 and kind.reads == 1:
        raise ValueError(f"layer {place}: {kind.title.lower()} reads one layer, not {len(reads)}")
    return replace(made, reads=reads)


def write_pieces(pieces: Sequence[Piece]) -> str:
    """The text of these layers; what is usual is left out."""
    return "_".join(map(_written, pieces))


def _written(piece: Piece) -> str:
    numbers = zip(KINDS[piece.kind].numbers, piece.values, strict=True)
    values = "".join(f"{number.sign}{value}" for number, value in numbers if value != number.usual)
    return piece.kind + values + "".join(f".{at}" for at in piece.reads)


def assembled(pieces: Sequence[Piece], input: Shape) -> Network:
    """The network of these layers. A layer that does not fit is in it: `infer` says why.

    >>> from cnnviz.architectures.shapes import infer
    >>> infer(assembled(read_pieces("c16p1_r_m_f_l10"), (3, 32, 32))).main.parameters
    41418

    Raises:
        ValueError: there is no layer.
    """
    if not pieces:
        raise ValueError("There is no layer yet: add one.")
    names, counts = [INPUT], dict[str, int]()
    shapes: dict[str, Shape] = {INPUT: input}
    nodes: list[Node] = []
    for piece in pieces:
        stem = (
            FUNCTIONS[piece.values[0]].lower().replace(" ", "_")
            if piece.kind == "r"
            else KINDS[piece.kind].stem
        )
        counts[stem] = counts.get(stem, 0) + 1
        inputs = tuple(names[at] for at in piece.reads) or (names[-1],)
        layer = _layer(piece, shapes.get(inputs[0], ()))
        names.append(f"{stem}_{counts[stem]}" if stem[-1].isdigit() else f"{stem}{counts[stem]}")
        nodes.append(Node(names[-1], layer, inputs))
        if shapes.keys() >= set(inputs):
            try:
                shapes[names[-1]] = layer.measure(*(shapes[name] for name in inputs)).shape
            except ValueError:
                continue  # `infer` says so
    return Network(input, tuple(nodes))


def _layer(piece: Piece, shape: Shape) -> Layer:
    value = piece.value
    if piece.kind == "c":
        return Conv(*_windows(piece), value(""), value("g"), value("b") == 1)
    if piece.kind == "w":
        maps = shape[0] if len(shape) == 3 else 1  # of no network yet: it does not fit anyway
        return Conv(*_windows(piece), maps, maps, value("b") == 1)
    return _MAKERS[piece.kind](value)


_MAKERS: dict[str, Callable[[Callable[[str], int]], Layer]] = {
    "m": lambda value: max_pool(value("k"), value("s"), value("p"), ceil=value("u") == 1),
    "a": lambda value: average_pool(value("k"), value("s"), value("p")),
    "g": lambda value: AdaptivePool(value(""), value("")),
    "r": lambda value: Activation(FUNCTIONS[value("")]),
    "d": lambda value: Dropout(value("") / 100),
    "l": lambda value: Dense(value(""), value("b") == 1),
    "b": lambda _: BatchNorm(),
    "z": lambda value: PaddedShortcut(value(""), value("s")),
    "u": lambda value: Subsample(*make_windows(value("k"), value("s"))),
    "v": lambda value: PartialConv(*make_windows(value("k")), C3_TABLE),
    "e": lambda value: RadialBasis(value("")),
    "q": lambda value: LocalConv(
        *make_windows(value("k"), value("s"), value("p")), value(""), value("b") == 1
    ),
    "t": lambda value: conv(
        value(""), (value("k"), value("x")), value("s"), (value("p"), value("y")), bias=value("b") == 1
    ),
    "n": lambda _: ResponseNorm(),
    "f": lambda _: Flatten(),
    "s": lambda _: Add(),
    "j": lambda _: Concat(),
}


def _windows(piece: Piece) -> tuple[Window, Window]:
    return make_windows(piece.value("k"), piece.value("s"), piece.value("p"), piece.value("d"))


__all__ = [
    "FUNCTIONS",
    "KINDS",
    "MOST_LAYERS",
    "MOST_SIGNS",
    "Kind",
    "Number",
    "Piece",
    "assembled",
    "read_pieces",
    "write_pieces",
]
