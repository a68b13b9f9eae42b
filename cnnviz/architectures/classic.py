"""LeNet-5, AlexNet and ZFNet.

The softmax is left out of all networks here: it has no parameters, and torch's losses contain it.
"""

from cnnviz.architectures.graph import Network, Sketch
from cnnviz.architectures.layers import Dense, conv, max_pool
from cnnviz.architectures.simple import Activation, Dropout, Flatten, ResponseNorm
from cnnviz.architectures.special import PartialConv, RadialBasis, Subsample
from cnnviz.architectures.windows import make_windows

C3_TABLE: tuple[tuple[int, ...], ...] = (
    *(tuple(sorted((m + k) % 6 for k in range(3))) for m in range(6)),
    *(tuple(sorted((m + k) % 6 for k in range(4))) for m in range(6)),
    *(tuple(sorted((m + k) % 6 for k in (0, 1, 3, 4))) for m in range(3)),
    tuple(range(6)),
)
"""Which of the six maps of S2 each of the 16 maps of C3 reads (LeCun et al. 1998, table I), counted from 0."""


def lenet() -> Network:
    """LeNet-5 on 32 × 32 gray values (LeCun et al. 1998, section II.B and figure 2)."""
    net = Sketch((1, 32, 32))
    tanh = Activation("scaled tanh")
    net.add("c1", conv(6, 5))
    net.add("c1_tanh", tanh)
    net.add("s2", Subsample(*make_windows(2, 2)))
    net.add("s2_tanh", tanh)
    net.add("c3", PartialConv(*make_windows(5), C3_TABLE))
    net.add("c3_tanh", tanh)
    net.add("s4", Subsample(*make_windows(2, 2)))
    net.add("s4_tanh", tanh)
    net.add("c5", conv(120, 5))
    net.add("c5_tanh", tanh)
    net.add("flatten", Flatten())
    net.add("f6", Dense(84))
    net.add("f6_tanh", tanh)
    net.head("output", RadialBasis(10))
    return net.network()


def alexnet() -> Network:
    """AlexNet with its two GPUs as groups (Krizhevsky et al. 2012, section 3.5), on 227 × 227."""
    net = Sketch((3, 227, 227))
    _stage(net, 1, maps=96, kernel=11, stride=4, norm=True, pool=0)
    _stage(net, 2, maps=256, kernel=5, padding=2, groups=2, norm=True, pool=0)
    _stage(net, 3, maps=384, kernel=3, padding=1)
    _stage(net, 4, maps=384, kernel=3, padding=1, groups=2)
    _stage(net, 5, maps=256, kernel=3, padding=1, groups=2, pool=0)
    dense_head(net, 4096, 4096)
    return net.network()


def alexnet_torchvision() -> Network:
    """The AlexNet of torchvision: one GPU, fewer maps, no response normalisation (Krizhevsky 2014)."""
    from cnnviz.architectures.layers import AdaptivePool

    net = Sketch((3, 224, 224))
    _stage(net, 1, maps=64, kernel=11, stride=4, padding=2, pool=0)
    _stage(net, 2, maps=192, kernel=5, padding=2, pool=0)
    _stage(net, 3, maps=384, kernel=3, padding=1)
    _stage(net, 4, maps=256, kernel=3, padding=1)
    _stage(net, 5, maps=256, kernel=3, padding=1, pool=0)
    net.add("average", AdaptivePool(6, 6))
    net.add("flatten", Flatten())
    for number in (6, 7):
        net.add(f"fc{number}_dropout", Dropout(0.5))
        net.add(f"fc{number}", Dense(4096))
        net.add(f"fc{number}_relu", Activation())
    net.head("fc8", Dense(1000))
    return net.network()


def zfnet(upper: tuple[int, int, int] = (384, 384, 256)) -> Network:
    """ZFNet (Zeiler & Fergus 2014, figure 3); `upper` are the maps of layers 3, 4 and 5."""
    net = Sketch((3, 224, 224))
    _stage(net, 1, maps=96, kernel=7, stride=2, padding=1, norm=True, pool=1, norm_last=True)
    _stage(net, 2, maps=256, kernel=5, stride=2, norm=True, pool=1, norm_last=True)
    for number, maps in enumerate(upper, start=3):
        _stage(net, number, maps=maps, kernel=3, padding=1, pool=0 if number == 5 else None)
    dense_head(net, 4096, 4096)
    return net.network()


def _stage(
    net: Sketch,
    number: int,
    *,
    maps: int,
    kernel: int,
    stride: int = 1,
    padding: int = 0,
    groups: int = 1,
    norm: bool = False,
    norm_last: bool = False,
    pool: int | None = None,
) -> None:
    """Convolution, ReLU, and where asked normalisation and an overlapping 3 × 3 / 2 pooling with padding `pool`."""
    net.add(f"conv{number}", conv(maps, kernel, stride, padding, groups=groups))
    net.add(f"relu{number}", Activation())
    if norm and not norm_last:
        net.add(f"norm{number}", ResponseNorm())
    if pool is not None:
        net.add(f"pool{number}", max_pool(3, 2, pool))
    if norm and norm_last:
        net.add(f"norm{number}", ResponseNorm())


def dense_head(net: Sketch, *widths: int, classes: int = 1000) -> None:
    """Dense layers with ReLU and dropout, and the classifier, as AlexNet, ZFNet and VGG have them."""
    net.add("flatten", Flatten())
    for number, width in enumerate(widths, start=6):
        net.add(f"fc{number}", Dense(width))
        net.add(f"fc{number}_relu", Activation())
        net.add(f"fc{number}_dropout", Dropout(0.5))
    net.head(f"fc{6 + len(widths)}", Dense(classes))
