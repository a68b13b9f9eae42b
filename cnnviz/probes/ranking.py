"""The strongest few of many, kept while they stream by."""

import numpy as np
import numpy.typing as npt
import torch

from cnnviz.probes.top_index import TopPatches


class Ranking:
    """For each of M chosen maps the K strongest activations so far, one per picture.

    Pictures come in the order of their indices; of equal activations the earlier picture stays ahead.
    Everything stays on the device until it is asked for.
    """

    def __init__(self, start: TopPatches, device: torch.device) -> None:
        """Go on from what is known, which may be nothing yet."""
        self._columns = start.shape[2]
        self._chosen = torch.tensor(start.maps.tolist(), device=device)
        empty = torch.from_numpy(start.image < 0)
        values = torch.from_numpy(start.activation.copy()).masked_fill(empty, -torch.inf)
        place = torch.from_numpy(start.unit[..., 0].astype(np.int64) * self._columns + start.unit[..., 1])
        self._values, self._place = values.to(device), place.to(device)
        self._image = torch.from_numpy(start.image.astype(np.int64)).to(device)

    def add(self, maps: torch.Tensor, images: list[int]) -> None:
        """Take in the (N, C, H, W) activations of N pictures, all maps; `images` are their indices, ascending."""
        values, place = maps.flatten(2).max(2)  # of equal units the first, by torch's promise
        # Chosen only now: taking maps out of a batch costs more than looking at all of them.
        values, place = values[:, self._chosen], place[:, self._chosen]
        k, image = self._values.shape[1], torch.tensor(images, device=maps.device)
        values = torch.cat([self._values, values.T.nan_to_num(-torch.inf, torch.inf, -torch.inf)], 1)
        place = torch.cat([self._place, place.T], 1)
        image = torch.cat([self._image, image.expand(len(self._values), -1)], 1)
        # A stable sort keeps the order of equals: those that were there before, then by index.
        values, order = values.sort(dim=1, descending=True, stable=True)
        self._values, order = values[:, :k], order[:, :k]
        self._place, self._image = place.gather(1, order), image.gather(1, order)

    def arrays(self) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.int32], npt.NDArray[np.int32]]:
        """(M, K) activations, (M, K) pictures, (M, K, 2) rows and columns; NaN and -1 where there are none yet."""
        image = self._image.cpu().numpy().astype(np.int32)
        place = self._place.cpu().numpy()
        unit = np.stack(np.divmod(place, self._columns), axis=-1).astype(np.int32)
        missing = image < 0
        unit[missing] = -1
        values = self._values.cpu().numpy()
        return np.where(missing, np.float32(np.nan), values), image, unit
