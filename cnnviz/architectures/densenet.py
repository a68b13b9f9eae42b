"""DenseNet-121, -169, -201 and -264 with bottlenecks and compression, "BC" (Huang et al. 2017, table 1)."""

from cnnviz.architectures.graph import Network, Sketch
from cnnviz.architectures.layers import average_pool, conv, max_pool
from cnnviz.architectures.parts import conv_norm, global_head
from cnnviz.architectures.simple import Activation, BatchNorm, Concat

BLOCKS = {
    121: (6, 12, 24, 16),
    169: (6, 12, 32, 32),
    201: (6, 12, 48, 32),
    264: (6, 12, 64, 48),
}
"""Layers in the four dense blocks (table 1)."""
GROWTH = 32  # k: maps that a layer adds
BOTTLENECK = 4  # the 1 x 1 in front has 4 k maps
COMPRESSION = 2  # a transition keeps half of the maps


def densenet(depth: int) -> Network:
    """A network of table 1. Each layer's maps are concatenated to all that came before it."""
    net = Sketch((3, 224, 224))
    maps = 2 * GROWTH
    conv_norm(net, "conv0", conv(maps, 7, 2, 3, bias=False))
    net.add("pool0", max_pool(3, 2, 1))
    for number, count in enumerate(BLOCKS[depth], start=1):
        for index in range(1, count + 1):
            with net.block(f"dense{number}_{index}") as x:
                _pre(net, "conv1", BOTTLENECK * GROWTH, 1)
                added = _pre(net, "conv2", GROWTH, 3)
                net.add("concat", Concat(), x, added)
        maps += count * GROWTH
        if number < len(BLOCKS[depth]):
            maps //= COMPRESSION
            with net.block(f"transition{number}"):
                _pre(net, "conv", maps, 1)
                net.add("pool", average_pool(2, 2))
    net.add("norm5", BatchNorm())
    net.add("relu5", Activation())
    global_head(net)
    return net.network()


def _pre(net: Sketch, name: str, maps: int, kernel: int) -> str:
    """Batch normalisation and ReLU come before the convolution here."""
    net.add(f"{name}_norm", BatchNorm())
    net.add(f"{name}_relu", Activation())
    return net.add(name, conv(maps, kernel, 1, kernel // 2, bias=False))
