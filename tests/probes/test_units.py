"""One unit taken apart: the steps lead to the network's own value, on every kind of network."""

import gc
import random
import weakref
from collections.abc import Callable, Iterator

import numpy as np
import pytest
import torch
from PIL import Image
from torch import nn
from torchvision import models

from cnnviz.networks.network import Network
from cnnviz.networks.pair import build as build_pair
from cnnviz.probes.activations import layer_maps
from cnnviz.probes.traces import Recorder
from cnnviz.probes.units import Unit, explain_unit, first_filters
from tests.probes.tiny import Convolutional, tiny_network

FAMILIES: dict[str, tuple[Callable[[], nn.Module], int]] = {
    "resnet18": (models.resnet18, 64),
    "densenet121": (models.densenet121, 64),
    "googlenet": (lambda: models.googlenet(aux_logits=False, init_weights=False, transform_input=True), 80),
    "inception_v3": (
        lambda: models.inception_v3(aux_logits=False, init_weights=False, transform_input=True),
        107,
    ),
    "squeezenet1_1": (models.squeezenet1_1, 67),
    "vgg11_bn": (models.vgg11_bn, 64),
    "mobilenet_v2": (models.mobilenet_v2, 64),
    "alexnet": (models.alexnet, 96),
    "zfnet": (lambda: build_pair("zfnet"), 96),
}


def lively(module: nn.Module) -> nn.Module:
    """Batch norms that do something: with those of a fresh network a forgotten term would go unnoticed."""
    for part in module.modules():
        if isinstance(part, nn.BatchNorm2d):
            part.running_mean.normal_(0, 0.1)  # type: ignore[union-attr]
            part.running_var.uniform_(0.5, 1.5)  # type: ignore[union-attr]
            part.weight.data.uniform_(0.5, 1.5)
            part.bias.data.normal_(0, 0.2)
    return module


def noise(side: int) -> Image.Image:
    return Image.fromarray(np.random.default_rng(5).integers(0, 255, (side, side, 3), np.uint8))


@pytest.fixture(scope="module", params=FAMILIES)
def net(request: pytest.FixtureRequest) -> Iterator[Network]:
    build, side = FAMILIES[request.param]
    torch.manual_seed(3)
    yield tiny_network(lively(build()), side, 1000)


def assert_adds_up(unit: Unit) -> None:
    """The steps lead to the value, and each begins where the last one ended."""
    assert unit.computed == pytest.approx(unit.value, rel=1e-4, abs=1e-4)
    assert unit.plane[unit.row, unit.column] == np.float32(unit.value)
    window = unit.window
    np.testing.assert_allclose(window.terms, (window.weights * window.patch).sum((1, 2)))
    assert window.total == pytest.approx(window.terms.sum() + window.bias)


def test_every_layers_units_add_up_all_the_way_down(net: Network) -> None:
    picture, draw = noise(net.input_size), random.Random(2)
    layers = net.layers if len(net.layers) < 8 else draw.sample(net.layers, 7)
    seen = set()
    for layer in layers:
        address: str | None = layer.name
        map_ = draw.randrange(layer.shape[0])
        while address is not None and address not in seen:
            seen.add(address)
            maps = layer_maps(net, picture, address)
            _, height, width = maps.shape
            unit = explain_unit(
                net, picture, address, map=map_, row=draw.randrange(height), column=draw.randrange(width)
            )
            assert_adds_up(unit)
            address, map_ = unit.feeding, int(draw.choice(unit.window.maps.tolist()))
            assert not (unit.from_picture and address)


def test_the_first_layers_filters_are_the_first_convolutions(net: Network) -> None:
    first = next(part for part in net.module.modules() if isinstance(part, nn.Conv2d))
    filters = first_filters(net, net.layers[0].name)
    assert filters.shape[1] == 3
    if not type(net.module).__name__.startswith("Inc"):  # its modules are not in the order in which they run
        np.testing.assert_array_equal(filters, first.weight.numpy())


def test_the_feeding_maps_are_the_layers_own(net: Network) -> None:
    """The window read from the layer below is what that layer's maps hold there."""
    picture = noise(net.input_size)
    layer = next(layer for layer in net.layers[2:] if layer.shape[1] > 2)
    unit = explain_unit(net, picture, layer.name, map=1, row=1, column=1)
    if unit.feeding is None:
        pytest.skip("the maps below are no layer's output")
    below = layer_maps(net, picture, unit.feeding).values
    assert below is not None
    window = unit.window
    for r, row in enumerate(window.rows):
        for c, column in enumerate(window.columns):
            if window.inside[r, c]:
                np.testing.assert_allclose(
                    window.patch[:, r, c], below[window.maps, row, column], rtol=1e-5, atol=1e-5
                )
            else:
                assert not window.patch[:, r, c].any()


