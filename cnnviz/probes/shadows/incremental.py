"""The quick way to an occlusion map: what the occluder does not change is not computed again."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import product
from math import ceil

import torch
from torch import Tensor

from cnnviz.networks.devices import exact_arithmetic
from cnnviz.networks.network import Network
from cnnviz.probes.occlusion_loop import Answers, Loop, Occluded
from cnnviz.probes.positions import border_classes
from cnnviz.probes.shadows.plan import Plan
from cnnviz.probes.shadows.planner import Planner
from cnnviz.probes.shadows.program import NotTraceable, read_program
from cnnviz.probes.shadows.running import Runner

Kind = tuple[int, int]
"""The classes of a position's row and column (`border_classes`)."""

MEMORY = 2**30
"""Bytes that a map's computation takes at most beside the network and its clean activations."""

_NEAR = 1e-5
_BATCH = {"cpu": 12}
_GPU_BATCH = 128
_TOGETHER = 128

# A weight that is read from memory for a batch costs about as much as this many multiplications on values that
# are in the cache.
_READING = 25
# How much of the time the reading may take.
_SHARE = 0.1


class Incremental:
    """Answers from the clean activations and the occluder's shadow in each layer.

    Attributes:
        batch: positions that go through the convolutions together: on a CPU few, so that their maps stay in
            its cache, on a GPU many.
        together: positions whose answers come together.

    Raises:
        NotTraceable: the network is not one whose steps can be run in parts; the text says why.
    """

    def __init__(self, net: Network, occluded: Occluded, layer: str | None) -> None:
        self._net, self._occluded = net, occluded
        with exact_arithmetic(net.device):
            program = read_program(net, occluded.clean[None], layer)
            self._planner = Planner(program, occluded.starts.tolist(), occluded.size)
        count, small = len(occluded.starts), net.device.type in _BATCH
        self._class = border_classes(count) if small else (0,) * count
        self._plans = self._make_plans()
        self._runners = {kind: Runner(plan, net.device) for kind, plan in self._plans.items()}
        self._plan = self._plans[max(self._plans)]
        self._clean = torch.softmax(program.logits, dim=1)
        self._room = max(0, MEMORY - self._planner.bytes)
        self.batch = self._most(max(self._plans), _BATCH.get(net.device.type, _GPU_BATCH))
        reading = _READING * self._planner.head_macs / _SHARE / max(1, self._plan.macs)
        self._limits = {
            kind: self._most(kind, min(2 * self.batch, self.batch * self._plan.macs // max(1, plan.macs)))
            for kind, plan in self._plans.items()
        }
        self.together = max(self.batch, min(_TOGETHER, self.batch * ceil(reading / self.batch)))
        self._planner.forget()  # a map that is laid aside is to hold little
        if not program.sure:
            self._check(layer)

    @property
    def saving(self) -> float:
        """How many times the multiply-accumulates of a full pass are those for one position, on average.

        Counted as the definition of a convolution has them, whatever computes it."""
        many = Counter(product(self._class, repeat=2))
        macs = sum(many[kind] * plan.macs for kind, plan in self._plans.items()) / many.total()
        return self._planner.full_macs / max(1, macs + self._planner.head_macs)

    def ask_clean(self) -> Answers:
        """(1, classes) probabilities of the clean picture and, with a layer, its (1, maps) sums."""
        watched = self._plan.watched
        return self._clean, None if watched is None else watched[1].sum((2, 3))

    def ask(self, rows: Sequence[int], columns: Sequence[int], unit: int | None) -> Answers:
        """(N, classes) probabilities with the occluder at each of N starts and, with a layer, the (N,) sums of
        map `unit`."""
        necks, sums, order = [], [], list[int]()
        with torch.inference_mode(), exact_arithmetic(self._net.device):
            for kind, some in self._batches([*zip(rows, columns, strict=True)]):
                places = [rows[n] for n in some], [columns[n] for n in some]
                boxes = self._occluded.boxes(*places)
                down, across = (torch.tensor(which, device=boxes.device) for which in places)
                trunk = self._runners[kind].trunk(boxes, down, across, unit)
                necks.append(trunk.neck)
                order += some
                if trunk.sums is not None:
                    sums.append(trunk.sums)
            answers = torch.softmax(self._runners[max(self._runners)].head(torch.cat(necks)), dim=1)
            found = torch.cat(sums) if sums else None
            if order != sorted(order):
                back = torch.tensor(order, device=answers.device).argsort()
                answers, found = answers[back], None if found is None else found[back]
        return answers, found

    def _batches(self, places: Sequence[tuple[int, int]]) -> Iterator[tuple[Kind, list[int]]]:
        """Which of the places go together, and the kind of plan that does for all of them.

        Near the border less is computed anew, so more of them go together.
        """
        kinds = [(self._class[row], self._class[column]) for row, column in places]
        kind, some = (0, 0), list[int]()
        for number in sorted(range(len(places)), key=lambda n: kinds[n], reverse=True):
            both = max(kind[0], kinds[number][0]), max(kind[1], kinds[number][1])
            enough = len(some) >= self._limits[both] or (both != kind and 2 * len(some) >= self._limits[kind])
            if some and enough:
                yield kind, some
                some, both = [], kinds[number]
            kind = both
            some.append(number)
        if some:
            yield kind, some

    def _most(self, kind: Kind, wanted: int) -> int:
        """How many positions of a kind the memory does for, at most so many."""
        return max(1, min(wanted, self._room // max(1, self._plans[kind].bytes_per_position)))

    def _make_plans(self) -> dict[Kind, Plan]:
        """By class of the rows and of the columns: a plan that does for these and all that are nearer to the border."""
        members = [
            [place for place, kind in enumerate(self._class) if kind <= most]
            for most in range(max(self._class) + 1)
        ]
        return {
            (down, across): self._planner.plan(members[down], members[across])
            for down, across in product(range(len(members)), repeat=2)
        }

    def _check(self, layer: str | None) -> None:
        """Against full passes, where a step is not known to do the same for each picture of a batch."""
        last = len(self._occluded.starts) - 1
        places = [0, last, last // 2], [0, last // 3, last]
        unit = None if layer is None else 0
        try:
            mine = self.ask(*places, unit)
        except (RuntimeError, TypeError, IndexError, ValueError) as error:
            raise NotTraceable(
                "A step of this network cannot be run for several positions at once."
            ) from error
        loop = Loop(self._net, self._occluded, layer)
        alone = [loop.ask([row], [column], unit) for row, column in zip(*places, strict=True)]
        same = _near(mine[0], torch.cat([answers for answers, _ in alone]))
        if mine[1] is not None:
            same &= _near(mine[1], torch.cat([sums for _, sums in alone if sums is not None]))
        if not same:
            raise NotTraceable(
                "A step of this network mixes the pictures of a batch, so its parts cannot be trusted."
            )


def _near(one: Tensor, other: Tensor) -> bool:
    scale = max(1.0, float(other.abs().max()))
    return one.shape == other.shape and bool((one - other).abs().max() <= _NEAR * scale)
