"""The VGG networks (Simonyan & Zisserman 2014, table 1)."""

from cnnviz.architectures.classic import dense_head
from cnnviz.architectures.graph import Network, Sketch
from cnnviz.architectures.layers import conv, max_pool
from cnnviz.architectures.simple import Activation, ResponseNorm

MAPS = (64, 128, 256, 512, 512)
KERNELS: dict[str, tuple[tuple[int, ...], ...]] = {
    "A": ((3,), (3,), (3, 3), (3, 3), (3, 3)),
    "A-LRN": ((3,), (3,), (3, 3), (3, 3), (3, 3)),
    "B": ((3, 3), (3, 3), (3, 3), (3, 3), (3, 3)),
    "C": ((3, 3), (3, 3), (3, 3, 1), (3, 3, 1), (3, 3, 1)),
    "D": ((3, 3), (3, 3), (3, 3, 3), (3, 3, 3), (3, 3, 3)),
    "E": ((3, 3), (3, 3), (3,) * 4, (3,) * 4, (3,) * 4),
}
"""The kernels of the five stages, column by column."""


def vgg(column: str) -> Network:
    """One column of the table; all have three dense layers of 4096, 4096 and 1000 on top."""
    net = Sketch((3, 224, 224))
    for stage, (maps, kernels) in enumerate(zip(MAPS, KERNELS[column], strict=True), start=1):
        for index, kernel in enumerate(kernels, start=1):
            net.add(f"conv{stage}_{index}", conv(maps, kernel, 1, kernel // 2))
            net.add(f"relu{stage}_{index}", Activation())
        if column == "A-LRN" and stage == 1:
            net.add("norm1", ResponseNorm())
        net.add(f"pool{stage}", max_pool(2, 2))
    dense_head(net, 4096, 4096)
    return net.network()
