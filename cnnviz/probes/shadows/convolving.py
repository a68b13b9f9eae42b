"""Convolution and batch norm with what does not change from call to call done once."""

from collections.abc import Sequence

import torch
from torch import Tensor

from cnnviz.probes.shadows.local import Change


class Convolution:
    """A convolution with these weights, for many calls.

    On a CPU it is always oneDNN's: for 1×1 kernels, few pictures and one thread torch prefers a matrix product, which
    takes twice the time. And the weights are brought into oneDNN's own order once, not in every call, which is a
    sixth of the time where weights are many and maps small. The values are the same.
    """

    def __init__(
        self, weight: Tensor, bias: Tensor | None, stride: Sequence[int], dilation: Sequence[int], groups: int
    ) -> None:
        self._weight = weight.contiguous(memory_format=torch.channels_last)
        self._bias, self._stride, self._dilation, self._groups = bias, stride, dilation, groups
        has_it: bool = torch.backends.mkldnn.is_available()  # type: ignore[no-untyped-call]
        self._packs = weight.device.type == "cpu" and weight.dtype == torch.float32 and has_it
        self._packed: Tensor | None = None

    @property
    def bytes(self) -> int:
        """What it keeps."""
        return self._weight.nbytes if self._packs else 0

    def __call__(self, x: Tensor, padding: Sequence[int]) -> Tensor:
        """(P, C', h', w') from (P, C, h, w)."""
        steps = padding, self._stride, self._dilation
        if not self._packs:
            zero = [0] * len(padding)
            return torch.convolution(
                x, self._weight, self._bias, self._stride, padding, self._dilation, False, zero, self._groups
            )
        if self._packed is None:
            pack = torch.ops.mkldnn._reorder_convolution_weight
            self._packed = pack(self._weight, *steps, self._groups, list(x.shape))
        convolve = torch.ops.mkldnn._convolution_pointwise
        result: Tensor = convolve(x, self._packed, self._bias, *steps, self._groups, "none", [], "")
        return result


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
