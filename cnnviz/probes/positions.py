"""Where the occluder is put, and in which order. Plain integers, so that a page can count first."""

from itertools import product


def occluder_positions(side: int, size: int, stride: int) -> tuple[int, ...]:
    """First pixels of a square of `size` that slides over `side` pixels, along one axis.

    0, S, 2S, ... as long as the square fits, and if pixels are left over, once more flush with the
    border: ceil((side - size) / S) + 1 positions. So with a stride no larger than the square every
    pixel is covered, and always by a whole square. (Captum makes as many steps, but lets the last
    square hang over the border, where it covers less.)

    Raises:
        ValueError: the square does not fit, or the stride is below 1.

    >>> occluder_positions(224, 32, 64)
    (0, 64, 128, 192)
    >>> occluder_positions(10, 4, 4)
    (0, 4, 6)
    """
    if not 1 <= size <= side:
        raise ValueError(
            f"The occluder is {size} pixels wide, but the network's input has {side}. "
            f"Choose a size from 1 to {side}."
        )
    if stride < 1:
        raise ValueError(f"The stride is {stride}, but the occluder has to move by at least 1 pixel.")
    last = side - size
    starts = tuple(range(0, last + 1, stride))
    return starts if starts[-1] == last else (*starts, last)


def spread_order(rows: int, columns: int) -> list[tuple[int, int]]:
    """All cells of a grid, in an order whose every beginning is spread evenly over the grid.

    It is the order of a Bayer matrix (Bayer 1973, known from dithering): the cells whose row and
    column are multiples of 2^n come before those that are multiples of 2^(n-1) only, so the first
    sixteenth of the work is already a picture of the whole at a quarter of the resolution.

    >>> spread_order(2, 2)
    [(0, 0), (1, 1), (0, 1), (1, 0)]
    """
    bits = max(rows, columns).bit_length()

    def rank(cell: tuple[int, int]) -> int:
        row, column = cell
        digits = 0
        for bit in range(bits):
            digits = 4 * digits + 2 * ((row ^ column) >> bit & 1) + (row >> bit & 1)
        return digits

    return sorted(product(range(rows), range(columns)), key=rank)
