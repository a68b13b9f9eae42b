"""Running a plan for some positions of the occluder."""

from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

from cnnviz.probes.shadows.local import SHAPED, Place, first, given
from cnnviz.probes.shadows.plan import Part, Plan, Whole
from cnnviz.probes.shadows.spans import Integers


@dataclass(frozen=True)
class Trunk:
    """What some positions give up to the plan's neck: its value, and the sums of the watched map."""

    neck: Tensor
    sums: Tensor | None


class Runner:
    """Runs a plan.

    Args:
        plan: what to do.
        device: where.
    """

    def __init__(self, plan: Plan, device: torch.device) -> None:
        self._plan = plan
        self._places = {
            number: (_on(task.place[0].start, device), _on(task.place[1].start, device))
            for number, task in plan.tasks.items()
            if isinstance(task, Part)
        }

    def trunk(self, boxes: Tensor, rows: Tensor, columns: Tensor, unit: int | None) -> Trunk:
        """Everything up to the neck.

        Args:
            boxes: (P, 3, size, size) pixels in the occluder's box, covered.
            rows, columns: (P,) which start of the occluder, along each axis.
            unit: the watched map.
        """
        plan, sums = self._plan, None
        values: dict[int, Any] = {0: boxes}
        if unit is not None:
            sums = self._watch(0, boxes, rows, columns, unit)
        for number, task in plan.tasks.items():
            if number > plan.neck:
                break
            if isinstance(task, Part):
                values[number] = self._part(number, task, values, rows, columns)
            else:
                values[number] = _whole(task, values, rows, columns)
            if unit is not None and sums is None:
                sums = self._watch(number, values[number], rows, columns, unit)
            for source in task.sources:
                if plan.last_use[source] == number:
                    values.pop(source, None)
        return Trunk(first(values[plan.neck]), sums)

    def head(self, neck: Tensor) -> Tensor:
        """(P, classes) logits from the neck's values."""
        plan = self._plan
        values: dict[int, Any] = {plan.neck: neck}
        none = neck.new_empty(0)
        number = plan.neck
        for number, task in plan.tasks.items():
            if number > plan.neck:
                assert isinstance(task, Whole)
                values[number] = _whole(task, values, none, none, len(neck))
        return first(values[number])

    def _part(self, number: int, task: Part, values: dict[int, Any], rows: Tensor, columns: Tensor) -> Tensor:
        parts = [
            values[source] if cut is None else cut(values[source], rows, columns)
            for source, cut in zip(task.sources, task.cuts, strict=True)
        ]
        high, wide = (stretch.width for stretch in task.place)
        result = task.local.run(parts, Place(self._places[number], (rows, columns), high, wide))
        return _then(task, result)

    def _watch(self, number: int, value: Any, rows: Tensor, columns: Tensor, unit: int) -> Tensor | None:
        """(P,) sums of the watched map, if this step gives it: the clean sum, and what the patches change in it."""
        if self._plan.watched is None or self._plan.watched[0] != number:
            return None
        _, clean, patch = self._plan.watched
        maps = first(value)[:, unit]
        if patch is None:
            return maps.sum((1, 2))
        (high, wide), plane = maps.shape[1:], clean[0, unit]
        tops, lefts = (
            _on(stretch.start, plane.device)[which]
            for stretch, which in zip(patch, (rows, columns), strict=True)
        )
        before = plane.unfold(0, high, 1).unfold(1, wide, 1)[tops, lefts]
        return plane.sum() + (maps - before).sum((1, 2))


def _whole(
    task: Whole, values: dict[int, Any], rows: Tensor, columns: Tensor, count: int | None = None
) -> Any:
    """One step on whole maps; gives what the operation gives, which may be several results."""
    of: dict[int, Any] = {}
    for source, cut, flat in zip(task.sources, task.cuts, task.flat, strict=True):
        value = values[source] if cut is None else cut(values[source], rows, columns)
        of[source] = value[:, 0] if flat else value
    name = task.function.__name__
    if name == "getitem":
        return of[task.sources[0]][task.arguments[1]]
    arguments = given(task.arguments, {number: first(value) for number, value in of.items()})
    if name.partition(".")[0] in SHAPED and arguments[1][0] == 1:
        return arguments[0].reshape([len(rows) if count is None else count, *arguments[1][1:]])
    result = task.function(*arguments, **task.options)
    return _then(task, first(result)) if task.then else result


def _then(task: Part | Whole, result: Tensor) -> Tensor:
    for change in task.then:
        result = change(result)
    return result


def _on(starts: Integers, device: torch.device) -> Tensor:
    return torch.from_numpy(starts).to(device)
