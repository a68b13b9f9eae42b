"""What a block lesson is made of: its numbers, its two networks, its words."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from cnnviz.architectures import Network


class Numbers(Protocol):
    """Anything that gives a number for a name: a dict, or the state of a page."""

    def __getitem__(self, name: str, /) -> Any: ...


Values = dict[str, int]
Colour = Callable[[str, str], str]  # (role of the palette, LaTeX) -> LaTeX in that role's colour


@dataclass(frozen=True)
class Number:
    """A number that the learner moves; with `names` it chooses among as many things, counted from `low`."""

    name: str
    label: str
    role: str
    start: int
    low: int
    high: int
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Case:
    """One block lesson.

    Attributes:
        text: what the block does, in a few sentences.
        look: what to try.
        numbers: in the order of the sliders.
        presets: a label and published numbers, for the list of known cases; the first holds the numbers to start from.
        build: the network to compare with, and the block.
        titles: what the two are called with these numbers.
        nets: published networks that are made of it, in `cnnviz.architectures`.
    """

    name: str
    title: str
    text: str
    look: str
    numbers: tuple[Number, ...]
    presets: tuple[tuple[str, Values], ...]
    build: Callable[[Values], tuple[Network, Network]]
    titles: Callable[[Values], tuple[str, str]]
    formulas: Callable[[Values, Colour], list[str]]
    letters: str
    nets: tuple[str, ...]

    def values(self, state: Numbers) -> Values:
        """This case's numbers out of a state whose keys are `case_number`."""
        return {number.name: int(state[f"{self.name}_{number.name}"]) for number in self.numbers}

    def state(self, values: Values) -> Values:
        """The same numbers by the keys of a state."""
        return {f"{self.name}_{name}": value for name, value in values.items()}


def with_commas(count: int) -> str:
    """A count in LaTeX, thousands apart.

    >>> with_commas(1769472)
    '1{,}769{,}472'
    """
    return f"{count:,}".replace(",", "{,}")
