"""The way down through any network, by autograd with the chosen rule at every ReLU.

Slower than `cnnviz.probes.descent`, since every unit goes down through whole maps, but it knows every step
that PyTorch can differentiate. Other activations than ReLU pass their derivative, whatever the method.
"""

from collections.abc import Callable, Sequence
from typing import Any

import torch
from torch import nn
from torch.overrides import TorchFunctionMode

from cnnviz.probes.calls import read_call, works_in_place
from cnnviz.probes.descent import Method, fixed_switches
from cnnviz.probes.recording import Reached
from cnnviz.probes.steps import MaxPool, Rectify
from cnnviz.probes.tap import private_copy


def project_by_rule(
    module: nn.Module,
    layer: str,
    image: torch.Tensor,
    units: Sequence[tuple[int, int, int]],
    *,
    runs: int,
    method: Method,
    switches: bool,
) -> torch.Tensor:
    """(K, 3, H, W): the activations of K units, each alone, taken down to the pixels of the image.

    Args:
        image: (1, 3, H, W).
        units: (map, row, column) of each.
        runs: how many times the layer runs; its last run is meant.
    """
    copied = private_copy(module)
    kept: list[torch.Tensor] = []

    def keep(_layer: nn.Module, _inputs: object, output: torch.Tensor) -> None:
        kept.append(output.clone())
        if len(kept) == runs:
            raise Reached

    copied.get_submodule(layer).register_forward_hook(keep)
    with torch.enable_grad():
        pixels = image.detach().clone().requires_grad_()
        try:
            with _Rules(method, switches):
                copied(pixels * 1)  # a network may work in place on what it is given
        except Reached:
            pass
        rows = []
        for unit in units:
            value = kept[-1][0][unit]
            rows.append(torch.autograd.grad(value, pixels, value.detach(), retain_graph=True)[0])
    return torch.cat(rows)


class _Rules(TorchFunctionMode):
    """In this thread, every ReLU goes back by the rule of a method, and every max pool as it should."""

    def __init__(self, method: Method, switches: bool) -> None:
        super().__init__()
        self._method, self._switches = method, switches

    def __torch_function__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        kwargs = kwargs or {}
        kind = read_call(func, args, kwargs)
        if isinstance(kind, Rectify) and self._method != "gradient":
            x = args[0] if args else kwargs["input"]
            return _in_place(_Rectify.apply(x, kind.top, self._method), x, works_in_place(func, args, kwargs))
        if isinstance(kind, MaxPool) and not self._switches:
            rest = {name: value for name, value in kwargs.items() if name != "input"}
            x = args[0] if args else kwargs["input"]
            return _FixedUnpool.apply(x, kind, lambda maps: func(maps, *args[1:], **rest))
        return func(*args, **kwargs)


def _in_place(result: torch.Tensor, x: torch.Tensor, wanted: bool) -> torch.Tensor:
    return x.copy_(result) if wanted else result


class _Rectify(torch.autograd.Function):
    """max(0, x), or min(top, max(0, x)), with the way back of a method."""

    @staticmethod
    def forward(ctx: Any, x: torch.Tensor, top: float | None, method: Method) -> torch.Tensor:
        if method == "guided":
            ctx.save_for_backward(x > 0 if top is None else (x > 0) & (x < top))
        return x.clamp(min=0, max=top)

    @staticmethod
    def backward(ctx: Any, *signals: torch.Tensor) -> Any:
        positive = signals[0].clamp(min=0)
        return (positive * ctx.saved_tensors[0] if ctx.saved_tensors else positive), None, None


class _FixedUnpool(torch.autograd.Function):
    """Max pooling whose way back does not know where the maxima were."""

    @staticmethod
    def forward(
        ctx: Any, x: torch.Tensor, kind: MaxPool, pool: Callable[[torch.Tensor], torch.Tensor]
    ) -> torch.Tensor:
        result = pool(x)
        ctx.kind, ctx.below, ctx.above = kind, tuple(x.shape), tuple(result.shape)
        return result

    @staticmethod
    def backward(ctx: Any, *signals: torch.Tensor) -> Any:
        (signal,) = signals
        places = fixed_switches(ctx.kind, ctx.below, ctx.above).to(signal.device)
        out = signal.new_zeros(*ctx.below[:2], ctx.below[2] * ctx.below[3])
        index = places.flatten().expand(*ctx.below[:2], -1)
        out.scatter_add_(2, index, signal.flatten(2))
        return out.view(ctx.below), None, None
