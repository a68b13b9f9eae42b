"""A network of a learner's own as a torch module: the exported text, run, with random weights."""

from typing import Any

import torch
from torch import nn

from cnnviz.architectures import Network, infer
from cnnviz.architectures.export import export
from cnnviz.architectures.runnable import not_runnable


def random_module(network: Network, seed: int) -> tuple[nn.Module, dict[str, str]]:
    """The exported module in evaluation mode, and the module of each node as `get_submodule` takes it.

    Weights are drawn as He et al. (2015, arXiv:1502.01852) start theirs, N(0, 2 / fan in), with a generator of their own; biases
    are 0. Batch normalisation passes its input on, as one that has seen nothing yet.

    Raises:
        ValueError: the network breaks, or is too large to be run.
    """
    report = infer(network)
    if reason := not_runnable(report):
        raise ValueError(reason)
    made = export(network)
    names: dict[str, Any] = {}
    exec(
        compile(made.text, "network", "exec"), names
    )  # text of our own making: no word of it is the learner's
    with torch.device("meta"):  # numbers that torch would draw from everybody's dice, only to be replaced
        module: nn.Module = names[made.name]()
    module.to_empty(device="cpu")
    dice = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for layer in module.modules():
            if isinstance(layer, nn.Conv2d | nn.Linear):
                layer.weight.normal_(0, (2 / layer.weight[0].numel()) ** 0.5, generator=dice)
                if layer.bias is not None:
                    layer.bias.zero_()
            elif isinstance(layer, nn.BatchNorm1d | nn.BatchNorm2d):
                layer.reset_parameters()
            else:
                _start_special(layer, dice)
    return module.eval(), made.paths


def _start_special(layer: Any, dice: torch.Generator) -> None:
    """The layers of the exported text that torch.nn does not have (`cnnviz.architectures.export_helpers`)."""
    kind = type(layer).__name__
    if kind == "Subsample":
        layer.weight.fill_(1 / (layer.kernel[0] * layer.kernel[1]))
        layer.bias.zero_()
    elif kind == "LocalConv2d":
        layer.weight.normal_(0, (2 / layer.weight.shape[-1]) ** 0.5, generator=dice)
        if layer.bias is not None:
            layer.bias.zero_()
    elif kind == "RadialBasis":
        layer.patterns.copy_(torch.randint(2, layer.patterns.shape, generator=dice) * 2.0 - 1)
