"""Networks that have learned nothing: a network of the catalogue with its numbers drawn anew. Without torch until built.

They answer the question which part of a picture comes from what was learned, and which from the architecture and
the photo (Adebayo et al. 2018, Sanity checks for saliency maps, https://arxiv.org/abs/1810.03292).
"""

import hashlib
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cnnviz.networks.entry import Entry
from cnnviz.networks.weights import Weights

if TYPE_CHECKING:
    from torch import nn

_NAME = re.compile(r"(.+)~untrained-(\d{1,9})")


def untrained(name: str, seed: int = 0) -> str:
    """The name of a network with random weights, as `load_network` and the engine take it.

    >>> untrained("cnnviz_zfnet", 3)
    'cnnviz_zfnet~untrained-3'
    """
    return f"{name}~untrained-{seed}"


def parse_untrained(name: str) -> tuple[str, int] | None:
    """The network that it is a random version of, and the seed; None if it is none.

    >>> parse_untrained("cnnviz_zfnet~untrained-3"), parse_untrained("cnnviz_zfnet")
    (('cnnviz_zfnet', 3), None)
    """
    found = _NAME.fullmatch(name)
    return (found[1], int(found[2])) if found else None


def untrained_entry(entry: Entry, seed: int) -> Entry:
    """A catalogue row's network with random weights."""
    return replace(
        entry,
        title=f"{entry.title}, untrained",
        source=f"Random numbers, seed {seed}: it has learned nothing",
        weights=_Random(entry.weights, seed),
        offer=None,
    )


@dataclass(frozen=True)
class _Random:
    """The architecture of other weights, with numbers drawn from a seed."""

    base: Weights
    seed: int

    def check(self) -> None:
        self.base.check()

    def identify(self) -> str:
        return hashlib.sha256(f"untrained {self.seed} {self.base.identify()}".encode()).hexdigest()

    def build(self) -> "nn.Module":
        return forget(self.base.build(), self.seed)


def forget(module: "nn.Module", seed: int) -> "nn.Module":
    """The module itself with numbers as before training: He's initialisation, no biases, batch norms that change nothing.

    He et al. (2015), https://arxiv.org/abs/1502.01852: each layer keeps the signal's strength.
    """
    import torch
    from torch import nn

    drawn = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for layer in module.modules():
            if isinstance(layer, nn.Conv2d | nn.Linear):
                nn.init.kaiming_normal_(layer.weight, mode="fan_in", generator=drawn)
                if layer.bias is not None:
                    layer.bias.zero_()
            elif isinstance(layer, nn.BatchNorm2d):
                layer.reset_parameters()
    return module
