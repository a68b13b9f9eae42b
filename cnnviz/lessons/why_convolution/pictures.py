"""The small pictures and kernels of the diagram: whole numbers, so that equal means equal."""

Rows = tuple[tuple[int, ...], ...]


def _drawn(*lines: str) -> Rows:
    return tuple(tuple(0 if mark == "." else int(mark) for mark in line) for line in lines)


SHAPES: dict[str, Rows] = {
    "edge": _drawn(
        "..9......",
        "..99.....",
        "..999....",
        "..9999...",
        "..99999..",
        "..9......",
        ".........",
        "......555",
        "......5.5",
    ),
    "middle": _drawn(
        ".........",
        ".........",
        ".........",
        "...9.....",
        "...99....",
        "...999...",
        ".........",
        ".........",
        ".........",
    ),
}

FILTERS: dict[str, Rows] = {
    "sobel": ((-1, 0, 1), (-2, 0, 2), (-1, 0, 1)),
    "laplacian": ((0, 1, 0), (1, -4, 1), (0, 1, 0)),
    "sum": ((1, 1, 1), (1, 1, 1), (1, 1, 1)),
}
