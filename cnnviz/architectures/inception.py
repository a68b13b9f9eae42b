"""Inception v3 as torchvision has it (Szegedy et al. 2015, arXiv:1512.00567), and Xception (Chollet 2017)."""

from collections.abc import Sequence

from cnnviz.architectures.graph import Network, Sketch
from cnnviz.architectures.layers import AdaptivePool, Dense, average_pool, conv, max_pool
from cnnviz.architectures.parts import conv_norm, global_head
from cnnviz.architectures.simple import Activation, Add, BatchNorm, Concat, Flatten
from cnnviz.architectures.windows import Pair, Sides, pair

_EPS = 1e-3
Unit = tuple[str, int, Sides, int]  # name, maps, kernel, stride (a stride of 2 goes without padding)


def inception_v3() -> Network:
    """Inception v3 on 299 × 299; the names of the blocks are those of the original code."""
    net = Sketch((3, 299, 299))
    for name, maps, kernel, stride, padding in (
        ("conv_1a", 32, 3, 2, 0),
        ("conv_2a", 32, 3, 1, 0),
        ("conv_2b", 64, 3, 1, 1),
    ):
        conv_norm(net, name, conv(maps, kernel, stride, padding, bias=False), eps=_EPS)
    net.add("pool_3a", max_pool(3, 2))
    conv_norm(net, "conv_3b", conv(80, 1, bias=False), eps=_EPS)
    conv_norm(net, "conv_4a", conv(192, 3, bias=False), eps=_EPS)
    net.add("pool_5a", max_pool(3, 2))
    for name, pooled in (("mixed_5b", 32), ("mixed_5c", 64), ("mixed_5d", 64)):
        _mixed_5(net, name, pooled)
    _mixed_6a(net)
    for name, width in (("mixed_6b", 128), ("mixed_6c", 160), ("mixed_6d", 160), ("mixed_6e", 192)):
        _mixed_6(net, name, width)
    _auxiliary(net)
    _mixed_7a(net)
    for name in ("mixed_7b", "mixed_7c"):
        _mixed_7(net, name)
    global_head(net, dropout=0.5)
    return net.network()


