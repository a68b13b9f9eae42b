"""Receptive fields against gradients: with positive weights, a pixel counts exactly if it has a gradient."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import torch
from torch import nn
from torchvision import models

from cnnviz.networks.pair import build
from cnnviz.probes import fields
from cnnviz.probes.fields import Box, receptive_field
from cnnviz.probes.recording import Recording, record


class Residual(nn.Module):
    """A sum of a long way and a short one, with a strided block and a functional ReLU."""

    def __init__(self) -> None:
        super().__init__()
        self.stem = nn.Conv2d(3, 4, 5, stride=2, padding=1)
        self.long = nn.Sequential(
            nn.Conv2d(4, 4, 3, 2, 1), nn.BatchNorm2d(4), nn.ReLU(), nn.Conv2d(4, 4, 3, 1, 1)
        )
        self.short = nn.Conv2d(4, 4, 1, 2)
        self.top = nn.Conv2d(4, 4, (3, 1), dilation=(2, 1))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = nn.functional.relu(self.stem(x))
        x = self.long(x) + self.short(x)
        out: torch.Tensor = self.top(x.relu_())
        return out


class Dense(nn.Module):
    """Concatenations, an average pool, and a max pool in ceil mode whose last window hangs over."""

    def __init__(self) -> None:
        super().__init__()
        self.one, self.two = nn.Conv2d(3, 4, 3, padding=1), nn.Conv2d(7, 4, 3, padding=1)
        self.halved = nn.AvgPool2d(2)
        self.pool = nn.MaxPool2d(3, 2, ceil_mode=True)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = torch.cat([x, self.one(x)], 1)
        x = self.halved(torch.cat([x, self.two(x)], dim=1))
        out: torch.Tensor = self.pool(x)
        return out


def zfnet() -> nn.Module:
    return build("zfnet")


def alexnet() -> nn.Module:
    return build("alexnet")


def googlenet() -> models.GoogLeNet:
    return models.GoogLeNet(aux_logits=False, init_weights=False, transform_input=True)


def positive(make: Callable[[], nn.Module]) -> nn.Module:
    """A network in which every path counts: positive weights, and max pools that pass the mean's gradient."""
    torch.manual_seed(0)
    module = make().eval()
    for parameter in module.parameters():
        parameter.data.uniform_(0.5, 1.5).mul_(1 / max(1, parameter[0].numel()))
    return module


class _Everyone(torch.overrides.TorchFunctionMode):
    """Max pooling that adds up its window, so that every pixel of it gets a gradient."""

    def __torch_function__(self, func, types, args=(), kwargs=None):  # type: ignore[no-untyped-def]
        kwargs = dict(kwargs or {})
        if func is nn.functional.max_pool2d:
            for name in ("dilation", "return_indices"):
                kwargs.pop(name, None)
            return nn.functional.avg_pool2d(*args, **kwargs)
        return func(*args, **kwargs)


def seen(module: nn.Module, layer: str, side: int, unit: tuple[int, int]) -> tuple[Box, tuple[int, int]]:
    """The box around the pixels with a gradient, and the size of the layer's maps."""
    image = torch.rand(1, 3, side, side, requires_grad=True)
    kept: list[torch.Tensor] = []
    handle = module.get_submodule(layer).register_forward_hook(lambda _m, _i, out: kept.append(out.clone()))
    with _Everyone():
        module(image)
    handle.remove()
    maps = kept[-1]
    (gradient,) = torch.autograd.grad(maps[0, :, unit[0], unit[1]].sum(), image)
    rows, columns = (np.flatnonzero(gradient[0].abs().sum((0, axis)).numpy()) for axis in (2, 1))
    box = (int(rows[0]), int(columns[0]), int(rows[-1]) + 1, int(columns[-1]) + 1)
    return box, (maps.shape[2], maps.shape[3])


