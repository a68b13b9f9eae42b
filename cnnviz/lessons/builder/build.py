"""What the learner has built: the input, the layers, and what follows from them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from cnnviz.architectures import INPUT, Network, Report, Row, infer
from cnnviz.architectures.layers import AdaptivePool, Layer, Shape, Windowed
from cnnviz.architectures.simple import Dropout
from cnnviz.architectures.written import Piece, assembled
from cnnviz.lessons.words import bytes_words

MAPS = (1, 2048)
SIDE = (1, 512)
START_INPUT: tuple[int, int, int] = (3, 64, 64)
START_TEXT = "c16p1_r_m_c32p1_r_m_c64p1_r_g_f_l10"


def read_input(text: str) -> tuple[int, int, int]:
    """Maps × height × width of the input, as "3x64x64".

    Raises:
        ValueError: it is no such text, or a number is outside its range.
    """
    found = re.fullmatch(r"(\d{1,4})x(\d{1,3})x(\d{1,3})", text, re.ASCII)
    if found is None:
        raise ValueError(f"input = “{text[:20]}” is no shape such as 3x64x64")
    maps, height, width = map(int, found.groups())
    if not MAPS[0] <= maps <= MAPS[1]:
        raise ValueError(f"input has {maps} maps, outside {MAPS[0]} to {MAPS[1]}")
    if not (SIDE[0] <= height <= SIDE[1] and SIDE[0] <= width <= SIDE[1]):
        raise ValueError(f"input is {height} × {width}, outside {SIDE[0]} to {SIDE[1]}")
    return maps, height, width


def write_input(input: Shape) -> str:
    """The text of an input's shape.

    >>> write_input((3, 64, 64))
    '3x64x64'
    """
    return "x".join(map(str, input))


def shape_words(shape: Shape) -> str:
    """Maps × height × width, or a number of values.

    >>> shape_words((512, 7, 7)), shape_words((1000,))
    ('512 × 7 × 7', '1,000')
    """
    return " × ".join(f"{size:,}" for size in shape)


@dataclass(frozen=True)
class Build:
    """The input (maps, height, width) and the layers on it."""

    input: tuple[int, int, int]
    pieces: tuple[Piece, ...]

    @cached_property
    def network(self) -> Network:
        """Raises ValueError if there is no layer."""
        return assembled(self.pieces, self.input)

    @cached_property
    def report(self) -> Report:
        return infer(self.network)

    @property
    def names(self) -> tuple[str, ...]:
        """What can be read: the picture and the layers, by place."""
        return (INPUT, *(node.name for node in self.network.nodes)) if self.pieces else (INPUT,)

    @property
    def problem(self) -> str:
        """Why it breaks, or ""."""
        if not self.pieces:
            return "There is no layer yet: add one."
        return self.report.problem.sentence if self.report.problem else ""

    @property
    def last(self) -> Row | None:
        """The last layer's numbers, or None if it has none."""
        return self.report.by_name.get(self.network.nodes[-1].name) if self.pieces else None

    @property
    def loose(self) -> tuple[int, ...]:
        """The places of layers, but the last, that nobody reads."""
        if not self.pieces:
            return ()
        readers = self.network.readers
        return tuple(place for place, name in enumerate(self.names[1:-1], start=1) if not readers[name])


def brief_words(layer: Layer) -> str:
    """What the name of a layer does not say.

    >>> from cnnviz.architectures.layers import conv, max_pool
    >>> brief_words(conv(8, 3, 2, 1, groups=4)), brief_words(max_pool(3, 2)), brief_words(Dropout())
    ('3 × 3, stride 2, padding 1, 4 groups', 'max 3 × 3, stride 2', '50 %')
    """
    if isinstance(layer, Windowed):
        return layer.words.removeprefix(f"{layer.kind} ").replace(" pooling", "")
    if isinstance(layer, AdaptivePool):
        return layer.words.replace(" average pooling", "").replace("adaptive ", "")
    return f"{100 * layer.share:g} %" if isinstance(layer, Dropout) else ""


def row_words(row: Row) -> tuple[str, ...]:
    """Output, parameters, MACs, memory, field."""
    rows, columns = row.rows.field, row.columns.field
    field = f"{rows:,}" if rows == columns else f"{rows:,} × {columns:,}"
    return (
        shape_words(row.shape),
        f"{row.parameters:,}" if row.parameters else "",
        f"{row.macs:,}" if row.macs else "",
        bytes_words(row.memory_bytes) if row.memory_bytes else "",
        field,
    )


def shown_rows(build: Build) -> list[dict[str, Any]]:
    """What the editor shows of each layer: its numbers, or why it has none."""
    if not build.pieces:
        return []
    found = []
    problems = {problem.node: problem.sentence for problem in build.report.problems}
    for node in build.network.nodes:
        row = build.report.by_name.get(node.name)
        found.append(
            {
                "name": node.name,
                "words": brief_words(node.layer),
                "cells": row_words(row) if row else (),
                "shape": row.shape if row else (),
                "problem": problems.get(node.name, "" if row else "waits for a layer that breaks"),
            }
        )
    return found


def total_words(build: Build) -> str:
    """The whole network in one line; MACs and memory are for one picture."""
    if build.last is None or build.problem:
        return ""
    main = build.report.main
    return (
        f"{shape_words(build.input)} → {shape_words(build.last.shape)}; {main.parameters:,} parameters, {main.macs:,} MACs "
        f"and {bytes_words(main.memory_bytes)} of activations for one picture"
    )


HEADER = (
    "layer", "what it is", "reads", "output", "weights", "biases", "MACs", "memory bytes", "field rows", "field columns", "jump rows", "start rows",
)  # fmt: skip


def table(build: Build) -> list[Sequence[object]]:
    """Every layer with numbers, for a spreadsheet, and the sums."""
    rows: list[Sequence[object]] = [
        (
            row.name, row.node.layer.words, " + ".join(row.node.inputs), shape_words(row.shape), row.weights,
            row.biases, row.macs, row.memory_bytes, row.rows.field, row.columns.field, row.rows.jump, row.rows.start,
        )
        for row in build.report.rows
    ]  # fmt: skip
    main = build.report.main
    sums = ("sum", "", "", "", main.weights, main.biases, main.macs, main.memory_bytes, "", "", "", "")
    return [*rows, sums]
