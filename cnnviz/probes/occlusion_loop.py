"""The plain way to an occlusion map: cover the picture at each position and run the whole network again."""

import numpy as np
import numpy.typing as npt
import torch

from cnnviz.networks.network import Network
from cnnviz.probes.predict import probabilities
from cnnviz.probes.tap import Tap, require_maps

Answers = tuple[torch.Tensor, torch.Tensor | None]


class Loop:
    """Answers by full forward passes.

    Args:
        net: the network; a private copy is watched if there is a `layer`.
        clean: (3, side, side) the picture as the network sees it.
        covered: (3, side, side) the same, covered everywhere.
        mask: (size, size) which pixels of its box the occluder covers.
        layer: the layer whose maps are summed, or None.
    """

    def __init__(
        self,
        net: Network,
        clean: torch.Tensor,
        covered: torch.Tensor,
        mask: npt.NDArray[np.bool_],
        layer: str | None,
    ) -> None:
        self._net, self._clean, self._covered = net, clean, covered
        self._mask = torch.from_numpy(mask).to(net.device)
        self._tap = None if layer is None else Tap(net.module, layer, _map_sums)

    def ask_clean(self) -> Answers:
        """(1, classes) probabilities of the clean picture and, with a layer, its (1, maps) sums."""
        return self._ask(self._clean[None])

    def ask(self, rows: npt.NDArray[np.int32], columns: npt.NDArray[np.int32], unit: int | None) -> Answers:
        """(N, classes) probabilities with the box at each of N places and, with a layer, the (N,) sums of map `unit`."""
        batch = self._clean.repeat(len(rows), 1, 1, 1).contiguous(memory_format=torch.channels_last)
        size = len(self._mask)
        for picture, row, column in zip(batch, rows.tolist(), columns.tolist(), strict=True):
            box = (slice(None), slice(row, row + size), slice(column, column + size))
            picture[box] = torch.where(self._mask, self._covered[box], picture[box])
        answers, sums = self._ask(batch)
        return answers, None if sums is None else sums[:, unit]

    def _ask(self, batch: torch.Tensor) -> Answers:
        if self._tap is None:
            return probabilities(self._net, batch), None
        return probabilities(self._net, batch, self._tap.module), self._tap.take()


def _map_sums(maps: torch.Tensor) -> torch.Tensor:
    require_maps(maps.shape[1:])
    return maps.sum((2, 3))
