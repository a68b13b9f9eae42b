"""The incremental method: the numbers of full passes, on every architecture and every kind of step."""

import random

import numpy as np
import pytest
import torch
from hypothesis import given, reject, settings
from hypothesis import strategies as st
from torch import Tensor, nn
from torch.nn import functional

from cnnviz.networks.catalogue import CATALOGUE
from cnnviz.networks.network import Network
from cnnviz.probes.fills import filled_picture
from cnnviz.probes.occluders import occluder_mask
from cnnviz.probes.occlusion import occlusion_maps, occlusion_steps
from cnnviz.probes.occlusion_loop import Loop, Occluded
from cnnviz.probes.positions import occluder_positions
from cnnviz.probes.shadows import incremental
from cnnviz.probes.shadows.incremental import Incremental
from tests.probes.random_networks import random_network, smooth_noise
from tests.probes.tiny import tiny_network

NEAR = 1e-5


def occluded_picture(net: Network, size: int, stride: int, seed: int = 0) -> Occluded:
    view = smooth_noise(net.input_size, seed)
    clean, covered = (net.normalise(v) for v in (view, filled_picture(view, "gray")))
    starts = np.array(occluder_positions(net.input_size, size, stride), np.int32)
    return Occluded(clean, covered, torch.from_numpy(occluder_mask("disc", size)), starts)


def assert_equal_to_full_passes(
    net: Network, size: int, stride: int, layer: str | None = None, most: int = 9, seed: int = 0
) -> Incremental:
    """The incremental method's answers at some positions, corners among them, against those of whole pictures."""
    occluded = occluded_picture(net, size, stride, seed)
    quick, slow = Incremental(net, occluded, layer), Loop(net, occluded, layer)
    last = len(occluded.starts) - 1
    chance = random.Random(seed)
    places = [(0, 0), (last, last), (0, last), (last // 2, last // 2)]
    places += [(chance.randint(0, last), chance.randint(0, last)) for _ in range(most - len(places))]
    rows, columns = ([*numbers] for numbers in zip(*places, strict=True))
    (clean, clean_sums), (expected_clean, expected_clean_sums) = quick.ask_clean(), slow.ask_clean()
    assert torch.allclose(clean, expected_clean, rtol=0, atol=NEAR)
    unit = None
    if layer is not None:
        assert clean_sums is not None
        assert expected_clean_sums is not None
        assert torch.allclose(clean_sums, expected_clean_sums, rtol=1e-4, atol=1e-3)
        unit = int(expected_clean_sums.argmax())
    (answers, sums), (expected, expected_sums) = (way.ask(rows, columns, unit) for way in (quick, slow))
    assert torch.allclose(answers, expected, rtol=0, atol=NEAR)
    best = expected.topk(2, dim=1)
    tied = best.values[:, 0] - best.values[:, 1] < NEAR
    assert bool((tied | (answers.argmax(1) == best.indices[:, 0])).all())
    if sums is not None and expected_sums is not None:
        assert torch.allclose(sums, expected_sums, rtol=1e-4, atol=1e-3)
    # Else the comparison would say nothing.
    assert float((expected - expected_clean).abs().max()) > 10 * NEAR
    return quick


@pytest.mark.parametrize("name", CATALOGUE)
def test_every_architecture_of_the_catalogue(name: str) -> None:
    net = random_network(name, 139 if name == "inception_v3" else 128 if name == "densenet201" else 96)
    layers = [layer.name for layer in net.layers]
    chance = random.Random(name)
    quick = assert_equal_to_full_passes(
        net, chance.randint(6, 30), chance.randint(5, 40), chance.choice(layers), most=6, seed=len(name)
    )
    assert quick.saving > 1


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


@settings(max_examples=60, deadline=None)
@given(
    seed=st.integers(0, 10_000),
    side=st.integers(24, 41),
    size=st.integers(1, 20),
    stride=st.integers(1, 12),
)
def test_random_networks_of_all_kinds_of_steps(seed: int, side: int, size: int, stride: int) -> None:
    net = tiny_network(Zoo(seed), side, 5)
    try:
        net.module(torch.zeros(1, 3, side, side))
    except RuntimeError:
        reject()  # a kernel is larger than what it would read
    layer = random.Random(seed).choice(
        [None, "stem", *(f"blocks.{n}" for n in range(len(net.module.blocks)))]
    )  # type: ignore[arg-type]
    occluded = occluded_picture(net, size, stride, seed)
    quick, slow = Incremental(net, occluded, layer), Loop(net, occluded, layer)
    last = len(occluded.starts) - 1
    rows, columns = [0, last, last // 2, 0, last // 3], [0, last, last // 3, last, last // 2]
    unit = None if layer is None else 0
    (answers, sums), (expected, expected_sums) = (way.ask(rows, columns, unit) for way in (quick, slow))
    assert torch.allclose(answers, expected, rtol=0, atol=NEAR)
    if sums is not None and expected_sums is not None:
        assert torch.allclose(sums, expected_sums, rtol=1e-4, atol=1e-3)
    assert torch.allclose(quick.ask_clean()[0], slow.ask_clean()[0], rtol=0, atol=NEAR)


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


def test_memory_is_bounded_whatever_the_stride(monkeypatch: pytest.MonkeyPatch) -> None:
    net = random_network("efficientnet_lite0", 64)
    occluded = occluded_picture(net, 16, 16)
    plain = Incremental(net, occluded, None)
    needed = plain._plan.bytes + 3 * plain._plan.bytes_per_position
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
