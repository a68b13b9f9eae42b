"""Which torch function is which kind of step. `nn.ReLU`, `F.relu` and `x.relu_()` all end up here.

A reader takes the arguments of its torch function by name and gives the kind of step, or None for a use
that has no simple way down; such a call counts as opaque.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional

from cnnviz.probes.steps import (
    AveragePool,
    Filter,
    Join,
    Kind,
    MaxPool,
    Pad,
    Pair,
    Pass,
    Pick,
    Pointwise,
    Rectify,
    Scale,
    Sum,
)

Arguments = Mapping[str, Any]


def _pair(value: int | Sequence[int]) -> Pair:
    if isinstance(value, int):
        return value, value
    first, *rest = (int(number) for number in value)
    return first, rest[0] if rest else first


def _conv2d(given: Arguments) -> Kind | None:
    weight, padding = given["weight"], given.get("padding", 0)
    if padding == "same":
        return None
    return Filter(
        kernel=(weight.shape[2], weight.shape[3]),
        stride=_pair(given.get("stride", 1)),
        padding=_pair(0 if padding == "valid" else padding),
        dilation=_pair(given.get("dilation", 1)),
        weight=weight,
        groups=given.get("groups", 1),
    )


def _max_pool2d(given: Arguments) -> Kind | None:
    if given.get("return_indices"):
        return None
    kernel = _pair(given["kernel_size"])
    stride = given.get("stride") or kernel
    return MaxPool(kernel, _pair(stride), _pair(given.get("padding", 0)), _pair(given.get("dilation", 1)))


def _avg_pool2d(given: Arguments) -> Kind | None:
    kernel = _pair(given["kernel_size"])
    return AveragePool(
        kernel=kernel,
        stride=_pair(given.get("stride") or kernel),
        padding=_pair(given.get("padding", 0)),
        dilation=(1, 1),
        padding_counts=given.get("count_include_pad", True),
        divisor=given.get("divisor_override"),
    )


def _batch_norm(given: Arguments) -> Kind | None:
    variance, weight = given["running_var"], given.get("weight")
    if given.get("training") or variance is None:
        return None
    factor = (variance + given.get("eps", 1e-5)).rsqrt()
    return Scale(factor if weight is None else weight * factor)


def _relu(_given: Arguments) -> Kind | None:
    return Rectify(None)


def _relu6(_given: Arguments) -> Kind | None:
    return Rectify(6.0)


def _clamp(given: Arguments) -> Kind | None:
    """max(0, x) and min(top, max(0, x)), however they are written."""
    low, top = given.get("min"), given.get("max")
    numbers = isinstance(low, int | float) and isinstance(top, int | float | None)
    return Rectify(top) if numbers and low == 0 and (top is None or top > 0) else None


def _dropout(given: Arguments) -> Kind | None:
    return None if given.get("training", True) else Pass()


def _pad(given: Arguments) -> Kind | None:
    pad = given["pad"]
    if given.get("mode", "constant") != "constant" or len(pad) not in (2, 4):
        return None
    return Pad(above=pad[2] if len(pad) == 4 else 0, left=pad[0])


def _cat(given: Arguments) -> Kind | None:
    tensors = given["x"]
    side_by_side = given.get("dim", 0) in (1, -3) and all(tensor.dim() == 4 for tensor in tensors)
    return Join(tuple(tensor.shape[1] for tensor in tensors)) if side_by_side else None


def _add(given: Arguments) -> Kind | None:
    x, other = given["x"], given["other"]
    if not isinstance(x, Tensor) or not isinstance(other, Tensor):
        return Pass()
    return Sum() if given.get("alpha", 1) == 1 and x.shape == other.shape else None


def _minus(given: Arguments) -> Kind | None:
    return Pass() if isinstance(given["x"], Tensor) and not isinstance(given["other"], Tensor) else None


def _times(given: Arguments) -> Kind | None:
    x, number = given["x"], given["other"]
    if not isinstance(x, Tensor):
        x, number = number, x
    return None if isinstance(number, Tensor) else Scale(torch.full((1,), float(number), device=x.device))


def _divided(given: Arguments) -> Kind | None:
    x, number = given["x"], given["other"]
    plain = isinstance(x, Tensor) and not isinstance(number, Tensor) and number and math.isfinite(number)
    return _times({"x": x, "other": 1 / number}) if plain else None


def _pick(given: Arguments) -> Kind | None:
    """x[:, channel]: so torchvision's `transform_input` takes the colours apart."""
    x, index = given["x"], given["index"]
    pair = isinstance(index, tuple) and len(index) == 2 and index[0] == slice(None)
    return Pick(index[1] % x.shape[1]) if pair and isinstance(index[1], int) else None


