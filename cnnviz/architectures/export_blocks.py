"""Which blocks of a network become a class, and which of them share one.

Blocks of the same layers and wiring share a class; the numbers in which they differ become its parameters.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from typing import Any

from cnnviz.architectures.export_layers import Call, layer_call
from cnnviz.architectures.export_text import Step, class_text, identifier, written
from cnnviz.architectures.shapes import Report, Row


@dataclass(frozen=True)
class Single:
    """A node that is a line of its own."""

    exit: str
    entry: str = ""


@dataclass(frozen=True, eq=False)
class Block:
    """Nodes with one way in and one way out."""

    name: str
    rows: tuple[Row, ...]
    entry: str
    chained: bool  # whether nobody else reads what comes in
    template: "Template"

    @property
    def exit(self) -> str:
        return self.rows[-1].name

    @cached_property
    def calls(self) -> tuple[Call | None, ...]:
        return tuple(layer_call(row.node.layer, row.inputs[0], row.shape) for row in self.rows)

    @property
    def values(self) -> tuple[Any, ...]:
        """All arguments of all its layers."""
        return tuple(
            value for call in self.calls if call for value in (*(a.value for a in call.arguments), call.pad)
        )

    def members(self) -> Iterator[tuple[str, str]]:
        """(attribute, node) of every layer that is a module."""
        for row, call in zip(self.rows, self.calls, strict=True):
            if call:
                yield identifier(row.node.local_name), row.name

    def call(self) -> str:
        return f"{self.template.name}({', '.join(map(repr, self.template.arguments(self)))})"


Piece = Single | Block


@dataclass(eq=False)
class Template:
    """A class for one or more blocks of the same layers and wiring."""

    name: str = ""
    blocks: list[Block] = field(default_factory=list)

    @cached_property
    def parameters(self) -> dict[str, tuple[Any, ...]]:
        """The parameters, each with its value in every block."""
        return self._solved[0]

    @cached_property
    def _solved(self) -> tuple[dict[str, tuple[Any, ...]], list[str]]:
        """Parameters, and the text of every argument in the order of `Block.values`."""
        found: dict[str, tuple[Any, ...]] = {}
        texts = []
        names = self._argument_names()
        for name, column in zip(names, zip(*(b.values for b in self.blocks), strict=True), strict=True):
            if all(value == column[0] for value in column):
                texts.append(repr(column[0]))
                continue
            known = next((parameter for parameter, values in found.items() if values == column), None)
            if known is None:
                known = name if name not in found else f"{name}_{len(found)}"
                found[known] = column
            texts.append(known)
        return found, texts

    def _argument_names(self) -> list[str]:
        """A name for every argument; what goes into the first layer is called `inputs`."""
        names: list[str] = []
        first = self.blocks[0]
        for row, call in zip(first.rows, first.calls, strict=True):
            local = identifier(row.node.local_name)
            if call:
                for argument in call.arguments:
                    own = (
                        "inputs"
                        if argument.name in ("inputs", "maps") and not names
                        else f"{local}_{argument.name}"
                    )
                    names.append(own)
                names.append(f"{local}_pad")
        return names

    def arguments(self, block: Block) -> tuple[Any, ...]:
        index = self.blocks.index(block)
        return tuple(values[index] for values in self.parameters.values())

    def text(self) -> str:
        steps, texts = [], iter(self._solved[1])
        first = self.blocks[0]
        for row, call in zip(first.rows, first.calls, strict=True):
            local = identifier(row.node.local_name)
            made = None
            if call:
                values = [next(texts) for _ in call.arguments]
                made = written(call, values, next(texts))
            steps.append(Step(row.name, local, made, row.node.inputs, row.node.layer))
        used = f"Used {len(self.blocks)} times" if len(self.blocks) > 1 else "Used once"
        doc = f"{used}: {first.name}{f' to {self.blocks[-1].name}' if len(self.blocks) > 1 else ''}."
        return class_text(self.name, doc, tuple(self.parameters), steps, entry=first.entry)

    def loop(self, blocks: Sequence[Block]) -> str:
        """A sequence of blocks whose parameters are equal or grow evenly."""
        columns = list(zip(*(self.arguments(block) for block in blocks), strict=True))
        texts = [repr(c[0]) if c[0] == c[1] else f"{c[0]} + {c[1] - c[0]} * i" for c in columns]
        index = "i" if any("* i" in text for text in texts) else "_"
        return f"nn.Sequential(*({self.name}({', '.join(texts)}) for {index} in range({len(blocks)})))"


def find_pieces(report: Report) -> tuple[list[Piece], list[Template]]:
    """The network as single nodes and blocks, in order, and the classes of the blocks."""
    templates: dict[Any, Template] = {}
    pieces: list[Piece] = []
    for name, group in groupby(report.rows, key=lambda row: row.node.block):
        rows = tuple(group)
        entry = _only_way(report, rows) if name else None
        if entry is None:
            pieces += [Single(row.name) for row in rows]
            continue
        template = templates.setdefault(_structure(rows, entry), Template())
        chained = len(report.network.readers[entry]) == sum(row.node.inputs.count(entry) for row in rows)
        block = Block(name, rows, entry, chained, template)
        template.blocks.append(block)
        pieces.append(block)
    taken: set[str] = set()
    for template in templates.values():
        stem = re.split(r"_?\d", template.blocks[0].name)[0].title().replace("_", "")
        template.name = next(n for n in _variants(identifier(stem, "Some") + "Block") if n not in taken)
        taken.add(template.name)
    return pieces, list(templates.values())


def _variants(name: str) -> Iterator[str]:
    yield name
    number = 2
    while True:
        yield f"{name}{number}"
        number += 1


def _only_way(report: Report, rows: Sequence[Row]) -> str | None:
    """The one node outside that the block reads, if its last node is the only one that is read outside."""
    inside = {row.name for row in rows}
    entries = {name for row in rows for name in row.node.inputs if name not in inside}
    readers = report.network.readers
    leaks = [
        row.name for row in rows[:-1] if not readers[row.name] or not inside.issuperset(readers[row.name])
    ]
    return entries.pop() if len(entries) == 1 and not leaks else None


def _structure(rows: Sequence[Row], entry: str) -> Any:
    places = {row.name: index for index, row in enumerate(rows)}
    places[entry] = -1
    found = []
    for row in rows:
        call = layer_call(row.node.layer, row.inputs[0], row.shape)
        form = (call.callee, len(call.arguments), call.pad is None) if call else type(row.node.layer).__name__
        found.append((row.node.local_name, form, tuple(places[name] for name in row.node.inputs)))
    return tuple(found)


def runs(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Neighbours that can be written as one loop, together; all others alone."""
    run: list[Piece] = []
    for piece in pieces:
        if run and _continues(run, piece):
            run.append(piece)
            continue
        yield from _worth_it(run)
        run = [piece]
    yield from _worth_it(run)


def _continues(run: Sequence[Piece], piece: Piece) -> bool:
    last = run[-1]
    if not (isinstance(last, Block) and isinstance(piece, Block) and last.template is piece.template):
        return False
    if piece.entry != last.exit or not piece.chained:
        return False
    if len(run) == 1:
        return all(isinstance(v, int) or v == w for v, w in _pairs(last, piece))
    before = run[-2]
    assert isinstance(before, Block)
    steps = zip(_pairs(before, last), _pairs(last, piece), strict=True)
    return all(a == b == c if not isinstance(a, int) else b - a == c - b for (a, b), (_, c) in steps)


def _pairs(one: Block, other: Block) -> list[tuple[Any, Any]]:
    return list(zip(one.template.arguments(one), other.template.arguments(other), strict=True))


def _worth_it(run: list[Piece]) -> Iterator[list[Piece]]:
    """Two blocks always grow evenly, so two make a loop only if they are equal."""
    first, second = run if len(run) == 2 else (None, None)
    if (
        isinstance(first, Block)
        and isinstance(second, Block)
        and any(a != b for a, b in _pairs(first, second))
    ):
        yield from ([piece] for piece in run)
    elif run:
        yield run
