"""3 × 3 convolution by Winograd's algorithm: 16 multiplications for four results instead of 36.

Lavin, A. & Gray, S. (2016). Fast algorithms for convolutional neural networks. https://arxiv.org/abs/1509.09308

For 2 × 2 results Y from a 4 × 4 tile d of one map and a filter g of 3 × 3,

    Y = Aᵀ [(G g Gᵀ) ⊙ (Bᵀ d B)] A,   Aᵀ = 1  1  1  0    G = 1  0  0    Bᵀ = 1  0 -1  0
                                           0  1 -1 -1        ½  ½  ½         0  1  1  0
                                                             ½ -½  ½         0 -1  1  0
                                                             0  0  1         0  1  0 -1

and over many maps the products of each of the 16 places are one matrix product. The sums are shorter than in the plain way, so
the rounding errors are smaller: a third to a half of the plain convolution's on 64 to 512 maps, against float64.
"""

from collections.abc import Sequence
from math import ceil

import torch
from torch import Tensor
from torch.nn import functional

_ROWS = 128  # of the matrix products that the weights are laid out for; any other number works as well


class Winograd:
    """A convolution with 3 × 3 windows and stride 1, without padding, on a CPU.

    Args:
        weight: (O, C, 3, 3), float32.
    """

    def __init__(self, weight: Tensor) -> None:
        self._maps = weight.shape[0]
        self._factors = [
            [torch.ops.mkldnn._reorder_linear_weight(one.contiguous(), _ROWS) for one in _spread(row)]
            for row in _spread(weight.permute(2, 3, 0, 1).contiguous())
        ]

    @staticmethod
    def pays(weight: Tensor) -> bool:
        """Whether it is quicker than the plain way, as measured: not where maps are few."""
        outputs, inputs, *window = weight.shape
        return window == [3, 3] and min(outputs, inputs) >= 64 and outputs * inputs >= 64 * 128

    @staticmethod
    def fits(x: Tensor, down: int = 0, across: int = 0) -> bool:
        """Whether it is quicker for maps of this size, with so many cells around them: not if the tiles stick out far."""
        high, wide = x.shape[2] + down - 2, x.shape[3] + across - 2
        return 16 * ceil(high / 2) * ceil(wide / 2) <= 0.7 * 9 * high * wide

    @staticmethod
    def bytes(weight: Tensor) -> int:
        """What it keeps."""
        return weight.nbytes * 16 // 9

    @staticmethod
    def room(weight: Tensor) -> int:
        """Bytes that it takes for each cell of its result, beside the result."""
        outputs, inputs = weight.shape[:2]
        return 4 * (3 * outputs + 3 * inputs)

    def __call__(self, x: Tensor, bias: Tensor | None) -> Tensor:
        """(P, O, h, w) from (P, C, h + 2, w + 2)."""
        pictures, maps, high, wide = len(x), x.shape[1], x.shape[2] - 2, x.shape[3] - 2
        if high % 2 or wide % 2:
            x = functional.pad(x, (0, wide % 2, 0, high % 2))
        down, across = ceil(high / 2), ceil(wide / 2)
        cells = x.permute(0, 2, 3, 1)
        halves = []
        for number, row in enumerate(_differences([cells[:, n : n + 2 * down : 2] for n in range(4)])):
            tiles = _differences([row[:, :, n : n + 2 * across : 2] for n in range(4)])
            products = [
                torch.ops.mkldnn._linear_pointwise(tile.view(-1, maps), factor, None, "none", [], "")
                for tile, factor in zip(tiles, self._factors[number], strict=True)
            ]
            if number == 1 and bias is not None:
                products[1] += bias  # this place is a part of all four results, and with a plus
            halves.append(_sums(products))
        result = x.new_empty(pictures, down, 2, across, 2, self._maps)
        for column in range(2):
            parts = [half[column].view(pictures, down, across, self._maps) for half in halves]
            for parity, sums in enumerate(_sums(parts)):
                result[:, :, parity, :, column] = sums
        laid = result.view(pictures, 2 * down, 2 * across, self._maps)
        return laid[:, :high, :wide].permute(0, 3, 1, 2)


def _spread(g: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """G g, over the first axis."""
    ends = (g[0] + g[2]) / 2
    return g[0], ends + g[1] / 2, ends - g[1] / 2, g[2]


def _differences(d: Sequence[Tensor]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Bᵀ d."""
    return d[0] - d[2], d[1] + d[2], d[2] - d[1], d[1] - d[3]


def _sums(m: Sequence[Tensor]) -> tuple[Tensor, Tensor]:
    """Aᵀ m; m is overwritten."""
    return m[0].add_(m[1]).add_(m[2]), m[1].sub_(m[2]).sub_(m[3])
