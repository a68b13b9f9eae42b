"""One layer as a constructor call of torch.nn, or of a helper class where torch has no such layer."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from cnnviz.architectures.layers import AdaptivePool, Conv, Dense, Layer, Pool, Shape, Windowed
from cnnviz.architectures.simple import Activation, Add, BatchNorm, Concat, Dropout, Flatten, ResponseNorm
from cnnviz.architectures.special import LocalConv, PaddedShortcut, PartialConv, RadialBasis, Subsample
from cnnviz.maths import torch_alpha

FUNCTIONS = {
    "ReLU": "nn.ReLU",
    "ReLU6": "nn.ReLU6",
    "tanh": "nn.Tanh",
    "sigmoid": "nn.Sigmoid",
    "SiLU": "nn.SiLU",
    "scaled tanh": "ScaledTanh",
}


class Argument(NamedTuple):
    """One argument. A keyword is left out where it has its default; a positional one has none."""

    name: str
    value: Any
    default: Any = None
    keyword: bool = False


class Call(NamedTuple):
    """A constructor and its arguments; `pad` (left, right, top, bottom) is a layer of zeros in front of it."""

    callee: str
    arguments: tuple[Argument, ...] = ()
    pad: tuple[int, int, int, int] | None = None


def layer_call(layer: Layer, inputs: Shape, out: Shape) -> Call | None:
    """The call that makes this layer; None for sums and concatenations, which are expressions."""
    if isinstance(layer, Add | Concat):
        return None
    if isinstance(layer, Windowed):
        return _windowed(layer, inputs, out)
    return _plain(layer, inputs)


def _plain(layer: Layer, inputs: Shape) -> Call:
    match layer:
        case Dense():
            bias = Argument("bias", layer.bias, True, True)
            return _call("nn.Linear", Argument("inputs", inputs[0]), Argument("outputs", layer.outputs), bias)
        case RadialBasis():
            return _call("RadialBasis", Argument("inputs", inputs[0]), Argument("outputs", layer.outputs))
        case PaddedShortcut():
            return _call("PaddedShortcut", Argument("maps", layer.maps), Argument("stride", layer.stride))
        case AdaptivePool():
            return _call("nn.AdaptiveAvgPool2d", Argument("size", _short((layer.height, layer.width))))
    return _value_by_value(layer, inputs)


def _value_by_value(layer: Layer, inputs: Shape) -> Call:
    call = None
    match layer:
        case Activation():
            call = _call(FUNCTIONS[layer.function])
        case BatchNorm():
            name = "nn.BatchNorm2d" if len(inputs) == 3 else "nn.BatchNorm1d"
            call = _call(name, Argument("maps", inputs[0]), Argument("eps", layer.eps, 1e-5, True))
        case Dropout():
            call = _call("nn.Dropout", Argument("share", layer.share))
        case Flatten():
            call = _call("nn.Flatten")
        case ResponseNorm():
            call = _call(
                "nn.LocalResponseNorm",
                Argument("size", layer.size),
                Argument("alpha", torch_alpha(layer.alpha, layer.size), 1e-4, True),
                Argument("beta", layer.beta, 0.75, True),
                Argument("k", layer.k, 1.0, True),
            )
    if call is None:
        raise ValueError(f"A layer of the kind {layer.words} cannot be exported.")
    return call


def _windowed(layer: Windowed, inputs: Shape, out: Shape) -> Call:
    kernel = Argument("kernel", _short((layer.rows.kernel, layer.columns.kernel)))
    maps = Argument("inputs", inputs[0])
    pad = _uneven(layer)
    sliding = tuple(_sliding(layer, pool=isinstance(layer, Pool), padded=pad is None))
    match layer:
        case Pool():
            name = "nn.MaxPool2d" if layer.op == "max" else "nn.AvgPool2d"
            return _call(name, kernel, *sliding, Argument("ceil_mode", layer.ceil, False, True))
        case Conv():
            last = Argument("groups", layer.groups, 1, True), Argument("bias", layer.bias, True, True)
            return _call("nn.Conv2d", maps, Argument("maps", layer.maps), kernel, *sliding, *last, pad=pad)
        case LocalConv():
            size, bias = Argument("size", out[1:]), Argument("bias", layer.bias, True, True)
            return _call(
                "LocalConv2d", maps, Argument("maps", layer.maps), kernel, size, *sliding, bias, pad=pad
            )
        case Subsample():
            return _call("Subsample", maps, kernel, *sliding, pad=pad)
        case PartialConv():
            return _call("PartialConv2d", Argument("table", layer.table), kernel, *sliding, pad=pad)
    raise ValueError(f"A layer of the kind {layer.words} cannot be exported.")


def _call(callee: str, *arguments: Argument, pad: tuple[int, int, int, int] | None = None) -> Call:
    return Call(callee, arguments, pad)


def _sliding(layer: Windowed, *, pool: bool, padded: bool) -> Iterator[Argument]:
    rows, columns = layer.windows
    default = None if pool else 1  # torch's pooling steps by its kernel unless told otherwise
    yield Argument("stride", _short((rows.stride, columns.stride)), default, True)
    if padded:
        yield Argument("padding", _short((rows.before, columns.before)), 0, True)
    yield Argument("dilation", _short((rows.dilation, columns.dilation)), 1, True)


def _uneven(layer: Windowed) -> tuple[int, int, int, int] | None:
    """Zeros left, right, top and bottom where the two sides differ, which torch's layers cannot do themselves."""
    rows, columns = layer.windows
    if rows.before == rows.after and columns.before == columns.after:
        return None
    return columns.before, columns.after, rows.before, rows.after


def _short(both: tuple[int, int]) -> Any:
    return both[0] if both[0] == both[1] else both
