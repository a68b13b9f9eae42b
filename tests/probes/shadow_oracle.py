"""The incremental method's answers against those of full passes."""

import random

import numpy as np
import torch

from cnnviz.networks.network import Network
from cnnviz.probes.fills import filled_picture
from cnnviz.probes.occluders import occluder_mask
from cnnviz.probes.occlusion_loop import Loop, Occluded
from cnnviz.probes.positions import occluder_positions
from cnnviz.probes.shadows.incremental import Incremental
from tests.probes.random_networks import smooth_noise

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
