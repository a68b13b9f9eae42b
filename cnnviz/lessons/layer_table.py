"""The layer table beside a drawing of `cnnviz.components.network_drawing`: the same units, line by line."""

from typing import Any

from cnnviz.architectures import Network, Report, Row
from cnnviz.architectures.drawing import Drawing, Frame, Unit
from cnnviz.lessons.drawn_networks import field_words, shape_words, sums_of
from cnnviz.lessons.words import bytes_words

HEADER = ("layer", "what it is", "output", "parameters", "MACs", "memory", "field, px", "jump, px")


def table_data(report: Report, drawing: Drawing) -> list[dict[str, Any]]:
    """The rows of the layer table, in the order of the drawing: a block's sum, then its units."""
    rows: list[dict[str, Any]] = []
    frames = {frame.name: frame for frame in drawing.frames}
    before = ""
    for unit in drawing.units:
        if unit.frame and unit.frame != before:
            rows.append(_frame_row(report, frames[unit.frame]))
        before = unit.frame
        rows.append(_unit_row(report, drawing, unit))
    return rows


def _frame_row(report: Report, frame: Frame) -> dict[str, Any]:
    parameters, macs, memory = sums_of(report, frame.blocks)
    last = report.by_name.get(frame.blocks[-1][-1])
    words = "block" if frame.count == 1 else f"{frame.count} equal blocks, all together"
    name = frame.name if frame.count == 1 else f"{frame.name} × {frame.count}"
    cells = [name, words, shape_words(last.shape) if last else "–", *_numbers(parameters, macs, memory)]
    cells += _sight(last)
    return {"unit": "", "frame": frame.name, "level": 0, "cells": cells}


def _unit_row(report: Report, drawing: Drawing, unit: Unit) -> dict[str, Any]:
    row = report.by_name.get(unit.name)
    node = drawing.network.by_name[unit.name]
    words = _words(drawing.network, unit)
    if row is None:
        cells = [node.local_name, words, "–", "–", "–", "–", "–", "–"]
    else:
        cells = [node.local_name, words, shape_words(row.shape)]
        cells += [*_numbers(*sums_of(report, [unit.members])), *_sight(row)]
    return {"unit": unit.name, "frame": unit.frame, "level": 1 if unit.frame else 0, "cells": cells}


def _words(network: Network, unit: Unit) -> str:
    """The unit's layers in order: batch norm, ReLU, convolution 3 × 3."""
    return ", ".join(network.by_name[name].layer.words for name in unit.members)


def _numbers(parameters: int, macs: int, memory: int) -> list[str]:
    return [f"{parameters:,}" if parameters else "0", f"{macs:,}" if macs else "0", bytes_words(memory)]


def _sight(row: Row | None) -> list[str]:
    if row is None:
        return ["–", "–"]
    jumps = row.rows.jump, row.columns.jump
    jump = (
        "–"
        if row.node.layer.sees == "all" or len(row.shape) == 1
        else " × ".join(map(str, dict.fromkeys(jumps)))
    )
    return [field_words(row), jump]
