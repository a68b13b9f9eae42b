"""The chosen layer in the panel beside the table: its sliders, its product, what it sees."""

from typing import TYPE_CHECKING, Any

from cnnviz.architectures import ARCHITECTURES, Row, depth
from cnnviz.architectures.drawing import Unit
from cnnviz.architectures.layers import Conv, Dense
from cnnviz.lessons.drawn_networks import field_words, shape_words
from cnnviz.lessons.famous_networks.edits import CODES, STAR, numbers_of
from cnnviz.lessons.famous_networks.shares import share_sentence

if TYPE_CHECKING:
    from cnnviz.lessons.famous_networks.asked import Asked

_LABELS = {
    "k": "Kernel", "s": "Stride", "p": "Padding", "kr": "Kernel rows", "kc": "columns", "pr": "Padding rows",
    "pc": "columns", "m": "Maps", "u": "Units",
}  # fmt: skip
_ROLES = {"k": "window", "s": "window", "p": "padding", "m": "output", "u": "output"}


def chosen_data(asked: "Asked", unit: Unit) -> dict[str, Any]:
    """Sliders and sentences for a unit of the drawing."""
    published = asked.published
    node = asked.report.network.by_name[unit.name]
    count = len(asked.drawing.twins(unit))
    starred = count > 1 or f"{unit.name}{STAR}" in asked.edits
    key = f"{unit.name}{STAR if starred else ''}"
    now = numbers_of(node, published.heads)
    was = numbers_of(published.by_name[unit.name], published.heads) if unit.name in published.by_name else now
    controls = [_control(code, value, was.get(code, value)) for code, value in now.items()]
    lines = [layer.words for layer in (asked.report.network.by_name[name].layer for name in unit.members)]
    row = asked.report.by_name.get(unit.name)
    missing = next((each.sentence for each in asked.report.problems if each.node in unit.members), "")
    missing = missing or "Nothing arrives here, because the network breaks before it."
    said = [", ".join(lines) + (f". In all {count} blocks alike." if starred and count > 1 else ".")]
    return {
        "key": key,
        "title": unit.name + (f" × {count}" if count > 1 else ""),
        "controls": controls,
        "lines": [
            *said,
            *(_row_lines(row) if row else [missing]),
        ],
        "changed": key in asked.edits,
    }


def _control(code: str, value: int, was: int) -> dict[str, Any]:
    _, _, low, high = CODES[code]
    if code in "mu":
        high = min(high, max(256, 4 * was, value))
    return {
        "code": code,
        "label": _LABELS[code],
        "role": _ROLES[code[0]],
        "value": value,
        "low": low,
        "high": high,
    }


def _row_lines(row: Row) -> list[str]:
    said = [f"{' and '.join(shape_words(shape) for shape in row.inputs)} → {shape_words(row.shape)}"]
    layer = row.node.layer
    if isinstance(layer, Conv):
        each = row.inputs[0][0] // layer.groups
        kernel = f"{layer.rows.kernel}·{layer.columns.kernel}"
        bias = f" + {row.biases:,} biases" if row.biases else ""
        said.append(f"{kernel}·{each}·{layer.maps} = {row.weights:,} weights{bias}")
        said.append(f"× {row.shape[1]}·{row.shape[2]} positions = {row.macs:,} MACs")
    elif isinstance(layer, Dense):
        bias = f" + {row.biases:,} biases" if row.biases else ""
        said.append(
            f"{row.inputs[0][-1]:,} · {layer.outputs:,} = {row.weights:,} weights{bias}, each used once"
        )
    elif row.parameters or row.macs:
        said.append(f"{row.parameters:,} parameters, {row.macs:,} MACs")
    said.append(f"A unit sees {field_words(row)} px of the picture.")
    return said


def network_panel(asked: "Asked") -> dict[str, Any]:
    """What stands there while no layer is chosen: the network in a few lines."""
    row = ARCHITECTURES[asked.net]
    network = asked.report.network
    problem = asked.report.problem
    lines = [
        f"{problem.node} is where it breaks. The sums count the layers before it."
        if problem
        else share_sentence(asked.report, row.title),
        f"{depth(network)} layers with weights on the longest way from the picture to the output.",
        "Press a layer, here or in the table, to change its kernel, stride, padding or maps.",
    ]
    return {"key": "", "title": asked.title, "controls": [], "lines": lines, "changed": False}
