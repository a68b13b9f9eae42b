"""The stack of layers under the learner's hands, and its short form for links: `c3p1_m2s2_c3d2`."""

import re
from dataclasses import dataclass
from functools import cached_property

from cnnviz.maths import Reach, Window, reaches, seen_by, who_sees

KINDS = {"c": "convolution", "m": "max pooling", "a": "average pooling"}
LIMITS: dict[str, tuple[int, int]] = {
    "input": (1, 256),
    "layers": (1, 20),
    "kernel": (1, 11),
    "stride": (1, 8),
    "padding": (0, 20),
    "dilation": (1, 16),
}
"""The least and the most of every number: the input's side, how many layers, and the numbers of a layer."""

_LETTERS = {"s": "stride", "p": "padding", "d": "dilation"}
_WORD = re.compile(r"([cma])(\d{1,4})((?:[spd]\d{1,4})*)", re.ASCII)


@dataclass(frozen=True)
class Layer:
    """A layer on square maps; `kind` is a letter of `KINDS`.

    Raises:
        ValueError: a number is outside `LIMITS`, or torch has no such pooling.
    """

    kind: str = "c"
    kernel: int = 3
    stride: int = 1
    padding: int = 0
    dilation: int = 1

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"“{self.kind}” is no layer; use c, m or a")
        for name in ("kernel", "stride", "padding", "dilation"):
            low, high = LIMITS[name]
            if not low <= getattr(self, name) <= high:
                raise ValueError(f"{name} {getattr(self, name)} is outside {low} to {high}")
        if self.kind != "c" and self.padding > self.kernel // 2:
            raise ValueError(
                f"pooling {self.kernel} with padding {self.padding}: at most half the window may be padding"
            )
        if self.kind == "a" and self.dilation > 1:
            raise ValueError("average pooling has no dilation")

    @property
    def window(self) -> Window:
        return Window(self.kernel, self.stride, self.padding, self.dilation)

    @property
    def name(self) -> str:
        """Kind and numbers in words, the plain ones left out.

        >>> Layer("m", 3, stride=2).name
        'max pooling 3 × 3, stride 2'
        """
        extra = [("stride", self.stride, 1), ("padding", self.padding, 0), ("dilation", self.dilation, 1)]
        words = [f"{name} {value}" for name, value, plain in extra if value != plain]
        return ", ".join([f"{KINDS[self.kind]} {self.kernel} × {self.kernel}", *words])


def read_layers(text: str) -> tuple[Layer, ...]:
    """The layers of a link, first layer first: kind and kernel, then s, p and d where they are not 1, 0 and 1.

    >>> read_layers("c3p1_m2s2")[1]
    Layer(kind='m', kernel=2, stride=2, padding=0, dilation=1)

    Raises:
        ValueError: a word is not a layer, or there are too many; it says which and why.
    """
    words = text.split("_")
    most = LIMITS["layers"][1]
    if len(words) > most:
        raise ValueError(f"layers = {len(words)} layers are too many, at most {most} fit on the page")
    return tuple(_read_layer(number, word) for number, word in enumerate(words, start=1))


def _read_layer(number: int, word: str) -> Layer:
    found = _WORD.fullmatch(word)
    if not found:
        raise ValueError(f"layers: layer {number}, “{word[:20]}”, is not a layer such as c3s1p1 or m2s2")
    pairs = re.findall(r"([spd])(\d+)", found[3])
    numbers = {_LETTERS[letter]: int(digits) for letter, digits in pairs}
    if len(numbers) < len(pairs):
        raise ValueError(f"layers: layer {number}, “{word[:20]}”, names one of its numbers twice")
    try:
        return Layer(found[1], int(found[2]), **numbers)
    except ValueError as error:
        raise ValueError(f"layers: layer {number}, {error}") from None


def write_layers(layers: tuple[Layer, ...]) -> str:
    """The short form of a stack, which `read_layers` reads.

    >>> write_layers((Layer(padding=1), Layer("m", 2, stride=2), Layer(dilation=2)))
    'c3p1_m2s2_c3d2'
    """
    plain = {"s": 1, "p": 0, "d": 1}
    words = []
    for layer in layers:
        values = {letter: getattr(layer, name) for letter, name in _LETTERS.items()}
        extra = "".join(f"{x}{value}" for x, value in values.items() if value != plain[x])
        words.append(f"{layer.kind}{layer.kernel}{extra}")
    return "_".join(words)


@dataclass(frozen=True)
class Stack:
    """Layers on a square input, and the chosen unit: its level (0 is the input) and (row, column), None for the centre."""

    input: int
    layers: tuple[Layer, ...]
    level: int
    at: tuple[int, int] | None

    @cached_property
    def windows(self) -> list[Window]:
        return [layer.window for layer in self.layers]

    @cached_property
    def reaches(self) -> tuple[Reach, ...]:
        """The reach of every level.

        Raises:
            ValueError: a layer does not fit, in words.
        """
        return reaches(self.input, self.windows)

    @cached_property
    def chosen(self) -> tuple[int, tuple[int, int]]:
        """Level and place of the chosen unit, moved to the nearest that exists."""
        level = min(self.level, len(self.layers))
        size = self.reaches[level].size
        row, column = self.at or (size // 2, size // 2)
        return level, (min(row, size - 1), min(column, size - 1))

    @property
    def measured(self) -> tuple[int, tuple[int, int]]:
        """The unit whose field the numbers are about: the chosen one, or the last level's centre for a pixel."""
        level, at = self.chosen
        if level:
            return level, at
        centre = self.reaches[-1].size // 2
        return len(self.layers), (centre, centre)

    def pixels(self, axis: int) -> tuple[int, ...]:
        """The rows (axis 0) or columns (axis 1) that the measured unit sees, exactly."""
        level, at = self.measured
        return seen_by(self.input, self.windows[:level], at[axis])[0]

    def watchers(self, axis: int) -> list[int]:
        """How many rows or columns of units see the chosen pixel, level by level."""
        return [len(units) for units in who_sees(self.input, self.windows, self.chosen[1][axis])]


def table(stack: Stack) -> list[tuple[int, str, int, int, int, float]]:
    """Level, layer, size, field, jump and start of every level, for a spreadsheet."""
    names = ["input", *(layer.name for layer in stack.layers)]
    rows = zip(names, stack.reaches, strict=True)
    return [(i, name, r.size, r.field, r.jump, r.start) for i, (name, r) in enumerate(rows)]
