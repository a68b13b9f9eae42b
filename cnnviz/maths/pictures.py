"""A picture as numbers: how many, where each one lies in memory, and a fixed shuffle of its pixels."""

from typing import Literal

from cnnviz.maths._checks import require

Layout = Literal["channels last", "channels first"]

_FIRST, _POWER, _PRIME = 2, 65537, 1_000_003


def number_count(height: int, width: int, channels: int) -> int:
    """Numbers in a picture: H W C.

    >>> number_count(1080, 1080, 3)
    3499200

    Raises:
        ValueError: a number below 1.
    """
    require(1, height=height, width=width, channels=channels)
    return height * width * channels


def memory_index(place: tuple[int, int, int], shape: tuple[int, int, int], layout: Layout) -> int:
    """Where the number at (row, column, channel) lies in memory, counting from 0.

    Channels last, as picture files and numpy have it: (row W + column) C + channel. Channels first, as torch
    has it: (channel H + row) W + column. `shape` is (height, width, channels) for both.

    >>> memory_index((1, 2, 0), (4, 5, 3), "channels last"), memory_index((1, 2, 0), (4, 5, 3), "channels first")
    (21, 7)

    Raises:
        ValueError: the place is outside the picture.
    """
    number_count(*shape)
    (row, column, channel), (height, width, channels) = place, shape
    require(0, row=row, column=column, channel=channel)
    if row >= height or column >= width or channel >= channels:
        raise ValueError(
            f"Row {row}, column {column}, channel {channel} is outside a picture of {height} × {width} × "
            f"{channels}: counting from 0, the last is row {height - 1}, column {width - 1}, channel {channels - 1}."
        )
    if layout == "channels last":
        return (row * width + column) * channels + channel
    return (channel * height + row) * width + column


def dense_weights(inputs: int, units: int) -> int:
    """Weights of a dense layer, biases left out: every unit has one for every input.

    >>> dense_weights(32 * 32 * 3, 1)
    3072

    Raises:
        ValueError: a number below 1.
    """
    require(1, inputs=inputs, units=units)
    return inputs * units


def shuffled_order(count: int) -> list[int]:
    """A fixed order of `count` pixels that looks random: position p takes pixel `order[p]`.

    The pixels are sorted by (i + 2)^65537 mod 1,000,003. The modulus is a prime and 65,537 has no factor in
    common with one less, so no two keys are equal. It fits in one line, and any language gives the same order.

    >>> shuffled_order(6)
    [0, 4, 1, 3, 5, 2]

    Raises:
        ValueError: a count below 1, or above a million, where keys would repeat.
    """
    require(1, count=count)
    if count > 1_000_000:
        raise ValueError(f"The shuffle is made for up to 1,000,000 pixels, not {count:,}.")
    return sorted(range(count), key=lambda i: pow(i + _FIRST, _POWER, _PRIME))


def gray_value(red: int, green: int, blue: int) -> int:
    """Brightness 0.299 R + 0.587 G + 0.114 B (ITU-R BT.601), rounded, in whole numbers as Pillow computes it.

    >>> gray_value(255, 0, 0), gray_value(0, 255, 0), gray_value(0, 0, 255)
    (76, 150, 29)
    """
    return (19595 * red + 38470 * green + 7471 * blue + 32768) >> 16
