"""How far the layers of a network in training are from where they end: by their weights, and by their maps.

Zeiler & Fergus 2013, section 4: "The lower layers of the model can be seen to converge within a few epochs. However, the
upper layers only develop after a considerable number of epochs". https://arxiv.org/abs/1311.2901
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import nn

from cnnviz.networks.devices import exact_arithmetic
from cnnviz.networks.network import Network
from cnnviz.probes.prefetch import Pictures, picture_view
from cnnviz.probes.tap import private_copy
from cnnviz.probes.top_index import frozen

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Convergence:
    """How alike L convolutions are at E stages of training and at the last one; arrays read-only.

    Attributes:
        layers: the convolutions' names, in the order in which they run.
        epochs: (E,) of each stage.
        weights: (E, L) cosine of the angle between the weights then and at the end, w·v / (‖w‖ ‖v‖).
        maps: (E, L) correlation of the feature maps then and at the end, over all places of all pictures; the mean over
            the layer's maps, without those that are the same everywhere.
        filters: (E, N, 3, K, K) the first convolution's weights.
        pictures: how many pictures the maps were computed from.
    """

    layers: tuple[str, ...]
    epochs: npt.NDArray[np.int32]
    weights: Floats
    maps: Floats
    filters: Floats
    pictures: int


def convolutions(module: nn.Module) -> dict[str, str]:
    """The convolutions of one of our pair by name, each with the layer whose output its maps are (after the ReLU)."""
    names = [name for name, layer in module.named_children() if isinstance(layer, nn.Conv2d)]
    return {name: name.replace("conv", "relu") for name in names}


class Ending:
    """A finished network and its maps of a few pictures of a set, which every stage is compared with.

    Raises:
        ValueError: a picture cannot be read.
    """

    def __init__(self, final: Network, images: Pictures, indices: Sequence[int]) -> None:
        self._final, self._pairs = final, convolutions(final.module)
        self._views = np.stack([np.asarray(picture_view(final, images, index)) for index in indices])
        self._maps = _maps(final, self._views, list(self._pairs.values()))

    def compare(self, net: Network, epoch: int) -> Convergence:
        """One stage (E = 1) against the end."""
        maps = _maps(net, self._views, list(self._pairs.values()))
        weights = [_cosine(_weight(net, name), _weight(self._final, name)) for name in self._pairs]
        alike = [correlation(maps[layer], self._maps[layer]) for layer in self._pairs.values()]
        filters = _weight(net, next(iter(self._pairs))).float().numpy()
        return Convergence(
            layers=tuple(self._pairs),
            epochs=frozen(np.array([epoch], np.int32)),
            weights=frozen(np.array([weights], np.float32)),
            maps=frozen(np.array([alike], np.float32)),
            filters=frozen(filters[None].copy()),
            pictures=len(self._views),
        )


def followed(stages: Sequence[Convergence]) -> Convergence:
    """Several stages as one."""
    names = ("epochs", "weights", "maps", "filters")
    whole: dict[str, Any] = {
        name: frozen(np.concatenate([getattr(one, name) for one in stages])) for name in names
    }
    return replace(stages[0], **whole)


def correlation(one: torch.Tensor, other: torch.Tensor) -> float:
    """Pearson's correlation of (N, C, H, W) maps over pictures and places; the mean over the C maps that vary in both.

    Returns:
        A number in -1..1; 0 if no map varies in both.
    """
    flat = [maps.transpose(0, 1).flatten(1).double() for maps in (one, other)]
    first, second = (values - values.mean(1, keepdim=True) for values in flat)
    lengths = first.norm(dim=1) * second.norm(dim=1)
    live = lengths > 0
    if not bool(live.any()):
        return 0.0
    return float(((first * second).sum(1)[live] / lengths[live]).mean())


def _weight(net: Network, name: str) -> torch.Tensor:
    layer = net.module.get_submodule(name)
    assert isinstance(layer, nn.Conv2d)
    return layer.weight.detach().cpu()


def _cosine(one: torch.Tensor, other: torch.Tensor) -> float:
    return float(torch.nn.functional.cosine_similarity(one.flatten().double(), other.flatten().double(), 0))


def _maps(net: Network, views: npt.NDArray[np.uint8], layers: Sequence[str]) -> dict[str, torch.Tensor]:
    copy = private_copy(net.module)
    kept: dict[str, torch.Tensor] = {}
    for name in layers:
        copy.get_submodule(name).register_forward_hook(
            lambda _layer, _inputs, output, name=name: kept.__setitem__(name, output.float().cpu().clone())
        )
    with torch.inference_mode(), exact_arithmetic(net.device):
        copy(net.normalise(views).contiguous(memory_format=torch.channels_last))
    return kept
