"""A network's numbers as the plain data that `cnnviz.components.network_drawing` draws: units, frames, rows of a table."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from cnnviz.architectures import Network, Report, Row, infer
from cnnviz.architectures.drawing import Drawing, Frame, Unit, arranged
from cnnviz.architectures.layers import AdaptivePool, Conv, Dense, Layer, Pool, Shape
from cnnviz.architectures.simple import Add, Concat
from cnnviz.architectures.special import LocalConv, PaddedShortcut, PartialConv, RadialBasis, Subsample

Sums = tuple[int, int, int]  # parameters, MACs, bytes


def shape_words(shape: Shape) -> str:
    """Maps × height × width, or a number of values.

    >>> shape_words((96, 55, 55)), shape_words((4096,))
    ('96 × 55 × 55', '4,096')
    """
    return " × ".join(f"{size:,}" for size in shape)


def kind_of(layer: Layer, inputs: Sequence[Shape] = ()) -> str:
    """The kind that decides how a layer is drawn."""
    if isinstance(layer, Conv):
        if layer.groups > 1 and inputs and layer.groups == inputs[0][0]:
            return "depthwise"
        return "point" if layer.rows.kernel == layer.columns.kernel == 1 else "conv"
    kinds: tuple[tuple[tuple[type[Layer], ...], str], ...] = (
        ((PartialConv, LocalConv), "conv"),
        ((Pool, AdaptivePool, Subsample), "pool"),
        ((Dense, RadialBasis), "dense"),
        ((Concat,), "concat"),
        ((Add,), "add"),
        ((PaddedShortcut,), "shortcut"),
    )
    return next((kind for types, kind in kinds if isinstance(layer, types)), "small")


def brief_words(layer: Layer, kind: str) -> str:
    """The layer in a few signs, for the drawing.

    >>> from cnnviz.architectures.layers import conv
    >>> brief_words(conv(96, 11, 4), "conv")
    '11 × 11 / 4'
    """
    if isinstance(layer, AdaptivePool):
        return "global" if (layer.height, layer.width) == (1, 1) else f"to {layer.height} × {layer.width}"
    if layer.sees == "window":
        rows, columns = layer.windows
        stride = (
            f" / {rows.stride}" if rows.stride == columns.stride else f" / {rows.stride} × {columns.stride}"
        )
        local = " local" if isinstance(layer, LocalConv) else ""
        return f"{rows.kernel} × {columns.kernel}{'' if stride == ' / 1' else stride}{local}"
    return {"concat": "concat", "add": "sum"}.get(kind, layer.words)


def network_data(
    report: Report,
    drawing: Drawing,
    *,
    title: str,
    usual: Report,
    changed: Collection[str] = (),
    said: Collection[str] | None = None,
) -> dict[str, Any]:
    """One network for the component.

    Args:
        usual: the network as published; where the learner's breaks, the rest is drawn in its sizes.
        changed: names of the nodes that the learner has changed.
        said: the units whose numbers are put in words, if not all.
    """
    sums = {unit.name: sums_of(report, drawing.twins(unit)) for unit in drawing.units}
    broken = {problem.node: problem.sentence for problem in report.problems}
    units = [_unit_data(report, drawing, unit, usual, sums[unit.name]) for unit in drawing.units]
    for data, unit in zip(units, drawing.units, strict=True):
        wanted = said is None or unit.name in said
        data["says"] = _says(report, drawing, unit, sums[unit.name]) if wanted else ""
        twins = [name for members in drawing.twins(unit) for name in members]
        data["problem"] = next((broken[name] for name in twins if name in broken), "")
        if data["problem"] and wanted:
            data["says"] = f"{unit.name}: {drawing.network.by_name[unit.name].layer.words}. It breaks here."
        data["changed"] = any(name in changed for name in twins)
    main = report.main
    return {
        "title": title,
        "input": list(_input(report)),
        "units": units,
        "frames": [_frame_data(report, frame) for frame in drawing.frames],
        "totals": [main.parameters, main.macs, main.memory_bytes],
    }


def _input(report: Report) -> Shape:
    first = next((row for row in report.rows if row.node.inputs == ("input",)), None)
    return first.inputs[0] if first else report.network.input


def _unit_data(report: Report, drawing: Drawing, unit: Unit, usual: Report, sums: Sums) -> dict[str, Any]:
    node = drawing.network.by_name[unit.name]
    row = report.by_name.get(unit.name)
    twins = drawing.twins(unit)
    last = report.by_name.get(_twin(unit, twins[-1]))
    old = usual.by_name.get(unit.name)
    kind = kind_of(node.layer, row.inputs if row else old.inputs if old else ())
    shape = last.shape if last else None
    return {
        "name": unit.name,
        "title": node.local_name,
        "kind": kind,
        "brief": brief_words(node.layer, kind),
        "inputs": list(unit.inputs),
        "column": unit.column,
        "lane": unit.lane,
        "frame": unit.frame,
        "side": unit.side,
        "times": len(twins),
        "groups": getattr(node.layer, "groups", 1),
        "shape": list(shape) if shape else None,
        "ghost": list(old.shape) if old and not shape else None,
        "sums": list(sums),
        "parts": [row.inputs[at][0] for at in range(len(row.inputs))] if row and kind == "concat" else [],
    }


def _twin(unit: Unit, members: tuple[str, ...]) -> str:
    return members[unit.members.index(unit.name)]


def _says(report: Report, drawing: Drawing, unit: Unit, sums: Sums) -> str:
    twins = drawing.twins(unit)
    row, last = (report.by_name.get(_twin(unit, members)) for members in (twins[0], twins[-1]))
    count = len(twins)
    if row is None or last is None:
        return f"{unit.name}: nothing arrives here."
    many, which = (f" in all {count} blocks together", "the last ") if count > 1 else ("", "")
    main = report.main
    said = [f"{unit.name}{many}: {row.node.layer.words} → {shape_words(last.shape)}"]
    if sums[0]:
        said.append(f"{sums[0]:,} parameters{_share(sums[0], main.parameters, unit)}")
    if sums[1]:
        said.append(f"{sums[1]:,} MACs{_share(sums[1], main.macs, unit)}")
    said.append(f"{which}sees {field_words(last)} px")
    return ", ".join(said)


def _share(part: int, whole: int, unit: Unit) -> str:
    if unit.side or not whole:
        return ""
    return f" ({percent(part, whole)})"


def percent(part: int, whole: int) -> str:
    """A share with as many digits as it needs.

    >>> percent(3, 80), percent(1, 2), percent(1, 100_000), percent(9_996, 10_000)
    ('3.8 %', '50 %', '< 0.1 %', '> 99.9 %')
    """
    share = 100 * part / whole if whole else 0.0
    if 0 < share < 0.1 or 99.9 < share < 100:
        return "< 0.1 %" if share < 1 else "> 99.9 %"
    if 99.5 <= share < 100:
        return f"{share:.1f} %"
    return f"{share:.0f} %" if share >= 10 or share == 0 else f"{share:.1f} %"


def field_words(row: Row) -> str:
    rows, columns = row.rows.field, row.columns.field
    return f"{rows:,}" if rows == columns else f"{rows:,} × {columns:,}"


def sums_of(report: Report, twins: Iterable[Iterable[str]]) -> Sums:
    rows = [report.by_name[name] for members in twins for name in members if name in report.by_name]
    return (
        sum(row.parameters for row in rows),
        sum(row.macs for row in rows),
        sum(row.memory_bytes for row in rows),
    )


def _frame_data(report: Report, frame: Frame) -> dict[str, Any]:
    return {
        "name": frame.name,
        "group": frame.group,
        "count": frame.count,
        "last": frame.blocks[-1][0].rpartition(".")[0],
        "sums": list(sums_of(report, frame.blocks)),
    }


def plain_drawing(network: Network, title: str, unfolded: Collection[str] = ()) -> dict[str, Any]:
    """A network as it is, for a picture beside other things.

    >>> from cnnviz.architectures import build
    >>> [unit["brief"] for unit in plain_drawing(build("lenet"), "LeNet-5")["units"]][:3]
    ['5 × 5', '2 × 2 / 2', '5 × 5']
    """
    report = infer(network)
    return network_data(report, arranged(network, unfolded), title=title, usual=report)
