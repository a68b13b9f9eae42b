"""All that the explorer shows for a state, as plain data for `cnnviz.components.network_drawing`."""

from functools import cache
from itertools import groupby
from typing import Any

from cnnviz.architectures import ARCHITECTURES, Report
from cnnviz.lessons.drawn_networks import network_data
from cnnviz.lessons.famous_networks.asked import Asked
from cnnviz.lessons.famous_networks.chosen import chosen_data, network_panel
from cnnviz.lessons.famous_networks.compare import COMPARE_HEADER, compare_rows
from cnnviz.lessons.layer_table import HEADER, table_data
from cnnviz.lessons.words import bytes_words

LIMITS: dict[str, tuple[int, int]] = {
    "input": (16, 512), "channels": (1, 16), "classes": (2, 5000), "batch": (1, 1024), "input2": (16, 512),
}  # fmt: skip
QUICK_ROWS = 80  # a longer table waits until the hand is off the slider
HINT = "Point at a layer to read it, press it to change it. Drag to move along, wheel or + to come closer."


@cache
def options() -> list[dict[str, Any]]:
    """All networks for the two menus, family by family, oldest first."""
    rows = sorted(ARCHITECTURES.values(), key=lambda row: row.year)
    found = []
    for (family, year), members in groupby(rows, key=lambda row: (row.family, row.year)):
        items = [[row.name, row.title + (f", {row.variant}" if row.variant else "")] for row in members]
        found.append({"family": f"{family}, {year}", "items": items})
    return found


def usual_numbers(asked: Asked) -> dict[str, int]:
    """What stands in the fields when nothing is changed."""
    head = asked.published.by_name[asked.published.heads[0]].layer
    classes = int(getattr(head, "outputs", 0) or getattr(head, "maps", 0))
    maps, height, _ = asked.published.input
    beside = asked.other.published.input[1] if asked.other else height
    return {"input": height, "channels": maps, "classes": classes, "batch": 1, "input2": beside}


def explorer_data(asked: Asked, quick: bool = False) -> dict[str, Any]:
    """Networks, table, panel and sentences for one state.

    When it must be `quick`, a long table is left as it is (None), and only the chosen layer is put in words: the hand is on a slider
    and points at none.
    """
    networks = [_network(asked, quick)]
    table: dict[str, Any] | None = None
    if not asked.beside and not (quick and len(asked.drawing.units) > QUICK_ROWS):
        table = {"head": list(HEADER), "rows": table_data(asked.report, asked.drawing)}
    other = asked.other
    if other:
        networks.append(_network(other, quick))
        rows = compare_rows(asked.report, other.report)
        table = {"head": [*COMPARE_HEADER[:1], asked.title, other.title, *COMPARE_HEADER[1:]], "rows": rows}
    return {
        "state": state_of(asked),
        "limits": {name: list(pair) for name, pair in LIMITS.items()},
        "usual": usual_numbers(asked),
        "options": options(),
        "groups": list(asked.groups),
        "networks": networks,
        "table": table,
        "chosen": _chosen(asked),
        "totals": totals_words(asked.report, asked.batch),
        "problem": problem_words(asked),
        "hint": HINT,
        "alt": alternative(asked),
    }


def _chosen(asked: Asked) -> dict[str, Any]:
    """The panel; a layer of the second network is only read there."""
    if asked.unit:
        return chosen_data(asked, asked.unit)
    other = asked.other
    if other is None or other.unit is None:
        return network_panel(asked)
    found = chosen_data(other, other.unit)
    lines = [*found["lines"], "Swap the two networks to change it."]
    return {**found, "key": "", "controls": [], "lines": lines, "changed": False}


def problem_words(asked: Asked) -> str:
    """Where a network breaks and why, or ""; the second one is named."""
    said = [asked.report.problem.sentence] if asked.report.problem else []
    if asked.other and asked.other.report.problem:
        said.append(f"{ARCHITECTURES[asked.beside].label}: {asked.other.report.problem.sentence}")
    return " ".join(said)


def state_of(asked: Asked) -> dict[str, Any]:
    return {
        "net": asked.net, "with": asked.beside, "input": asked.input, "channels": asked.channels,
        "classes": asked.classes, "batch": asked.batch, "edits": asked.edits, "open": list(asked.unfolded),
        "layer": asked.layer, "input2": asked.input2, "edits2": asked.edits2,
    }  # fmt: skip


def _network(asked: Asked, quick: bool) -> dict[str, Any]:
    said = ([asked.unit.name] if asked.unit else []) if quick else None
    found = network_data(
        asked.report, asked.drawing, title=asked.title, usual=asked.usual, changed=asked.change[1], said=said
    )
    main = asked.report.main
    found["measures"] = [
        f"parameters: {short(main.parameters)}",
        f"MACs: {short(main.macs)}",
        f"memory: {bytes_words(main.memory_bytes)}",
    ]
    return found


def short(count: int) -> str:
    """A count with three digits and a unit.

    >>> short(60_965_224), short(1_135_256_096), short(84)
    ('61.0 M', '1.14 G', '84')
    """
    for power, unit in ((10**9, "G"), (10**6, "M"), (10**3, "k")):
        if count >= power:
            return f"{count / power:.3g} {unit}" if count / power >= 100 else f"{count / power:#.3g} {unit}"
    return f"{count:,}"


def totals_words(report: Report, batch: int) -> str:
    """The sums of the main path; the batch is named wherever it counts."""
    main = report.main
    parts = [
        f"{short(main.parameters)} parameters",
        f"{short(main.macs)} MACs ({short(2 * main.macs)} FLOPs) and {bytes_words(main.memory_bytes)} of activations a picture",
    ]
    if batch > 1:
        parts.append(
            f"× {batch:,}: {short(batch * main.macs)} MACs, {bytes_words(batch * main.memory_bytes)}"
        )
    return " · ".join(parts)


def alternative(asked: Asked) -> str:
    """The drawing in a sentence, for those who do not see it."""
    count = sum(len(asked.drawing.twins(unit)) for unit in asked.drawing.units)
    beside = f", above {ARCHITECTURES[asked.beside].label}" if asked.beside else ""
    return f"{asked.title}{beside}: {count} layers from left to right. Arrow keys go from layer to layer."
