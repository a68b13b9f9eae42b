"""Which part of each step is computed anew, for one size of the occluder."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

import torch
from torch import Tensor

from cnnviz.probes.shadows.cutting import Backdrop, Cut, Stretches, around_for
from cnnviz.probes.shadows.local import Local, Ref, Slides
from cnnviz.probes.shadows.plan import Part, Plan, Whole
from cnnviz.probes.shadows.program import Program, Step
from cnnviz.probes.shadows.spans import HERE, Span, Stretch, joined, occluder_span, read_by, slid, stretch_of

Spans = tuple[Span, Span]
Members = Sequence[int] | None
_LINEAR = ("addmm", "mm", "bmm", "baddbmm")


class Planner:
    """Plans for a box of `size` × `size` pixels at pairs of `starts`. They share the clean maps that they cut from.

    Attributes:
        steps: the network's.
        box: where the occluder's box lies, along rows as along columns.
        spans: what the box can change in each step, as long as that is known.
        follows: of each step that works in place on the result of another one, which nobody else reads: that one.
        neck: as in the plans.
        full_macs: multiply-accumulates of a full pass.
        head_macs: those behind the neck.
    """

    def __init__(self, program: Program, starts: Sequence[int], size: int) -> None:
        self.program, self.steps = program, program.steps
        span = occluder_span(starts, size)
        self.box = Stretch(span.low, size)
        self.spans: dict[int, Spans] = {0: (span, span)}
        for number, step in enumerate(self.steps):
            if step.local and all(source in self.spans for source in step.sources):
                self.spans[number] = self._span(step, step.local)
        self.follows = self._followers()
        self.neck = self._find_neck()
        macs = [full_macs(step) for step in self.steps]
        self.full_macs, self.head_macs = sum(macs), sum(macs[self.neck + 1 :])
        self._weights = sum(step.local.bytes for step in self.steps if step.local)
        self._backdrops: dict[tuple[object, ...], Backdrop] = {}

    @property
    def bytes(self) -> int:
        """What the plans so far keep."""
        return self._weights + sum(backdrop.bytes for backdrop in self._backdrops.values())

    def plan(self, rows: Members = None, columns: Members = None) -> Plan:
        """The plan for a box that begins at number `rows` and `columns` of the starts; None: at any of them."""
        return _Planning(self, (rows, columns)).plan()

    def forget(self) -> None:
        """Let go of the clean maps that none of the plans reads. No other plan can be made from here on."""
        self.program, self.steps = Program((), None), ()

    def maps(self, number: int) -> Tensor:
        """(1, C, H, W): a step's clean maps; those that lost their axis of channels get it back."""
        clean = self.steps[number].clean
        return clean if clean.dim() == 4 else clean[:, None]

    def backdrop(self, source: int, slides: Slides, units: tuple[int, int], fill: float) -> Backdrop:
        clean = self.maps(source)
        around = around_for(slides, (clean.shape[2], clean.shape[3]), units)
        key = source, around, fill if any(around) else 0.0
        if key not in self._backdrops:
            self._backdrops[key] = Backdrop(clean, around, fill)
        return self._backdrops[key]

    def _span(self, step: Step, local: Local) -> Spans:
        rows, columns = (
            slid(joined([self.spans[source][axis] for source in step.sources]), local.slides[axis], length)
            for axis, length in enumerate(step.clean.shape[-2:])
        )
        return rows, columns

    def _followers(self) -> dict[int, int]:
        readers = Counter(source for step in self.steps for source in step.sources)
        several = {step.sources[0] for step in self.steps if step.call.op == "item"}
        found = {}
        for number, step in enumerate(self.steps):
            if step.local and step.local.over and len(step.sources) == 1 and number not in several:
                (source,) = step.sources
                before = self.steps[source].local
                if before and before.fresh and readers[source] == 1 and source != self.program.watched:
                    found[number] = source
        return found

    def _find_neck(self) -> int:
        last = len(self.steps) - 1
        reads = [min(step.sources, default=0) for step in self.steps]
        # For each step, the first one that is still read behind it.
        still = [*accumulate(reversed([*reads[1:], last]), min)][::-1]
        busy = [n for n, step in enumerate(self.steps) if step.call.op == "convolution" or n in self.spans]
        first = max([1, *busy, self.program.watched or 0])
        linear = (n for n in range(first + 1, last) if self.steps[n].call.op in _LINEAR)
        passed = {*self.spans, *self.follows.values()}
        narrow = [n for n in range(first, next(linear, last)) if still[n] >= n and n not in passed]
        return min(narrow, key=lambda n: (self.steps[n].clean.numel(), n), default=last)


