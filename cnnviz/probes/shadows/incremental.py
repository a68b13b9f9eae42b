"""The quick way to an occlusion map: what the occluder does not change is not computed again."""

from collections import Counter
from collections.abc import Sequence
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

MEMORY = 2**30
"""Bytes that a map's computation takes at most beside the network and its clean activations."""

_NEAR = 1e-5
_BATCH = {"cpu": 8}
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
        self._class = border_classes(len(occluded.starts))
        self._plans = self._make_plans()
        self._runners = {kind: Runner(plan, net.device) for kind, plan in self._plans.items()}
        self._plan = self._plans[max(self._plans)]
        self._clean = torch.softmax(program.logits, dim=1)
        room = max(0, MEMORY - self._planner.bytes) // max(1, self._plan.bytes_per_position)
        self.batch = min(_BATCH.get(net.device.type, _GPU_BATCH), max(1, room))
        reading = _READING * self._planner.head_macs / _SHARE / max(1, self._plan.macs)
        self.together = max(self.batch, min(_TOGETHER, self.batch * ceil(reading / self.batch)))
        if not program.sure:
            self._check(layer)

    @property
    def saving(self) -> float:
        """How many times the multiply-accumulates of a full pass are those for one position, on average."""
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
        necks, sums = [], []
        size = min(self.batch, len(rows))
        with torch.inference_mode(), exact_arithmetic(self._net.device):
            for begin in range(0, len(rows), size):
                some = slice(begin, begin + size)
                boxes = self._occluded.boxes(rows[some], columns[some])
                down, across = (torch.tensor(which[some], device=boxes.device) for which in (rows, columns))
                trunk = self._runner_for(rows[some], columns[some]).trunk(boxes, down, across, unit)
                necks.append(trunk.neck)
                if trunk.sums is not None:
                    sums.append(trunk.sums)
            answers = torch.softmax(self._runners[max(self._runners)].head(torch.cat(necks)), dim=1)
        return answers, torch.cat(sums) if sums else None

    def _make_plans(self) -> dict[tuple[int, int], Plan]:
        """By class of the rows and of the columns: a plan that does for these and all that are nearer to the border."""
        members = [
            [place for place, kind in enumerate(self._class) if kind <= most]
            for most in range(max(self._class) + 1)
        ]
        return {
            (down, across): self._planner.plan(members[down], members[across])
            for down, across in product(range(len(members)), repeat=2)
        }

    def _runner_for(self, rows: Sequence[int], columns: Sequence[int]) -> Runner:
        return self._runners[max(self._class[row] for row in rows), max(self._class[c] for c in columns)]

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
