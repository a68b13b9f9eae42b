"""Two networks side by side: totals, and the layers in which they differ."""

from difflib import SequenceMatcher
from typing import Any

from cnnviz.architectures import Report, Row, depth
from cnnviz.lessons.drawn_networks import field_words, shape_words
from cnnviz.lessons.famous_networks.shares import shares
from cnnviz.lessons.words import bytes_words

COMPARE_HEADER = ("", "second / first")
MOST = 120  # lines of differing layers
Cells = tuple[str, str, str, str]


def compare_rows(first: Report, second: Report) -> list[dict[str, Any]]:
    """Rows of the table: totals, then what differs layer by layer."""
    rows = [_line(*cells) for cells in totals(first, second)]
    differing = list(_differences(first, second))
    rows.append(
        {"unit": "", "frame": "", "level": 0, "mark": "block", "cells": [_heading(differing), "", "", ""]}
    )
    rows += [_line(*cells) for cells in differing[:MOST]]
    return rows


def _heading(differing: list[Cells]) -> str:
    if not differing:
        return "No layer differs"
    more = f", the first {MOST} of {len(differing):,}" if len(differing) > MOST else ""
    return f"Layers that differ{more}"


def _line(*cells: str) -> dict[str, Any]:
    return {"unit": "", "frame": "", "level": 0, "cells": list(cells)}


def totals(first: Report, second: Report) -> list[Cells]:
    """The sums of both main paths, and the second in shares of the first."""
    one, two = first.main, second.main
    conv = [shares(report)[0].macs for report in (first, second)]
    counts = (
        ("parameters", one.parameters, two.parameters),
        ("MACs a picture", one.macs, two.macs),
        ("MACs in convolutions", conv[0], conv[1]),
        ("values of all neurons", one.neurons, two.neurons),
        ("layers with weights, longest way", depth(first.network), depth(second.network)),
    )
    rows: list[Cells] = [(name, f"{a:,}", f"{b:,}", _ratio(a, b)) for name, a, b in counts]
    memory = one.memory_bytes, two.memory_bytes
    rows.insert(
        2, ("activation memory a picture", bytes_words(memory[0]), bytes_words(memory[1]), _ratio(*memory))
    )
    (said, px), (other_said, other_px) = _last_field(first), _last_field(second)
    rows.append(("field of the last map, px", said, other_said, _ratio(px, other_px)))
    return rows


def _last_field(report: Report) -> tuple[str, int]:
    """Of the last layer that still has a place in the picture."""
    rows = [row for row in report.rows if not row.node.side and len(row.shape) == 3 and row.shape[1] > 1]
    return (field_words(rows[-1]), rows[-1].rows.field) if rows else ("–", 0)


def _ratio(first: int, second: int) -> str:
    if not first or not second:
        return "–"
    return "the same" if first == second else f"{second / first:.3g}"


def _differences(first: Report, second: Report) -> list[Cells]:
    """Layers aligned by what they are; those that are equal in both are left out."""
    ours, theirs = (_telling(report) for report in (first, second))
    found = []
    match = SequenceMatcher(
        None, [_form(row) for row in ours], [_form(row) for row in theirs], autojunk=False
    )
    for tag, a, b, c, d in match.get_opcodes():
        if tag == "equal":
            continue
        left, right = ours[a:b], theirs[c:d]
        for at in range(max(len(left), len(right))):
            one, two = (rows[at] if at < len(rows) else None for rows in (left, right))
            name = one.name if one else two.name if two else ""
            ratio = _ratio(one.macs, two.macs) if one and two and one.macs else ""
            found.append((name, _words(one), _words(two), f"MACs: {ratio}" if ratio and ratio != "–" else ""))
    return found


def _telling(report: Report) -> list[Row]:
    """Layers with weights, windows or sums; small ones would only repeat the differences of their neighbours."""
    return [row for row in report.rows if row.node.layer.sees != "same" or row.node.layer.units]


def _form(row: Row) -> tuple[object, ...]:
    return row.node.layer, row.shape


def _words(row: Row | None) -> str:
    return f"{row.node.layer.words} → {shape_words(row.shape)}" if row else "–"