class _Planning:
    """One plan in the making.

    Args:
        of: what all plans share.
        members: the starts that it is for, along rows and along columns.
    """

    def __init__(self, of: Planner, members: tuple[Members, Members]) -> None:
        self.of, self.members = of, members
        self.patches: dict[int, Stretches] = {0: (of.box, of.box)}
        self.tasks: dict[int, Part | Whole] = {}
        for number, step in enumerate(of.steps[1:], 1):
            before = of.follows.get(number)
            if before is None:
                self.tasks[number] = self._part(number, step) or self._whole(step)
                continue
            assert step.local
            assert step.local.over
            task = self.tasks.pop(before)
            self.tasks[number] = replace(task, then=(*task.then, step.local.over))
            if before in self.patches:
                self.patches[number] = self.patches.pop(before)

    def plan(self) -> Plan:
        of, watched = self.of, self.of.program.watched
        last_use = {source: number for number, task in self.tasks.items() for source in task.sources}
        return Plan(
            tasks=self.tasks,
            box=of.box,
            last_use=last_use,
            neck=of.neck,
            macs=sum(self._macs(number) for number in self.tasks if number <= of.neck),
            bytes_per_position=self._bytes_per_position(last_use),
            watched=None if watched is None else (watched, of.maps(watched), self.patches.get(watched)),
        )

    def _part(self, number: int, step: Step) -> Part | None:
        """How to compute a part, if it is less than everything."""
        local = step.local
        if local is None or any(source not in self.patches for source in step.sources):
            return None
        lengths = (step.clean.shape[-2], step.clean.shape[-1])
        rows, columns = (
            stretch_of(span, length, which)
            for span, length, which in zip(self.of.spans[number], lengths, self.members, strict=True)
        )
        if (rows.width, columns.width) == lengths:
            return None
        self.patches[number] = rows, columns
        need = read_by(rows, local.slides[0]), read_by(columns, local.slides[1])
        cuts = tuple(self._cut(source, local.slides, need, lengths, local.fill) for source in step.sources)
        return Part(step.sources, cuts, local, (rows, columns), self._bytes(number))

    def _cut(
        self, source: int, slides: Slides, need: Stretches, units: tuple[int, int], fill: float
    ) -> Cut | None:
        have = self.patches[source]
        if all(ours.equals(theirs) for ours, theirs in zip(have, need, strict=True)):
            return None
        return Cut(self.of.backdrop(source, slides, units, fill), have, need)

    def _whole(self, step: Step) -> Whole:
        cuts = tuple(self._completed(source) if source in self.patches else None for source in step.sources)
        flat = tuple(
            source in self.patches and self.of.steps[source].clean.dim() == 3 for source in step.sources
        )
        call, taken = step.call, 4 * step.clean.numel()
        if step.local and step.local.whole:
            sources = tuple(Ref(source) for source in step.sources)
            return Whole(step.sources, cuts, flat, step.local.whole, sources, {}, taken)
        return Whole(step.sources, cuts, flat, call.function, call.arguments, call.options, taken)

    def _completed(self, source: int) -> Cut | None:
        size = (self.of.maps(source).shape[2], self.of.maps(source).shape[3])
        rows, columns = (Stretch(0 * self.of.box.start, length) for length in size)
        return self._cut(source, (HERE, HERE), (rows, columns), size, 0.0)

    def _macs(self, number: int) -> int:
        """Of a task, which begins with the first of the steps that follow each other."""
        place, step = self.patches.get(number), self._first(number)
        if place is None or step.local is None:
            return full_macs(step)
        return step.local.macs * place[0].width * place[1].width

    def _first(self, number: int) -> Step:
        """The first of the steps that a task does."""
        while number in self.of.follows:
            number = self.of.follows[number]
        return self.of.steps[number]

    def _room(self, number: int) -> int:
        """What a task takes for one position while it runs, beside what it reads and what it gives."""
        step = self._first(number)
        if step.local is None or not step.local.room:
            return 0
        height, width = step.clean.shape[-2:]
        if number in self.patches:
            height, width = (stretch.width for stretch in self.patches[number])
        return step.local.room * height * width

    def _bytes(self, number: int) -> int:
        rows, columns = self.patches[number]
        return 4 * self.of.maps(number).shape[1] * rows.width * columns.width

    def _bytes_per_position(self, last_use: dict[int, int]) -> int:
        """The most that is there at once: results that are still read, and the parts cut for the next one."""
        most, live = 0, {0: 4 * 3 * self.of.box.width**2}
        for number, task in self.tasks.items():
            if number > self.of.neck:
                break
            live[number] = task.bytes
            cuts = sum(cut.bytes_per_position for cut in task.cuts if cut)
            most = max(most, sum(live.values()) + cuts + self._room(number))
            live = {n: size for n, size in live.items() if n == number or last_use.get(n, 0) > number}
        return most


def full_macs(step: Step) -> int:
    """Multiply-accumulates of a step that is computed as a whole."""
    if step.local is not None:
        height, width = step.clean.shape[-2:]
        return step.local.macs * height * width
    if step.call.op in _LINEAR:
        weight = step.call.arguments[-1]
        return weight.numel() if isinstance(weight, torch.Tensor) else 0
    return 0
