"""Tables of the page: every layer for a spreadsheet, shares by kind, printed numbers, LeNet-5's connections."""

from cnnviz.architectures import Report
from cnnviz.architectures.classic import C3_TABLE
from cnnviz.lessons.drawn_networks import percent
from cnnviz.lessons.famous_networks.printed import HEADER, printed_rows
from cnnviz.lessons.famous_networks.shares import MEASURES, shares
from cnnviz.lessons.words import bytes_words

CSV_HEADER = (
    "layer", "block", "side branch", "what it is", "reads", "maps or values", "rows", "columns", "weights", "biases",
    "not trained", "MACs for one picture", "output bytes for one picture", "neurons", "field rows, px", "field columns, px",
    "jump rows, px", "jump columns, px", "start rows, px", "start columns, px",
)  # fmt: skip


def csv_rows(report: Report) -> list[tuple[object, ...]]:
    """Every layer with all its numbers, in the order of `CSV_HEADER`; nothing is folded or multiplied by a batch."""
    found: list[tuple[object, ...]] = []
    for row in report.rows:
        node, shape = row.node, (*row.shape, 1, 1)[:3]
        found.append(
            (node.name, node.block, node.side, node.layer.words, " + ".join(node.inputs), *shape, row.weights, row.biases,
             row.fixed, row.macs, row.memory_bytes, row.neurons, row.rows.field, row.columns.field, row.rows.jump,
             row.columns.jump, row.rows.start, row.columns.start)
        )  # fmt: skip
    return found


def shares_table(report: Report) -> str:
    """Markdown: what each kind of layer holds, on the main path."""
    main = report.main
    whole = (main.parameters, main.macs, main.memory_bytes)
    lines = [f"| | {' | | '.join(MEASURES)} | |", "| --- | ---: | ---: | ---: | ---: | ---: | ---: |"]
    for share in shares(report):
        cells = [share.kind]
        for measure, count, all_of in zip(MEASURES, share.counts, whole, strict=True):
            cells += [_count(measure, count), percent(count, all_of)]
        lines.append(f"| {' | '.join(cells)} |")
    sums = [
        cell
        for measure, count in zip(MEASURES, whole, strict=True)
        for cell in (f"**{_count(measure, count)}**", "")
    ]
    lines.append(f"| **all** | {' | '.join(sums)} |")
    for name, side in report.sides.items():
        cells = [
            f"{name}, in training only",
            f"{side.parameters:,}",
            "",
            f"{side.macs:,}",
            "",
            bytes_words(side.memory_bytes),
            "",
        ]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def _count(measure: str, count: int) -> str:
    return bytes_words(count) if measure == "memory" else f"{count:,}"


def printed_table(name: str) -> str:
    """Markdown: every printed number of a network next to ours, and why they differ."""
    head = f"| {' | '.join(HEADER)} |\n| --- | --- | ---: | ---: | --- | --- | --- |"
    rows = sorted(printed_rows(name), key=lambda row: row[4] != "differs")
    return "\n".join([head, *(f"| {' | '.join(row)} |" for row in rows)])


def c3_table() -> str:
    """Markdown: which of the six maps of S2 each of the 16 maps of C3 reads (LeCun et al. 1998, table I)."""
    maps = range(len(C3_TABLE))
    lines = [f"| S2 \\ C3 | {' | '.join(map(str, maps))} |", "| ---: " * (len(C3_TABLE) + 1) + "|"]
    for below in range(6):
        marks = ("×" if below in C3_TABLE[number] else " " for number in maps)
        lines.append(f"| **{below}** | {' | '.join(marks)} |")
    return "\n".join(lines)
