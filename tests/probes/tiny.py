"""Networks small enough to compute by hand, or quick enough to try hundreds of settings on."""

import torch
from torch import nn

from cnnviz.networks.network import Network
from cnnviz.networks.preprocessing import Preprocessing


class Brightness(nn.Module):
    """Two classes, bright and dark; the logits are the mean of all pixels and 0."""

    def __init__(self) -> None:
        super().__init__()
        self.maps = nn.Identity()

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        mean = self.maps(x).mean((1, 2, 3))
        return torch.stack([mean, torch.zeros_like(mean)], dim=1)


class Convolutional(nn.Module):
    """Random weights, everything that a real one has: batch norm, work in place, a layer off the path."""

    def __init__(self, seed: int = 0, classes: int = 7) -> None:
        super().__init__()
        torch.manual_seed(seed)
        self.features = nn.Sequential(
            nn.Conv2d(3, 6, 3, padding=1),
            nn.BatchNorm2d(6),
            nn.ReLU(inplace=True),
            nn.Conv2d(6, 8, 3, stride=2),
            nn.ReLU(inplace=True),
        )
        self.unused = nn.Conv2d(1, 1, 1)
        self.classifier = nn.Linear(8, classes)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        logits: torch.Tensor = self.classifier(self.features(x).mean((2, 3)))
        return 3 * logits


def tiny_network(module: nn.Module, side: int, classes: int) -> Network:
    """`module` as a `Network` of side × side pixels, which it gets as shares of 255."""
    return Network(
        name="tiny",
        title="Tiny",
        module=module,
        labels=tuple(f"class {index}" for index in range(classes)),
        preprocessing=Preprocessing(side, side, (0.0, 0.0, 0.0), (1.0, 1.0, 1.0)),
        weights_id="tiny",
    )
