"""Shift in, shift out: small pictures shifted, permuted and convolved, and how far two of them are apart.

A picture is a list of rows of whole numbers, so that every equality below is exact. A row of numbers is a
picture with one row. As in the networks, "convolve" does not flip the kernel.
"""

from collections.abc import Sequence
from typing import TypeVar

from cnnviz.maths._checks import require

Picture = Sequence[Sequence[int]]
Number = TypeVar("Number", int, float)


def shifted(
    picture: Sequence[Sequence[Number]], down: int, right: int, *, circular: bool
) -> list[list[Number]]:
    """The picture moved; what leaves comes back in at the other side (circular), or zeros come in.

    >>> shifted([[1, 2, 3]], 0, 1, circular=True), shifted([[1, 2, 3]], 0, 1, circular=False)
    ([[3, 1, 2]], [[0, 1, 2]])
    """
    rows, columns = len(picture), len(picture[0])
    return [
        [_read(picture, row - down, column - right, circular) for column in range(columns)]
        for row in range(rows)
    ]


def convolved(picture: Picture, kernel: Picture, *, circular: bool) -> list[list[int]]:
    """O(i, j) = sum over k, l of I(i + k - P, j + l - P) K(k, l); as large as the picture, kernel sides odd.

    Beyond the border the picture goes on at its other side (circular), or there are zeros.

    >>> convolved([[1, 2, 3]], [[-1, 0, 1]], circular=False)
    [[2, 2, -2]]

    Raises:
        ValueError: a kernel with an even side.
    """
    high, wide = len(kernel), len(kernel[0])
    if high % 2 == 0 or wide % 2 == 0:
        raise ValueError(f"The kernel's sides must be odd, so that it has a middle; it is {high} × {wide}.")
    return [
        [
            sum(
                _read(picture, row + k - high // 2, column + m - wide // 2, circular) * kernel[k][m]
                for k in range(high)
                for m in range(wide)
            )
            for column in range(len(picture[0]))
        ]
        for row in range(len(picture))
    ]


def permutation(length: int, number: int) -> list[int]:
    """A shuffle of 0 .. length - 1, the same for the same number everywhere.

    Fisher and Yates's shuffle with Park and Miller's generator (1988, doi:10.1145/63039.63042), which any
    language computes exactly: s becomes 16807 s mod (2^31 - 1).

    >>> permutation(5, 1)
    [1, 2, 4, 0, 3]

    Raises:
        ValueError: a number below 1.
    """
    require(1, length=length, number=number)
    order, state = list(range(length)), number * 7919
    for last in range(length - 1, 0, -1):
        state = state * 16807 % 2147483647
        chosen = state % (last + 1)
        order[last], order[chosen] = order[chosen], order[last]
    return order


def permuted(picture: Picture, order: Sequence[int]) -> list[list[int]]:
    """Pixel n of the result, counted row by row, is pixel order[n] of the picture.

    >>> permuted([[1, 2], [3, 4]], [3, 0, 1, 2])
    [[4, 1], [2, 3]]
    """
    columns = len(picture[0])
    flat = [value for row in picture for value in row]
    mixed = [flat[place] for place in order]
    return [mixed[start : start + columns] for start in range(0, len(mixed), columns)]


def differences(one: Picture, other: Picture) -> list[list[int]]:
    """One picture minus the other, pixel by pixel."""
    return [[a - b for a, b in zip(*rows, strict=True)] for rows in zip(one, other, strict=True)]


def largest_difference(one: Picture, other: Picture) -> int:
    """The largest absolute difference of two pictures of the same size.

    >>> largest_difference([[1, 2]], [[1, -3]])
    5
    """
    return max(abs(value) for row in differences(one, other) for value in row)


def _read(picture: Sequence[Sequence[Number]], row: int, column: int, circular: bool) -> Number:
    rows, columns = len(picture), len(picture[0])
    if circular:
        return picture[row % rows][column % columns]
    return picture[row][column] if 0 <= row < rows and 0 <= column < columns else 0
