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


def border_classes(count: int) -> tuple[int, ...]:
    """For each of `count` positions along an axis, how far from the border it is, in up to 3 classes: 0 is nearest.

    What an occluder changes near the border is cut off there, so it is less than in the middle.

    >>> border_classes(9)
    (0, 0, 1, 2, 2, 2, 1, 0, 0)
    >>> border_classes(2)
    (0, 0)
    """
    classes = max(1, min(3, count // 3))
    nearest = (min(index, count - 1 - index) for index in range(count))
    return tuple(min(classes - 1, 2 * distance * classes // count) for distance in nearest)


def computing_order(rows: int, columns: int) -> list[tuple[int, int]]:
    """All cells of a grid: a coarse grid first, then what doubles its resolution, and so on (`spread_order`).

    Among the cells that a resolution adds, the middle comes first, and those of one class of rows and of columns
    (`border_classes`) come together: they cost alike, so that they can be computed together.

    >>> computing_order(3, 3)
    [(0, 0), (2, 2), (0, 2), (2, 0), (1, 1), (0, 1), (2, 1), (1, 0), (1, 2)]
    """
    down, across = border_classes(rows), border_classes(columns)

    def rank(cell: tuple[int, int]) -> tuple[int, int, int]:
        row, column = cell
        together = row | column
        coarseness = (together & -together) or 1 << max(rows, columns).bit_length()
        return -coarseness, -down[row], -across[column]

    return sorted(spread_order(rows, columns), key=rank)
