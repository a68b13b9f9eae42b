"""The receptive field of a unit in a stack of layers: how far it reaches, and which pixels it really reads.

Along one axis, as everywhere here. Level 0 is the input, level l the output of layer l. A field is given in two ways:

- its *hull*, the range from the first to the last position that the formula counts. It goes on below 0 and
  from the input's size on, where there is only padding.
- its *exact set*, the pixels with a path to the unit. It has holes where dilation or a stride jumps over
  pixels, and it leaves out paths that end in the padding of a layer in between: a zero there has seen nothing.

The exact set always lies inside the hull.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from cnnviz.maths._checks import require
from cnnviz.maths.window import Window, output_size, readers, reads


@dataclass(frozen=True)
class Reach:
    """What the units of one level see of the input, all counted in pixels.

    Attributes:
        size: units along the axis.
        field: pixels from the first to the last that a unit reaches: r.
        jump: pixels between the fields of two neighbours: j, the product of the strides so far.
        first: where the field of unit 0 begins; below 0 it begins in the padding.
    """

    size: int
    field: int
    jump: int
    first: int

    @property
    def start(self) -> float:
        """The centre of unit 0's field; pixel 0 has its centre at 0."""
        return self.first + (self.field - 1) / 2

    def hull(self, unit: int) -> range:
        """The positions from the first to the last that a unit reaches, padding included.

        >>> Reach(size=5, field=3, jump=2, first=-1).hull(1)
        range(1, 4)

        Raises:
            ValueError: there is no such unit.
        """
        if not 0 <= unit < self.size:
            raise ValueError(f"There is no unit {unit}: the units are numbered 0 to {self.size - 1}.")
        begin = self.first + unit * self.jump
        return range(begin, begin + self.field)


def above(below: Reach, window: Window, outputs: int) -> Reach:
    """The reach of a layer's units, of which there are `outputs`, from that of the units it reads.

    >>> above(Reach(size=112, field=7, jump=2, first=-3), Window(3, stride=2, padding=1), outputs=56)
    Reach(size=56, field=11, jump=4, first=-5)
    """
    return Reach(
        outputs,
        below.field + (window.span - 1) * below.jump,
        below.jump * window.stride,
        below.first - window.before * below.jump,
    )


def reaches(size: int, layers: Sequence[Window]) -> tuple[Reach, ...]:
    """The reach of every level: r_l = r_(l-1) + D (K - 1) j_(l-1), j_l = j_(l-1) S, first_l = first_(l-1) - P j_(l-1).

    The first entry is the input itself, where every unit is one pixel.

    >>> [level.field for level in reaches(16, [Window(3), Window(3), Window(3)])]
    [1, 3, 5, 7]

    Raises:
        ValueError: a window does not fit on what it is given, with the number of the layer, from 1.
    Source: Araujo, Norris & Sim 2019, https://distill.pub/2019/computing-receptive-fields/, equations 2 and 4.
    """
    require(1, input_size=size)
    levels = [Reach(size, 1, 1, 0)]
    for number, window in enumerate(layers, start=1):
        below = levels[-1]
        try:
            outputs = output_size(below.size, window)
        except ValueError as error:
            raise ValueError(f"Layer {number} does not fit. {error}") from None
        levels.append(above(below, window, outputs))
    return tuple(levels)


def seen_by(size: int, layers: Sequence[Window], unit: int) -> tuple[tuple[int, ...], ...]:
    """The exact sets that lead to one unit of the last layer: its pixels first, the unit itself last.

    >>> seen_by(9, [Window(2, stride=3), Window(2)], unit=1)
    ((3, 4, 6, 7), (1, 2), (1,))

    Raises:
        ValueError: a window does not fit, or there is no such unit.
    """
    levels = reaches(size, layers)
    levels[-1].hull(unit)  # refuses a unit that does not exist
    sets: list[tuple[int, ...]] = [(unit,)]
    for below, window in zip(reversed(levels[:-1]), reversed(layers), strict=True):
        read = {position for one in sets[0] for position in reads(below.size, window, one)}
        sets.insert(0, tuple(sorted(position for position in read if 0 <= position < below.size)))
    return tuple(sets)


def who_sees(size: int, layers: Sequence[Window], pixel: int) -> tuple[tuple[int, ...], ...]:
    """The exact sets of units that one pixel reaches, level by level: the pixel itself first.

    >>> who_sees(9, [Window(3, stride=2), Window(3)], pixel=4)
    ((4,), (1, 2), (0, 1))

    Raises:
        ValueError: a window does not fit, or there is no such pixel.
    """
    levels = reaches(size, layers)
    if not 0 <= pixel < size:
        raise ValueError(f"There is no pixel {pixel}: the pixels are numbered 0 to {size - 1}.")
    sets: list[tuple[int, ...]] = [(pixel,)]
    for below, window in zip(levels[:-1], layers, strict=True):
        sets.append(tuple(sorted({u for one in sets[-1] for u in readers(below.size, window, one)})))
    return tuple(sets)
