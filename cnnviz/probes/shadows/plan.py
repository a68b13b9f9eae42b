"""Which part of each step is computed anew, for one size of the occluder and all of its positions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import torch
from torch import Tensor

from cnnviz.probes.shadows.cutting import Cut, Stretches
from cnnviz.probes.shadows.local import Local
from cnnviz.probes.shadows.program import Program, Step
from cnnviz.probes.shadows.readers import convolution_for
from cnnviz.probes.shadows.spans import Span, Stretch, joined, occluder_span, read_by, slid, stretch_of

Spans = tuple[Span, Span]
_LINEAR = ("addmm", "mm", "bmm", "baddbmm")


@dataclass(frozen=True)
class Part:
    """A step of which only a part is computed.

    Attributes:
        sources: the steps that it reads.
        cuts: what brings each source's patch to the part that is read.
        local: how it is computed.
        place: which part, along rows and along columns.
        bytes: of its result, for one position.
    """

    sources: tuple[int, ...]
    cuts: tuple[Cut, ...]
    local: Local
    place: Stretches
    bytes: int


@dataclass(frozen=True)
class Whole:
    """A step that is computed as a whole.

    Attributes:
        sources: the steps that it reads.
        cuts: what makes whole maps of its sources' patches; None for a source that is whole.
        flat: for each source, whether its maps have lost their axis of channels.
        function, arguments, options: what computes it.
        bytes: of its result, for one position.
    """

    sources: tuple[int, ...]
    cuts: tuple[Cut | None, ...]
    flat: tuple[bool, ...]
    function: Any
    arguments: tuple[Any, ...]
    options: Mapping[str, Any]
    bytes: int


@dataclass(frozen=True)
class Plan:
    """What to do for each step.

    Attributes:
        tasks: for step 1, 2, ...; step 0 is the picture.
        box: where the occluder's box lies, along rows as along columns.
        last_use: the number of the last step that reads each step.
        neck: the step through which everything behind it goes, with no convolution behind it. Up to there
            positions go in small batches; what is behind, whose weights are many, takes more of them together.
        macs: multiply-accumulates of convolutions and linear layers for one position, up to the neck.
        head_macs: those behind it.
        full_macs: those of a full pass.
        bytes: what the cuts keep.
        bytes_per_position: what a run takes at most for each position of a batch.
        watched: the number of the watched step, its clean maps and where its patch is (None: it is whole).
    """

    tasks: tuple[Part | Whole, ...]
    box: Stretch
    last_use: Mapping[int, int]
    neck: int
    macs: int
    head_macs: int
    full_macs: int
    bytes: int
    bytes_per_position: int
    watched: tuple[int, Tensor, Stretches | None] | None

    def task(self, number: int) -> Part | Whole:
        return self.tasks[number - 1]


def make_plan(program: Program, starts: Sequence[int], size: int) -> Plan:
    """The plan for a box of `size` × `size` pixels at all pairs of `starts`."""
    return _Planner(program, starts, size).plan()


class _Planner:
    def __init__(self, program: Program, starts: Sequence[int], size: int) -> None:
        self.program, self.steps = program, program.steps
        span = occluder_span(starts, size)
        self.box = Stretch(span.low, size)
        self.spans: dict[int, Spans] = {0: (span, span)}
        self.patches: dict[int, Stretches] = {0: (self.box, self.box)}
        self.tasks = [
            self._part(number, step) or self._whole(step) for number, step in enumerate(self.steps[1:], 1)
        ]

    def plan(self) -> Plan:
        neck = self._neck()
        macs = [self._macs(number) for number in range(1, len(self.steps))]
        watched = self.program.watched
        return Plan(
            tasks=tuple(self.tasks),
            box=self.box,
            last_use={source: number for number, step in enumerate(self.steps) for source in step.sources},
            neck=neck,
            macs=sum(macs[:neck]),
            head_macs=sum(macs[neck:]),
            full_macs=sum(_full_macs(step) for step in self.steps),
            bytes=sum(cut.bytes for task in self.tasks for cut in task.cuts if cut),
            bytes_per_position=self._bytes_per_position(neck),
            watched=None if watched is None else (watched, self._maps(watched), self.patches.get(watched)),
        )

    def _part(self, number: int, step: Step) -> Part | None:
        """How to compute a part, if it is less than everything."""
        local = step.local
        if local is None or any(source not in self.patches for source in step.sources):
            return None
        lengths = step.clean.shape[-2:]
        spans = [
            slid(
                joined([self.spans[source][axis] for source in step.sources]),
                local.slides[axis],
                lengths[axis],
            )
            for axis in (0, 1)
        ]
        place = [stretch_of(span, length) for span, length in zip(spans, lengths, strict=True)]
        if all(stretch.width == length for stretch, length in zip(place, lengths, strict=True)):
            return None
        self.spans[number], self.patches[number] = (spans[0], spans[1]), (place[0], place[1])
        need = (read_by(place[0], local.slides[0]), read_by(place[1], local.slides[1]))
        cuts = tuple(
            Cut(self._maps(source), self.patches[source], need, local.fill) for source in step.sources
        )
        return Part(step.sources, cuts, local, (place[0], place[1]), self._bytes(number))

    def _whole(self, step: Step) -> Whole:
        cuts = tuple(self._completed(source) if source in self.patches else None for source in step.sources)
        flat = tuple(
            source in self.patches and self.steps[source].clean.dim() == 3 for source in step.sources
        )
        call, function = step.call, step.call.function
        if call.op == "convolution" and step.local is not None:
            function = convolution_for(call.arguments[1])
        taken = 4 * step.clean.numel()
        return Whole(step.sources, cuts, flat, function, call.arguments, call.options, taken)

    def _completed(self, source: int) -> Cut:
        clean = self._maps(source)
        rows, columns = (Stretch(0 * self.box.start, length) for length in clean.shape[2:])
        return Cut(clean, self.patches[source], (rows, columns), 0.0)

    def _maps(self, number: int) -> Tensor:
        """(1, C, H, W): a step's clean maps; those that lost their axis of channels get it back."""
        clean = self.steps[number].clean
        return clean if clean.dim() == 4 else clean[:, None]

    def _neck(self) -> int:
        last = len(self.steps) - 1
        reads = [min(step.sources, default=0) for step in self.steps]
        # For each step, the first one that is still read behind it.
        still = [*accumulate(reversed([*reads[1:], last]), min)][::-1]
        busy = [n for n, step in enumerate(self.steps) if step.call.op == "convolution" or n in self.patches]
        first = max([1, *busy, self.program.watched or 0])
        linear = (n for n in range(first + 1, last) if self.steps[n].call.op in _LINEAR)
        narrow = [n for n in range(first, next(linear, last)) if still[n] >= n and n not in self.patches]
        return min(narrow, key=lambda n: (self.steps[n].clean.numel(), n), default=last)

    def _macs(self, number: int) -> int:
        place, step = self.patches.get(number), self.steps[number]
        if place is None or step.local is None:
            return _full_macs(step)
        return step.local.macs * place[0].width * place[1].width

    def _bytes(self, number: int) -> int:
        maps, place = self._maps(number), self.patches[number]
        return 4 * maps.shape[1] * place[0].width * place[1].width

    def _bytes_per_position(self, neck: int) -> int:
        """The most that is there at once: results that are still read, and the parts cut for the next one."""
        last_use = {source: number for number, step in enumerate(self.steps) for source in step.sources}
        most, live = 0, {0: 4 * 3 * self.box.width**2}
        for number, task in enumerate(self.tasks, 1):
            if number > neck:
                break
            live[number] = task.bytes
            most = max(most, sum(live.values()) + sum(cut.bytes_per_position for cut in task.cuts if cut))
            live = {n: size for n, size in live.items() if n == number or last_use.get(n, 0) > number}
        return most


def _full_macs(step: Step) -> int:
    if step.local is not None:
        height, width = step.clean.shape[-2:]
        return step.local.macs * height * width
    if step.call.op in _LINEAR:
        weight = step.call.arguments[-1]
        return weight.numel() if isinstance(weight, torch.Tensor) else 0
    return 0
