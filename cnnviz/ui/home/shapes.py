"""The few shapes that the drawings on the first page are made of, as SVG; coordinates are theirs, colours are roles."""

from collections.abc import Callable, Iterable
from math import sin


def box(x: float, y: float, w: float, h: float, role: str, *, opacity: float = 1.0) -> str:
    return f'<rect x="{x:g}" y="{y:g}" width="{w:g}" height="{h:g}" fill="var(--cv-{role})" opacity="{opacity:.2g}"/>'


def frame(x: float, y: float, w: float, h: float, role: str, *, width: float = 2.0) -> str:
    return (
        f'<rect x="{x:g}" y="{y:g}" width="{w:g}" height="{h:g}" stroke="var(--cv-{role})" '
        f'stroke-width="{width:g}"/>'
    )


def line(points: Iterable[tuple[float, float]], role: str, width: float = 2.0, opacity: float = 1.0) -> str:
    way = " ".join(f"{x:.4g},{y:.4g}" for x, y in points)
    return f'<polyline points="{way}" stroke="var(--cv-{role})" stroke-width="{width:g}" opacity="{opacity:.2g}"/>'


def dot(x: float, y: float, r: float, role: str, opacity: float = 1.0) -> str:
    return f'<circle cx="{x:g}" cy="{y:g}" r="{r:g}" fill="var(--cv-{role})" opacity="{opacity:.2g}"/>'


def cells(
    place: tuple[float, float, float], rows: int, columns: int, role: str, shade: Callable[[int, int], float]
) -> Iterable[str]:
    """A grid from (x, y, side of a cell), with gaps of one between the cells; `shade` gives a cell's opacity."""
    x, y, side = place
    for row in range(rows):
        for column in range(columns):
            yield box(x + column * side, y + row * side, side - 1, side - 1, role, opacity=shade(row, column))


def uneven(row: int, column: int) -> float:
    """Different for neighbours and the same in every run."""
    return 0.25 + 0.7 * abs(sin(2.3 * row + 1.7 * column + 0.9 * row * column))
