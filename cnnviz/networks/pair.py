"""The pair that this project trains: AlexNet and ZFNet, which differ in their first layers only.

Convolutions and pools have the published sizes, so on the papers' inputs the maps do, too:

    AlexNet (Krizhevsky et al. 2012, section 3.5), 227 px: 55, 27, 27, 13, 13, 13, 13, 6
    ZFNet (Zeiler & Fergus 2013, figure 3), 224 px:        110, 55, 26, 13, 13, 13, 13, 6

What is not published, but ours: batch normalisation instead of local response normalisation, no groups
(AlexNet's were made by its two GPUs), and global average pooling with one linear layer as the head, so
that any input size will do.
"""

from collections import OrderedDict
from dataclasses import dataclass

import torch
from torch import nn


@dataclass(frozen=True)
class Stage:
    """One convolution with its pool: kernel, stride, padding; the pool's padding, or None without a pool."""

    maps: int
    kernel: int
    stride: int = 1
    padding: int = 0
    pool_padding: int | None = None


_UPPER = (Stage(384, 3, 1, 1), Stage(384, 3, 1, 1), Stage(256, 3, 1, 1, pool_padding=0))
STAGES: dict[str, tuple[Stage, ...]] = {
    "alexnet": (
        Stage(96, 11, 4, pool_padding=0),
        Stage(256, 5, 1, 2, pool_padding=0),
        *_UPPER,
    ),
    "zfnet": (
        Stage(96, 7, 2, 1, pool_padding=1),
        Stage(256, 5, 2, pool_padding=1),
        *_UPPER,
    ),
}


def build(kind: str, classes: int = 10) -> nn.Sequential:
    """An untrained network of the pair: (N, 3, side, side) pixels to (N, classes) logits.

    Layers, by name: `conv1`, `norm1`, `relu1`, `pool1`, ... `relu5`, `pool5`, `average`, `flatten`,
    `dropout`, `classifier`.

    Raises:
        ValueError: `kind` is neither "alexnet" nor "zfnet".

    >>> [name for name, _ in build("zfnet").named_children()][:4]
    ['conv1', 'norm1', 'relu1', 'pool1']
    """
    if kind not in STAGES:
        raise ValueError(f"The pair consists of {' and '.join(STAGES)}; there is no {kind!r} in it.")
    layers: OrderedDict[str, nn.Module] = OrderedDict()
    channels = 3
    for number, stage in enumerate(STAGES[kind], 1):
        layers[f"conv{number}"] = nn.Conv2d(
            channels, stage.maps, stage.kernel, stage.stride, stage.padding, bias=False
        )
        layers[f"norm{number}"] = nn.BatchNorm2d(stage.maps)
        layers[f"relu{number}"] = nn.ReLU()
        if stage.pool_padding is not None:
            layers[f"pool{number}"] = nn.MaxPool2d(3, 2, stage.pool_padding)
        channels = stage.maps
    layers["average"] = nn.AdaptiveAvgPool2d(1)
    layers["flatten"] = nn.Flatten()
    layers["dropout"] = nn.Dropout(0.3)
    layers["classifier"] = nn.Linear(channels, classes)
    return nn.Sequential(layers)


def start(kind: str, classes: int = 10, *, seed: int = 0, first_scale: float = 0.1) -> nn.Sequential:
    """The network before its first step of training; the same seed draws the same numbers, from torch's global source.

    He's initialisation by the outputs; the first layer at `first_scale` of it, so that its filters forget their
    random start.

    Raises:
        ValueError: as `build`.
    """
    torch.manual_seed(seed)
    module = build(kind, classes)
    for layer in module:
        if isinstance(layer, nn.Conv2d):
            nn.init.kaiming_normal_(layer.weight, mode="fan_out")
    first = module.get_submodule("conv1")
    assert isinstance(first, nn.Conv2d)
    first.weight.data.mul_(first_scale)
    return module