CASES = [
    (zfnet, "relu3", 68),
    (zfnet, "pool1", 69),
    (zfnet, "pool5", 107),
    (alexnet, "pool2", 95),
    (Residual, "top", 41),
    (Residual, "long", 38),
    (Dense, "pool", 22),
    (Dense, "pool", 25),
    (models.squeezenet1_1, "features.6", 63),
    (models.squeezenet1_1, "features.2", 64),
    (googlenet, "inception3b", 72),
    (googlenet, "maxpool3", 75),
]


@pytest.mark.parametrize(("make", "layer", "side"), CASES)
def test_a_window_is_where_the_gradient_is(make: Callable[[], nn.Module], layer: str, side: int) -> None:
    module = positive(make)
    field = receptive_field(module, layer, side)
    rows, columns = field.units
    for unit in {(0, 0), (rows // 2, columns // 2), (rows - 1, columns - 1), (0, columns // 3)}:
        box, units = seen(module, layer, side, unit)
        assert field.units == units
        assert field.window(*unit) == box, unit


@pytest.mark.parametrize(
    ("make", "asked", "side"), [(Residual, "top", 41), (Dense, "pool", 22), (zfnet, "pool5", 107)]
)
def test_one_pass_tells_the_field_of_every_layer(
    make: Callable[[], nn.Module], asked: str, side: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    told, passes = make().eval(), []

    def counted(*given: Any, **more: Any) -> Recording:
        passes.append(given[1])
        return record(*given, **more)

    monkeypatch.setattr(fields, "record", counted)
    receptive_field(told, asked, side)
    layers = [
        name for name, layer in told.named_modules() if isinstance(layer, nn.Conv2d | nn.MaxPool2d | nn.ReLU)
    ]
    found = [receptive_field(told, layer, side) for layer in layers]
    assert passes == [asked]
    assert found == [receptive_field(make().eval(), layer, side) for layer in layers]
    assert len(set(found)) >= 3


def test_published_sizes() -> None:
    with torch.device("meta"):
        vgg, resnet = models.vgg16(), models.resnet50()
    field = receptive_field(vgg, "features.30", 224)
    assert (field.size, field.jump, field.units) == ((212, 212), (32, 32), (7, 7))
    assert receptive_field(resnet, "layer4", 224).size[0] == 427


def test_a_layer_that_sees_everything() -> None:
    class Gate(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.conv, self.gated = nn.Conv2d(3, 4, 3), nn.Identity()

        def forward(self, x: torch.Tensor) -> torch.Tensor:
            x = self.conv(x)
            out: torch.Tensor = self.gated(x * x.mean((2, 3), keepdim=True))
            return out

    field = receptive_field(Gate(), "gated", 12)
    assert field.window(0, 0) == field.window(9, 9) == (0, 0, 12, 12)
    assert field.start == (5.5, 5.5)


def test_a_network_that_shapes_alone_cannot_run() -> None:
    class Careful(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.conv = nn.Conv2d(3, 4, 3)

        def forward(self, x: torch.Tensor) -> torch.Tensor:
            out: torch.Tensor = self.conv(x)
            assert float(x.sum()) == 0
            return out

    assert receptive_field(Careful(), "conv", 9).window(0, 6) == (0, 6, 3, 9)


@pytest.mark.parametrize(
    ("layer", "side", "words"),
    [
        ("nine", 30, "no layer called 'nine'"),
        ("2", 30, "gives 4 numbers per picture, not maps"),
        ("0", 2, "cannot be run on a picture of 2 × 2 pixels"),
    ],
)
def test_what_does_not_fit_is_explained(layer: str, side: int, words: str) -> None:
    module = nn.Sequential(nn.Conv2d(3, 4, 3), nn.AdaptiveAvgPool2d(1), nn.Flatten())
    with pytest.raises(ValueError, match=words):
        receptive_field(module, layer, side)


def test_a_unit_that_is_not_there() -> None:
    field = receptive_field(nn.Sequential(nn.Conv2d(3, 4, 3)), "0", 6)
    with pytest.raises(ValueError, match=r"no unit \(4, 0\): a map of this layer has 4 × 4"):
        field.window(4, 0)
