"""Where a network's parameters, MACs and memory sit: by kind of layer."""

from dataclasses import dataclass

from cnnviz.architectures import Report, Row, total
from cnnviz.architectures.layers import Conv, Dense
from cnnviz.architectures.special import LocalConv, PartialConv, RadialBasis
from cnnviz.lessons.drawn_networks import percent

KINDS = ("convolutions", "dense layers", "everything else")
MEASURES = ("parameters", "MACs", "memory")


@dataclass(frozen=True)
class Share:
    """What the layers of one kind hold of the main path, in parameters, MACs and bytes."""

    kind: str
    parameters: int
    macs: int
    memory_bytes: int

    @property
    def counts(self) -> tuple[int, int, int]:
        return self.parameters, self.macs, self.memory_bytes


def _kind(row: Row) -> str:
    if isinstance(row.node.layer, Conv | PartialConv | LocalConv):
        return KINDS[0]
    return KINDS[1] if isinstance(row.node.layer, Dense | RadialBasis) else KINDS[2]


def shares(report: Report) -> tuple[Share, ...]:
    """The three kinds; their sums are the totals of the main path.

    >>> from cnnviz.architectures import build, infer
    >>> [(share.kind, share.macs) for share in shares(infer(build("alexnet")))][:2]
    [('convolutions', 665784864), ('dense layers', 58621952)]
    """
    found = []
    for kind in KINDS:
        sums = total(row for row in report.rows if not row.node.side and _kind(row) == kind)
        found.append(Share(kind, sums.parameters, sums.macs, sums.memory_bytes))
    return tuple(found)


def share_sentence(report: Report, title: str) -> str:
    """Where parameters and computation sit, in a sentence.

    >>> from cnnviz.architectures import build, infer
    >>> share_sentence(infer(build("alexnet")), "AlexNet")
    'Convolutions hold 3.8 % of AlexNet’s parameters and do 92 % of its computation; dense layers hold 96 % and do 8.1 %.'
    """
    conv, dense, _ = shares(report)
    main = report.main
    sentence = (
        f"Convolutions hold {percent(conv.parameters, main.parameters)} of {title}’s parameters and do "
        f"{percent(conv.macs, main.macs)} of its computation"
    )
    if not dense.parameters and not dense.macs:
        return f"{sentence}; it has no dense layer."
    return (
        f"{sentence}; dense layers hold {percent(dense.parameters, main.parameters)} and do "
        f"{percent(dense.macs, main.macs)}."
    )
