"""The incremental method at its limits: what it leaves to the loop, memory, how it grows."""

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from cnnviz.networks.network import Network
from cnnviz.probes.occlusion import occlusion_maps, occlusion_steps
from cnnviz.probes.occlusion_loop import Loop, Occluded
from cnnviz.probes.shadows import incremental
from cnnviz.probes.shadows.incremental import Incremental
from tests.probes.random_networks import random_network, smooth_noise
from tests.probes.shadow_oracle import NEAR, assert_equal_to_full_passes, occluded_picture
from tests.probes.tiny import tiny_network


class Small(nn.Module):
    """A convolution, then whatever `change` does."""

    def __init__(self) -> None:
        super().__init__()
        torch.manual_seed(3)
        self.stem, self.linear = nn.Conv2d(3, 4, 3, padding=1), nn.Linear(4, 5)

    def change(self, x: Tensor) -> Tensor:
        return x

    def forward(self, x: Tensor) -> Tensor:
        logits: Tensor = self.linear(self.change(self.stem(x)).mean((2, 3)))
        return 4 * logits


class Decides(Small):
    def change(self, x: Tensor) -> Tensor:
        return x if float(x.mean()) > 0 else 2 * x


class WritesAPart(Small):
    def change(self, x: Tensor) -> Tensor:
        x[:, 0] *= 2
        return x


class Mixes(Small):
    def change(self, x: Tensor) -> Tensor:
        return x - x.mean(0, keepdim=True)


class CountsThePictures(Small):
    def change(self, x: Tensor) -> Tensor:
        return x.permute(1, 0, 2, 3).reshape(x.shape[1], -1).view(4, len(x), -1).mean(2).T[:, :, None, None]


class Attends(Small):
    """Each map weighted by what is in all of it: nothing to cut behind, but no reason for the loop."""

    def change(self, x: Tensor) -> Tensor:
        return x * torch.sigmoid(x.mean((2, 3), keepdim=True)).softmax(1)


@pytest.mark.parametrize(
    ("module", "words"),
    [
        (Decides(), "looks at numbers that depend on the picture"),
        (WritesAPart(), "changes a part of a result in place"),
        (Mixes(), "mixes the pictures of a batch"),
        (CountsThePictures(), "mixes the pictures of a batch"),
    ],
)
def test_what_cannot_be_cut_is_looped_and_said(module: nn.Module, words: str) -> None:
    net = tiny_network(module, 16, 5)
    image = smooth_noise(16, 0)
    maps = occlusion_maps(net, image, size=4, stride=6, layer="stem", batch=1)
    assert maps.method == "loop"
    assert words in maps.why
    assert maps.why.endswith(".")
    occluded = occluded_square(net, 4, 6)
    rows, columns = [0, 1, 2], [2, 0, 1]
    for row, column in zip(rows, columns, strict=True):
        expected = Loop(net, occluded, None).ask([row], [column], None)[0][0]
        assert maps.probability[row, column] == pytest.approx(float(expected[maps.target]), abs=NEAR)


def occluded_square(net: Network, size: int, stride: int) -> Occluded:
    disc = occluded_picture(net, size, stride)
    return Occluded(disc.clean, disc.covered, torch.ones_like(disc.mask), disc.starts)


def test_what_looks_everywhere_is_computed_whole_but_not_in_a_loop() -> None:
    net = tiny_network(Attends(), 16, 5)
    assert occlusion_maps(net, smooth_noise(16, 0), size=4).method == "incremental"
    assert_equal_to_full_passes(net, 4, 3, "stem")


def test_less_is_computed_for_a_smaller_occluder_and_never_more_than_everything() -> None:
    net = random_network("resnet18", 128)
    savings = [Incremental(net, occluded_picture(net, size, 32), None).saving for size in (8, 32, 64, 128)]
    assert savings == sorted(savings, reverse=True)
    assert savings[0] > 1.5
    assert savings[-1] >= 0.99


def test_near_the_border_less_is_computed_and_more_positions_go_together() -> None:
    net = random_network("squeezenet1_1", 96)
    quick = assert_equal_to_full_passes(net, 12, 6, None, most=40)
    widest = max(quick._plans)
    assert widest == (2, 2)
    assert all(plan.macs < quick._plans[widest].macs for kind, plan in quick._plans.items() if kind != widest)
    assert quick._limits[0, 0] > quick._limits[widest] == quick.batch
    kinds = [(0, 0), (7, 7), (0, 7), (14, 14)]
    found = [*quick._batches(kinds)]
    assert sorted(number for _, some in found for number in some) == [0, 1, 2, 3]
    for kind, some in found:
        for number in some:
            row, column = kinds[number]
            assert quick._class[row] <= kind[0]
            assert quick._class[column] <= kind[1]


def test_memory_is_bounded_whatever_the_stride(monkeypatch: pytest.MonkeyPatch) -> None:
    net = random_network("efficientnet_lite0", 64)
    occluded = occluded_picture(net, 16, 16)
    plain = Incremental(net, occluded, None)
    needed = plain._planner.bytes + 3 * plain._plan.bytes_per_position
    monkeypatch.setattr(incremental, "MEMORY", needed)
    assert Incremental(net, occluded, None).batch == 3
    monkeypatch.setattr(incremental, "MEMORY", 1)
    tight = Incremental(net, occluded, None)
    assert tight.batch == 1
    places = [0, 1, 2, 3, 3], [3, 1, 0, 2, 3]
    assert torch.allclose(tight.ask(*places, None)[0], plain.ask(*places, None)[0], rtol=0, atol=NEAR)
    # A finer stride needs no more room per position.
    fine = Incremental(net, occluded_picture(net, 16, 1), None)
    assert fine._plan.bytes_per_position <= 2 * plain._plan.bytes_per_position


def test_running_out_of_memory_is_survived(monkeypatch: pytest.MonkeyPatch) -> None:
    net, image = random_network("squeezenet1_1", 64), smooth_noise(64, 0)
    expected = occlusion_maps(net, image, size=16)
    ask, tried = Incremental.ask, []

    def scarce(self: Incremental, rows: list[int], columns: list[int], unit: int | None) -> object:
        tried.append(len(rows))
        if len(rows) > 3:
            raise torch.OutOfMemoryError("CUDA out of memory.")
        return ask(self, rows, columns, unit)

    monkeypatch.setattr(Incremental, "ask", scarce)
    maps = occlusion_maps(net, image, size=16, batch=8)
    assert max(tried) == 8
    assert tried[-2] <= 3
    np.testing.assert_allclose(maps.probability, expected.probability, atol=NEAR)
    assert maps.method == "incremental"


def test_an_early_map_is_spread_over_the_picture() -> None:
    net, image = random_network("squeezenet1_1", 64), smooth_noise(64, 0)
    steps = list(occlusion_steps(net, image, size=8, stride=8, batch=4))
    first = ~np.isnan(steps[1].probability)
    assert first.sum() == 4
    assert np.argwhere(first).tolist() == [[0, 0], [0, 4], [4, 0], [4, 4]]
    assert steps[-1].done == steps[-1].total == 64
