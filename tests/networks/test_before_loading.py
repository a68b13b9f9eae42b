"""What the catalogue says of a network before it is loaded is true of the network."""

from functools import cache

import pytest
from torch import nn

from cnnviz.networks import zoo
from cnnviz.networks.build import empty
from cnnviz.networks.catalogue import CATALOGUE
from cnnviz.networks.layers import Layer, list_layers
from cnnviz.networks.loading import load_network


@cache
def traced(name: str) -> tuple[nn.Module, tuple[Layer, ...]]:
    """torchvision's network without numbers, and its layers as a run shows them."""
    module = empty(name, 1000)
    return module, list_layers(module, CATALOGUE[name].input_size)


@pytest.mark.parametrize("name", CATALOGUE)
def test_layers_are_known_before_the_network_is_loaded(name: str) -> None:
    layers = traced(name)[1] if name in zoo.ROWS else load_network(name, "cpu").layers
    planned = [(layer.title, layer.shape) for layer in CATALOGUE[name].layers]
    assert planned == [(layer.title, layer.shape) for layer in layers]
    assert len(planned) >= 8


@pytest.mark.parametrize("name", zoo.ROWS)
def test_what_is_said_of_the_deconvnet_is_true(name: str) -> None:
    """Unfit are those whose max poolings do not account for how their maps get smaller."""
    module, layers = traced(name)
    pools = sum(isinstance(module.get_submodule(layer.name), nn.MaxPool2d) for layer in layers)
    words = CATALOGUE[name].unfit.get("deconvnet", "")
    if pools == 0:
        assert "no max pooling" in words
    elif pools == 1:
        assert "a single max pooling" in words
        averages = any(isinstance(part, nn.AvgPool2d) for part in module.modules())
        assert ("average poolings" in words) == averages
    else:
        assert not words
