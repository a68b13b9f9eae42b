"""The pooling layer under the learner's hands: sizes, values, switches, and what a shift changes."""

from dataclasses import dataclass, replace

from cnnviz.maths import Change, Pooled, Span, Window, adaptive_spans, change, pool, pooling_spans, shifted

Grid = tuple[tuple[float, ...], ...]

OPS = ("max", "average")
KINDS = ("window", "adaptive", "global")


@dataclass(frozen=True)
class Layer:
    """A pooling layer, alike for rows and columns, and the shift of its input as (down, right).

    `target` counts for adaptive pooling only; `size`, `stride`, `padding`, `ceil` for windows only.

    >>> Layer(size=3).sizes(13)
    (13, 6)
    """

    op: str = "max"
    kind: str = "window"
    size: int = 2
    stride: int = 2
    padding: int = 0
    ceil: bool = False
    count_padding: bool = True
    target: int = 3
    repeat: int = 1
    shift: tuple[int, int] = (0, 0)
    wrap: bool = True

    @property
    def window(self) -> Window:
        return Window(self.size, self.stride, self.padding)

    @property
    def passes(self) -> int:
        """How often the map is pooled: only a window's layer can be stacked to effect."""
        return self.repeat if self.kind == "window" else 1

    def spans(self, side: int) -> tuple[Span, ...]:
        """What the layer reads along an axis of `side` cells.

        Raises:
            ValueError: the window does not fit, or the padding is too large.
        """
        if self.kind == "window":
            return pooling_spans(side, self.window, self.ceil)
        return adaptive_spans(side, self.target if self.kind == "adaptive" else 1)

    def sizes(self, side: int) -> tuple[int, ...]:
        """Cells along a side before the first pass and after each.

        Raises:
            ValueError: a pass does not fit; from the second on the sentence says which.
        """
        sides = [side]
        for number in range(1, self.passes + 1):
            try:
                sides.append(len(self.spans(sides[-1])))
            except ValueError as error:
                raise ValueError(f"Pass {number}: {error}" if number > 1 else str(error)) from None
        return tuple(sides)

    def apply(self, values: Grid) -> Pooled:
        """Pool a square map as often as the layer says; switches are cells of the map that was given."""
        self.sizes(len(values))
        done = Pooled(values)
        for _ in range(self.passes):
            spans = self.spans(len(done.values))
            op = "max" if self.op == "max" else "average"
            done = _composed(done, pool(done.values, spans, spans, op, self.count_padding))  # type: ignore[arg-type]
        return done


def _composed(first: Pooled, second: Pooled) -> Pooled:
    """The second pass with its switches traced back through the first."""
    if first.switches is None or second.switches is None:
        return second
    traced = tuple(tuple(first.switches[r][c] for r, c in line) for line in second.switches)
    return replace(second, switches=traced)


@dataclass(frozen=True)
class Result:
    """What the page shows of a layer on a map: all from the shifted input, and the two comparisons."""

    given: Grid
    moved: Grid
    pooled: Pooled
    sides: tuple[int, ...]
    before: Change
    after: Change


def result(layer: Layer, values: Grid) -> Result:
    """Pool the map as it is and shifted, and compare both before and after.

    Raises:
        ValueError: the layer does not fit the map.
    """
    moved = tuple(tuple(line) for line in shifted(values, *layer.shift, circular=layer.wrap))
    plain, pooled = layer.apply(values), layer.apply(moved)
    return Result(
        given=values,
        moved=moved,
        pooled=pooled,
        sides=layer.sizes(len(values)),
        before=change(values, moved),
        after=change(plain.values, pooled.values),
    )
