"""Grad-CAM by hand, integrated gradients against captum and against completeness, nothing left behind."""

from typing import Any

import numpy as np
import pytest
import torch
from captum.attr import IntegratedGradients
from PIL import Image
from torch import nn

from cnnviz.engine import AttributionRequest
from cnnviz.networks.network import Network
from cnnviz.probes.attributions import STEPS, attribution_steps, attributions
from cnnviz.probes.fills import filled_picture
from tests.probes.tiny import Convolutional, tiny_network

SIDE = 16


def picture() -> Image.Image:
    return Image.fromarray(np.random.default_rng(4).integers(0, 256, (SIDE, SIDE, 3), dtype=np.uint8))


@pytest.fixture
def net() -> Network:
    return tiny_network(Convolutional(3), SIDE, 7)


def test_grad_cam_of_a_pooled_linear_head_is_its_weighted_maps(net: Network) -> None:
    """With global average pooling the weight of a map is w / (h w), as in CAM (Selvaraju et al. 2017, section 3.1)."""
    found = attributions(net, picture(), target=2, layer="features")
    module: Any = net.module
    with torch.inference_mode():
        maps = module.features(net.preprocess(picture())[None])[0]
    by_hand = (3 * module.classifier.weight[2][:, None, None] * maps).sum(0) / maps[0].numel()
    np.testing.assert_allclose(found.cam, by_hand.clamp(min=0).numpy(), atol=1e-6)
    assert found.cam.max() > 0


@pytest.mark.parametrize("fill", ["gray", "blur"])
def test_integrated_gradients_are_captums(net: Network, fill: str) -> None:
    found = attributions(net, picture(), target=5, layer="features", fill=fill)
    clean, covered = (net.normalise(view)[None] for view in (picture(), filled_picture(picture(), fill)))
    captums = IntegratedGradients(lambda batch: torch.softmax(net.module(batch), 1)).attribute(
        clean, covered, target=5, n_steps=STEPS, method="gausslegendre"
    )
    np.testing.assert_allclose(found.integrated, captums[0].sum(0).numpy(), atol=1e-6)
    assert np.abs(found.integrated).max() > 1e-4


def test_all_pixels_add_up_to_what_the_cover_takes(net: Network) -> None:
    found = attributions(net, picture(), target=1, layer="features")
    assert abs(found.probability - found.covered) > 1e-3
    assert found.integrated.sum() == pytest.approx(found.probability - found.covered, abs=2e-4)
    assert found.gap == pytest.approx(0, abs=2e-4)


def test_steps_grow_to_the_whole_and_leave_no_hook(net: Network) -> None:
    steps = list(attribution_steps(net, picture(), target=0, layer="features.0"))
    assert [step.done for step in steps] == [0, *range(4, STEPS + 1, 4)]
    assert not steps[0].integrated.any()
    assert all(not module._forward_hooks for module in net.module.modules())
    assert all(parameter.grad is None for parameter in net.module.parameters())
    (request,) = [AttributionRequest("tiny", "noise", target=0, layer="features.0")]
    *_, last = request.steps(net, picture())
    assert (last.done, last.total) == (STEPS, STEPS)
    np.testing.assert_array_equal(last.result.integrated, steps[-1].integrated)


def test_what_does_not_exist_is_refused_with_what_does(net: Network) -> None:
    with pytest.raises(ValueError, match="no class 7: this network has classes 0 to 6"):
        attributions(net, picture(), target=7, layer="features")
    with pytest.raises(ValueError, match="no layer called 'top'"):
        attributions(net, picture(), target=0, layer="top")
    with pytest.raises(ValueError, match="7 numbers per picture, not maps"):
        attributions(net, picture(), target=0, layer="classifier")


def test_a_failure_on_the_way_leaves_no_hook() -> None:
    class Broken(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.maps = nn.Identity()

        def forward(self, x: torch.Tensor) -> torch.Tensor:
            self.maps(x)
            raise RuntimeError("broken on purpose")

    net = tiny_network(Broken(), SIDE, 2)
    with pytest.raises(RuntimeError, match="on purpose"):
        attributions(net, picture(), target=0, layer="maps")
    assert not net.module.get_submodule("maps")._forward_hooks
