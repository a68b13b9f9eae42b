"""What to do for each step, for a kind of positions of the occluder."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from torch import Tensor

from cnnviz.probes.shadows.cutting import Cut, Stretches
from cnnviz.probes.shadows.local import Change, Local
from cnnviz.probes.shadows.spans import Stretch


@dataclass(frozen=True)
class Part:
    """A step of which only a part is computed.

    Attributes:
        sources: the steps that it reads.
        cuts: what brings each source's patch to the part that is read; None where it is that part.
        local: how it is computed.
        place: which part, along rows and along columns.
        bytes: of its result, for one position.
        then: what is done to its result in place: the steps that follow.
    """

    sources: tuple[int, ...]
    cuts: tuple[Cut | None, ...]
    local: Local
    place: Stretches
    bytes: int
    then: tuple[Change, ...] = ()


@dataclass(frozen=True)
class Whole:
    """A step that is computed as a whole.

    Attributes:
        sources: the steps that it reads.
        cuts: what makes whole maps of its sources' patches; None for a source that is whole.
        flat: for each source, whether its maps have lost their axis of channels.
        function, arguments, options: what computes it.
        bytes: of its result, for one position.
        then: what is done to its result in place: the steps that follow.
    """

    sources: tuple[int, ...]
    cuts: tuple[Cut | None, ...]
    flat: tuple[bool, ...]
    function: Callable[..., Any]
    arguments: tuple[Any, ...]
    options: Mapping[str, Any]
    bytes: int
    then: tuple[Change, ...] = ()


@dataclass(frozen=True)
class Plan:
    """What to do for each step.

    Attributes:
        tasks: by the number of the step whose result they give, in order; step 0 is the picture.
        box: where the occluder's box lies, along rows as along columns.
        last_use: the number of the last task that reads each step.
        neck: the step through which everything behind it goes, with no convolution behind it. Up to there
            positions go in small batches; what is behind, whose weights are many, takes more of them together.
        macs: multiply-accumulates of convolutions and linear layers for one position, up to the neck.
        bytes_per_position: what a run takes at most for each position of a batch.
        watched: the number of the watched step, its clean maps and where its patch is (None: it is whole).
    """

    tasks: Mapping[int, Part | Whole]
    box: Stretch
    last_use: Mapping[int, int]
    neck: int
    macs: int
    bytes_per_position: int
    watched: tuple[int, Tensor, Stretches | None] | None
