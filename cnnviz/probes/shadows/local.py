"""Operations that look at a neighbourhood only, so that a part of their result can be computed alone."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from torch import Tensor

from cnnviz.probes.shadows.spans import Slide

Slides = tuple[Slide, Slide]

SHAPED = ("view", "_unsafe_view")
"""Operations that are told all sizes of their result, the number of pictures among them."""


@dataclass(frozen=True)
class Ref:
    """In an operation's arguments: the result of the step of that number."""

    number: int


@dataclass(frozen=True)
class Place:
    """Which part of a result is computed: for each of P positions number `which` of the `starts`, along rows and
    along columns, and the size."""

    starts: tuple[Tensor, Tensor]
    which: tuple[Tensor, Tensor]
    height: int
    width: int

    @property
    def rows(self) -> Tensor:
        """(P,) first row of each part."""
        return self.starts[0][self.which[0]]

    @property
    def columns(self) -> Tensor:
        """(P,) first column of each part."""
        return self.starts[1][self.which[1]]


Run = Callable[[Sequence[Tensor], Place], Tensor]
Change = Callable[[Tensor], Tensor]


@dataclass(frozen=True)
class Local:
    """How to compute a part.

    Attributes:
        slides: along rows and along columns: which cells of its inputs a cell reads.
        run: from (P, C, h, w) parts of the inputs, as large as `slides` says, to (P, C', height, width).
        fill: what it reads beyond the border.
        fresh: whether its result is a new tensor, which others may overwrite.
        macs: multiplications and additions for one cell of all its maps.
        over: of an operation with one input that reads every place by itself: the same on a tensor that nobody else
            needs, which it may overwrite.
        whole: from whole inputs to the whole result; None for the operation itself.
        bytes: what it keeps.
        room: bytes that it takes for each cell of its result while it runs, beside its inputs and the result.
    """

    slides: Slides
    run: Run
    fill: float = 0.0
    fresh: bool = True
    macs: int = 0
    over: Change | None = None
    whole: Callable[..., Tensor] | None = None
    bytes: int = 0
    room: int = 0


@dataclass(frozen=True)
class Call:
    """One operation of a run: what it is given, and what the steps that it reads gave for the clean picture."""

    op: str
    function: Any
    arguments: tuple[Any, ...]
    options: Mapping[str, Any]
    clean: Mapping[int, Tensor]
    result: Tensor

    def shape_of(self, ref: object) -> tuple[int, ...]:
        return tuple(self.clean[ref.number].shape) if isinstance(ref, Ref) else ()


def given(value: Any, of: Mapping[int, Any]) -> Any:
    """An operation's arguments with the tensors of `of` in place of the references."""
    if isinstance(value, Ref):
        return of[value.number]
    if isinstance(value, list | tuple):
        return type(value)(given(one, of) for one in value)
    return value


def first(result: Any) -> Tensor:
    """An operation's result, the first one if it gives several."""
    tensor: Tensor = result[0] if isinstance(result, list | tuple) else result
    return tensor
