"""The effective receptive field: how much each pixel of the field really moves a unit.

Luo, Li, Urtasun & Zemel (2016), Understanding the effective receptive field in deep convolutional neural networks,
https://arxiv.org/abs/1701.04128
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from PIL import Image

from cnnviz.networks.devices import exact_arithmetic
from cnnviz.networks.network import Network
from cnnviz.probes.fields import receptive_field
from cnnviz.probes.tap import Tap


@dataclass(frozen=True)
class EffectiveField:
    """How strongly the pixels around it move the centre unit of a layer, averaged over pictures.

    Attributes:
        heat: (h, w) shares of the whole influence inside the theoretical field, clipped to the picture.
        theoretical: its side in pixels, padding included.
        centre: row and column in `heat` of the field's centre, in pixels; .5 lies between two of them.
        pictures: how many were averaged.
    """

    heat: npt.NDArray[np.float64]
    theoretical: int
    centre: tuple[float, float]
    pictures: int

    def side_with(self, share: float) -> int:
        """The side of the smallest square around the centre that holds this share of the influence.

        >>> EffectiveField(np.full((3, 3), 1 / 9), 3, (1.0, 1.0), 1).side_with(0.5)
        3
        """
        rows, columns = (
            np.abs(np.arange(length) - middle)
            for length, middle in zip(self.heat.shape, self.centre, strict=True)
        )
        reach = np.maximum(rows[:, None], columns[None, :])
        for distance in np.unique(reach):
            if self.heat[reach <= distance].sum() >= share - 1e-12:
                return int(2 * distance + 1)
        return self.theoretical


def effective_field(net: Network, images: Iterable[Image.Image], layer: str) -> EffectiveField:
    """The mean over pictures of |∂(sum of all maps at the centre unit) / ∂pixel|, summed over the colours.

    The sum over maps gives every map the same say, as in the paper; each picture counts by its own gradient.

    Raises:
        ValueError: no such layer, none with maps, or no pictures.
    """
    field = receptive_field(net.module, layer, net.input_size)
    row, column = (units // 2 for units in field.units)
    tap = Tap(net.module, layer, lambda output: output[0, :, row, column].sum())
    total, count = torch.zeros(net.input_size, net.input_size, dtype=torch.float64), 0
    for image in images:
        pixels = net.preprocess(image)[None].requires_grad_(True)
        with torch.enable_grad(), exact_arithmetic(net.device):
            tap.module(pixels)
            (gradient,) = torch.autograd.grad(tap.take(), pixels)
        total += gradient[0].abs().sum(0).double().cpu()
        count += 1
    if not count:
        raise ValueError("An effective field is an average over pictures; there are none.")
    top, left, bottom, right = field.window(row, column)
    heat = total[top:bottom, left:right].numpy()
    centre = (
        field.start[0] + row * field.jump[0] - top,
        field.start[1] + column * field.jump[1] - left,
    )
    return EffectiveField(heat / heat.sum(), field.size[0], centre, count)
