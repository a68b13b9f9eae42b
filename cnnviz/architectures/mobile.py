"""Small networks: SqueezeNet, MobileNet v1 and v2, EfficientNet-Lite0."""

from typing import Literal

from cnnviz.architectures.graph import Network, Sketch
from cnnviz.architectures.layers import AdaptivePool, Conv, conv, max_pool
from cnnviz.architectures.parts import conv_norm, conv_relu, global_head
from cnnviz.architectures.simple import Activation, Add, Concat, Dropout, Flatten
from cnnviz.maths import Window

SQUEEZE: dict[str, tuple[tuple[int, int] | None, ...]] = {
    "1.0": ((16, 64), (16, 64), (32, 128), None, (32, 128), (48, 192), (48, 192), (64, 256), None, (64, 256)),
    "1.1": ((16, 64), (16, 64), None, (32, 128), (32, 128), None, (48, 192), (48, 192), (64, 256), (64, 256)),
}
"""Fire modules 2 to 9 as (squeeze, each expand); None is a pooling."""

# times wider inside, maps, blocks, stride of the first (Sandler et al. 2018, table 2)
_MOBILE_V2 = (
    (1, 16, 1, 1),
    (6, 24, 2, 2),
    (6, 32, 3, 2),
    (6, 64, 4, 2),
    (6, 96, 3, 1),
    (6, 160, 3, 2),
    (6, 320, 1, 1),
)
# the same and the kernel (Tan & Le 2019, table 1)
_LITE0 = (
    (1, 16, 1, 1, 3), (6, 24, 2, 2, 3), (6, 40, 2, 2, 5), (6, 80, 3, 2, 3), (6, 112, 3, 1, 5), (6, 192, 4, 2, 5),
    (6, 320, 1, 1, 3),
)  # fmt: skip
# maps and stride (Howard et al. 2017, table 1)
_MOBILE_V1 = (
    (64, 1), (128, 2), (128, 1), (256, 2), (256, 1), (512, 2), (512, 1), (512, 1), (512, 1), (512, 1), (512, 1),
    (1024, 2), (1024, 1),
)  # fmt: skip


def squeezenet(version: Literal["1.0", "1.1"]) -> Network:
    """SqueezeNet (Iandola et al. 2016, table 1), or its later version 1.1; both as torchvision has them."""
    net = Sketch((3, 224, 224))
    first = conv(96, 7, 2) if version == "1.0" else conv(64, 3, 2)
    conv_relu(net, "conv1", first)
    net.add("pool1", max_pool(3, 2, ceil=True))
    number = 1
    for row in SQUEEZE[version]:
        if row is None:
            net.add(f"pool{number}", max_pool(3, 2, ceil=True))
            continue
        number += 1
        with net.block(f"fire{number}"):
            squeezed = conv_relu(net, "squeeze", conv(row[0], 1))
            ones = conv_relu(net, "expand1x1", conv(row[1], 1), squeezed)
            threes = conv_relu(net, "expand3x3", conv(row[1], 3, 1, 1), squeezed)
            net.add("concat", Concat(), ones, threes)
    net.add("dropout", Dropout(0.5))
    net.head("conv10", conv(1000, 1))
    net.add("conv10_relu", Activation())
    net.add("average", AdaptivePool())
    net.add("flatten", Flatten())
    return net.network()


def mobilenet_v1() -> Network:
    """MobileNet v1 (Howard et al. 2017, table 1): one 3 × 3 per map, then a 1 × 1 across them, 13 times."""
    net = Sketch((3, 224, 224))
    conv_norm(net, "conv0", conv(32, 3, 2, 1, bias=False))
    before = 32
    for number, (maps, stride) in enumerate(_MOBILE_V1, start=1):
        with net.block(f"separable{number}"):
            conv_norm(net, "depthwise", conv(before, 3, stride, 1, groups=before, bias=False))
            conv_norm(net, "pointwise", conv(maps, 1, bias=False))
        before = maps
    global_head(net)
    return net.network()


def mobilenet_v2() -> Network:
    """MobileNetV2 (Sandler et al. 2018, table 2)."""
    net = Sketch((3, 224, 224))
    conv_norm(net, "stem", conv(32, 3, 2, 1, bias=False), function="ReLU6")
    before = 32
    for stage, (wider, maps, count, first) in enumerate(_MOBILE_V2, start=1):
        for index in range(1, count + 1):
            stride = first if index == 1 else 1
            depthwise = conv(before * wider, 3, stride, 1, groups=before * wider, bias=False)
            _inverted(net, f"block{stage}_{index}", before, wider, depthwise, maps=maps, eps=1e-5)
            before = maps
    conv_norm(net, "head", conv(1280, 1, bias=False), function="ReLU6")
    global_head(net, dropout=0.2)
    return net.network()


def efficientnet_lite0() -> Network:
    """EfficientNet-Lite0: B0 (Tan & Le 2019, table 1) without squeeze-and-excitation, with ReLU6.

    Its weights come from TensorFlow, so where the stride is 2 it pads one side more than the other.
    """
    net = Sketch((3, 224, 224))
    conv_norm(net, "stem", _tensorflow_conv(32, 3, 2), function="ReLU6", eps=1e-3)
    before = 32
    for stage, (wider, maps, count, first, kernel) in enumerate(_LITE0, start=1):
        for index in range(1, count + 1):
            stride = first if index == 1 else 1
            depthwise = _tensorflow_conv(before * wider, kernel, stride, groups=before * wider)
            _inverted(net, f"block{stage}_{index}", before, wider, depthwise, maps=maps, eps=1e-3)
            before = maps
    conv_norm(net, "head", conv(1280, 1, bias=False), function="ReLU6", eps=1e-3)
    global_head(net, dropout=0.2)
    return net.network()


def _tensorflow_conv(maps: int, kernel: int, stride: int, groups: int = 1) -> Conv:
    """TensorFlow's SAME padding of an even size: at stride 2, K - 2 in all, the greater half behind."""
    before = (kernel - stride) // 2
    window = Window(kernel, stride, (before, kernel - stride - before) if stride > 1 else kernel // 2)
    return Conv(window, window, maps, groups, bias=False)


def _inverted(
    net: Sketch, name: str, before: int, wider: int, depthwise: Conv, *, maps: int, eps: float
) -> None:
    """1 × 1 expansion, depthwise convolution, 1 × 1 projection; added to its input where the shapes agree."""
    with net.block(name) as x:
        if wider > 1:
            conv_norm(net, "expand", conv(before * wider, 1, bias=False), function="ReLU6", eps=eps)
        conv_norm(net, "depthwise", depthwise, function="ReLU6", eps=eps)
        conv_norm(net, "project", conv(maps, 1, bias=False), function=None, eps=eps)
        if depthwise.rows.stride == 1 and before == maps:
            net.add("add", Add(), net.last, x)
