"""ResNet-18, -34, -50, -101, -152 and plain-34 (He et al. 2015, table 1 and figure 3).

The paper's v1 puts the stride of a bottleneck into its first 1 × 1; torchvision's "v1.5" into the 3 × 3.
The paper's 18 and 34 have shortcuts without weights (option A) in figure 3; torchvision's have 1 × 1 convolutions.
"""

from typing import Literal

from cnnviz.architectures.graph import Network, Sketch
from cnnviz.architectures.layers import conv, max_pool
from cnnviz.architectures.parts import conv_norm, global_head
from cnnviz.architectures.simple import Activation, Add
from cnnviz.architectures.special import PaddedShortcut

DEPTHS = {
    18: (2, 2, 2, 2),
    34: (3, 4, 6, 3),
    50: (3, 4, 6, 3),
    101: (3, 4, 23, 3),
    152: (3, 8, 36, 3),
}
"""Blocks in the stages conv2_x to conv5_x (table 1)."""
Shortcut = Literal["none", "padded", "projection"]


def resnet(depth: int, *, torchvision: bool = False, plain: bool = False) -> Network:
    """A network of table 1; with `plain` the same layers without shortcuts."""
    net = Sketch((3, 224, 224))
    conv_norm(net, "conv1", conv(64, 7, 2, 3, bias=False))
    net.add("pool1", max_pool(3, 2, 1))
    bottleneck = depth >= 50
    kind: Shortcut = "none" if plain else "projection" if torchvision or bottleneck else "padded"
    before = 64
    for stage, count in enumerate(DEPTHS[depth], start=2):
        width = 64 * 2 ** (stage - 2)
        maps = 4 * width if bottleneck else width
        for index in range(1, count + 1):
            stride = 2 if index == 1 and stage > 2 else 1
            with net.block(f"conv{stage}_{index}") as x:
                if bottleneck:
                    _bottleneck(net, width, maps, stride, late=torchvision)
                else:
                    _basic(net, width, stride, act=plain)
                if kind != "none":
                    _shortcut(net, x, kind, before=before, maps=maps, stride=stride)
            before = maps
    global_head(net)
    return net.network()


def resnet_torchvision(depth: int) -> Network:
    """The same with projections in all depths, and the stride of a bottleneck in its 3 × 3."""
    return resnet(depth, torchvision=True)


def plain(depth: int) -> Network:
    """The layers without the shortcuts (figure 3, middle)."""
    return resnet(depth, plain=True)


def _basic(net: Sketch, width: int, stride: int, *, act: bool) -> None:
    conv_norm(net, "conv1", conv(width, 3, stride, 1, bias=False))
    conv_norm(net, "conv2", conv(width, 3, 1, 1, bias=False), function="ReLU" if act else None)


def _bottleneck(net: Sketch, width: int, maps: int, stride: int, *, late: bool) -> None:
    conv_norm(net, "conv1", conv(width, 1, 1 if late else stride, bias=False))
    conv_norm(net, "conv2", conv(width, 3, stride if late else 1, 1, bias=False))
    conv_norm(net, "conv3", conv(maps, 1, bias=False), function=None)


def _shortcut(net: Sketch, x: str, kind: Shortcut, *, before: int, maps: int, stride: int) -> None:
    path = net.last
    if before == maps and stride == 1:
        back = x
    elif kind == "padded":
        back = net.add("shortcut", PaddedShortcut(maps, stride), x)
    else:
        back = conv_norm(net, "shortcut", conv(maps, 1, stride, bias=False), x, function=None)
    net.add("add", Add(), path, back)
    net.add("relu", Activation())
