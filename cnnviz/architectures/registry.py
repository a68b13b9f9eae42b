"""All architectures by name. Nothing is built before it is asked for, and then only once."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from importlib import import_module
from typing import Any

from cnnviz.architectures.graph import Network


@dataclass(frozen=True)
class Architecture:
    """One row of the registry.

    Attributes:
        variant: which of the versions of this network, or "" if there is one.
        source: the paper, in words; `link` leads to it.
        torchvision: the name of the same network in torchvision, or "".
    """

    name: str
    title: str
    year: int
    family: str
    variant: str
    source: str
    link: str
    builder: Callable[[], Network]
    torchvision: str = ""

    @property
    def label(self) -> str:
        """Title, variant and year."""
        return f"{self.title} ({', '.join([self.variant, str(self.year)] if self.variant else [str(self.year)])})"


_PAPERS: dict[str, tuple[int, str, str]] = {
    "LeNet": (1998, "LeCun et al. (1998), Gradient-based learning applied to document recognition",
              "https://doi.org/10.1109/5.726791"),
    "AlexNet": (2012, "Krizhevsky et al. (2012), ImageNet classification with deep convolutional neural networks",
                "https://papers.nips.cc/paper/4824-imagenet-classification-with-deep-convolutional-neural-networks"),
    "ZFNet": (2013, "Zeiler and Fergus (2014), Visualizing and understanding convolutional networks",
              "https://arxiv.org/abs/1311.2901"),
    "VGG": (2014, "Simonyan and Zisserman (2014), Very deep convolutional networks for large-scale image recognition",
            "https://arxiv.org/abs/1409.1556"),
    "GoogLeNet": (2014, "Szegedy et al. (2014), Going deeper with convolutions", "https://arxiv.org/abs/1409.4842"),
    "DeepFace": (2014, "Taigman et al. (2014), DeepFace: closing the gap to human-level performance in face verification",
                 "https://doi.org/10.1109/CVPR.2014.220"),
    "Inception": (2015, "Szegedy et al. (2015), Rethinking the inception architecture for computer vision",
                  "https://arxiv.org/abs/1512.00567"),
    "ResNet": (2015, "He et al. (2015), Deep residual learning for image recognition", "https://arxiv.org/abs/1512.03385"),
    "SqueezeNet": (2016, "Iandola et al. (2016), SqueezeNet", "https://arxiv.org/abs/1602.07360"),
    "Xception": (2017, "Chollet (2017), Xception: deep learning with depthwise separable convolutions",
                 "https://arxiv.org/abs/1610.02357"),
    "DenseNet": (2017, "Huang et al. (2017), Densely connected convolutional networks", "https://arxiv.org/abs/1608.06993"),
    "MobileNet": (2017, "Howard et al. (2017), MobileNets", "https://arxiv.org/abs/1704.04861"),
    "MobileNetV2": (2018, "Sandler et al. (2018), MobileNetV2: inverted residuals and linear bottlenecks",
                    "https://arxiv.org/abs/1801.04381"),
    "EfficientNet": (2019, "Tan and Le (2019), EfficientNet; Liu (2020), EfficientNet-Lite", "https://arxiv.org/abs/1905.11946"),
}  # fmt: skip


def _make(module: str, function: str, values: tuple[Any, ...]) -> Network:
    network = getattr(import_module(f"cnnviz.architectures.{module}"), function)(*values)
    assert isinstance(network, Network)
    return network


@dataclass(frozen=True)
class _Family:
    """Adds rows that share a paper and a module."""

    rows: list[Architecture]
    family: str
    module: str

    def add(
        self, name: str, title: str, variant: str, call: tuple[Any, ...], *, torchvision: str = ""
    ) -> None:
        year, source, link = _PAPERS[self.family]
        builder = partial(_make, self.module, call[0], call[1:])
        row = Architecture(name, title, year, self.family, variant, source, link, builder, torchvision)
        self.rows.append(row)


def _early(rows: list[Architecture]) -> None:
    _Family(rows, "LeNet", "classic").add("lenet", "LeNet-5", "", ("lenet",))
    alexnet = _Family(rows, "AlexNet", "classic")
    alexnet.add("alexnet", "AlexNet", "paper, two GPUs", ("alexnet",))
    alexnet.add(
        "alexnet_torchvision", "AlexNet", "torchvision", ("alexnet_torchvision",), torchvision="alexnet"
    )
    zfnet = _Family(rows, "ZFNet", "classic")
    zfnet.add("zfnet", "ZFNet", "", ("zfnet",))
    zfnet.add("zfnet_wide", "ZFNet", "512, 1024, 512 maps", ("zfnet", (512, 1024, 512)))
    vgg = _Family(rows, "VGG", "vgg")
    for column, layers, twin in (
        ("A", 11, "vgg11"), ("A-LRN", 11, ""), ("B", 13, "vgg13"), ("C", 16, ""), ("D", 16, "vgg16"), ("E", 19, "vgg19"),
    ):  # fmt: skip
        name = f"vgg_{column.lower().replace('-', '_')}"
        vgg.add(name, f"VGG-{layers}", f"column {column}", ("vgg", column), torchvision=twin)


def _middle(rows: list[Architecture]) -> None:
    googlenet = _Family(rows, "GoogLeNet", "googlenet")
    googlenet.add("googlenet", "GoogLeNet", "paper", ("googlenet",))
    name = "googlenet_torchvision"
    googlenet.add(name, "GoogLeNet", "torchvision", (name,), torchvision="googlenet")
    _Family(rows, "DeepFace", "deepface").add("deepface", "DeepFace", "", ("deepface",))
    inception = _Family(rows, "Inception", "inception")
    name = "inception_v3"
    inception.add(name, "Inception v3", "torchvision", (name,), torchvision=name)
    resnet = _Family(rows, "ResNet", "resnet")
    resnet.add("plain34", "Plain-34", "no shortcuts", ("plain", 34))
    for depth in (18, 34, 50, 101, 152):
        paper, twin = ("padded shortcuts", "projections") if depth < 50 else ("v1", "v1.5")
        name, title = f"resnet{depth}", f"ResNet-{depth}"
        resnet.add(name, title, f"paper, {paper}", ("resnet", depth))
        call = ("resnet_torchvision", depth)
        resnet.add(f"{name}_torchvision", title, f"torchvision, {twin}", call, torchvision=name)


def _late(rows: list[Architecture]) -> None:
    squeezenet = _Family(rows, "SqueezeNet", "mobile")
    for version in ("1.0", "1.1"):
        name = f"squeezenet_{version.replace('.', '_')}"
        twin = name.replace("_", "", 1)
        squeezenet.add(name, "SqueezeNet", version, ("squeezenet", version), torchvision=twin)
    _Family(rows, "Xception", "inception").add("xception", "Xception", "", ("xception",))
    densenet = _Family(rows, "DenseNet", "densenet")
    for depth in (121, 169, 201, 264):
        name = f"densenet{depth}"
        twin = name if depth < 264 else ""
        densenet.add(name, f"DenseNet-{depth}", "BC, k = 32", ("densenet", depth), torchvision=twin)
    _Family(rows, "MobileNet", "mobile").add("mobilenet_v1", "MobileNet", "v1", ("mobilenet_v1",))
    name = "mobilenet_v2"
    _Family(rows, "MobileNetV2", "mobile").add(name, "MobileNetV2", "", (name,), torchvision=name)
    name = "efficientnet_lite0"
    _Family(rows, "EfficientNet", "mobile").add(name, "EfficientNet-Lite0", "", (name,))


def _rows() -> list[Architecture]:
    rows: list[Architecture] = []
    _early(rows)
    _middle(rows)
    _late(rows)
    return rows


ARCHITECTURES: dict[str, Architecture] = {row.name: row for row in _rows()}
"""Every network of the registry, oldest family first."""


@cache
def build(name: str) -> Network:
    """A network of the registry, for its published input size and number of classes.

    Raises:
        ValueError: there is no such name.
    """
    if name not in ARCHITECTURES:
        raise ValueError(f"There is no architecture with the name {name[:40]!r}.")
    return ARCHITECTURES[name].builder()