def _branch(net: Sketch, start: str, units: Sequence[Unit]) -> str:
    """Convolutions on top of each other; those of stride 1 keep the size."""
    last = start
    for name, maps, kernel, stride in units:
        rows, columns = pair(kernel)
        padding: Pair = (rows // 2, columns // 2) if stride == 1 else (0, 0)
        last = conv_norm(net, name, conv(maps, (rows, columns), stride, padding, bias=False), last, eps=_EPS)
    return last


def _mixed_5(net: Sketch, name: str, pooled: int) -> None:
    with net.block(name) as x:
        ends = [
            _branch(net, x, [("conv1x1", 64, 1, 1)]),
            _branch(net, x, [("reduce5", 48, 1, 1), ("conv5x5", 64, 5, 1)]),
            _branch(net, x, [("reduce3", 64, 1, 1), ("conv3x3_a", 96, 3, 1), ("conv3x3_b", 96, 3, 1)]),
            _branch(net, net.add("pool", average_pool(3, 1, 1), x), [("projection", pooled, 1, 1)]),
        ]
        net.add("concat", Concat(), *ends)


def _mixed_6a(net: Sketch) -> None:
    with net.block("mixed_6a") as x:
        ends = [
            _branch(net, x, [("conv3x3", 384, 3, 2)]),
            _branch(net, x, [("reduce3", 64, 1, 1), ("conv3x3_a", 96, 3, 1), ("conv3x3_b", 96, 3, 2)]),
            net.add("pool", max_pool(3, 2), x),
        ]
        net.add("concat", Concat(), *ends)


def _mixed_6(net: Sketch, name: str, width: int) -> None:
    with net.block(name) as x:
        ends = [
            _branch(net, x, [("conv1x1", 192, 1, 1)]),
            _branch(
                net, x, [("reduce7", width, 1, 1), ("conv1x7", width, (1, 7), 1), ("conv7x1", 192, (7, 1), 1)]
            ),
            _branch(
                net,
                x,
                [
                    ("reduce7_d", width, 1, 1),
                    ("conv7x1_a", width, (7, 1), 1),
                    ("conv1x7_a", width, (1, 7), 1),
                    ("conv7x1_b", width, (7, 1), 1),
                    ("conv1x7_b", 192, (1, 7), 1),
                ],
            ),
            _branch(net, net.add("pool", average_pool(3, 1, 1), x), [("projection", 192, 1, 1)]),
        ]
        net.add("concat", Concat(), *ends)


def _auxiliary(net: Sketch) -> None:
    with net.side("aux"):
        net.add("average", average_pool(5, 3))
        conv_norm(net, "conv0", conv(128, 1, bias=False), eps=_EPS)
        conv_norm(net, "conv1", conv(768, 5, bias=False), eps=_EPS)
        net.add("global_average", AdaptivePool())
        net.add("flatten", Flatten())
        net.head("fc", Dense(1000))


def _mixed_7a(net: Sketch) -> None:
    with net.block("mixed_7a") as x:
        ends = [
            _branch(net, x, [("reduce3", 192, 1, 1), ("conv3x3", 320, 3, 2)]),
            _branch(
                net,
                x,
                [
                    ("reduce7", 192, 1, 1),
                    ("conv1x7", 192, (1, 7), 1),
                    ("conv7x1", 192, (7, 1), 1),
                    ("conv3x3_b", 192, 3, 2),
                ],
            ),
            net.add("pool", max_pool(3, 2), x),
        ]
        net.add("concat", Concat(), *ends)


def _mixed_7(net: Sketch, name: str) -> None:
    with net.block(name) as x:
        ones = _branch(net, x, [("conv1x1", 320, 1, 1)])
        split = _branch(net, x, [("reduce3", 384, 1, 1)])
        wide, tall = (
            _branch(net, split, [("conv1x3", 384, (1, 3), 1)]),
            _branch(net, split, [("conv3x1", 384, (3, 1), 1)]),
        )
        deep = _branch(net, x, [("reduce3_d", 448, 1, 1), ("conv3x3", 384, 3, 1)])
        deep_wide, deep_tall = (
            _branch(net, deep, [("conv1x3_d", 384, (1, 3), 1)]),
            _branch(net, deep, [("conv3x1_d", 384, (3, 1), 1)]),
        )
        pooled = _branch(net, net.add("pool", average_pool(3, 1, 1), x), [("projection", 192, 1, 1)])
        net.add("concat", Concat(), ones, wide, tall, deep_wide, deep_tall, pooled)


def xception() -> Network:
    """Xception on 299 × 299 (Chollet 2017, figure 5): depthwise separable convolutions with shortcuts."""
    net = Sketch((3, 299, 299))
    conv_norm(net, "conv1", conv(32, 3, 2, bias=False), eps=_EPS)
    conv_norm(net, "conv2", conv(64, 3, bias=False), eps=_EPS)
    channels = 64
    for number, maps in enumerate((128, 256, 728), start=2):
        _xception_down(net, f"block{number}", (channels, maps, maps), relu_first=number > 2)
        channels = maps
    for number in range(5, 13):
        _xception_middle(net, f"block{number}")
    _xception_down(net, "block13", (728, 728, 1024), relu_first=True)
    for name, (before, maps) in {"sep14_1": (1024, 1536), "sep14_2": (1536, 2048)}.items():
        _separable(net, name, before, maps)
        net.add(f"{name}_relu", Activation())
    global_head(net)
    return net.network()


def _separable(net: Sketch, name: str, before: int, maps: int, *inputs: str) -> str:
    """One 3 × 3 per map, then a 1 × 1 across the maps, then batch normalisation."""
    net.add(f"{name}_depthwise", conv(before, 3, 1, 1, groups=before, bias=False), *inputs)
    net.add(f"{name}_pointwise", conv(maps, 1, bias=False))
    return net.add(f"{name}_norm", BatchNorm(_EPS))


def _xception_down(net: Sketch, name: str, maps: tuple[int, int, int], *, relu_first: bool) -> None:
    with net.block(name) as x:
        start = net.add("relu1", Activation(), x) if relu_first else x
        _separable(net, "sep1", maps[0], maps[1], start)
        net.add("relu2", Activation())
        _separable(net, "sep2", maps[1], maps[2])
        pooled = net.add("pool", max_pool(3, 2, 1))
        shortcut = conv_norm(net, "shortcut", conv(maps[2], 1, 2, bias=False), x, function=None, eps=_EPS)
        net.add("add", Add(), pooled, shortcut)


def _xception_middle(net: Sketch, name: str) -> None:
    with net.block(name) as x:
        for number in (1, 2, 3):
            net.add(f"relu{number}", Activation())
            _separable(net, f"sep{number}", 728, 728)
        net.add("add", Add(), net.last, x)
