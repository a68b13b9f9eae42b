"""The incremental method: the numbers of full passes, on every architecture and every kind of step."""

import random

import pytest
import torch
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from cnnviz.networks.catalogue import CATALOGUE
from cnnviz.probes.occlusion_loop import Loop
from cnnviz.probes.shadows.incremental import Incremental
from tests.probes.random_networks import random_network
from tests.probes.shadow_oracle import NEAR, assert_equal_to_full_passes, occluded_picture
from tests.probes.tiny import tiny_network
from tests.probes.zoo import Zoo


@pytest.mark.parametrize("name", CATALOGUE)
def test_every_architecture_of_the_catalogue(name: str) -> None:
    net = random_network(name, 139 if name == "inception_v3" else 64 if name.startswith("vgg") else 96)
    layers = [layer.name for layer in net.layers]
    chance = random.Random(name)
    quick = assert_equal_to_full_passes(
        net, chance.randint(6, 30), chance.randint(5, 40), chance.choice(layers), most=6, seed=len(name)
    )
    assert quick.saving > 1


@settings(max_examples=60, deadline=None)
@given(
    seed=st.integers(0, 10_000),
    side=st.integers(24, 41),
    size=st.integers(1, 20),
    stride=st.integers(1, 12),
)
def test_random_networks_of_all_kinds_of_steps(seed: int, side: int, size: int, stride: int) -> None:
    zoo = Zoo(seed)
    net = tiny_network(zoo, side, 5)
    try:
        net.module(torch.zeros(1, 3, side, side))
    except RuntimeError:
        reject()  # a kernel is larger than what it would read
    layer = random.Random(seed).choice([None, "stem", *(f"blocks.{n}" for n in range(len(zoo.blocks)))])
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
