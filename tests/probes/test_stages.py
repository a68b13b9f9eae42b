"""The way down, step by step: every stage is what the step before it makes of the one before."""

from itertools import pairwise

import numpy as np
import pytest
import torch
from torch import nn
from torch.nn import functional

from cnnviz.probes.deconvnet import project
from cnnviz.probes.stages import Stage, descend
from tests.probes.deep import Everything, chain
from tests.probes.oracles import transposed
from tests.probes.test_occlusion import noise
from tests.probes.tiny import tiny_network


def whole(stage: Stage) -> torch.Tensor:
    """(1, C, H, W): the stage's signal in whole maps."""
    maps = np.zeros(stage.shape, np.float32)
    (top, left), (_, height, width) = stage.corner, stage.signal.shape
    maps[:, top : top + height, left : left + width] = stage.signal
    return torch.from_numpy(maps)[None]


def test_every_step_of_a_chain() -> None:
    layers, image = chain(), noise(40)
    stages = descend(tiny_network(layers, 40, 6), image, "8")
    made = project(tiny_network(layers, 40, 6), image, "8", k=1)
    assert [stage.steps for stage in stages[1:]] == [
        (step,) for step in
        ("rectify", "filter", "unpool", "rectify", "filter", "unpool", "rectify", "normalise", "filter")
    ]  # fmt: skip
    assert [stage.layers for stage in stages] == [(), *((name,) for name in "876543210")]
    assert [stage.arrived for stage in stages] == ["8", "7", "6", "5", "4", "3", "2", "1", "0", ""]
    start = stages[0].signal
    assert np.count_nonzero(start) == 1
    assert start.max() == made.activations[0]
    assert all(np.count_nonzero(stage.signal) > 3 for stage in stages[2:])
    most = np.abs(made.pixels).max()
    np.testing.assert_allclose(whole(stages[-1])[0].permute(1, 2, 0), made.whole(0), atol=1e-6 * most)
    for above, below in pairwise(stages):
        layer = layers.get_submodule(below.layers[0])
        if isinstance(layer, nn.Conv2d):
            with torch.no_grad():
                expected = transposed(layer, whole(above), torch.Size((1, *below.shape)))
            torch.testing.assert_close(whole(below), expected)
        elif isinstance(layer, nn.ReLU):
            assert torch.equal(whole(below), functional.relu(whole(above)))
        elif isinstance(layer, nn.MaxPool2d):
            assert float(whole(below).sum()) == pytest.approx(float(whole(above).sum()), rel=1e-4)
            assert np.count_nonzero(below.signal) <= np.count_nonzero(above.signal)
        with pytest.raises(ValueError, match="read-only"):
            below.signal[0] = 1


def test_a_network_with_branches_ends_at_the_projection_too() -> None:
    net, image = tiny_network(nn.Sequential(Everything()), 20, 5), noise(20)
    made = project(net, image, "0", units=[(2, 3, 4)], method="guided")
    stages = descend(net, image, "0", (2, 3, 4), method="guided")
    steps = [stage.steps for stage in stages]
    # Behind the first ReLU: into the depthwise filter, into the sum, into the average pool.
    assert ("spread", "pass to both", "filter") in steps
    assert {"take apart", "crop", "colour", "unpool"} <= {name for names in steps for name in names}
    most = np.abs(made.pixels).max()
    assert most > 0
    np.testing.assert_allclose(whole(stages[-1])[0].permute(1, 2, 0), made.whole(0), atol=1e-6 * most)


def test_what_cannot_be_shown_is_explained() -> None:
    layers = nn.Sequential(nn.Conv2d(3, 4, 3), nn.SiLU(), nn.Conv2d(4, 3, 3))
    with pytest.raises(ValueError, match="leads through 'silu', which has no deconvnet step"):
        descend(tiny_network(layers, 9, 3), noise(9), "2")
    with pytest.raises(ValueError, match=r"no unit \(0, 9, 0\)"):
        descend(tiny_network(layers, 9, 3), noise(9), "0", (0, 9, 0))
