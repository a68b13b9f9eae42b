"""Random networks with every kind of step that a part can be computed of."""

import random

import torch
from torch import Tensor, nn
from torch.nn import functional


class Zoo(nn.Module):
    """A random net with every kind of step that a part can be computed of: branches, residual, dense, odd sizes."""

    def __init__(self, seed: int) -> None:
        super().__init__()
        torch.manual_seed(seed)
        chance = random.Random(seed)
        channels = chance.choice((4, 6))
        self.colours = chance.random() < 0.3
        self.stem = nn.Conv2d(3, channels, chance.randint(1, 5), chance.randint(1, 2), chance.randint(0, 2))
        self.blocks = nn.ModuleList()
        for _ in range(chance.randint(2, 5)):
            block, channels = chance.choice(BLOCKS)(chance, channels)
            self.blocks.append(block)
        self.head = chance.choice((Mean, Grid))(channels)
        for part in self.modules():
            if isinstance(part, nn.BatchNorm2d):
                for numbers in (part.running_mean, part.running_var, part.weight.data, part.bias.data):
                    assert isinstance(numbers, Tensor)
                    numbers.uniform_(0.5, 1.5)

    def forward(self, x: Tensor) -> Tensor:
        if self.colours:
            x = torch.cat([torch.unsqueeze(x[:, c], 1) * (c + 1) / 2 - 0.1 for c in range(3)], 1)
        x = self.stem(x)
        for block in self.blocks:
            x = block(x)
        logits: Tensor = self.head(x)
        return 6 * logits


class Mean(nn.Module):
    def __init__(self, channels: int) -> None:
        super().__init__()
        self.pool, self.linear = nn.AdaptiveAvgPool2d(1), nn.Linear(channels, 5)

    def forward(self, x: Tensor) -> Tensor:
        logits: Tensor = self.linear(torch.flatten(self.pool(x), 1))
        return logits


class Grid(nn.Module):
    """As VGG: pooled to a fixed size, then linear layers on places."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.pool = nn.AdaptiveAvgPool2d((2, 3))
        self.linear = nn.Sequential(
            nn.Linear(6 * channels, 16), nn.ReLU(inplace=True), nn.Dropout(), nn.Linear(16, 5)
        )

    def forward(self, x: Tensor) -> Tensor:
        logits: Tensor = self.linear(self.pool(x).flatten(1))
        return logits


class Residual(nn.Module):
    def __init__(self, inner: nn.Module) -> None:
        super().__init__()
        self.inner = inner

    def forward(self, x: Tensor) -> Tensor:
        out: Tensor = self.inner(x)
        out += x
        return functional.relu(out)


class Dense(nn.Module):
    def __init__(self, *branches: nn.Module) -> None:
        super().__init__()
        self.branches = nn.ModuleList(branches)

    def forward(self, x: Tensor) -> Tensor:
        return torch.cat([x, *(branch(x) for branch in self.branches)], 1)


class Call(nn.Module):
    """A function of torch as a layer."""

    def __init__(self, chance: random.Random) -> None:
        super().__init__()
        self.which = chance.choice((
            functional.relu6, torch.sigmoid, functional.silu, lambda x: functional.leaky_relu(x, 0.1), lambda x: x.clamp(min=-0.2),
            lambda x: functional.pad(x, (1, 2, 0, 1)), lambda x: functional.pad(x, (1, 1, 2, 0), value=0.5), lambda x: x / 2 + 0.3,
            lambda x: functional.avg_pool2d(x, 2, 1), lambda x: x.clone().relu_(),
        ))  # fmt: skip

    def forward(self, x: Tensor) -> Tensor:
        out: Tensor = self.which(x)
        return out


def convolution(inputs: int, outputs: int, **options: object) -> nn.Conv2d:
    return nn.Conv2d(inputs, outputs, **{"kernel_size": 3, "padding": 1, **options})  # type: ignore[arg-type]


def spread_out(chance: random.Random, channels: int) -> tuple[nn.Module, int]:
    wide = chance.choice((1, 2))
    groups = chance.choice((1, 2, channels))
    return convolution(channels, channels, groups=groups, dilation=wide, padding=(wide, 0)), channels


def halved(_chance: random.Random, channels: int) -> tuple[nn.Module, int]:
    return nn.Sequential(convolution(channels, 8, stride=2), nn.BatchNorm2d(8), nn.ReLU(inplace=True)), 8


def max_pooled(chance: random.Random, channels: int) -> tuple[nn.Module, int]:
    return nn.MaxPool2d(3, 2, chance.randint(0, 1), ceil_mode=chance.random() < 0.5), channels


def averaged(chance: random.Random, channels: int) -> tuple[nn.Module, int]:
    ceil, count = chance.random() < 0.5, chance.random() < 0.5
    return nn.AvgPool2d(3, chance.randint(1, 2), 1, ceil_mode=ceil, count_include_pad=count), channels


def residual(_chance: random.Random, channels: int) -> tuple[nn.Module, int]:
    return Residual(nn.Sequential(convolution(channels, channels), nn.BatchNorm2d(channels))), channels


def dense(_chance: random.Random, channels: int) -> tuple[nn.Module, int]:
    one, two = convolution(channels, 4), convolution(channels, 2, kernel_size=(1, 5), padding=(0, 2))
    return Dense(one, two, nn.MaxPool2d(3, 1, 1)), 2 * channels + 6


def fire(_chance: random.Random, channels: int) -> tuple[nn.Module, int]:
    wide = Dense(convolution(2, 2), nn.Conv2d(2, 2, (5, 1), padding=(2, 0)))
    return nn.Sequential(nn.Conv2d(channels, 2, 1), wide), 6


def call(chance: random.Random, channels: int) -> tuple[nn.Module, int]:
    return Call(chance), channels


BLOCKS = (spread_out, halved, max_pooled, averaged, residual, dense, fire, call, call)
