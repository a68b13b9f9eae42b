"""The effective field: by hand on a linear network, and the shipped measurement against a fresh one."""

import json

import numpy as np
import pytest
import torch
from PIL import Image
from torch import nn

from cnnviz.effective_command import measure
from cnnviz.lessons.receptive_fields.effective import FILE, effective_words, measured_fields
from cnnviz.networks.loading import load_network
from cnnviz.probes.effective import EffectiveField, effective_field
from tests.probes.tiny import tiny_network


class Twice(nn.Module):
    """Two 3 × 3 convolutions with all weights 1 and one map: the field is 5 × 5, a pyramid."""

    def __init__(self) -> None:
        super().__init__()
        self.first, self.second = (nn.Conv2d(inputs, 1, 3, padding=1, bias=False) for inputs in (3, 1))
        for layer in (self.first, self.second):
            nn.init.ones_(layer.weight)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        maps: torch.Tensor = self.second(self.first(x))
        return torch.cat([maps.mean((2, 3)), maps.amax((2, 3))], 1)


def noise(side: int) -> Image.Image:
    return Image.fromarray(np.random.default_rng(0).integers(0, 256, (side, side, 3), dtype=np.uint8))


def test_a_stack_of_two_is_a_pyramid() -> None:
    found = effective_field(tiny_network(Twice(), 9, 2), [noise(9), noise(9)], "second")
    paths = np.outer([1, 2, 3, 2, 1], [1, 2, 3, 2, 1])
    np.testing.assert_allclose(found.heat, paths / paths.sum(), atol=1e-12)
    assert (found.theoretical, found.centre, found.pictures) == (5, (2.0, 2.0), 2)


def test_the_squares_hold_their_share() -> None:
    paths = np.outer([1, 2, 3, 2, 1], [1, 2, 3, 2, 1]) / 81
    field = EffectiveField(paths, 5, (2.0, 2.0), 1)
    assert field.side_with(9 / 81) == 1
    assert field.side_with(0.5) == 3  # 49 of 81
    assert field.side_with(49 / 81) == 3
    assert field.side_with(0.95) == 5
    assert field.side_with(1) == 5


def test_no_pictures_no_average() -> None:
    with pytest.raises(ValueError, match="there are none"):
        effective_field(tiny_network(Twice(), 9, 2), [], "second")
    with pytest.raises(ValueError, match="third"):
        effective_field(tiny_network(Twice(), 9, 2), [noise(9)], "third")


def test_nothing_stays_on_the_network() -> None:
    net = tiny_network(Twice(), 9, 2)
    effective_field(net, [noise(9)], "first")
    assert all(
        parameter.grad is None and not parameter.requires_grad for parameter in net.module.parameters()
    )
    assert not any(module._forward_hooks for module in net.module.modules())


def test_the_lesson_shows_what_is_measured() -> None:
    shipped = json.loads(FILE.read_text("utf-8"))
    assert shipped["weights"] == load_network("cnnviz_zfnet", "cpu").weights_id
    fresh = measure(("relu1", "relu2"))
    assert fresh["pictures"] == shipped["pictures"] and fresh["side"] == shipped["side"]
    for now, then in zip(fresh["layers"], shipped["layers"], strict=False):
        assert (now["layer"], now["theoretical"]) == (then["layer"], then["theoretical"])
        for share, side in now["sides"].items():
            assert abs(side - then["sides"][share]) <= 2  # another processor rounds otherwise


def test_the_words_carry_the_numbers() -> None:
    fields = measured_fields()
    last = fields.layers[-1]
    assert f"{last.most} × {last.most}" in effective_words(fields)
    assert all(one.half < one.most <= one.theoretical for one in fields.layers)
    assert [one.theoretical for one in fields.layers] == sorted(one.theoretical for one in fields.layers)
