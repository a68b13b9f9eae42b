"""Which maps are dead: how strongly each map of each layer fires on each picture of a set.

Zeiler & Fergus 2013, figure 6: fewer "dead" features with the smaller stride and filter. https://arxiv.org/abs/1311.2901
"""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import islice

import numpy as np
import numpy.typing as npt
import torch
from torch import nn

from cnnviz.networks.devices import exact_arithmetic
from cnnviz.networks.network import Network
from cnnviz.probes.occlusion import default_batch
from cnnviz.probes.prefetch import Pictures, views_ahead
from cnnviz.probes.tap import private_copy

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Firing:
    """The strongest activation of every map on every picture looked at so far.

    Attributes:
        layers: names of the layers after whose ReLU the maps were taken.
        peaks: for each of them (P, C), the largest value of each of its C maps on each of P pictures.
        total: how many pictures there are.
        done: how many were looked at, broken ones included.
    """

    layers: tuple[str, ...]
    peaks: tuple[Floats, ...]
    total: int
    done: int

    def fires(self, layer: int, threshold: float) -> npt.NDArray[np.float64]:
        """(C,) share of the pictures on which each map exceeds `threshold` times the layer's typical peak.

        The typical peak is the median over all maps and pictures of the peaks above 0, so 0.05 asks for 5 % of what a map of this
        layer reaches as a rule; 0 asks for any value above 0.
        """
        peaks = self.peaks[layer]
        shares: npt.NDArray[np.float64] = (peaks > threshold * typical(peaks)).mean(0)
        return shares

    def dead(self, layer: int, threshold: float, quiet: float = 0.0) -> npt.NDArray[np.bool_]:
        """(C,) the maps that fire on at most the share `quiet` of the pictures."""
        return self.fires(layer, threshold) <= quiet


def typical(peaks: Floats) -> float:
    """The median of the peaks above 0; 0 if there are none."""
    above = peaks[peaks > 0]
    return float(np.median(above)) if above.size else 0.0


def firing_steps(net: Network, images: Pictures) -> Iterator[Firing]:
    """The peaks of all maps after each ReLU of one of our pair, a batch of pictures at a time.

    Pictures that cannot be read are left out.
    """
    names = [name for name, layer in net.module.named_children() if isinstance(layer, nn.ReLU)]
    copy = private_copy(net.module)
    heard: dict[str, torch.Tensor] = {}
    for name in names:
        copy.get_submodule(name).register_forward_hook(
            lambda _layer, _inputs, output, name=name: heard.__setitem__(name, output.amax((2, 3)))
        )
    parts: dict[str, list[Floats]] = {name: [] for name in names}
    batch, done = default_batch(net.device), 0
    with closing(views_ahead(net, images, 0, batch)) as views:
        while some := list(islice(views, batch)):
            good = [view for view in some if view is not None]
            if good:
                with torch.inference_mode(), exact_arithmetic(net.device):
                    copy(net.normalise(np.stack(good)).contiguous(memory_format=torch.channels_last))
                for name in names:
                    parts[name].append(heard[name].float().cpu().numpy())
            done += len(some)
            peaks = tuple(
                np.concatenate(parts[name]) if parts[name] else np.zeros((0, 0), np.float32) for name in names
            )
            yield Firing(tuple(names), peaks, len(images), done)