def test_a_dot_product_by_hand() -> None:
    module = nn.Sequential(nn.Conv2d(3, 1, 2, stride=2, padding=1), nn.ReLU(), nn.Flatten(), nn.Linear(9, 2))
    conv = module[0]
    assert isinstance(conv, nn.Conv2d)
    conv.weight.data.copy_(torch.arange(1.0, 13.0).reshape(1, 3, 2, 2))
    conv.bias.data.fill_(-0.5)  # type: ignore[union-attr]
    net = tiny_network(module, 4, 2)
    white = Image.new("RGB", (4, 4), "white")
    corner = explain_unit(net, white, "1", map=0, row=0, column=0)
    assert corner.window.inside.tolist() == [[False, False], [False, True]]
    assert corner.window.terms.tolist() == [4, 8, 12]
    assert (corner.window.total, corner.value) == (23.5, 23.5)
    middle = explain_unit(net, white, "1", map=0, row=1, column=1)
    assert middle.window.terms.tolist() == [10, 26, 42]
    assert (middle.window.rows.tolist(), middle.from_picture, middle.feeding) == ([1, 2], True, None)
    moved = middle.window.rows - corner.window.rows, middle.window.columns - corner.window.columns
    assert (
        [steps.tolist() for steps in moved] == [[step] * 2 for step in middle.window.stride] == [[2, 2]] * 2
    )
    assert [step.name for step in middle.steps] == ["ReLU"]


@pytest.mark.parametrize("ceil", [False, True])
@pytest.mark.parametrize("count_padding", [False, True])
def test_average_pooling_by_torchs_rules(ceil: bool, count_padding: bool) -> None:
    pool = nn.AvgPool2d(3, 2, 1, ceil_mode=ceil, count_include_pad=count_padding)
    net = tiny_network(nn.Sequential(nn.Conv2d(3, 2, 1), pool, nn.AdaptiveAvgPool2d(1), nn.Flatten()), 8, 2)
    picture = noise(8)
    side = layer_maps(net, picture, "1").shape[1]
    for row in range(side):
        for column in range(side):
            unit = explain_unit(net, picture, "1", map=1, row=row, column=column)
            assert unit.window.kind == "average"
            assert (unit.window.rows[0], unit.window.columns[0]) == (2 * row - 1, 2 * column - 1)
            assert unit.window.stride == (2, 2)
            assert unit.computed == pytest.approx(unit.value, abs=1e-6)


@pytest.mark.parametrize(
    ("place", "word"), [((6, 0, 0), "map 6"), ((0, 9, 0), "row 9"), ((0, 0, -1), "column -1")]
)
def test_a_unit_that_is_not_there_is_refused_in_words(place: tuple[int, int, int], word: str) -> None:
    net = tiny_network(Convolutional(), 9, 7)
    with pytest.raises(ValueError, match=f"There is no {word} in the layer 'features.2'"):
        explain_unit(net, noise(9), "features.2", map=place[0], row=place[1], column=place[2])


class Squared(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.maps = nn.Identity()

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        out: torch.Tensor = self.maps(x * x).mean((2, 3))
        return out


def test_what_is_no_sum_of_products_is_said_to_be_none() -> None:
    net = tiny_network(Squared(), 5, 3)
    with pytest.raises(ValueError, match="“mul”, which is no sum of products"):
        explain_unit(net, noise(5), "maps", map=0, row=0, column=0)
    with pytest.raises(ValueError, match="no layer 'nowhere'"):
        explain_unit(net, noise(5), "nowhere", map=0, row=0, column=0)


def test_an_answer_keeps_nothing_of_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """A unit may stay in the cache for hours; the activations of the whole run must not stay with it."""
    recorders: list[weakref.ref[Recorder]] = []
    begin = Recorder.__init__

    def noted(self: Recorder, picture: torch.Tensor) -> None:
        begin(self, picture)
        recorders.append(weakref.ref(self.node(picture)))  # type: ignore[arg-type]

    monkeypatch.setattr(Recorder, "__init__", noted)
    unit = explain_unit(tiny_network(Convolutional(), 9, 7), noise(9), "features.4", map=0, row=0, column=0)
    gc.collect()
    assert unit.window.terms.size == 6
    assert recorders and recorders[0]() is None
