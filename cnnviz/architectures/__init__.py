"""Published networks as data: layers, branches, blocks, and what every layer gives, holds, multiplies and sees.

    from cnnviz.architectures import ARCHITECTURES, build, edited, infer

    report = infer(build("alexnet"), input=(3, 256, 256))
    for row in report.rows:
        print(row.name, row.shape, row.parameters, row.macs, row.rows.field)

Everything here needs the standard library only. `cnnviz.architectures.export` writes a network as the text of a
`torch.nn` module, and torch is needed where that text is run.
"""

from cnnviz.architectures.graph import (
    INPUT,
    Network,
    Node,
    Sketch,
    depth,
    edited,
    replaced,
    with_classes,
)
from cnnviz.architectures.groups import Group, grouped
from cnnviz.architectures.published import NOTES, Published, published
from cnnviz.architectures.registry import ARCHITECTURES, Architecture, build
from cnnviz.architectures.shapes import Problem, Report, Row, Sight, Totals, infer, total

__all__ = [
    "ARCHITECTURES",
    "INPUT",
    "NOTES",
    "Architecture",
    "Group",
    "Network",
    "Node",
    "Problem",
    "Published",
    "Report",
    "Row",
    "Sight",
    "Sketch",
    "Totals",
    "build",
    "depth",
    "edited",
    "grouped",
    "infer",
    "published",
    "replaced",
    "total",
    "with_classes",
]
