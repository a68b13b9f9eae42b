"""Reading off an operation of torch how a part of its result can be computed."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional

from cnnviz.probes.shadows.convolving import Convolution, scale_and_shift
from cnnviz.probes.shadows.local import Call, Change, Local, Place, Ref, Slides, first, given
from cnnviz.probes.shadows.spans import HERE, Slide

_HERE = (HERE, HERE)


def find_local(call: Call) -> Local | None:
    """How to compute a part of this operation's result; None where every output may depend on every input."""
    reader = _READERS.get(call.op)
    return reader(call) if reader else None


def _two(values: Sequence[int]) -> tuple[int, int]:
    return values[0], values[-1]


def _slides(
    kernel: Sequence[int], stride: Sequence[int], padding: Sequence[int], dilation: Sequence[int]
) -> Slides:
    rows, columns = zip(*(_two(values) for values in (kernel, stride, padding, dilation)), strict=True)
    return Slide(*rows), Slide(*columns)


def _convolution(call: Call) -> Local | None:
    x, weight, bias, stride, padding, dilation, transposed, _, groups = call.arguments
    if (
        transposed
        or not isinstance(x, Ref)
        or len(call.shape_of(x)) != 4
        or isinstance(weight, Ref)
        or isinstance(bias, Ref)
    ):
        return None
    convolve = Convolution(weight, bias, stride=stride, padding=padding, dilation=dilation, groups=groups)
    return Local(
        _slides(weight.shape[2:], stride, padding, dilation),
        lambda parts, _place: convolve.part(parts[0]),
        macs=weight.numel(),
        whole=convolve.whole,
        bytes=convolve.bytes,
        room=convolve.room,
    )


def _filled_up(arguments: Sequence[Any], *defaults: Any) -> Sequence[Any]:
    """As many arguments as there are defaults, and the two before them that have none."""
    return [*arguments, *defaults[len(arguments) - 2 :]][: 2 + len(defaults)]


def _max_pool(call: Call) -> Local | None:
    x, kernel, stride, padding, dilation = _filled_up(call.arguments, (), (0,), (1,))
    if len(call.shape_of(x)) != 4:
        return None
    stride = stride or kernel

    def run(parts: Sequence[Tensor], _place: Place) -> Tensor:
        pooled: Tensor = functional.max_pool2d(parts[0], kernel, stride, 0, dilation)
        return pooled

    return Local(_slides(kernel, stride, padding, dilation), run, fill=float("-inf"))


def _average_pool(call: Call) -> Local | None:
    x, kernel, stride, padding, _, padding_counts, divisor = _filled_up(
        call.arguments, (), (0,), False, True, None
    )
    if len(call.shape_of(x)) != 4:
        return None
    slides = _slides(kernel, stride or kernel, padding, (1,))
    rows, columns = (
        _counts(slide, length, units, padding_counts, call.result.device)
        for slide, length, units in zip(slides, call.shape_of(x)[2:], call.result.shape[2:], strict=True)
    )
    plain = divisor or (int(rows[0] * columns[0]) if _all_equal(rows) and _all_equal(columns) else 1)
    varies = divisor is None and not (_all_equal(rows) and _all_equal(columns))

    def run(parts: Sequence[Tensor], place: Place) -> Tensor:
        pooled: Tensor = functional.avg_pool2d(parts[0], kernel, stride or kernel, 0, False, True, plain)
        if varies:  # at the border, fewer cells make the mean
            pooled /= _at(rows, place.rows, place.height)[:, None, :, None]
            pooled /= _at(columns, place.columns, place.width)[:, None, None, :]
        return pooled

    return Local(slides, run)


def _counts(slide: Slide, length: int, units: int, padding_counts: bool, device: torch.device) -> Tensor:
    """(units,) how many cells each unit's mean is over, along one axis, by torch's rules."""
    first = torch.arange(units, device=device) * slide.stride - slide.before
    last = torch.clamp(first + slide.kernel, max=length + slide.before)
    if not padding_counts:
        first, last = first.clamp(min=0), last.clamp(max=length)
    return (last - first).float()


def _all_equal(counts: Tensor) -> bool:
    return bool((counts == counts[0]).all())


def _at(counts: Tensor, starts: Tensor, width: int) -> Tensor:
    return counts[starts[:, None] + torch.arange(width, device=starts.device)]


def _pad(call: Call) -> Local | None:
    x, sides, value = (*call.arguments, 0.0)[:3]
    if len(call.shape_of(x)) != 4 or len(sides) > 4 or isinstance(value, Ref):
        return None
    left, _, above, _ = (*sides, 0, 0)[:4]
    slides = (Slide(before=above), Slide(before=left))
    return Local(slides, lambda parts, _place: parts[0], fill=float(value), fresh=False)


