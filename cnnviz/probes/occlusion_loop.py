"""The plain way to an occlusion map: cover the picture at each position and run the whole network again."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from cnnviz.networks.network import Network
from cnnviz.probes.predict import probabilities
from cnnviz.probes.tap import Tap, require_maps

Answers = tuple[Tensor, Tensor | None]


@dataclass(frozen=True)
class Occluded:
    """A picture and what covers it.

    Attributes:
        clean: (3, side, side) the picture as the network sees it.
        covered: (3, side, side) the same, covered everywhere.
        mask: (size, size) which pixels of its box the occluder covers.
        starts: (S,) where the box may begin, along rows as along columns.
    """

    clean: Tensor
    covered: Tensor
    mask: Tensor
    starts: npt.NDArray[np.int32]

    @property
    def size(self) -> int:
        return len(self.mask)

    def boxes(self, rows: Sequence[int], columns: Sequence[int]) -> Tensor:
        """(N, 3, size, size): what the box holds when it begins at number `rows` and `columns` of the starts."""
        tops, lefts = (self.starts[list(which)].astype(np.int64) for which in (rows, columns))

        def cut(picture: Tensor) -> Tensor:
            return picture.unfold(1, self.size, 1).unfold(2, self.size, 1)[:, tops, lefts].transpose(0, 1)

        boxes = torch.where(self.mask, cut(self.covered), cut(self.clean))
        return boxes.contiguous(memory_format=torch.channels_last)

    def pictures(self, rows: Sequence[int], columns: Sequence[int]) -> Tensor:
        """(N, 3, side, side): the picture with the occluder at each of these places."""
        batch = self.clean.repeat(len(rows), 1, 1, 1).contiguous(memory_format=torch.channels_last)
        for picture, box, row, column in zip(batch, self.boxes(rows, columns), rows, columns, strict=True):
            top, left = self.starts[row], self.starts[column]
            picture[:, top : top + self.size, left : left + self.size] = box
        return batch


def default_batch(device: torch.device) -> int:
    """Pictures per full forward pass: on a CPU few, so that the maps stay in its cache; on a GPU many.

    Lite0 on one core takes 15 ms per picture in batches of 1 to 4, 18 ms in 8, 28 ms in 16.
    """
    return 4 if device.type == "cpu" else 64


class Loop:
    """Answers by full forward passes.

    Args:
        net: the network; a private copy is watched if there is a `layer`.
        occluded: the picture and what covers it.
        layer: the layer whose maps are summed, or None.

    Attributes:
        together: positions per forward pass.
    """

    def __init__(self, net: Network, occluded: Occluded, layer: str | None) -> None:
        self._net, self._occluded = net, occluded
        self._tap = None if layer is None else Tap(net.module, layer, _map_sums)
        self.together = default_batch(net.device)

    def ask_clean(self) -> Answers:
        """(1, classes) probabilities of the clean picture and, with a layer, its (1, maps) sums."""
        return self._ask(self._occluded.clean[None])

    def ask(self, rows: Sequence[int], columns: Sequence[int], unit: int | None) -> Answers:
        """(N, classes) probabilities with the occluder at each of N starts and, with a layer, the (N,) sums of
        map `unit`."""
        answers, sums = self._ask(self._occluded.pictures(rows, columns))
        return answers, None if sums is None else sums[:, unit]

    def _ask(self, batch: Tensor) -> Answers:
        if self._tap is None:
            return probabilities(self._net, batch), None
        return probabilities(self._net, batch, self._tap.module), self._tap.take()


def _map_sums(maps: Tensor) -> Tensor:
    require_maps(maps.shape[1:])
    return maps.sum((2, 3))
