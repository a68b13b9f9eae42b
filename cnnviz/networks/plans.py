"""A network's layers before its weights are there: titles and shapes from the published architectures, without torch."""

import re
from dataclasses import dataclass
from functools import cache

from cnnviz.architectures import ARCHITECTURES, Row, build, infer
from cnnviz.architectures.layers import Conv, Pool

Shape = tuple[int, int, int]

# Where the name that `layers.py` gives is not the architecture's own: (pattern, title), by family. A title with {}
# counts: blocks that torchvision numbers through.
_TITLES: dict[str, tuple[tuple[str, str], ...]] = {
    "GoogLeNet": ((r"(conv2|inception)_(\w+)", r"\1 \2"),),
    "Inception": (
        (r"conv_3b", "Conv2d_3b_1x1"),
        (r"conv_(\w+)", r"Conv2d_\1_3x3"),
        (r"pool_(\w+)", r"MaxPool_\1_3x3"),
        (r"mixed_(\w+)", r"Mixed_\1"),
    ),
    "DenseNet": (
        (r"(conv|pool)0", r"\1"),
        (r"dense(\d)_\d+", r"dense block \1"),
        (r"transition(\d)", r"transition \1"),
    ),
    "MobileNetV2": ((r"(stem|head)", r"conv \1"), (r"block\d_\d", "bottleneck {}")),
    "EfficientNet": ((r"block\d_\d", "block {}"),),
}
_FIRST = {"MobileNetV2": 1, "EfficientNet": 0}


@dataclass(frozen=True)
class PlannedLayer:
    """A layer that a learner may look at, before the network is loaded.

    Attributes:
        title: what the paper calls it, such as "conv1".
        shape: (channels, height, width) of its output.
    """

    title: str
    shape: Shape


def architecture_of(torchvision: str) -> str:
    """The name in `cnnviz.architectures` of one of torchvision's networks, "" if it is not there.

    A VGG with batch norm has the same maps as the one without.

    >>> architecture_of("resnet50"), architecture_of("vgg16_bn")
    ('resnet50_torchvision', 'vgg_d')
    """
    plain = torchvision.removesuffix("_bn")
    return next((name for name, row in ARCHITECTURES.items() if row.torchvision == plain), "")


@cache
def planned_layers(architecture: str, side: int) -> tuple[PlannedLayer, ...]:
    """The layers that `Network.layers` will list, for a (3, `side`, `side`) picture: one per convolution, pool or block.

    Empty if `architecture` is "".

    >>> planned_layers("resnet50_torchvision", 224)[2]
    PlannedLayer(title='conv2_1', shape=(256, 56, 56))
    """
    if not architecture:
        return ()
    shapes: dict[str, Shape] = {}
    for row in infer(build(architecture), (3, side, side)).rows:
        if not row.node.side and (row.node.block or isinstance(row.node.layer, Conv | Pool)):
            shapes[row.node.block or row.name] = _maps(row)  # a block's shape is that of its last layer
    titles = _titles(ARCHITECTURES[architecture].family, list(shapes))
    # A dense block is many blocks here, and one layer to look at: the last one's shape stays.
    return tuple(PlannedLayer(*pair) for pair in dict(zip(titles, shapes.values(), strict=True)).items())


def _maps(row: Row) -> Shape:
    channels, height, width = row.shape
    return channels, height, width


def _titles(family: str, names: list[str]) -> list[str]:
    count = _FIRST.get(family, 0)
    titles = []
    for name in names:
        found = next((hit.expand(title) for pattern, title in _TITLES.get(family, ()) if (hit := re.fullmatch(pattern, name))), name)  # fmt: skip
        titles.append(found.format(count))
        count += "{}" in found
    return titles