def _cat(call: Call) -> Local | None:
    tensors, axis = (*call.arguments, 0)[:2]
    if axis not in (1, -3) or not all(len(call.shape_of(one)) == 4 for one in tensors):
        return None
    return Local(_HERE, lambda parts, _place: torch.cat([*parts], 1))


def _select(call: Call) -> Local | None:
    """x[:, channel] of maps. The part keeps its axis of channels, with one of them."""
    x, axis, channel = call.arguments
    if len(call.shape_of(x)) != 4 or axis not in (1, -3):
        return None
    channel %= call.shape_of(x)[1]
    return Local(_HERE, lambda parts, _place: parts[0][:, channel : channel + 1], fresh=False)


def _unsqueeze(call: Call) -> Local | None:
    x, axis = call.arguments
    back = len(call.shape_of(x)) == 3 and axis in (1, -3)
    return Local(_HERE, lambda parts, _place: parts[0], fresh=False) if back else None


def _slice(call: Call) -> Local | None:
    """x[:]: all of it."""
    x = call.arguments[0]
    return _same(call) if call.shape_of(x) == tuple(call.result.shape) else None


def _same(call: Call) -> Local | None:
    known = len(call.shape_of(call.arguments[0])) in (3, 4)
    return Local(_HERE, lambda parts, _place: parts[0], fresh=False) if known else None


def _batch_norm(training: int, call: Call) -> Local | None:
    if (training >= 0 and call.arguments[training]) or any(
        isinstance(one, Ref) for one in call.arguments[1:]
    ):
        return None
    local = _at_each_place(call, [call.arguments[0]])
    if local and call.op == "native_batch_norm" and call.result.device.type == "cpu":
        weight, bias, mean, variance, _, _, eps = call.arguments[1:]
        return replace(local, over=scale_and_shift(weight, bias, mean, variance, eps))
    return local


def _pointwise(call: Call) -> Local | None:
    """The value at a place from the values there, of several maps of one shape, and from numbers."""
    refs = [one for one in call.arguments if isinstance(one, Ref)]
    numbers = (one for one in call.arguments if isinstance(one, Tensor))
    return _at_each_place(call, refs) if all(_is_even(one, call.result.shape) for one in numbers) else None


def _is_even(tensor: Tensor, shape: Sequence[int]) -> bool:
    """Whether it has one number for all places of a map."""
    per_map = len(shape) == 4 and tensor.dim() >= 3 and tensor.numel() == tensor.shape[-3] == shape[1]
    return tensor.numel() == 1 or per_map


def _at_each_place(call: Call, refs: Sequence[Ref]) -> Local | None:
    shape = tuple(call.result.shape)
    if len(shape) not in (3, 4) or any(call.shape_of(ref) != shape for ref in refs):
        return None
    function, arguments, options = call.function, call.arguments, call.options

    def run(parts: Sequence[Tensor], _place: Place) -> Tensor:
        of = {ref.number: part for ref, part in zip(refs, parts, strict=True)}
        return first(function(*given(arguments, of), **options))

    return Local(_HERE, run, over=_in_place(call) if len(refs) == 1 else None)


def _in_place(call: Call) -> Change:
    """torch's variant that overwrites its first argument, if there is one."""
    function, arguments, options = call.function, call.arguments, call.options
    name = getattr(function, "_overloadname", "")
    variant = getattr(getattr(torch.ops.aten, f"{call.op}_", None), name, None)
    if variant is not None and isinstance(arguments[0], Ref):
        function = variant
    (number,) = {one.number for one in arguments if isinstance(one, Ref)}
    return lambda x: first(function(*given(arguments, {number: x}), **options))


POINTWISE = [
    "relu",
    "hardtanh",
    "clamp",
    "clamp_min",
    "clamp_max",
    "sigmoid",
    "tanh",
    "silu",
    "gelu",
    "elu",
    "leaky_relu",
    "hardswish",
    "hardsigmoid",
    "softplus",
    "mish",
    "abs",
    "neg",
    "exp",
    "add",
    "sub",
    "mul",
    "div",
    "clone",
]

_READERS: dict[str, Callable[[Call], Local | None]] = {
    "convolution": _convolution,
    "max_pool2d_with_indices": _max_pool,
    "avg_pool2d": _average_pool,
    "constant_pad_nd": _pad,
    "cat": _cat,
    "select": _select,
    "unsqueeze": _unsqueeze,
    "slice": _slice,
    "alias": _same,
    "detach": _same,
    # Where in the arguments it says whether the batch's own statistics are taken.
    "native_batch_norm": partial(_batch_norm, 5),
    "cudnn_batch_norm": partial(_batch_norm, 5),
    "miopen_batch_norm": partial(_batch_norm, 5),
    "_native_batch_norm_legit_no_training": partial(_batch_norm, -1),
    **dict.fromkeys(POINTWISE, _pointwise),
}
