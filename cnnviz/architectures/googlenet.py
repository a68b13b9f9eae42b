"""GoogLeNet: nine inception modules, two auxiliary classifiers (Szegedy et al. 2014, table 1 and section 5)."""

from cnnviz.architectures.graph import Network, Sketch
from cnnviz.architectures.layers import AdaptivePool, Dense, average_pool, conv, max_pool
from cnnviz.architectures.parts import conv_norm, conv_relu, global_head
from cnnviz.architectures.simple import Activation, Concat, Dropout, Flatten, ResponseNorm

MODULES = {
    "3a": (64, 96, 128, 16, 32, 32),
    "3b": (128, 128, 192, 32, 96, 64),
    "4a": (192, 96, 208, 16, 48, 64),
    "4b": (160, 112, 224, 24, 64, 64),
    "4c": (128, 128, 256, 24, 64, 64),
    "4d": (112, 144, 288, 32, 64, 64),
    "4e": (256, 160, 320, 32, 128, 128),
    "5a": (256, 160, 320, 32, 128, 128),
    "5b": (384, 192, 384, 48, 128, 128),
}
"""Table 1, row by row: 1 × 1; 3 × 3 reduce, 3 × 3; 5 × 5 reduce, 5 × 5; pool projection."""
_AUXILIARY = {"4a": "aux1", "4d": "aux2"}


def googlenet() -> Network:
    """The paper's GoogLeNet: biases, response normalisation, real 5 × 5 kernels."""
    net = Sketch((3, 224, 224))
    conv_relu(net, "conv1", conv(64, 7, 2, 3))
    net.add("pool1", max_pool(3, 2, ceil=True))
    net.add("norm1", ResponseNorm())
    conv_relu(net, "conv2_reduce", conv(64, 1))
    conv_relu(net, "conv2", conv(192, 3, 1, 1))
    net.add("norm2", ResponseNorm())
    net.add("pool2", max_pool(3, 2, ceil=True))
    for module, maps in MODULES.items():
        _module(net, module, maps, torchvision=False)
        if module in _AUXILIARY:
            _auxiliary(net, _AUXILIARY[module])
        if module in ("3b", "4e"):
            net.add(f"pool{module[0]}", max_pool(3, 2, ceil=True))
    net.add("average", average_pool(7, 1))
    net.add("flatten", Flatten())
    net.add("dropout", Dropout(0.4))
    net.head("classifier", Dense(1000))
    return net.network()


def googlenet_torchvision() -> Network:
    """torchvision's: batch normalisation, 3 × 3 where the paper has 5 × 5, and a 2 × 2 pooling before 5a."""
    net = Sketch((3, 224, 224))
    conv_norm(net, "conv1", conv(64, 7, 2, 3, bias=False), eps=1e-3)
    net.add("pool1", max_pool(3, 2, ceil=True))
    conv_norm(net, "conv2_reduce", conv(64, 1, bias=False), eps=1e-3)
    conv_norm(net, "conv2", conv(192, 3, 1, 1, bias=False), eps=1e-3)
    net.add("pool2", max_pool(3, 2, ceil=True))
    for module, maps in MODULES.items():
        _module(net, module, maps, torchvision=True)
        if module in _AUXILIARY:
            _auxiliary_torchvision(net, _AUXILIARY[module])
        if module in ("3b", "4e"):
            net.add(f"pool{module[0]}", max_pool(3 if module == "3b" else 2, 2, ceil=True))
    global_head(net, dropout=0.2)
    return net.network()


def _module(net: Sketch, name: str, maps: tuple[int, ...], *, torchvision: bool) -> None:
    ones, reduce_3, maps_3, reduce_5, maps_5, projection = maps

    def unit(part: str, number: int, kernel: int, *inputs: str) -> str:
        layer = conv(number, kernel, 1, kernel // 2, bias=not torchvision)
        return (
            conv_norm(net, part, layer, *inputs, eps=1e-3)
            if torchvision
            else conv_relu(net, part, layer, *inputs)
        )

    with net.block(f"inception_{name}") as x:
        branch_1 = unit("conv1x1", ones, 1, x)
        unit("reduce3", reduce_3, 1, x)
        branch_3 = unit("conv3x3", maps_3, 3)
        unit("reduce5", reduce_5, 1, x)
        branch_5 = unit("conv3x3_b", maps_5, 3) if torchvision else unit("conv5x5", maps_5, 5)
        net.add("pool", max_pool(3, 1, 1, ceil=torchvision), x)
        branch_pool = unit("projection", projection, 1)
        net.add("concat", Concat(), branch_1, branch_3, branch_5, branch_pool)


def _auxiliary(net: Sketch, name: str) -> None:
    with net.side(name):
        net.add("average", average_pool(5, 3))
        conv_relu(net, "conv", conv(128, 1))
        net.add("flatten", Flatten())
        net.add("fc1", Dense(1024))
        net.add("fc1_relu", Activation())
        net.add("dropout", Dropout(0.7))
        net.head("fc2", Dense(1000))


def _auxiliary_torchvision(net: Sketch, name: str) -> None:
    with net.side(name):
        net.add("average", AdaptivePool(4, 4))
        conv_norm(net, "conv", conv(128, 1, bias=False), eps=1e-3)
        net.add("flatten", Flatten())
        net.add("fc1", Dense(1024))
        net.add("fc1_relu", Activation())
        net.add("dropout", Dropout(0.7))
        net.head("fc2", Dense(1000))
