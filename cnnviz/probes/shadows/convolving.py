"""Convolution and batch norm with what does not change from call to call done once."""

from collections.abc import Sequence

import torch
from torch import Tensor
from torch.nn import functional

from cnnviz.probes.shadows.local import Change
from cnnviz.probes.shadows.prepared import prepared
from cnnviz.probes.shadows.winograd import Winograd


class Convolution:
    """A convolution with these weights, for many calls.

    On a CPU it is oneDNN's: for 1×1 kernels, few pictures and one thread torch prefers a matrix product, which
    takes twice the time. Windows of 3×3 with many maps go by Winograd's algorithm, where that pays. For other whole maps the weights
    are brought into oneDNN's own order once, not in every call, which is a sixth of the time where weights are many and maps small.
    Which order that is hangs on the input's shape, and weights in a wrong one take ten times as long: so they are for
    one shape, the first. The values are the same up to rounding.

    Args:
        weight, bias, stride, padding, dilation, groups: as in torch; the padding is that of whole maps.
    """

    def __init__(
        self,
        weight: Tensor,
        bias: Tensor | None,
        *,
        stride: Sequence[int],
        padding: Sequence[int],
        dilation: Sequence[int],
        groups: int,
    ) -> None:
        self._given = weight
        self._weight = weight.contiguous(memory_format=torch.channels_last)
        self._bias, self._stride, self._padding = bias, stride, padding
        self._dilation, self._groups = dilation, groups
        has_it: bool = torch.backends.mkldnn.is_available()  # type: ignore[no-untyped-call]
        self._has_it = weight.device.type == "cpu" and weight.dtype == torch.float32 and has_it
        plain = groups == 1 and {*stride, *dilation} == {1}
        self._tiles = self._has_it and plain and Winograd.pays(weight)
        self._packed: tuple[torch.Size, Tensor] | None = None

    @property
    def bytes(self) -> int:
        """What it keeps beside the weights."""
        return Winograd.bytes(self._weight) if self._tiles else self._weight.nbytes if self._has_it else 0

    @property
    def room(self) -> int:
        """Bytes that it takes for each cell of its result, beside the result."""
        return Winograd.room(self._weight) if self._tiles else 0

    def part(self, x: Tensor) -> Tensor:
        """(P, C', h', w') from all that it reads, (P, C, h, w)."""
        return self._by_tiles(x) if self._tiles and Winograd.fits(x) else self._convolve(x, (0, 0))

    def whole(self, x: Tensor) -> Tensor:
        """(P, C', H', W') from whole maps, (P, C, H, W)."""
        down, across = self._padding[0], self._padding[-1]
        if self._tiles and Winograd.fits(x, 2 * down, 2 * across):
            return self._by_tiles(functional.pad(x, (across, across, down, down)))
        if not self._has_it:
            return self._convolve(x, self._padding)
        steps = self._padding, self._stride, self._dilation, self._groups
        if self._packed is None:
            pack = torch.ops.mkldnn._reorder_convolution_weight
            self._packed = x.shape, pack(self._weight, *steps, list(x.shape))
        shape, packed = self._packed
        if x.shape != shape:
            return self._convolve(x, self._padding)
        convolve = torch.ops.mkldnn._convolution_pointwise
        result: Tensor = convolve(x, packed, self._bias, *steps, "none", [], "")
        return result

    def _by_tiles(self, x: Tensor) -> Tensor:
        return prepared(self._given, "winograd", lambda: Winograd(self._weight))(x, self._bias)

    def _convolve(self, x: Tensor, padding: Sequence[int]) -> Tensor:
        weight, bias, stride, dilation, groups = (
            self._weight, self._bias, self._stride, self._dilation, self._groups,
        )  # fmt: skip
        if self._has_it:
            result: Tensor = torch.mkldnn_convolution(x, weight, bias, padding, stride, dilation, groups)
            return result
        return torch.convolution(x, weight, bias, stride, padding, dilation, False, (0, 0), groups)


def scale_and_shift(
    weight: Tensor | None, bias: Tensor | None, mean: Tensor, variance: Tensor, eps: float
) -> Change:
    """Batch norm in evaluation, over its input: x · a + b with a = weight / sqrt(variance + eps), b = bias - mean · a.

    It takes half the time of torch's, and gives the same floats: a, b and the result are rounded where torch rounds.
    """
    a = torch.rsqrt(variance + eps)
    a = a if weight is None else weight * a
    shift = -mean.double() * a.double()
    b = (shift if bias is None else bias.double() + shift).float()
    a, b = (numbers[:, None, None] for numbers in (a, b))
    return lambda x: torch.addcmul(b, x, a, out=x)
