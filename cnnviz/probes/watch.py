"""One forward pass over a private copy of a network, with somebody listening to its layers."""

from collections import Counter
from collections.abc import Callable, Collection
from typing import Any

import torch
from torch import nn

from cnnviz.networks.network import Network
from cnnviz.probes.tap import private_copy, require_layer

Listener = Callable[[str, torch.Tensor], bool]


class _Enough(Exception):  # noqa: N818 - the pass ends early, nothing is wrong
    """The listener has heard all that it wants; the layers behind need not run."""


def address(name: str, call: int) -> str:
    """How a layer's output is called: by its module's path, and from its second run on with `#` and a count.

    A module may run several times in one pass (a ResNet's block has one ReLU for two places).

    >>> address("layer1.0.relu", 0), address("layer1.0.relu", 1)
    ('layer1.0.relu', 'layer1.0.relu#1')
    """
    return name if call == 0 else f"{name}#{call}"


def run_watched(
    net: Network, picture: torch.Tensor, listen: Listener, names: Collection[str] | None = None
) -> torch.Tensor | None:
    """Run a private copy of the network on (1, 3, side, side) pixels while `listen` hears of its layers.

    `listen(address, output)` is called for every 4-dimensional output of the layers in `names` (None: of
    all), before a later layer may work in place on it; True ends the pass.

    Returns:
        The (1, classes) logits; None if the pass was ended.

    Raises:
        ValueError: one of the names is no layer's.
    """
    for name in names or ():
        require_layer(net.module, name)
    copy = private_copy(net.module)
    calls: Counter[str] = Counter()

    def told(name: str) -> Callable[[nn.Module, Any, Any], None]:
        def hook(_layer: nn.Module, _inputs: object, output: object) -> None:
            call = calls[name]
            calls[name] += 1
            if isinstance(output, torch.Tensor) and output.dim() == 4 and listen(address(name, call), output):
                raise _Enough

        return hook

    for name, layer in copy.named_modules():
        if name and (names is None or name in names):
            layer.register_forward_hook(told(name))
    try:
        logits: torch.Tensor = copy(picture.contiguous(memory_format=torch.channels_last))
    except _Enough:
        return None
    return logits
