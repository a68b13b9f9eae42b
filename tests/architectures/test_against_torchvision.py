"""The networks against torchvision's modules: shapes traced layer by layer, parameters, and the numbers it publishes."""

from typing import Any

import pytest
import torch
from torch import nn
from torchvision import models

from cnnviz.architectures import ARCHITECTURES, build
from tests.architectures.helpers import TWINS, report

KINDS = (nn.Conv2d, nn.Linear, nn.BatchNorm2d)
OURS = ("convolution", "dense", "batch norm")


def twin(name: str) -> tuple[nn.Module, dict[str, Any]]:
    """torchvision's module, without numbers, and what its weights say of it."""
    called = ARCHITECTURES[name].torchvision
    meta = models.get_model_weights(called).IMAGENET1K_V1.meta
    more = {"init_weights": False} if called in ("googlenet", "inception_v3") else {}
    with torch.device("meta"):
        return models.get_model(called, weights=None, **more), meta


def traced(module: nn.Module, size: tuple[int, ...]) -> list[tuple[tuple[int, ...], int]]:
    """Output shape and parameters of every layer that has some, in the order in which they run."""
    found: list[tuple[tuple[int, ...], int]] = []
    hooks = [
        layer.register_forward_hook(
            lambda layer, _, out: found.append(
                (tuple(out.shape[1:]), sum(p.numel() for p in layer.parameters()))
            )
        )
        for layer in module.modules()
        if isinstance(layer, KINDS)
    ]
    module.eval()(torch.empty(2, *size, device="meta"))
    for hook in hooks:
        hook.remove()
    return found


@pytest.mark.parametrize("name", TWINS)
def test_every_layer_has_torchvisions_shape_and_parameters(name: str) -> None:
    module, _ = twin(name)
    ours = [
        (row.shape, row.parameters)
        for row in report(name).rows
        if row.node.layer.kind in OURS and not row.node.side
    ]
    theirs = traced(module, build(name).input)
    assert sorted(ours) == sorted(theirs)  # branches may run in another order
    if build(name).is_chain:
        assert ours == theirs


@pytest.mark.parametrize("name", TWINS)
def test_the_sums_are_those_of_torchvisions_weights(name: str) -> None:
    _, meta = twin(name)
    found = report(name)
    sides = sum(side.parameters for side in found.sides.values())
    assert meta["num_params"] in (found.main.parameters, found.main.parameters + sides)
    assert round(found.main.macs / 1e9, 3) == meta["_ops"]


def test_the_auxiliary_classifiers_of_torchvision() -> None:
    for name in ("googlenet", "inception_v3"):
        ours = "googlenet_torchvision" if name == "googlenet" else name
        with torch.device("meta"):
            module = models.get_model(name, weights=None, aux_logits=True, init_weights=False)
        found = report(ours)
        theirs = sum(p.numel() for p in module.parameters())
        assert theirs == found.main.parameters + sum(side.parameters for side in found.sides.values())


def test_efficientnet_lite0_is_the_network_that_the_app_runs() -> None:
    from cnnviz.networks.efficientnet_lite0 import EfficientNetLite0

    with torch.device("meta"):
        module = EfficientNetLite0()
    theirs = traced(module, (3, 224, 224))
    rows = report("efficientnet_lite0").rows
    assert [(row.shape, row.parameters) for row in rows if row.node.layer.kind in OURS] == theirs
