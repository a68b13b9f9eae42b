"""What the stride of a first layer does to patterns that are too fine for it: they come back as coarser ones.

A map whose units are S pixels apart carries frequencies up to 1/(2S) cycles per pixel along each axis (Shannon 1949). What
a filter answers to beyond that is folded back: f becomes f - n/S, with the whole number n that brings it nearest to 0.
Zeiler & Fergus 2013, section 4.1: "aliasing artifacts caused by the large stride 4". https://arxiv.org/abs/1311.2901
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from PIL import Image
from torch import nn

from cnnviz.networks.devices import exact_arithmetic
from cnnviz.networks.network import Network

Floats = npt.NDArray[np.float32]
Doubles = npt.NDArray[np.float64]

STRIDES = tuple(range(1, 9))
PHASES = 8
FREQUENCIES = tuple(number / 80 for number in range(1, 40))
"""Cycles per pixel of the gratings of a sweep, 1/4 and 1/8 among them; at 0.5 the picture itself would flicker."""


def folded(frequency: float, stride: int) -> float:
    """The frequency, in cycles per pixel, at which a pattern of `frequency` appears in samples `stride` pixels apart.

    f - n/S with n = f·S rounded, halves down. A negative one moves the other way.

    >>> folded(0.1, 4), round(folded(0.2, 4), 3), folded(0.25, 4)
    (0.1, -0.05, 0.0)
    """
    return frequency - math.ceil(frequency * stride - 0.5) / stride


def dense_response(net: Network, image: Image.Image) -> Floats:
    """(N, H, W): what the first layer's filters answer at every pixel, as if their stride was 1, without padding.

    Each map times batch normalisation's factor, so that it counts as it counts for the next layer.

    Raises:
        ValueError: the network does not begin as our pair does.
    """
    conv, norm, _, _ = first_layers(net.module)
    with torch.inference_mode(), exact_arithmetic(net.device):
        answers = nn.functional.conv2d(net.preprocess(image)[None], conv.weight)[0]
        found: Floats = (answers * _gain(norm)[:, None, None]).cpu().numpy()
    return found


def _gain(norm: nn.BatchNorm2d) -> torch.Tensor:
    assert norm.running_var is not None
    return norm.weight / (norm.running_var + norm.eps).sqrt()


def folded_share(response: npt.NDArray[np.floating], strides: Sequence[int] = STRIDES) -> Doubles:
    """(len(strides),) share of the responses' energy that comes back at a wrong frequency, for each stride.

    The energy of the (N, H, W) responses, without each map's mean (which no stride can spoil), at frequencies with
    |f_row| or |f_column| > 1/(2S), over the energy at all frequencies. A Hann window keeps the borders out.
    """
    maps = response.astype(np.float64)
    _, height, width = maps.shape
    window = np.hanning(height + 2)[1:-1, None] * np.hanning(width + 2)[None, 1:-1]
    mean = (maps * window).sum((1, 2), keepdims=True) / window.sum()
    energy = (np.abs(np.fft.fft2((maps - mean) * window)) ** 2).sum(0)
    rows, columns = np.abs(np.fft.fftfreq(height)), np.abs(np.fft.fftfreq(width))
    finest = np.maximum(rows[:, None], columns[None, :])
    total = float(energy.sum()) or 1.0
    return np.array([float(energy[finest > 1 / (2 * stride)].sum()) / total for stride in strides])


def grating(side: int, frequency: float, angle: float, phase: float) -> npt.NDArray[np.uint8]:
    """(side, side, 3) a gray grating: 127.5 (1 + cos 2π(f·x - phase)), with f at `angle` degrees from the columns' direction.

    At 0° the stripes stand upright and move to the right as `phase` (in periods) grows.
    """
    rows, columns = np.mgrid[:side, :side]
    turned = np.deg2rad(angle)
    along = columns * np.cos(turned) + rows * np.sin(turned)
    wave = np.rint(127.5 * (1 + np.cos(2 * np.pi * (frequency * along - phase)))).astype(np.uint8)
    return np.repeat(wave[..., None], 3, 2)


@dataclass(frozen=True, eq=False)
class Flicker:
    """How much a network's first maps flicker while gratings slide through the picture.

    Attributes:
        angle: of the gratings, degrees.
        frequencies: (F,) cycles per pixel.
        first: (F,) of the first layer's maps, see `flicker`.
        pooled: (F,) of the maps after the first pooling.
    """

    angle: float
    frequencies: Doubles
    first: Doubles
    pooled: Doubles


def flicker(means: npt.NDArray[np.floating]) -> float:
    """Σ_k std_φ m_k(φ) / Σ_k mean_φ m_k(φ) of (phases, maps) spatial means m.

    A map that carries the grating's frequency holds the same stripes at every phase, only elsewhere, so its mean stays and
    the flicker is 0. Folded, the stripes are few or none, and the whole map brightens and darkens.
    """
    total = float(means.mean(0).sum())
    return float(means.std(0).sum()) / total if total > 0 else 0.0


def flicker_at(net: Network, frequency: float, angle: float) -> tuple[float, float]:
    """The flicker of the first layer's maps (after the ReLU) and of the pooled ones, over one period of a sliding grating."""
    side = net.input_size
    pictures = np.stack([grating(side, frequency, angle, number / PHASES) for number in range(PHASES)])
    layers = first_layers(net.module)
    with torch.inference_mode(), exact_arithmetic(net.device):
        signal = net.normalise(pictures).contiguous(memory_format=torch.channels_last)
        seen = []
        for layer in layers:
            signal = layer(signal)
            if isinstance(layer, nn.ReLU | nn.MaxPool2d):
                seen.append(_windowed_means(signal))
    first, pooled = seen
    return flicker(first), flicker(pooled)


