"""Projections: by hand, against a literal implementation, captum and autograd, and without a trace."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import torch
from captum.attr import Deconvolution, GuidedBackprop
from PIL import Image
from torch import nn
from torchvision import models

from cnnviz.images import load_image
from cnnviz.networks.loading import load_network
from cnnviz.probes.deconvnet import project
from cnnviz.probes.descent import METHODS, Method, obstacle
from cnnviz.probes.fields import find_route
from cnnviz.probes.recording import record
from tests.probes.deep import Everything, assert_same, by_rule, chain, whole
from tests.probes.oracles import literal_deconvnet
from tests.probes.test_occlusion import noise
from tests.probes.tiny import tiny_network


def test_by_hand() -> None:
    # One row of 4 pixels; filters 1 and -1; windows of 2. The larger of each pair comes back, times 2, twice.
    layers = nn.Sequential(
        nn.Conv2d(3, 2, 1, bias=False), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(2, 1, 1, bias=False)
    )
    layers[0].weight.data = torch.tensor([[1.0, 0, 0], [-1, 0, 0]]).view(2, 3, 1, 1)
    layers[3].weight.data = torch.tensor([[2.0, -5]]).view(1, 2, 1, 1)
    image = np.zeros((4, 4, 3), np.uint8)
    image[0, 1, 0], image[3, 2, 0] = 51, 255
    made = project(tiny_network(layers, 4, 2), Image.fromarray(image), "3", units=[(0, 0, 0), (0, 1, 1)])
    assert made.activations.tolist() == pytest.approx([0.4, 2.0])
    assert made.corners.tolist() == [[0, 0], [2, 2]]
    # Down: activation * 2 to the winner of map 0; map 1's signal is negative, so its ReLU stops it.
    assert made.pixels[0, ..., 0].tolist() == [[0, pytest.approx(0.8)], [0, 0]]
    assert made.pixels[1, ..., 0].tolist() == [[0, 0], [pytest.approx(4.0), 0]]
    assert not made.pixels[..., 1:].any()
    assert made.patches[1, ..., 0].tolist() == [[0, 0], [255, 0]]
    # The gradient lets the negative signal through, where the input was positive; here it never was.
    plain = project(
        tiny_network(layers, 4, 2), Image.fromarray(image), "3", units=[(0, 1, 1)], method="gradient"
    )
    assert plain.pixels[0, ..., 0].tolist() == [[0, 0], [pytest.approx(4.0), 0]]


@pytest.mark.parametrize("side", [31, 46])
@pytest.mark.parametrize("layer", [0, 2, 3, 5, 6, 8])
def test_equal_to_a_literal_implementation(layer: int, side: int) -> None:
    layers, image = chain(), noise(side, side)
    net = tiny_network(layers, side, 6)
    made = project(net, image, str(layer), k=6)
    with torch.no_grad():
        maps = layers[: layer + 1](net.preprocess(image)[None])[0]
    places = [(0, 0), (maps.shape[1] - 1, maps.shape[2] - 1), (0, 1)]
    corner_units = [(int(maps[:, row, column].argmax()), row, column) for row, column in places]
    for one in (
        made,
        project(net, image, str(layer), units=corner_units),
        project(net, image, str(layer), k=1),
    ):
        with torch.no_grad():
            expected = [
                literal_deconvnet(layers[: layer + 1], net.preprocess(image), tuple(unit))
                for unit in one.units.tolist()
            ]
        assert_same(one, torch.stack(expected).permute(0, 2, 3, 1).numpy())


@pytest.mark.parametrize("switches", [True, False])
@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("build", [lambda: whole(chain()), lambda: whole(Everything())], ids=["chain", "all"])
def test_the_windows_lose_nothing(build: Callable[[], nn.Module], method: Method, switches: bool) -> None:
    net, image = tiny_network(build(), 30, 5), noise(30)
    rows, columns = find_route(net.module, "0", 30).field.units
    units = [(0, 0, 0), (1, rows - 1, 0), (2, rows // 2, columns // 2), (3, rows - 1, columns - 1)]
    made = project(net, image, "0", units=units, method=method, switches=switches)
    assert obstacle(record(net.module, "0", net.preprocess(image)[None])) is None
    assert_same(made, by_rule(net, image, made))


FAMILIES: list[tuple[Callable[[], nn.Module], str, int]] = [
    (models.alexnet, "features", 96),
    (models.vgg11_bn, "features.14", 64),
    (lambda: models.googlenet(aux_logits=False, init_weights=False, transform_input=True), "inception4a", 80),
    (models.resnet18, "layer3", 64),
    (models.resnet18, "layer2.0.relu", 64),
    (models.resnet50, "layer2", 64),
    (models.densenet121, "features.denseblock2", 64),
    (lambda: models.inception_v3(aux_logits=False, init_weights=False), "Mixed_5c", 107),
    (models.squeezenet1_1, "features.7", 67),
    (models.mobilenet_v2, "features.8", 64),
]


@pytest.mark.parametrize(("build", "layer", "side"), FAMILIES)
def test_every_family(build: Callable[[], nn.Module], layer: str, side: int) -> None:
    torch.manual_seed(3)
    net, image = tiny_network(build().eval(), side, 1000), noise(side)
    for method in METHODS:
        made = project(net, image, layer, k=3, method=method)
        assert made.pixels.any()
        assert_same(made, by_rule(net, image, made))
    assert obstacle(record(net.module, layer, net.preprocess(image)[None])) is None


def test_lite0() -> None:
    net, image = load_network("efficientnet_lite0", "cpu"), load_image("cat")
    made = project(net, image, "blocks.4", k=2)
    assert_same(made, by_rule(net, image, made))


def test_steps_without_a_way_down_of_their_own_go_by_autograd() -> None:
    torch.manual_seed(4)
    layers = nn.Sequential(nn.Conv2d(3, 4, 3), nn.ReLU(), nn.Conv2d(4, 4, 3), nn.SiLU(), nn.Conv2d(4, 3, 3))
    net, image = tiny_network(layers, 12, 3), noise(12)
    made = project(net, image, "4", k=2, method="gradient")
    assert made.field.size == (7, 7)
    for index, unit in enumerate(made.units.tolist()):
        x = net.preprocess(image)[None].requires_grad_()
        value = layers(x)[0][tuple(unit)]
        (gradient,) = torch.autograd.grad(value, x)
        expected = (value * gradient[0]).permute(1, 2, 0).detach().numpy()
        np.testing.assert_allclose(made.whole(index), expected, atol=1e-5 * np.abs(expected).max())


def captums(method: Any, module: nn.Module, image: torch.Tensor, unit: tuple[int, ...]) -> np.ndarray:
    pixels = method(module).attribute(image[None].clone(), target=unit).detach()
    with torch.no_grad():
        return np.asarray((pixels * module(image[None].clone())[0][unit])[0].permute(1, 2, 0))


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(("method", "theirs"), [("deconvnet", Deconvolution), ("guided", GuidedBackprop)])
def test_equal_to_captum_where_captum_is_right(method: Method, theirs: Any) -> None:
    layers, image = chain(), noise(40)
    net = tiny_network(layers, 40, 6)
    made = project(net, image, "8", k=4, method=method)
    expected = [captums(theirs, layers, net.preprocess(image), tuple(unit)) for unit in made.units.tolist()]
    assert_same(made, np.stack(expected))


class Functional(nn.Module):
    def __init__(self, six: bool) -> None:
        super().__init__()
        torch.manual_seed(5)
        self.one, self.two = nn.Conv2d(3, 8, 3), nn.Conv2d(8, 4, 3)
        self.rectify: Callable[[torch.Tensor], torch.Tensor] = nn.ReLU6() if six else nn.functional.relu

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        out: torch.Tensor = self.two(self.rectify(self.one(x)))
        return out


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("six", [False, True], ids=["F.relu", "ReLU6"])
def test_captum_is_a_plain_gradient_where_ours_is_not(six: bool) -> None:
    net, image = tiny_network(Functional(six), 10, 4), noise(10)
    made = project(net, image, "two", k=1)
    plain = project(net, image, "two", k=1, method="gradient")
    theirs = captums(Deconvolution, net.module, net.preprocess(image), tuple(made.units[0].tolist()))
    assert_same(plain, theirs[None])
    assert np.abs(made.whole(0) - theirs).max() > 0.1 * np.abs(theirs).max()
    assert_same(made, by_rule(net, image, made))


@pytest.mark.parametrize(
    ("kernel", "stride", "padding", "place"), [(3, 2, 0, 1), (2, 2, 0, 0), (4, 1, 0, 1), (3, 1, 1, 0)]
)
def test_without_switches_a_value_goes_to_the_middle(
    kernel: int, stride: int, padding: int, place: int
) -> None:
    # The brightest pixel is in the last corner; the first window's value goes to its middle all the same.
    one = nn.Conv2d(3, 1, 1, bias=False)
    one.weight.data = torch.tensor([2.0, 0, 0]).view(1, 3, 1, 1)
    layers = nn.Sequential(one, nn.MaxPool2d(kernel, stride, padding))
    image = np.zeros((4, 4, 3), np.uint8)
    last = kernel - padding - 1
    image[last, last] = 255
    net, units = tiny_network(layers, 4, 1), [(0, 0, 0)]
    for switches, at in ((True, last), (False, place)):
        made = project(net, Image.fromarray(image), "1", units=units, switches=switches)
        expected = np.zeros((4, 4, 3), np.float32)
        expected[at, at, 0] = 4
        np.testing.assert_allclose(made.whole(0), expected)
        assert_same(made, by_rule(net, Image.fromarray(image), made), least=1)


def test_a_relu6_at_its_ceiling_stops_the_gradient_and_not_the_deconvnet() -> None:
    # Twice ten times the red: 10, which is cut to 6, and 3, which passes.
    one, two = (nn.Conv2d(3, 1, 1, bias=False), nn.Conv2d(1, 1, 1, bias=False))
    one.weight.data = torch.tensor([10.0, 0, 0]).view(1, 3, 1, 1)
    two.weight.data.fill_(1)
    net = tiny_network(nn.Sequential(one, nn.ReLU6(), two), 2, 1)
    image = np.zeros((2, 2, 3), np.uint8)
    image[0, 0], image[1, 1] = 255, 76
    picture = Image.fromarray(image)
    low = 10 * 76 / 255
    for method, red in (
        ("deconvnet", [60, 10 * low]),
        ("guided", [0, 10 * low]),
        ("gradient", [0, 10 * low]),
    ):
        made = project(net, picture, "2", units=[(0, 0, 0), (0, 1, 1)], method=method)  # type: ignore[arg-type]
        assert made.activations.tolist() == pytest.approx([6, low])
        assert made.pixels[:, 0, 0, 0].tolist() == pytest.approx(red)
        np.testing.assert_allclose(by_rule(net, picture, made)[0, 0, 0, 0], red[0])


def test_overlapping_pools_add_what_meets() -> None:
    # The middle pixel wins in all four windows, so it gets all four ones; unpooling that overwrites gives one.
    ones = nn.Conv2d(3, 1, 2, bias=False)
    ones.weight.data.fill_(1.0)
    layers = nn.Sequential(nn.MaxPool2d(3, 2), ones)
    image = np.zeros((5, 5, 3), np.uint8)
    image[2, 2] = 255
    made = project(tiny_network(layers, 5, 1), Image.fromarray(image), "1")
    assert made.activations[0] == pytest.approx(12)
    assert made.whole(0)[2, 2].tolist() == pytest.approx([48.0] * 3)
    assert made.whole(0).sum() == pytest.approx(144)
