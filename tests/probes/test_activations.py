"""Feature maps: the values that a hook sees, their statistics, and a network that is left as it was."""

import numpy as np
import pytest
import torch
from PIL import Image
from torch import nn

from cnnviz.probes.activations import ZERO, feature_maps, layer_maps, summarise
from cnnviz.probes.predict import predict
from tests.probes.tiny import Convolutional, tiny_network

PICTURE = Image.radial_gradient("L").resize((9, 9)).convert("RGB")


def hooked(module: nn.Module, layer: str, x: torch.Tensor) -> torch.Tensor:
    """What a plain forward hook sees, cloned before the next layer writes over it."""
    seen: list[torch.Tensor] = []
    handle = module.get_submodule(layer).register_forward_hook(lambda *given: seen.append(given[2].clone()))
    with torch.inference_mode():
        module(x)
    handle.remove()
    return seen[0][0]


@pytest.mark.parametrize("layer", ["features.0", "features.1", "features.2", "features.4"])
def test_values_are_those_of_a_hook_though_later_layers_work_in_place(layer: str) -> None:
    net = tiny_network(Convolutional(), 9, 7)
    expected = hooked(net.module, layer, net.preprocess(PICTURE)[None]).numpy()
    maps = layer_maps(net, PICTURE, layer)
    assert maps.values is not None
    np.testing.assert_allclose(maps.values, expected, atol=1e-6)
    np.testing.assert_allclose(maps.strength, expected.std((1, 2)), atol=1e-6)
    np.testing.assert_allclose(maps.zeros, (expected == 0).mean((1, 2)), atol=1e-6)
    assert maps.order.tolist() == np.argsort(-maps.strength, kind="stable").tolist()
    for k, (row, column) in enumerate(maps.peak):
        assert expected[k, row, column] == expected[k].max()


def test_one_pass_gives_every_listed_layer_and_the_prediction() -> None:
    net = tiny_network(Convolutional(), 9, 7)
    features = feature_maps(net, PICTURE)
    assert [maps.layer for maps in features.layers] == [layer.name for layer in net.layers]
    assert [maps.shape for maps in features.layers] == [layer.shape for layer in net.layers]
    assert set(features.titles) == {layer.name for layer in net.layers}
    expected = predict(net, PICTURE)
    assert features.prediction.names == expected.names
    np.testing.assert_allclose(features.prediction.probabilities, expected.probabilities, atol=1e-6)
    assert features.find("features.2") is features.layers[0]
    assert features.find("features.0") is None


def test_levels_tell_the_values_to_half_a_step() -> None:
    values = torch.randn(3, 4, 5, generator=torch.manual_seed(1))
    for maps, low, steps in ((values, ZERO, 127), (values.abs(), 0, 255)):
        seen = summarise("x", maps)
        assert seen.signed == (low == ZERO)
        back = (seen.levels.astype(float) - low) / steps * seen.scale[:, None, None]
        np.testing.assert_allclose(back, maps.numpy(), atol=float(0.501 * seen.scale.max() / steps))


def test_dead_maps_and_sparsity() -> None:
    maps = torch.zeros(3, 2, 2)
    maps[1, 0, 1] = 2.0
    seen = summarise("x", maps)
    assert seen.dead.tolist() == [0, 2]
    assert seen.sparsity == pytest.approx(11 / 12)
    assert seen.order[0] == 1
    assert seen.levels[1].tolist() == [[0, 255], [0, 0]]
    assert not seen.levels[[0, 2]].any()


def test_of_equal_peaks_the_one_near_the_middle_is_taken() -> None:
    maps = torch.zeros(3, 5, 7)
    maps[0, 0, 0] = maps[0, 3, 2] = maps[0, 4, 6] = 6.0  # as an activation with an upper limit leaves them
    maps[1, 4, 6] = 1.0
    assert summarise("x", maps).peak.tolist() == [[3, 2], [4, 6], [2, 3]]


def test_a_signed_layers_zero_is_the_middle() -> None:
    seen = summarise("x", torch.tensor([[[-2.0, 0.0, 1.0]], [[0.0, 0.0, 0.0]]]))
    assert seen.levels.tolist() == [[[1, 128, 192]], [[128, 128, 128]]]


def test_the_network_is_left_as_it_was() -> None:
    net = tiny_network(Convolutional(), 9, 7)
    before = {name: tensor.clone() for name, tensor in net.module.state_dict().items()}
    feature_maps(net, PICTURE)
    layer_maps(net, PICTURE, "features.2")
    with pytest.raises(ValueError, match="no layer called 'nowhere'"):
        feature_maps(net, PICTURE, ["nowhere"])
    with pytest.raises(ValueError, match="'unused' gives no feature maps"):
        feature_maps(net, PICTURE, ["unused"])
    with pytest.raises(ValueError, match="'classifier' gives no feature maps"):
        layer_maps(net, PICTURE, "classifier")
    assert not any(module._forward_hooks for module in net.module.modules())
    assert all(parameter.grad is None for parameter in net.module.parameters())
    for name, tensor in net.module.state_dict().items():
        assert torch.equal(tensor, before[name])


class Twice(nn.Module):
    """One ReLU for two places."""

    def __init__(self) -> None:
        super().__init__()
        self.one, self.two = nn.Conv2d(3, 4, 3), nn.Conv2d(4, 5, 3)
        self.relu = nn.ReLU(inplace=True)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        out: torch.Tensor = self.relu(self.two(self.relu(self.one(x)))).mean((2, 3))
        return out


def test_a_layer_that_runs_twice_has_an_address_for_each_run() -> None:
    net = tiny_network(Twice(), 9, 5)
    assert layer_maps(net, PICTURE, "relu").shape == (4, 7, 7)
    assert layer_maps(net, PICTURE, "relu#1").shape == (5, 5, 5)
    with pytest.raises(ValueError, match="'relu#2' gives no feature maps"):
        layer_maps(net, PICTURE, "relu#2")