def _windowed_means(maps: torch.Tensor) -> Doubles:
    """(N, C): each map's mean, its middle counting most (Hann), so that stripes at the border do not matter."""
    height, width = maps.shape[2:]
    window = np.hanning(height + 2)[1:-1, None] * np.hanning(width + 2)[None, 1:-1]
    weights = torch.from_numpy(window / window.sum())
    return (maps.cpu().double() * weights).sum((2, 3)).numpy()


def first_layers(module: nn.Module) -> tuple[nn.Conv2d, nn.BatchNorm2d, nn.ReLU, nn.MaxPool2d]:
    """The first four layers of one of our pair.

    Raises:
        ValueError: the network does not begin with a convolution, batch normalisation, ReLU and max pooling.
    """
    layers = tuple(module.children())[:4] if isinstance(module, nn.Sequential) else ()
    if [type(layer) for layer in layers] != [nn.Conv2d, nn.BatchNorm2d, nn.ReLU, nn.MaxPool2d]:
        raise ValueError(
            "This network does not begin with a convolution, a batch normalisation, a ReLU and a max pooling, as our pair does."
        )
    return layers  # type: ignore[return-value]


@dataclass(frozen=True, eq=False)
class GratingFilters:
    """What is needed to work out a first layer's answer to a gray grating by hand: N filters of K × K weights.

    A grating 127.5 (1 + cos θ) is x_c = (0.5 - mean_c) / std_c + 0.5 cos θ / std_c to channel c. So filter k answers

        y = max(0, gain_k · (0.5 |g_k(f)| cos(θ + arg g_k(f))) + base_k),   g_k(f) = Σ_u gray_k[u] exp(2πi f·u)

    Attributes:
        gray: (N, K, K) Σ_c w_c / std_c.
        gain, base: (N,) batch normalisation's factor, and its answer to an even gray.
        stride, padding: of the convolution.
        pool: (kernel, stride, padding) of the first pooling.
    """

    gray: Floats
    gain: Floats
    base: Floats
    stride: int
    padding: int
    pool: tuple[int, int, int]


def grating_filters(net: Network) -> GratingFilters:
    """The first layer of one of our pair, collapsed to what it makes of gray gratings.

    Raises:
        ValueError: the network does not begin with convolution, batch normalisation, ReLU and max pooling.
    """
    conv, norm, _, pool = first_layers(net.module)
    mean, std = (
        torch.tensor(values, dtype=torch.float64)
        for values in (net.preprocessing.mean, net.preprocessing.std)
    )
    weight = conv.weight.cpu().double()
    assert norm.running_mean is not None
    gain = _gain(norm).cpu().double()
    even = (weight.sum((2, 3)) * ((0.5 - mean) / std)).sum(1)
    base = (even - norm.running_mean.cpu().double()) * gain + norm.bias.cpu().double()
    return GratingFilters(
        gray=(weight / std[:, None, None]).sum(1).float().numpy(),
        gain=gain.float().numpy(),
        base=base.float().numpy(),
        stride=int(conv.stride[0]),
        padding=int(conv.padding[0]),
        pool=(int(pool.kernel_size), int(pool.stride), int(pool.padding)),  # type: ignore[arg-type]
    )


def flicker_steps(net: Network, angle: float) -> Iterator[Flicker]:
    """The sweep over all `FREQUENCIES`, a few at a time."""
    found: list[tuple[float, float]] = []
    for frequency in FREQUENCIES:
        found.append(flicker_at(net, frequency, angle))
        if len(found) % 8 == 0 or len(found) == len(FREQUENCIES):
            first, pooled = np.array(found).T
            yield Flicker(angle, np.array(FREQUENCIES[: len(found)]), first, pooled)


def folded_by_stride(net: Network, image: Image.Image) -> Doubles:
    """`folded_share` of the first layer's filters on a picture, for each of `STRIDES`."""
    return folded_share(dense_response(net, image))


def grating_map(
    filters: GratingFilters, k: int, side: int, *, frequency: float, angle: float, phase: float
) -> Doubles:
    """Filter k's map of a grating after its ReLU, by the formula of `GratingFilters`; (units, units).

    Units that reach into the padding are worked out as if the grating went on there.
    """
    turned = np.deg2rad(angle)
    down, right = frequency * np.sin(turned), frequency * np.cos(turned)
    rows, columns = np.mgrid[: filters.gray.shape[1], : filters.gray.shape[2]]
    answer = (filters.gray[k] * np.exp(2j * np.pi * (down * rows + right * columns))).sum()
    units = (side + 2 * filters.padding - len(rows)) // filters.stride + 1
    places = np.arange(units) * filters.stride - filters.padding
    turn = 2 * np.pi * (down * places[:, None] + right * places[None, :] - phase)
    swing = 0.5 * np.abs(answer) * np.cos(turn + np.angle(answer))
    values: Doubles = np.maximum(0, filters.gain[k] * swing + filters.base[k])
    return values
