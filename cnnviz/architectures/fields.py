"""What a unit sees of the input, through any graph of branches, sums and concatenations.

Along one axis, as in `cnnviz.maths.receptive`, whose formula it is. Where branches meet, a unit sees all that any
branch sees. With the usual paddings the branches share a centre, and that is the field of the largest one.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from cnnviz.architectures.layers import Layer, Shape
from cnnviz.architectures.windows import POINT
from cnnviz.maths import Reach, Window, above, adaptive_spans


class Sight(NamedTuple):
    """What the units of one layer see along one axis, in pixels.

    Attributes:
        reach: size, field, jump and first of `cnnviz.maths.Reach`.
        whole: from the first to behind the last pixel that any unit reaches, padding included.
        exact: False where units differ (uneven adaptive windows, or branches with different jumps): then
            field and jump are those of the largest.
    """

    reach: Reach
    whole: range
    exact: bool = True

    @classmethod
    def of_input(cls, size: int) -> "Sight":
        return cls(Reach(size, 1, 1, 0), range(size))

    @property
    def field(self) -> int:
        return self.reach.field

    @property
    def jump(self) -> int:
        return self.reach.jump

    @property
    def start(self) -> float:
        """The centre of unit 0's field; pixel 0 has its centre at 0."""
        return self.reach.start


Both = tuple[Sight, Sight]


def looking(layer: Layer, below: Sequence[Both], shape: Shape, out: Shape) -> Both:
    """What the units of a layer see along rows and columns; `shape` comes in (first), `out` goes out."""
    rows, columns = below[0]
    if layer.sees == "same":
        return below[0]
    if layer.sees == "merge":
        return _union([both[0] for both in below]), _union([both[1] for both in below])
    if layer.sees == "all":
        return _everything(rows), _everything(columns)
    if layer.sees == "adaptive":
        return _adaptive(rows, shape[1], out[1]), _adaptive(columns, shape[2], out[2])
    windows = layer.windows
    return _through(rows, windows[0], out[1]), _through(columns, windows[1], out[2])


def _through(below: Sight, window: Window, outputs: int) -> Sight:
    if window == POINT:
        return below
    reach = above(below.reach, window, outputs)
    return Sight(reach, range(reach.first, reach.hull(outputs - 1).stop), below.exact)


def _everything(below: Sight) -> Sight:
    whole = below.whole
    return Sight(Reach(1, len(whole), below.jump, whole.start), whole, below.exact)


def _adaptive(below: Sight, size: int, outputs: int) -> Sight:
    if size == outputs:
        return below
    if outputs == 1:
        return _everything(below)
    spans = adaptive_spans(size, outputs)
    widest = max(span.stop - span.start for span in spans)
    steps = {after.start - before.start for before, after in pairwise(spans)}
    even = len(steps) == 1 and all(span.stop - span.start == widest for span in spans)
    reach = below.reach
    here = Reach(outputs, reach.field + (widest - 1) * reach.jump, max(steps) * reach.jump, reach.first)
    return Sight(here, below.whole, below.exact and even)


def _union(sights: list[Sight]) -> Sight:
    """All that any branch sees: from the first pixel of any to the last of any."""
    one = sights[0]
    if all(sight == one for sight in sights):
        return one
    jump = max(sight.jump for sight in sights)
    first = min(sight.reach.first for sight in sights)
    end = max(sight.reach.first + sight.field for sight in sights)
    whole = range(min(s.whole.start for s in sights), max(s.whole.stop for s in sights))
    exact = all(sight.exact and sight.jump == jump for sight in sights)
    return Sight(Reach(one.reach.size, end - first, jump, first), whole, exact)
