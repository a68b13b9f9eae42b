"""A network as the text of a `torch.nn` module that runs: repeated blocks become classes, long runs become loops."""

from collections.abc import Sequence
from dataclasses import dataclass

from cnnviz.architectures.export_blocks import Block, Piece, find_pieces, runs
from cnnviz.architectures.export_helpers import HELPERS
from cnnviz.architectures.export_text import Step, class_text, constructor, identifier
from cnnviz.architectures.graph import Network
from cnnviz.architectures.layers import Shape
from cnnviz.architectures.shapes import Report, infer


@dataclass(frozen=True)
class Module:
    """The text, the class to make, and where in the module each node is.

    Attributes:
        paths: the module of each node, as `get_submodule` takes it. Sums and concatenations have none.
    """

    text: str
    name: str
    paths: dict[str, str]


def export(
    network: Network,
    title: str = "Net",
    input: Shape | None = None,
    classes: int | None = None,
    note: str = "",
) -> Module:
    """The network as Python text for torch, for an input of (maps, height, width) and a number of classes.

    The class is named after the title. In training it returns the outputs of its auxiliary classifiers, too.

    Raises:
        ValueError: the network breaks on this input; the sentence says where and why.
    """
    report = infer(network, input, classes)
    if report.problem:
        raise ValueError(report.problem.sentence)
    pieces, templates = find_pieces(report)
    name = identifier(title, "Net")
    paths: dict[str, str] = {}
    steps = [_step(group, report, paths) for group in runs(pieces)]
    sides = tuple(identifier(side) for side in report.network.sides)
    size = input or network.input
    doc = f"{title}{': ' + note if note else ''}. (N, {size[0]}, {size[1]}, {size[2]}) in."
    main = class_text(name, doc, (), steps, sides=sides)
    classes_text = [template.text() for template in templates]
    body = "\n\n".join([*classes_text, main])
    helpers = [text for helper, text in HELPERS.items() if f"{helper}(" in body]
    text = "import torch\nfrom torch import nn\nfrom torch.nn import functional as F\n\n\n" + "\n\n".join(
        [*helpers, body]
    )
    if "F." not in text.replace("from torch.nn import functional as F", ""):
        text = text.replace("from torch.nn import functional as F\n", "")
    return Module(text, name, paths)


def _step(group: Sequence[Piece], report: Report, paths: dict[str, str]) -> Step:
    """One line of the network's forward pass: a layer, a block, or a run of equal blocks."""
    first, last = group[0], group[-1]
    if not isinstance(first, Block):
        row = report.by_name[first.exit]
        attribute = identifier(first.exit)
        call = constructor(row)
        if call:
            paths[first.exit] = attribute
        return Step(first.exit, attribute, call, row.node.inputs, row.node.layer, "")
    blocks = [piece for piece in group if isinstance(piece, Block)]
    attribute = identifier(first.name)
    if len(blocks) == 1:
        call = first.call()
    else:
        attribute = f"{attribute}_to_{identifier(blocks[-1].name)}"
        call = first.template.loop(blocks)
    for index, block in enumerate(blocks):
        inside = attribute if len(blocks) == 1 else f"{attribute}.{index}"
        for local, node in block.members():
            paths[node] = f"{inside}.{local}"
    side = report.network.by_name[first.exit].side
    return Step(last.exit, attribute, call, (first.entry,), None, identifier(side) if side else "")
