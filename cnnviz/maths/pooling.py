"""Pooling: each output is the largest value, or the mean, of the cells that its window reads.

Rows and columns are independent, as everywhere in this room: a layer is a list of spans for the rows and one
for the columns. Windows, global and adaptive pooling differ only in their spans.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from cnnviz.maths._checks import require
from cnnviz.maths.window import Window, starts

Op = Literal["max", "average"]
Grid = Sequence[Sequence[float]]

SAME = 1e-9
"""Two values that differ by no more than this count as equal: sums of fractions are rounded."""


@dataclass(frozen=True)
class Span:
    """What one output reads along one axis: positions `start` to `stop` - 1, padding included.

    Positions below 0 or from `size` on are padding.

    >>> Span(-1, 2, size=6).real, Span(-1, 2, size=6).counted(padding=True)
    (range(0, 2), 3)
    """

    start: int
    stop: int
    size: int

    @property
    def real(self) -> range:
        """The positions that lie in the input."""
        return range(max(self.start, 0), min(self.stop, self.size))

    def counted(self, padding: bool) -> int:
        """How many positions an average divides by."""
        return self.stop - self.start if padding else len(self.real)


def pooling_spans(size: int, window: Window, ceil_mode: bool = False) -> tuple[Span, ...]:
    """The spans of pooling with a window, by torch's rules.

    `ceil_mode` lets the last window hang over the end; what hangs over the padding is read and counted by nobody.

    >>> [(s.start, s.stop) for s in pooling_spans(6, Window(3, stride=2), ceil_mode=True)]
    [(0, 3), (2, 5), (4, 6)]

    Raises:
        ValueError: the window does not fit, is dilated, or the padding is more than half the window.
    Source: https://docs.pytorch.org/docs/stable/generated/torch.nn.MaxPool2d.html
    """
    if window.dilation != 1:
        raise ValueError(f"A pooling window has no gaps here: the dilation must be 1, not {window.dilation}.")
    most = window.kernel // 2
    if max(window.before, window.after) > most:
        raise ValueError(
            f"A padding of {max(window.before, window.after)} is more than half of the window ({window.kernel}), "
            f"so a window could hold nothing but padding. Use at most {most}, or a larger window."
        )
    end = size + window.after
    return tuple(
        Span(start, min(start + window.kernel, end), size) for start in starts(size, window, ceil_mode)
    )


def adaptive_spans(size: int, target: int) -> tuple[Span, ...]:
    """The spans that give `target` outputs whatever the size: floor(o I / O) to ceil((o + 1) I / O).

    >>> [(s.start, s.stop) for s in adaptive_spans(6, 4)]
    [(0, 2), (1, 3), (3, 5), (4, 6)]

    Raises:
        ValueError: size or target below 1.
    Source: https://docs.pytorch.org/docs/stable/generated/torch.nn.AdaptiveAvgPool2d.html, as implemented.
    """
    require(1, input_size=size, target_size=target)
    return tuple(Span(o * size // target, -(-(o + 1) * size // target), size) for o in range(target))


@dataclass(frozen=True)
class Pooled:
    """What comes out: values (rows, columns) and, of max pooling, the input cell (row, column) that won."""

    values: tuple[tuple[float, ...], ...]
    switches: tuple[tuple[tuple[int, int], ...], ...] | None = None


def pool(
    values: Grid, rows: Sequence[Span], columns: Sequence[Span], op: Op = "max", count_padding: bool = True
) -> Pooled:
    """Pool a map. Padding never wins a maximum; an average counts it as zeros, unless told otherwise.

    Of equal cells the first wins, row by row from the top, as in torch.

    >>> spans = pooling_spans(2, Window(2))
    >>> pool([[1, 5], [5, 2]], spans, spans)
    Pooled(values=((5,),), switches=(((0, 1),),))
    >>> pool([[1, 5], [5, 2]], spans, spans, "average").values
    ((3.25,),)
    """
    if op == "average":
        return Pooled(_means(values, rows, columns, count_padding))
    # First along each row, then down the columns: as many comparisons as F + F instead of F x F.
    across = [[max(span.real, key=row.__getitem__) for span in columns] for row in values]
    switches = []
    for span in rows:
        best = [
            max(span.real, key=lambda r, c=c: values[r][across[r][c]])  # type: ignore[misc]
            for c in range(len(columns))
        ]
        switches.append(tuple((r, across[r][c]) for c, r in enumerate(best)))
    return Pooled(tuple(tuple(values[r][c] for r, c in line) for line in switches), tuple(switches))


def _means(
    values: Grid, rows: Sequence[Span], columns: Sequence[Span], count_padding: bool
) -> tuple[tuple[float, ...], ...]:
    across = [[sum(row[c] for c in span.real) for span in columns] for row in values]
    return tuple(
        tuple(
            sum(across[r][c] for r in down.real) / (down.counted(count_padding) * over.counted(count_padding))
            for c, over in enumerate(columns)
        )
        for down in rows
    )


@dataclass(frozen=True)
class Change:
    """How much two maps of one size differ.

    Attributes:
        differing: cells whose values differ.
        cells: all cells.
        difference: mean of the absolute differences.
        level: mean of the absolute values of the first map.
    """

    differing: int
    cells: int
    difference: float
    level: float

    @property
    def share(self) -> float:
        """Differing cells / all cells."""
        return self.differing / self.cells

    @property
    def relative(self) -> float:
        """Mean absolute difference / mean absolute value; 0 where the map is all zeros and stays so."""
        return self.difference / self.level if self.level else float(self.difference > 0)


def change(before: Grid, after: Grid) -> Change:
    """Compare two maps of one size, cell by cell.

    >>> change([[1, 3]], [[1, 1]]).share, change([[1, 3]], [[1, 1]]).relative
    (0.5, 0.5)
    """
    pairs = [pair for one, two in zip(before, after, strict=True) for pair in zip(one, two, strict=True)]
    gaps = [abs(a - b) for a, b in pairs]
    return Change(
        differing=sum(gap > SAME for gap in gaps),
        cells=len(gaps),
        difference=sum(gaps) / len(gaps),
        level=sum(abs(a) for a, _ in pairs) / len(gaps),
    )
