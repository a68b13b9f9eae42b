"""Strongest patches the slow way, on a network whose sums are exact."""

import os
import threading
from dataclasses import fields

import numpy as np
import torch
from torch import nn

from cnnviz.networks.network import Network
from cnnviz.probes.prefetch import decoders
from cnnviz.probes.top_index import TopPatches
from tests.probes.pictures import Made
from tests.probes.tiny import tiny_network


class Whole(nn.Module):
    """Whole numbers for weights: sums are exact in any order, so that equal activations are really equal."""

    def __init__(self, seed: int = 0) -> None:
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv2d(3, 5, 3, padding=1),
            nn.ReLU(inplace=True),
            nn.MaxPool2d(2),
            nn.Conv2d(5, 6, 3, stride=2, bias=False),
            nn.ReLU(),
        )
        self.twice = nn.ReLU()
        draw = torch.Generator().manual_seed(seed)
        for parameter in self.parameters():
            parameter.data = torch.randint(-2, 3, parameter.shape, generator=draw).float()

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = self.features(x)
        return self.twice(3 - self.twice(x)).sum((2, 3))  # type: ignore[no-any-return]


def whole_network(seed: int = 0) -> Network:
    return tiny_network(Whole(seed), 12, 6)


def naive(
    net: Network, images: Made, layer: str, maps: list[int], k: int
) -> list[list[tuple[float, int, int, int]]]:
    """For each map (activation, picture, row, column), strongest first: one picture at a time, every number compared."""
    found: list[list[tuple[float, int, int, int]]] = [[] for _ in maps]
    outputs: list[torch.Tensor] = []
    hook = net.module.get_submodule(layer).register_forward_hook(
        lambda *args: outputs.append(args[2].clone())
    )
    for index in range(len(images)):
        try:
            image = images.load(index)
        except ValueError:
            continue
        net.module(net.preprocess(image)[None])
        output = outputs[-1][0].tolist()
        for place, number in enumerate(maps):
            cells = [(v, -r, -c) for r, row in enumerate(output[number]) for c, v in enumerate(row)]
            value, row, column = max(cells)
            found[place].append((value, index, -row, -column))
    hook.remove()
    return [sorted(one, key=lambda item: (-item[0], item[1]))[:k] for one in found]


def as_lists(top: TopPatches) -> list[list[tuple[float, int, int, int]]]:
    return [
        [(a, i, *u) for a, i, u in zip(*row, strict=True) if i >= 0]
        for row in zip(top.activation.tolist(), top.image.tolist(), top.unit.tolist(), strict=True)
    ]


def assert_same(one: TopPatches, other: TopPatches) -> None:
    for field in fields(TopPatches):
        mine, theirs = getattr(one, field.name), getattr(other, field.name)
        if isinstance(mine, np.ndarray):
            assert mine.dtype == theirs.dtype
            np.testing.assert_array_equal(mine, theirs)
        else:
            assert mine == theirs, field.name


def decoders_are_idle() -> None:
    """Wait until nothing that was handed to the decoding threads is still in their hands."""
    count = min(16, os.cpu_count() or 1)
    barrier = threading.Barrier(count + 1)
    for _ in range(count):
        decoders().submit(barrier.wait, 20)
    barrier.wait(20)


def decoding_threads() -> int:
    return sum(thread.name.startswith("cnnviz-decoding") for thread in threading.enumerate())
