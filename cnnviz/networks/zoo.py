"""torchvision's networks with their ImageNet weights, as plain data: a page lists them without torch.

Files, sizes and preprocessing are those of the weight enums (`IMAGENET1K_V1` of each); a test holds
them to it.
"""

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from cnnviz.networks.download import Offer
from cnnviz.networks.entry import IMAGENET_MEAN, IMAGENET_STD, Entry
from cnnviz.networks.folders import find_weights
from cnnviz.networks.plans import architecture_of
from cnnviz.networks.preprocessing import Preprocessing
from cnnviz.networks.weights import FileWeights

if TYPE_CHECKING:
    from torch import nn

SERVER = "https://download.pytorch.org/models/"
_FULL_SQUARE = (256, 224)

_ALEXNET = "Krizhevsky, A. (2014). One weird trick for parallelizing convolutional neural networks. https://arxiv.org/abs/1404.5997"
_VGG = "Simonyan, K. & Zisserman, A. (2014). Very deep convolutional networks for large-scale image recognition. https://arxiv.org/abs/1409.1556"
_GOOGLENET = "Szegedy, C. et al. (2014). Going deeper with convolutions. https://arxiv.org/abs/1409.4842"
_RESNET = (
    "He, K. et al. (2015). Deep residual learning for image recognition. https://arxiv.org/abs/1512.03385"
)
_DENSENET = (
    "Huang, G. et al. (2016). Densely connected convolutional networks. https://arxiv.org/abs/1608.06993"
)
_INCEPTION = "Szegedy, C. et al. (2015). Rethinking the Inception architecture for computer vision. https://arxiv.org/abs/1512.00567"
_SQUEEZENET = "Iandola, F. N. et al. (2016). SqueezeNet: AlexNet-level accuracy with 50x fewer parameters. https://arxiv.org/abs/1602.07360"
_MOBILENET = "Sandler, M. et al. (2018). MobileNetV2: Inverted residuals and linear bottlenecks. https://arxiv.org/abs/1801.04381"

# What a deconvnet needs are the switches of max pooling: they tell a signal on its way back where it came from.
NO_MAX_POOLING = (
    "{title} has no max pooling, so there are no switches, and hardly anything of the picture comes back."
)
ONE_MAX_POOLING = (
    "{title} has a single max pooling, near the picture. Above it {instead} make the maps smaller and keep no "
    "switches, so nothing tells a signal from there where it came from."
)


@dataclass(frozen=True)
class Row:
    """One network of torchvision.

    Attributes:
        title: its name on screen.
        file: torchvision's name of the weights file; ends in the first 8 hex digits of its SHA-256.
        mebibytes: its size as torchvision gives it, in units of 2^20 bytes.
        citation: the paper.
        sides: (resize, crop) of the evaluation pictures, in pixels.
        instead: what shrinks the maps where there is no max pooling: "" if all is well for a deconvnet,
            "nothing" if there is no max pooling at all.
    """

    title: str
    file: str
    mebibytes: float
    citation: str
    sides: tuple[int, int] = _FULL_SQUARE
    instead: str = ""


_STRIDES, _AVERAGES = "strided convolutions", "average poolings"
ROWS: dict[str, Row] = {
    "alexnet": Row("AlexNet", "alexnet-owt-7be5be79.pth", 233.087, _ALEXNET),
    "vgg11": Row("VGG-11", "vgg11-8a719046.pth", 506.84, _VGG),
    "vgg13": Row("VGG-13", "vgg13-19584684.pth", 507.545, _VGG),
    "vgg16": Row("VGG-16", "vgg16-397923af.pth", 527.796, _VGG),
    "vgg19": Row("VGG-19", "vgg19-dcbb9e9d.pth", 548.051, _VGG),
    "vgg11_bn": Row("VGG-11, batch norm", "vgg11_bn-6002323d.pth", 506.881, _VGG),
    "vgg13_bn": Row("VGG-13, batch norm", "vgg13_bn-abd245e5.pth", 507.59, _VGG),
    "vgg16_bn": Row("VGG-16, batch norm", "vgg16_bn-6c64b313.pth", 527.866, _VGG),
    "vgg19_bn": Row("VGG-19, batch norm", "vgg19_bn-c79401a0.pth", 548.143, _VGG),
    "googlenet": Row("GoogLeNet", "googlenet-1378be20.pth", 49.731, _GOOGLENET),
    "resnet18": Row("ResNet-18", "resnet18-f37072fd.pth", 44.661, _RESNET, instead=_STRIDES),
    "resnet34": Row("ResNet-34", "resnet34-b627a593.pth", 83.275, _RESNET, instead=_STRIDES),
    "resnet50": Row("ResNet-50", "resnet50-0676ba61.pth", 97.781, _RESNET, instead=_STRIDES),
    "resnet101": Row("ResNet-101", "resnet101-63fe2227.pth", 170.511, _RESNET, instead=_STRIDES),
    "resnet152": Row("ResNet-152", "resnet152-394f9c45.pth", 230.434, _RESNET, instead=_STRIDES),
    "densenet121": Row("DenseNet-121", "densenet121-a639ec97.pth", 30.845, _DENSENET, instead=_AVERAGES),
    "densenet169": Row("DenseNet-169", "densenet169-b2777c0a.pth", 54.708, _DENSENET, instead=_AVERAGES),
    "densenet201": Row("DenseNet-201", "densenet201-c1103571.pth", 77.373, _DENSENET, instead=_AVERAGES),
    "inception_v3": Row("Inception v3", "inception_v3_google-0cc3c7bd.pth", 103.903, _INCEPTION, (342, 299)),
    "squeezenet1_1": Row("SqueezeNet 1.1", "squeezenet1_1-b8a52dc0.pth", 4.729, _SQUEEZENET),
    "mobilenet_v2": Row(
        "MobileNetV2", "mobilenet_v2-b0353104.pth", 13.555, _MOBILENET, instead="nothing"
    ),
}  # fmt: skip


def entries() -> dict[str, Entry]:
    """A row of the catalogue for each of them."""
    return {name: _entry(name, row) for name, row in ROWS.items()}


def _entry(name: str, row: Row) -> Entry:
    offer = Offer(SERVER + row.file, round(row.mebibytes * 2**20))
    return Entry(
        title=row.title,
        source="torchvision's weights IMAGENET1K_V1 (ImageNet-1k), downloaded from download.pytorch.org",
        licence="BSD-3-Clause",
        citation=row.citation,
        preprocessing=Preprocessing(*row.sides, IMAGENET_MEAN, IMAGENET_STD),
        weights=FileWeights(partial(find_weights, row.file, row.title), partial(_load, name), offer.digits),
        offer=offer,
        unfit=_unfit(row),
        architecture=architecture_of(name),
    )


def _unfit(row: Row) -> dict[str, str]:
    if not row.instead:
        return {}
    words = NO_MAX_POOLING if row.instead == "nothing" else ONE_MAX_POOLING
    return {"deconvnet": words.format(title=row.title, instead=row.instead)}


def _load(name: str, path: Path) -> "nn.Module":
    from cnnviz.networks.build import build_from

    return build_from(name, path)
