"""EfficientNet-Lite0 on torchvision's blocks, with the ImageNet weights of a package that works offline.

EfficientNet-Lite0 is EfficientNet-B0 (Tan & Le 2019, table 1) made for phones: no squeeze-and-excitation,
ReLU6 instead of SiLU, and a stem and head that are not scaled
(https://github.com/tensorflow/tpu/tree/master/models/official/efficientnet/lite).
The weights were converted from TensorFlow, so two of its habits come with them: batch norm with
epsilon 1e-3, and SAME padding, which pads an even-sized map on one side only where the stride is 2.
"""

from functools import partial
from pathlib import Path
from typing import cast

import torch
from torch import nn
from torchvision.ops import Conv2dNormActivation

from cnnviz.networks.checkpoints import fit, read_checkpoint

# (times wider inside, channels out, blocks, stride of the first, kernel): Tan & Le 2019, table 1.
STAGES = (
    (1, 16, 1, 1, 3),
    (6, 24, 2, 2, 3),
    (6, 40, 2, 2, 5),
    (6, 80, 3, 2, 3),
    (6, 112, 3, 1, 5),
    (6, 192, 4, 2, 5),
    (6, 320, 1, 1, 3),
)
_PARTS = (
    ("expand", "_expand_conv", "_bn0"),
    ("depthwise", "_depthwise_conv", "_bn1"),
    ("project", "_project_conv", "_bn2"),
)

_convolution = partial(
    Conv2dNormActivation,
    norm_layer=partial(nn.BatchNorm2d, eps=1e-3),
    activation_layer=nn.ReLU6,
)


def _same_padding(kernel: int, stride: int) -> tuple[nn.Module, int]:
    """TensorFlow's SAME padding of an even-sized map, as a layer before and a padding of the convolution.

    With stride 2 a total of K - 2 is padded, an odd number: the greater half goes right and below.
    """
    if stride == 1:
        return nn.Identity(), (kernel - 1) // 2
    before = (kernel - 2) // 2
    after = kernel - 2 - before
    return nn.ZeroPad2d((before, after, before, after)), 0


class InvertedResidual(nn.Module):
    """1×1 expansion, depthwise K×K, 1×1 projection; added to its input where the shapes agree."""

    def __init__(self, inputs: int, outputs: int, expansion: int, kernel: int, stride: int) -> None:
        super().__init__()
        wide = inputs * expansion
        self.expand = _convolution(inputs, wide, 1) if expansion > 1 else nn.Identity()
        self.pad, padding = _same_padding(kernel, stride)
        self.depthwise = _convolution(wide, wide, kernel, stride, padding, groups=wide)
        self.project = _convolution(wide, outputs, 1, activation_layer=None)
        self.residual = stride == 1 and inputs == outputs

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        out = cast(torch.Tensor, self.project(self.depthwise(self.pad(self.expand(x)))))
        return x + out if self.residual else out


class EfficientNetLite0(nn.Module):
    """(N, 3, 224, 224) pixels to (N, 1000) logits; other sizes must be multiples of 32.

    Layers, by name: `stem`, `blocks.0` to `blocks.15`, `head` (all convolutional), `classifier`.
    """

    def __init__(self, classes: int = 1000) -> None:
        super().__init__()
        self.pad, padding = _same_padding(3, 2)
        channels = 32
        self.stem = _convolution(3, channels, 3, 2, padding)
        blocks = []
        for expansion, outputs, count, first_stride, kernel in STAGES:
            for index in range(count):
                stride = first_stride if index == 0 else 1
                blocks.append(InvertedResidual(channels, outputs, expansion, kernel, stride))
                channels = outputs
        self.blocks = nn.Sequential(*blocks)
        self.head = _convolution(channels, 1280, 1)
        self.classifier = nn.Linear(1280, classes)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        maps = self.head(self.blocks(self.stem(self.pad(x))))
        return cast(torch.Tensor, self.classifier(maps.mean((2, 3))))


def build(path: Path) -> EfficientNetLite0:
    """The network with the weights of the package's checkpoint.

    Raises:
        WeightsError: the file is missing, no checkpoint, or another network's.
    """
    network = EfficientNetLite0()
    fit(network, _renamed(read_checkpoint(path)), path.name)
    return network


def _renamed(state: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """The checkpoint's tensors under the names that the layers have here."""
    layers = {
        "_conv_stem": "stem.0",
        "_bn0": "stem.1",
        "_conv_head": "head.0",
        "_bn1": "head.1",
        "_fc": "classifier",
    }
    for block in range(sum(stage[2] for stage in STAGES)):
        for part, convolution, norm in _PARTS:
            layers[f"_blocks.{block}.{convolution}"] = f"blocks.{block}.{part}.0"
            layers[f"_blocks.{block}.{norm}"] = f"blocks.{block}.{part}.1"
    renamed = {}
    for name, tensor in state.items():
        layer, _, kind = name.rpartition(".")
        renamed[f"{layers.get(layer, layer)}.{kind}"] = tensor
    return renamed
