"""What papers and torchvision print about these networks, to stand next to what `infer` counts.

Every number has its source, and every difference a sentence.
"""

from dataclasses import dataclass
from functools import cache
from typing import Literal

from cnnviz.architectures.shapes import Report, Row
from cnnviz.architectures.special import Subsample

Quantity = Literal["parameters", "weights", "MACs", "neurons", "connections", "size", "field"]


@dataclass(frozen=True)
class Published:
    """One printed number.

    Attributes:
        quantity: what it counts; a size is the height of the maps, a field the receptive field, both in pixels.
        where: the layer or block it is about ("a + b" for two), or "" for the main path of the network.
        step: one unit of the last printed digit.
        source: paper and table, or the code.
        note: why ours differs, or what to know about the number; "" if there is nothing to say.
    """

    network: str
    quantity: Quantity
    where: str
    value: int
    step: int
    source: str
    note: str = ""

    def ours(self, report: Report) -> int:
        """The same quantity of the same part, counted by us.

        Raises:
            KeyError: the part was not computed.
        """
        if self.quantity in ("size", "field"):
            row = report.by_name[self.where]
            return row.shape[1] if self.quantity == "size" else row.rows.field
        rows = _part(report, self.where)
        if not rows:
            raise KeyError(self.where)
        return sum(_count(row, self.quantity) for row in rows)

    def agrees(self, ours: int) -> bool:
        """Whether both are equal as far as the printed digits go, rounded up or down."""
        return abs(ours - self.value) < self.step


def _part(report: Report, where: str) -> list[Row]:
    if not where:
        return [row for row in report.rows if not row.node.side]
    parts = set(where.split(" + "))
    return [row for row in report.rows if row.name in parts or row.node.block in parts]


def _count(row: Row, quantity: Quantity) -> int:
    if quantity == "connections":
        return connections(row)
    counts = {"parameters": row.parameters, "weights": row.weights, "MACs": row.macs, "neurons": row.neurons}
    return counts[quantity]


def connections(row: Row) -> int:
    """Every use of a weight or bias at every position, as LeCun et al. (1998) count.

    A subsampling unit has one for each value that it adds, and one for its bias.
    """
    layer = row.node.layer
    if isinstance(layer, Subsample):
        return row.neurons * (layer.rows.kernel * layer.columns.kernel + 1)
    return row.macs + (row.neurons if row.biases else 0)


@cache
def published() -> dict[str, tuple[Published, ...]]:
    """All printed numbers by network.

    >>> [(p.value, p.source) for p in published()["mobilenet_v1"] if p.quantity == "MACs"]
    [(569000000, 'Howard et al. 2017, table 8')]
    """
    from cnnviz.architectures.published_fields import FIELDS
    from cnnviz.architectures.published_numbers import numbers

    found: dict[str, list[Published]] = {}
    for entry in (*numbers(), *FIELDS):
        found.setdefault(entry.network, []).append(entry)
    return {network: tuple(entries) for network, entries in found.items()}


NOTES: dict[str, tuple[str, ...]] = {
    "lenet": (
        "The output layer's 84 × 10 = 840 numbers are drawn by hand and not trained, so they are no parameters here. The "
        "paper counts their 840 connections.",
    ),
    "alexnet": (
        "The paper says 224 × 224, but (224 − 11) / 4 + 1 = 54.25 is no size, and its own maps of 55 × 55 need 227 × 227.",
        "Convolutions 2, 4 and 5 are split into two groups, one for each GPU: half of the weights.",
        "The response normalisation has the paper's alpha. torch's LocalResponseNorm divides alpha by n, so the exported "
        "module gets n times as much.",
    ),
    "alexnet_torchvision": (
        "A later variant for one GPU: 64, 192, 384, 256 and 256 maps, no groups, no response normalisation (Krizhevsky "
        "2014, arXiv:1404.5997).",
    ),
    "zfnet": (
        "110 → 55 and 26 → 13 need a pooling that is padded by one pixel or rounds up; the paper does not say which. Here "
        "it is padded.",
    ),
    "googlenet": (
        "In the parameter column of the paper's table 1, K is 1,024: 114,688 weights are 112K. Biases are left out.",
        "The auxiliary classifiers are used in training only and counted apart.",
    ),
    "googlenet_torchvision": (
        "torchvision uses 3 × 3 where the paper has 5 × 5, a known slip that its weights were trained with; it "
        "normalises by batch, and its last max pooling is 2 × 2.",
    ),
    "inception_v3": (
        "The paper's figures leave some sizes open; these are torchvision's, which follow the original code. The auxiliary "
        "classifier is counted apart.",
    ),
    "deepface": ("71 × 71 after the pooling needs a size that is rounded up: (142 − 3) / 2 + 1 = 70.5.",),
    **{
        f"resnet{depth}": (
            "The shortcuts that change the size have no weights here: they skip every second pixel and add maps of zeros "
            "(option A). torchvision's are 1 × 1 convolutions (option B).",
        )
        for depth in (18, 34)
    },
    **{
        f"resnet{depth}_torchvision": (
            "“v1.5”: the stride is in the 3 × 3 of a block, in the paper in the 1 × 1 before it. The same weights, more "
            "MACs, and a smaller receptive field.",
        )
        for depth in (50, 101, 152)
    },
    "densenet264": (
        "Counted as the other three are, it has 265 layers with weights: 2 (6 + 12 + 64 + 48) + 3 + 2.",
    ),
    "efficientnet_lite0": (
        "TensorFlow's padding: where the stride is 2, the last side is padded more than the first.",
    ),
}
"""What to know about a network beside its numbers."""
