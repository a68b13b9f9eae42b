"""The receptive field of a layer of any PyTorch network: which pixels can change a unit.

Sources: Araujo, Norris & Sim (2019), https://distill.pub/2019/computing-receptive-fields/
"""

import threading
from dataclasses import dataclass
from weakref import WeakKeyDictionary

import torch
from torch import nn

from cnnviz.probes.recording import Recording, record
from cnnviz.probes.steps import Opaque, Pad, Pair, Slide, Step
from cnnviz.probes.tap import require_maps

Box = tuple[int, int, int, int]
"""Top, left, bottom, right, in pixels from 0; bottom and right are the first ones outside."""


@dataclass(frozen=True)
class Field:
    """What the units of a layer see of the picture; every pair is (along rows, along columns), in pixels.

    Attributes:
        size: from the first to the last pixel that a unit reaches, padding included.
        jump: between the fields of two neighbours; 0 if every unit sees the whole picture.
        start: the centre of the field of unit (0, 0); pixel 0 has its centre at 0.
        end: no unit reads the pixels from here on (the picture's size, or less if strides leave some over).
        units: how many units a map has.
    """

    size: Pair
    jump: Pair
    start: tuple[float, float]
    end: Pair
    units: Pair

    @property
    def first(self) -> Pair:
        """Where the field of unit (0, 0) begins; below 0 it begins in the padding."""
        rows, columns = (round(self.start[axis] - (self.size[axis] - 1) / 2) for axis in (0, 1))
        return rows, columns

    def window(self, row: int, column: int) -> Box:
        """The pixels of the picture in one unit's field: top, left, bottom, right.

        >>> Field((3, 3), (2, 2), (0.0, 0.0), (9, 9), (5, 5)).window(0, 4)
        (0, 7, 2, 9)

        Raises:
            ValueError: there is no such unit.
        """
        begin, end = [0, 0], [0, 0]
        for axis, unit in enumerate((row, column)):
            if not 0 <= unit < self.units[axis]:
                raise ValueError(
                    f"There is no unit ({row}, {column}): a map of this layer has {self.units[0]} × "
                    f"{self.units[1]} units, counted from 0."
                )
            begin[axis] = self.first[axis] + unit * self.jump[axis]
            end[axis] = min(self.end[axis], begin[axis] + self.size[axis])
            begin[axis] = max(0, begin[axis])
        return begin[0], begin[1], end[0], end[1]


@dataclass(frozen=True)
class Route:
    """What is known of the way to a layer before any picture: its field, and how often it runs."""

    field: Field
    runs: int


_routes: "WeakKeyDictionary[nn.Module, dict[tuple[str, int], Route]]" = WeakKeyDictionary()
_routes_lock = threading.Lock()


def receptive_field(module: nn.Module, layer: str, side: int) -> Field:
    """The receptive field of a layer, for pictures of side × side pixels.

    Through a window: r' = r + D (K - 1) j, j' = j S, first' = first - P j. Where ways meet (sums,
    concatenations) the field reaches from the first to the last pixel of any of them. Behind a step that
    lets every unit see everything, and any that is not known here, it is the whole picture.

    Args:
        module: the network; (1, 3, side, side) pixels must fit it.
        layer: the name of a layer whose output is maps.
        side: rows and columns of the picture.

    Raises:
        ValueError: there is no such layer, it takes no part in a prediction, it gives no maps, or the
            picture is too small for the network.
    Source: Araujo, Norris & Sim 2019, equations 2 and 4.

    >>> receptive_field(nn.Sequential(nn.Conv2d(3, 8, 3, stride=2, padding=1), nn.ReLU()), "1", 9).size
    (3, 3)
    """
    return find_route(module, layer, side).field


def find_route(module: nn.Module, layer: str, side: int) -> Route:
    """The field and the number of runs of a layer; computed once per network. See `receptive_field`.

    One pass tells them of every layer, so whoever asks for one has asked for all.
    """
    with _routes_lock:
        known = _routes.setdefault(module, {})
    if (layer, side) not in known:
        recording = _shapes(module, layer, side)
        ways = _ways(recording, 0), _ways(recording, 1)
        known |= {
            (name, side): Route(_field(recording, number, ways), runs)
            for name, (number, runs) in recording.outputs.items()
            if len(recording.shape_of(number)) == 4
        }
        require_maps(recording.shape_of(recording.number)[1:])
        known[layer, side] = Route(_field(recording, recording.number, ways), recording.runs)
    return known[layer, side]


def _shapes(module: nn.Module, layer: str, side: int) -> Recording:
    """A recording of shapes: without numbers if the network can do that, else with a black picture."""
    meta = torch.device("meta")
    try:
        return record(module, layer, torch.empty(1, 3, side, side, device=meta), device=meta)
    except (RuntimeError, NotImplementedError):
        device = next((tensor.device for tensor in module.parameters()), torch.device("cpu"))
        try:
            return record(module, layer, torch.zeros(1, 3, side, side, device=device))
        except RuntimeError as error:
            raise ValueError(
                f"This network cannot be run on a picture of {side} × {side} pixels: {error}"
            ) from error


def _field(recording: Recording, number: int, ways: tuple["_Ways", "_Ways"]) -> Field:
    """The field of one value."""
    shape = recording.shape_of(number)
    rows, columns = (
        along[number] or _Way(length, 0, 0, length)
        for along, length in zip(ways, recording.shape[2:], strict=True)
    )
    return Field(
        (rows.field, columns.field),
        (rows.jump, columns.jump),
        (rows.first + (rows.field - 1) / 2, columns.first + (columns.field - 1) / 2),
        (rows.end, columns.end),
        (shape[2], shape[3]),
    )


@dataclass(frozen=True)
class _Way:
    """A value's field along one axis; `end` is behind the last pixel that any unit reads."""

    field: int
    jump: int
    first: int
    end: int


_Ways = list[_Way | None]


def _ways(recording: Recording, axis: int) -> _Ways:
    """The way of every value; None for one that sees everything."""
    ways: _Ways = [_Way(1, 1, 0, recording.shape[2 + axis])]
    for step in recording.steps:
        below = [ways[number] for number in step.inputs]
        if isinstance(step.kind, Opaque) or None in below or len(recording.shape_of(step.inputs[0])) < 3:
            ways.append(None)
        else:
            length = recording.shape_of(step.inputs[0])[-2 + axis]
            ways.append(_through(step, _union([way for way in below if way]), length, axis))
    return ways


def _through(step: Step, below: _Way | None, length: int, axis: int) -> _Way | None:
    """The way behind a step that reads a value of this length along the axis."""
    kind = step.kind
    if below is None or not isinstance(kind, Slide | Pad):
        return below
    kernel, stride, dilation = (1, 1, 1)
    if isinstance(kind, Slide):
        kernel, stride, dilation = kind.kernel[axis], kind.stride[axis], kind.dilation[axis]
        padding = kind.padding[axis]
    else:
        padding = (kind.above, kind.left)[axis]
    span = dilation * (kernel - 1)
    last = min(length - 1, (step.shape[2 + axis] - 1) * stride - padding + span)
    return _Way(
        field=below.field + span * below.jump,
        jump=below.jump * stride,
        first=below.first - padding * below.jump,
        end=min(below.end, below.first + last * below.jump + below.field),
    )


def _union(ways: list[_Way]) -> _Way | None:
    first = min(way.first for way in ways)
    if len({way.jump for way in ways}) > 1:
        return None
    last = max(way.first + way.field for way in ways)
    return _Way(last - first, ways[0].jump, first, max(way.end for way in ways))
