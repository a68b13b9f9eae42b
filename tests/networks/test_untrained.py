"""Networks that have learned nothing: the same architecture, numbers from a seed, an id of their own."""

import torch

from cnnviz.networks.catalogue import find_entry
from cnnviz.networks.loading import load_network
from cnnviz.networks.untrained import untrained

NAME = "cnnviz_zfnet"


def test_the_seed_decides_the_numbers_and_the_id() -> None:
    nets = [load_network(untrained(NAME, seed), "cpu") for seed in (0, 1)]
    zero, one = (net.module.get_parameter("conv3.weight") for net in nets)
    again = find_entry(untrained(NAME, 0)).weights.build().get_parameter("conv3.weight")
    assert torch.equal(zero, again)
    assert not torch.equal(zero, one)
    assert len({net.weights_id for net in (*nets, load_network(NAME, "cpu"))}) == 3
    assert nets[0].title.endswith("untrained")


def test_nothing_of_the_trained_numbers_is_left_and_those_are_not_touched() -> None:
    net, trained = load_network(untrained(NAME), "cpu"), load_network(NAME, "cpu")
    left = trained.module.state_dict()
    for name, values in net.module.state_dict().items():
        assert not values.is_floating_point() or not torch.equal(values, left[name]), name


def test_a_random_network_keeps_the_signals_strength() -> None:
    net = load_network(untrained(NAME), "cpu")
    outputs: list[float] = []
    with torch.inference_mode():
        x = torch.randn(2, 3, 160, 160, generator=torch.manual_seed(0))
        for layer in net.module.children():
            x = layer(x)
            outputs.append(float(x.square().mean()))
    assert min(outputs[:-5]) > 0.1
    assert max(outputs) < 30
