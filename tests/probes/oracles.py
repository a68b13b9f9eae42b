"""The way down written out literally, for chains of layers: whole maps, one unit, one layer after another."""

import torch
from torch import nn
from torch.nn import functional


def literal_deconvnet(layers: nn.Sequential, image: torch.Tensor, unit: tuple[int, int, int]) -> torch.Tensor:
    """(3, H, W): transposed filters, ReLU and switches, as in Zeiler & Fergus 2013, section 2.1."""
    maps, way = image[None], []
    for layer in layers:
        below, winners = maps, None
        if isinstance(layer, nn.MaxPool2d):
            keeping = nn.MaxPool2d(
                layer.kernel_size, layer.stride, layer.padding, layer.dilation, True, layer.ceil_mode
            )
            maps, winners = keeping(maps)
        else:
            maps = layer(maps.clone())
        way.append((layer, below.shape, winners))
    signal = torch.zeros_like(maps)
    signal[0][unit] = maps[0][unit]
    for layer, shape, winners in reversed(way):
        if isinstance(layer, nn.Conv2d):
            signal = transposed(layer, signal, shape)
        elif isinstance(layer, nn.BatchNorm2d):
            assert layer.running_var is not None
            factor = layer.weight / (layer.running_var + layer.eps).sqrt()
            signal = signal * factor[:, None, None]
        elif winners is not None:
            flat = torch.zeros(shape).flatten(2)
            for channel in range(shape[1]):
                for place, value in zip(
                    winners[0, channel].flatten(), signal[0, channel].flatten(), strict=True
                ):
                    flat[0, channel, place] += value
            signal = flat.view(shape)
        else:
            signal = functional.relu(signal)
    return signal[0]


def transposed(layer: nn.Conv2d, signal: torch.Tensor, shape: torch.Size) -> torch.Tensor:
    """The transpose of a convolution, for an input of that shape."""
    extra = []
    for axis in (0, 1):
        span = layer.dilation[axis] * (layer.kernel_size[axis] - 1) + 1
        padding = int(layer.padding[axis])
        reach = (signal.shape[2 + axis] - 1) * layer.stride[axis] - 2 * padding + span
        extra.append(shape[2 + axis] - reach)
    padded = (int(layer.padding[0]), int(layer.padding[1]))
    return functional.conv_transpose2d(
        signal, layer.weight, None, layer.stride, padded, (extra[0], extra[1]), layer.groups, layer.dilation
    )
