"""The maps that lesson A4 pools: small ones with numbers in the cells, and the names of the photos."""

from dataclasses import dataclass

Rows = tuple[tuple[float, ...], ...]

PHOTOS = ("cat", "astronaut", "moped")
PHOTO_SIDE = 96


@dataclass(frozen=True)
class Map:
    """A small feature map: its title and what it is."""

    title: str
    note: str
    values: Rows


def _rows(text: str) -> Rows:
    return tuple(tuple(int(word) for word in line.split()) for line in text.strip().splitlines())


_DECK = _rows("""
3  0 3 4  2 4
2  0 2 1  2 5
1 -1 6 1 -1 6
1 -1 6 1 -1 6
1  1 3 0  2 5
2  0 3 3  2 4
""")

_SPOTS = _rows("""
0 0 0 0 0 0 0 0
0 9 0 0 7 0 0 0
0 0 0 0 0 0 0 0
0 0 0 0 0 0 0 0
8 0 0 0 0 0 0 0
0 0 0 5 0 0 6 0
0 0 0 0 0 0 0 0
0 0 0 0 0 0 0 0
""")

_SEVEN = """
..............
..............
..#########...
..#########...
........###...
.......###....
.......###....
......###.....
......###.....
.....###......
.....###......
....###.......
..............
..............
"""
_UPRIGHT = ((-1, 0, 1), (-2, 0, 2), (-1, 0, 1))  # Sobel's kernel for upright edges


def _edges() -> Rows:
    """Left edges of a drawn seven: slid over by Sobel's kernel, then max(0, .), as a first layer would."""
    drawn = [[int(mark == "#") for mark in line] for line in _SEVEN.split()]
    return tuple(
        tuple(
            max(0, sum(_UPRIGHT[k][m] * drawn[r + k][c + m] for k in range(3) for m in range(3)))
            for c in range(12)
        )
        for r in range(12)
    )


MAPS = {
    "deck": Map("Feature map 6 × 6 of the lecture", "The map of the lecture's slides.", _DECK),
    "spots": Map(
        "Five features, 8 × 8", "A map that answers at five places and is silent elsewhere.", _SPOTS
    ),
    "edges": Map(
        "Left edges of a 7, 12 × 12",
        "A drawn 7 under Sobel's kernel for upright edges, then ReLU.",
        _edges(),
    ),
}
