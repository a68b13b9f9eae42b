"""Convolution of numbers: what a layer makes of a picture, value by value.

Pictures are (C, H, W), kernels (N, C, K, K), maps (N, H', W'), as nested sequences of plain numbers.
"""

import math
from collections.abc import Callable, Sequence

from cnnviz.maths.window import Window, output_size, reads

Plane = Sequence[Sequence[float]]
Volume = Sequence[Plane]

AFTERWARDS: dict[str, Callable[[float], float]] = {
    "none": lambda value: value,
    "relu": lambda value: max(value, 0.0) if isinstance(value, float) else max(value, 0),
    "tanh": math.tanh,
}


def flipped(plane: Plane) -> list[list[float]]:
    """The kernel turned by 180°: rows and columns both in reverse, as true convolution uses it.

    >>> flipped([[1, 2], [3, 4]])
    [[4, 3], [2, 1]]
    """
    return [list(reversed(row)) for row in reversed(plane)]


def window_values(plane: Plane, size: tuple[int, int], at: tuple[int, int], stride: int = 1,
                  padding: int = 0) -> list[list[float]]:  # fmt: skip
    """What a window of `size` (rows, columns) reads at output `at`; outside the plane it reads 0.

    >>> window_values([[1, 2], [3, 4]], (2, 2), (0, 0), padding=1)
    [[0, 0], [0, 1]]
    """
    high, wide = len(plane), len(plane[0])
    rows = reads(high, Window(size[0], stride, padding), at[0])
    columns = reads(wide, Window(size[1], stride, padding), at[1])
    return [[plane[r][c] if 0 <= r < high and 0 <= c < wide else 0 for c in columns] for r in rows]


def dot(window: Plane, kernel: Plane) -> float:
    """sum_kl window(k,l) kernel(k,l): one output value of one channel.

    >>> dot([[1, 2], [3, 4]], [[1, 0], [0, -1]])
    -3
    """
    pairs = zip(window, kernel, strict=True)
    return sum(v * w for values, weights in pairs for v, w in zip(values, weights, strict=True))


def channel_sums(
    picture: Volume,
    kernel: Volume,
    at: tuple[int, int],
    *,
    stride: int = 1,
    padding: int = 0,
    flip: bool = False,
) -> list[float]:
    """The dot product of each channel with its slice of the kernel at output `at`; their sum is the output.

    >>> channel_sums([[[1, 2], [3, 4]], [[5, 6], [7, 8]]], [[[1]], [[10]]], (1, 0))
    [3, 70]
    """
    sums = []
    for plane, weights in zip(picture, kernel, strict=True):
        size = len(weights), len(weights[0])
        window = window_values(plane, size, at, stride, padding)
        sums.append(dot(window, flipped(weights) if flip else weights))
    return sums


def output_shape(
    picture: Volume, kernels: Sequence[Volume], stride: int = 1, padding: int = 0
) -> tuple[int, int]:
    """Rows and columns of every map.

    Raises:
        ValueError: the kernel does not fit into the padded picture, or its depth is not the picture's.
    """
    if any(len(kernel) != len(picture) for kernel in kernels):
        raise ValueError(
            f"The picture has {len(picture)} channels, but a kernel has "
            f"{next(len(k) for k in kernels if len(k) != len(picture))}: it must span the full depth."
        )
    sides = (len(picture[0]), len(kernels[0][0])), (len(picture[0][0]), len(kernels[0][0][0]))
    high, wide = (output_size(size, Window(taps, stride, padding)) for size, taps in sides)
    return high, wide


def convolve(
    picture: Volume,
    kernels: Sequence[Volume],
    *,
    divisor: float = 1,
    bias: Sequence[float] | None = None,
    activation: str = "none",
    stride: int = 1,
    padding: int = 0,
    flip: bool = False,
) -> list[list[list[float]]]:
    """f(b(n) + sum_ckl I(c, i+k, j+l) K(n, c, k, l) / divisor) for every filter n and place (i, j).

    As in every deep learning library the kernel is not turned; `flip` turns it (true convolution).

    Raises:
        ValueError: the kernel does not fit, or its depth is not the picture's.

    >>> convolve([[[0, 1, 2], [3, 4, 5]]], [[[[1, -1]]]])
    [[[-1, -1], [-1, -1]]]
    """
    rows, columns = output_shape(picture, kernels, stride, padding)
    biases = bias if bias is not None else [0] * len(kernels)
    act = AFTERWARDS[activation]

    def value(number: int, at: tuple[int, int]) -> float:
        sums = channel_sums(picture, kernels[number], at, stride=stride, padding=padding, flip=flip)
        total = sum(sums)
        return act((total / divisor if divisor != 1 else total) + biases[number])

    return [
        [[value(number, (row, column)) for column in range(columns)] for row in range(rows)]
        for number in range(len(kernels))
    ]
