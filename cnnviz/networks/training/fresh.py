"""The pair's networks as they start: random numbers, always the same ones from a seed."""

import torch
from torch import nn

from cnnviz.networks import pair


def fresh(kind: str, classes: int, *, seed: int, first_scale: float) -> nn.Sequential:
    """An untrained network of the pair, drawn from `seed`; torch's random numbers go on from there, as in training.

    Convolutions: normal with variance 2 / fan-out; the first one's weights are `first_scale` times as large.

    Raises:
        ValueError: there is no such kind.
    Source: He et al. (2015), https://arxiv.org/abs/1502.01852, section 2.2 (backward propagation case).
    """
    torch.manual_seed(seed)
    module = pair.build(kind, classes)
    for layer in module:
        if isinstance(layer, nn.Conv2d):
            nn.init.kaiming_normal_(layer.weight, mode="fan_out")
    first = module.get_submodule("conv1")
    assert isinstance(first, nn.Conv2d)
    first.weight.data.mul_(first_scale)
    return module.to(memory_format=torch.channels_last)
