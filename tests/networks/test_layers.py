"""The layers that a learner may look at: what the papers call them, and the shapes that really come out."""

from collections.abc import Callable

import pytest
import torch
from torch import nn
from torchvision import models

from cnnviz.networks import pair
from cnnviz.networks.layers import list_layers
from cnnviz.networks.loading import load_network

# Layers as the papers number them, with the shapes of their tables (for torchvision's variants of them).
PUBLISHED = {
    # Krizhevsky 2014 (one weird trick), the variant that torchvision trained.
    "alexnet": {"conv1": (64, 55, 55), "pool2": (192, 13, 13), "conv5": (256, 13, 13), "pool5": (256, 6, 6)},
    # Simonyan & Zisserman 2014, table 1.
    "vgg16": {"conv1_2": (64, 224, 224), "conv3_3": (256, 56, 56), "conv5_3": (512, 14, 14), "pool5": (512, 7, 7)},
    "vgg19_bn": {"conv3_4": (256, 56, 56), "conv5_4": (512, 14, 14)},
    # Szegedy et al. 2014, table 1.
    "googlenet": {
        "conv1": (64, 112, 112), "conv2": (192, 56, 56), "inception 3a": (256, 28, 28),
        "inception 4e": (832, 14, 14), "inception 5b": (1024, 7, 7),
    },
    # He et al. 2016, table 1.
    "resnet18": {"conv1": (64, 112, 112), "conv2_2": (64, 56, 56), "conv5_2": (512, 7, 7)},
    "resnet50": {"conv2_3": (256, 56, 56), "conv4_6": (1024, 14, 14), "conv5_3": (2048, 7, 7)},
    # Huang et al. 2017, table 1, with 32 maps per layer and half of them after a transition.
    "densenet121": {"conv": (64, 112, 112), "dense block 1": (256, 56, 56), "transition 3": (512, 7, 7)},
    # Szegedy et al. 2016, table 1.
    "inception_v3": {"Conv2d_1a_3x3": (32, 149, 149), "Mixed_5b": (256, 35, 35), "Mixed_7c": (2048, 8, 8)},
    # Iandola et al. 2016, in its variant 1.1.
    "squeezenet1_1": {"fire2": (128, 55, 55), "pool5": (256, 13, 13), "conv10": (1000, 13, 13)},
    # Sandler et al. 2018, table 2.
    "mobilenet_v2": {"bottleneck 1": (16, 112, 112), "bottleneck 17": (320, 7, 7), "conv head": (1280, 7, 7)},
}  # fmt: skip


def on_meta(name: str) -> nn.Module:
    options = {"init_weights": False, "aux_logits": True} if name in {"googlenet", "inception_v3"} else {}
    with torch.device("meta"):
        module: nn.Module = models.get_model(name, weights=None, **options)
    return module.eval()


@pytest.mark.parametrize("name", PUBLISHED)
def test_layers_have_the_papers_names_and_shapes(name: str) -> None:
    layers = list_layers(on_meta(name), 299 if name == "inception_v3" else 224)
    shapes = {layer.title: layer.shape for layer in layers}
    assert len(shapes) == len(layers), "a title is there twice"
    assert PUBLISHED[name].items() <= shapes.items()


def test_every_convolution_and_pool_of_vgg_is_there_in_order() -> None:
    titles = " ".join(layer.title for layer in list_layers(on_meta("vgg11"), 224))
    first, second, rest = "conv1_1 pool1", "conv2_1 pool2", "conv{0}_1 conv{0}_2 pool{0}"
    assert titles == " ".join([first, second, *(rest.format(group) for group in (3, 4, 5))])


@pytest.mark.parametrize("kind", ["zfnet", "alexnet"])
def test_the_pairs_maps_are_the_papers(kind: str) -> None:
    side, expected = {"alexnet": (227, [55, 27, 27, 13, 13, 13, 13, 6]), "zfnet": (224, [110, 55, 26, 13, 13, 13, 13, 6])}[kind]  # fmt: skip
    layers = list_layers(pair.build(kind), side)
    assert [layer.shape[1] for layer in layers] == expected
    assert [layer.name for layer in layers][:3] == ["relu1", "pool1", "relu2"]


def test_shapes_are_those_of_a_real_run_and_the_network_is_left_alone() -> None:
    net = load_network("efficientnet_lite0", "cpu")
    seen: dict[str, tuple[int, ...]] = {}
    layers = net.layers
    assert not any(module._forward_hooks for module in net.module.modules())
    assert all(tensor.device.type == "cpu" for tensor in net.module.state_dict().values())

    def note(name: str) -> Callable[[nn.Module, object, torch.Tensor], None]:
        def hook(_module: nn.Module, _inputs: object, output: torch.Tensor) -> None:
            seen[name] = tuple(output.shape[1:])

        return hook

    handles = [
        net.module.get_submodule(layer.name).register_forward_hook(note(layer.name)) for layer in layers
    ]
    try:
        with torch.inference_mode():
            net.module(torch.zeros(1, 3, net.input_size, net.input_size))
    finally:
        for handle in handles:
            handle.remove()
    assert list(seen.items()) == [(layer.name, layer.shape) for layer in layers]
    assert net.layers is layers


class Odd(nn.Module):
    """Runs one layer twice, one never, and ends in something that is no stack of maps."""

    def __init__(self) -> None:
        super().__init__()
        self.norm = nn.BatchNorm2d(3)
        self.first = nn.Conv2d(3, 4, 3)
        self.twice = nn.Sequential(nn.Conv2d(4, 4, 1), nn.ReLU())
        self.never = nn.Conv2d(4, 4, 3)
        self.pool = nn.AdaptiveAvgPool2d(1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = self.first(self.norm(x))
        return self.pool(self.twice(self.twice(x))).flatten(1)  # type: ignore[no-any-return]


def test_what_runs_twice_or_never_is_left_out() -> None:
    layers = list_layers(Odd(), 8)
    assert [(layer.name, layer.title, layer.shape) for layer in layers] == [("first", "first", (4, 6, 6))]
