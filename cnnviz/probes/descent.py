"""The way down: a signal at one layer, back to the pixels, step by step.

Every step up has its step down: a filter its transpose, a max pool the switches that it left, batch
normalisation its factor, a sum both ways, a concatenation its part. What happens at a ReLU is the method.

Zeiler, M. D. & Fergus, R. (2013). Visualizing and understanding convolutional networks, section 2.1.
https://arxiv.org/abs/1311.2901
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
import torch
from torch.nn import functional

from cnnviz.probes.recording import Recording
from cnnviz.probes.steps import (
    AveragePool,
    Filter,
    Join,
    MaxPool,
    Opaque,
    Pad,
    Pair,
    Pick,
    Pointwise,
    Rectify,
    Scale,
    Slide,
    Step,
)
from cnnviz.probes.windows import Windows, empty_windows, fit, merge

Method = Literal["deconvnet", "guided", "gradient"]
METHODS: dict[Method, str] = {
    "deconvnet": "the ReLU keeps what is positive in the signal on its way down",
    "guided": "the ReLU keeps what is positive in both, the signal and the input on its way up",
    "gradient": "the ReLU keeps what was positive in the input on its way up",
}


@dataclass(frozen=True)
class Arrival:
    """A signal that is complete at one value of the recording; `through` are the steps that it came down by."""

    number: int
    through: tuple[Step, ...]
    signal: Windows


def obstacle(recording: Recording) -> str | None:
    """The name of a step on the way that has no step down here, None if there is none."""
    wanted = {recording.number}
    for number in range(recording.number, 0, -1):
        step = recording.steps[number - 1]
        if number not in wanted:
            continue
        if isinstance(step.kind, Opaque | Pointwise):
            return step.kind.name
        wanted |= set(step.inputs)
    return None


def walk(recording: Recording, signal: Windows, method: Method, switches: bool) -> Iterator[Arrival]:
    """Carry a signal from the recorded layer down to the picture; every value that it passes, in order.

    The recording has no `obstacle`, and its ReLUs' masks unless the method is the deconvnet.
    """
    waiting: dict[int, list[Windows]] = {recording.number: [signal]}
    through: dict[int, list[Step]] = {}
    for number in range(recording.number, -1, -1):
        if number not in waiting:
            continue
        shape = recording.shape_of(number)
        arrived = merge(waiting.pop(number), (shape[-2], shape[-1]))
        yield Arrival(number, tuple(through.pop(number, ())), arrived)
        if number:
            step = recording.steps[number - 1]
            below = recording.shape_of(step.inputs[0])
            for source, part in zip(step.inputs, _down(step, arrived, below, method, switches), strict=True):
                waiting.setdefault(source, []).append(part)
                through.setdefault(source, []).append(step)


def _down(
    step: Step, signal: Windows, below: tuple[int, ...], method: Method, switches: bool
) -> list[Windows]:
    """One signal for each input of a step; `below` is the shape of the first input."""
    kind, values = step.kind, signal.values
    if isinstance(kind, Slide | Pad):
        return [_slide_down(kind, step, signal, below, switches)]
    if isinstance(kind, Join):
        parts = torch.split(values, list(kind.channels), dim=1)
        return [Windows(part, signal.top, signal.left) for part in parts]
    if isinstance(kind, Rectify):
        values = _rectify(step, signal, method)
    elif isinstance(kind, Scale):
        values = values * kind.factor[:, None, None]
    elif isinstance(kind, Pick):
        values = empty_windows(signal.values, signal.size, channels=below[1])
        values[:, kind.channel] = signal.values[:, 0]
    return [Windows(values, signal.top, signal.left)] * len(step.inputs)


def _slide_down(
    kind: Slide | Pad, step: Step, signal: Windows, below: tuple[int, ...], switches: bool
) -> Windows:
    """The steps on which a window grows or moves."""
    size = (below[-2], below[-1])
    if isinstance(kind, Pad):
        return fit(signal.values, signal.top - kind.above, signal.left - kind.left, size)
    if isinstance(kind, Filter):
        values = functional.conv_transpose2d(
            signal.values, kind.weight, None, kind.stride, groups=kind.groups, dilation=kind.dilation
        )
    elif isinstance(kind, MaxPool):
        values = _unpool(kind, step, signal, below, switches)
    else:
        assert isinstance(kind, AveragePool)
        values = _spread(kind, step, signal, size)
    top = signal.top * kind.stride[0] - kind.padding[0]
    left = signal.left * kind.stride[1] - kind.padding[1]
    return fit(values, top, left, size)


def _rectify(step: Step, signal: Windows, method: Method) -> torch.Tensor:
    values = signal.values
    if method != "gradient":
        values = values.clamp(min=0)
    if method != "deconvnet":
        assert step.memory is not None
        values = values * signal.cut(step.memory[0])
    return values


def _unpool(
    kind: MaxPool, step: Step, signal: Windows, below: tuple[int, ...], switches: bool
) -> torch.Tensor:
    """Each value to the place where the maximum was. Where windows overlap, what meets is added."""
    assert step.memory is not None
    winners = step.memory[0]
    if not switches:
        winners = fixed_switches(kind, below, step.shape).to(winners.device)
    return _place(kind, signal, _cells(kind, winners, signal, below[-1]))


def _cells(kind: MaxPool, winners: torch.Tensor, signal: Windows, width: int) -> torch.Tensor:
    """(K, C, h, w): in which cell of its window, row by row, each maximum was."""
    top, left, bottom, right = signal.bounds()
    part = winners[:, top:bottom, left:right]
    first_row, first_column = (
        torch.arange(low, high, device=part.device) * kind.stride[axis] - kind.padding[axis]
        for axis, (low, high) in enumerate(((top, bottom), (left, right)))
    )
    rows = (part // width - first_row[:, None]) // kind.dilation[0]
    columns = (part % width - first_column) // kind.dilation[1]
    cells = (rows * kind.kernel[1] + columns).to(torch.int16)
    # Channels last, as the signals are: then a window's row is one piece of memory.
    cells = cells.permute(1, 2, 0).contiguous().permute(2, 0, 1)
    return Windows(signal.values, signal.top - top, signal.left - left).cut(cells)


def fixed_switches(kind: MaxPool, below: tuple[int, ...], above: tuple[int, ...]) -> torch.Tensor:
    """(1, H, W) switches that know nothing of the picture: the middle of each window.

    Of an even number of cells it is the one before the middle; where it lies outside of the map, the
    nearest one inside.
    """
    places = []
    for axis in (0, 1):
        middle = kind.dilation[axis] * ((kind.kernel[axis] - 1) // 2)
        units = torch.arange(above[2 + axis])
        places.append((units * kind.stride[axis] - kind.padding[axis] + middle).clamp(0, below[2 + axis] - 1))
    return (places[0][:, None] * below[3] + places[1])[None]


def _place(kind: Slide, signal: Windows, cells: torch.Tensor | None) -> torch.Tensor:
    """Every value put into its cell of its window, or with no cells given into all of them, and added up."""
    rows, columns = signal.size
    spans = [kind.dilation[axis] * (kind.kernel[axis] - 1) + 1 for axis in (0, 1)]
    ends = [(length - 1) * kind.stride[axis] + 1 for axis, length in enumerate((rows, columns))]
    out = empty_windows(signal.values, (ends[0] - 1 + spans[0], ends[1] - 1 + spans[1]))
    for row, column in np.ndindex(*kind.kernel):
        down, right = row * kind.dilation[0], column * kind.dilation[1]
        target = out[:, :, down : down + ends[0] : kind.stride[0], right : right + ends[1] : kind.stride[1]]
        if cells is None:
            target += signal.values
        else:
            target.addcmul_(signal.values, (cells == row * kind.kernel[1] + column).to(out.dtype))
    return out


def _spread(kind: AveragePool, step: Step, signal: Windows, size: Pair) -> torch.Tensor:
    """Each value evenly over its window, divided by as many as were averaged."""
    counts = signal.values.new_ones(1, *step.shape[2:])
    if kind.divisor:
        counts *= kind.divisor
    else:
        for axis in (0, 1):
            begin = torch.arange(step.shape[2 + axis], device=counts.device) * kind.stride[axis]
            begin = begin - kind.padding[axis]
            end = (begin + kind.kernel[axis]).clamp(max=size[axis] + kind.padding[axis])
            if not kind.padding_counts:
                begin, end = begin.clamp(min=0), end.clamp(max=size[axis])
            counts *= (end - begin)[:, None] if axis == 0 else end - begin
    divided = Windows(signal.values / signal.cut(counts), signal.top, signal.left)
    return _place(kind, divided, None)