def _unsqueeze(given: Arguments) -> Kind | None:
    return Pass() if given["x"].dim() == 3 and given["dim"] in (1, -3) else None


def _same(_given: Arguments) -> Kind | None:
    return Pass()


Reader = Callable[[Arguments], Kind | None]
_SLIDE = "kernel_size stride padding"
_NAMES: dict[Reader, str] = {
    _conv2d: "weight bias stride padding dilation groups",
    _max_pool2d: f"{_SLIDE} dilation ceil_mode return_indices",
    _avg_pool2d: f"{_SLIDE} ceil_mode count_include_pad divisor_override",
    _batch_norm: "running_mean running_var weight bias training momentum eps",
    _relu: "inplace",
    _relu6: "inplace",
    _clamp: "min max inplace",
    _dropout: "p training inplace",
    _pad: "pad mode value",
    _cat: "dim",
    _add: "other alpha",
    _minus: "other alpha",
    _times: "other",
    _divided: "other",
    _pick: "index",
    _unsqueeze: "dim",
    _same: "memory_format",
}
"""Each reader's arguments behind the first one, in torch's order."""

_ALIASES = {"input": "x", "self": "x", "tensors": "x", "min_val": "min", "max_val": "max"}

_READERS: dict[Any, Reader] = {
    torch.conv2d: _conv2d,
    functional.max_pool2d: _max_pool2d,
    torch.max_pool2d: _max_pool2d,
    functional.avg_pool2d: _avg_pool2d,
    functional.batch_norm: _batch_norm,
    functional.relu6: _relu6,
    functional.pad: _pad,
    Tensor.__getitem__: _pick,
    **dict.fromkeys((functional.relu, torch.relu, torch.relu_, Tensor.relu, Tensor.relu_), _relu),
    **dict.fromkeys((functional.hardtanh, torch.clamp, Tensor.clamp, Tensor.clamp_), _clamp),
    **dict.fromkeys((torch.clamp_min, Tensor.clamp_min, Tensor.clamp_min_), _clamp),
    **dict.fromkeys((functional.dropout, functional.dropout2d), _dropout),
    **dict.fromkeys((torch.cat, torch.concat, torch.concatenate), _cat),
    **dict.fromkeys((torch.add, Tensor.add, Tensor.add_), _add),
    **dict.fromkeys((torch.sub, Tensor.sub, Tensor.sub_), _minus),
    **dict.fromkeys((torch.mul, Tensor.mul, Tensor.mul_), _times),
    **dict.fromkeys((torch.div, Tensor.div, Tensor.div_), _divided),
    **dict.fromkeys((torch.unsqueeze, Tensor.unsqueeze), _unsqueeze),
    **dict.fromkeys((torch.clone, Tensor.clone, Tensor.contiguous), _same),
}

_POINTWISE = {
    *(functional.silu, functional.gelu, functional.elu, functional.leaky_relu, functional.hardswish),
    *(functional.hardsigmoid, functional.mish, functional.softplus, functional.prelu, functional.celu),
    *(
        functional.selu,
        functional.local_response_norm,
        torch.sigmoid,
        Tensor.sigmoid,
        torch.tanh,
        Tensor.tanh,
    ),
}

# Steps that make sense for a single channel, too, which has lost its axis. The others need maps.
_FOR_ALL = (_add, _minus, _times, _divided, _unsqueeze, _same, _cat)


def read_call(func: Any, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Kind | None:
    """The kind of step that a call of a torch function is; None for what is not known here."""
    if func in _POINTWISE:
        return Pointwise(func.__name__)
    reader = _READERS.get(func)
    if reader is None:
        return None
    names = ["x", *_NAMES[reader].split()]
    given = dict(zip(names, args, strict=False))
    given |= {_ALIASES.get(name, name): value for name, value in kwargs.items()}
    if len(args) > len(names) or not set(given) <= set(names):
        return None  # an argument that is not read here, so its meaning is not known either
    if reader not in _FOR_ALL and given["x"].dim() != 4:
        return None
    return reader(given)


def works_in_place(func: Any, args: Sequence[Any], kwargs: Mapping[str, Any]) -> bool:
    """Whether a ReLU's call writes into its input."""
    names = ["x", *_NAMES[_READERS[func]].split()] if func in _READERS else []
    given = {**dict(zip(names, args, strict=False)), **kwargs}
    return func.__name__.endswith("_") or bool(given.get("inplace", False))
