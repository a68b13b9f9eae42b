"""Projections: what in the picture made a unit fire (Zeiler & Fergus 2013, section 2).

Zeiler, M. D. & Fergus, R. (2013). Visualizing and understanding convolutional networks.
https://arxiv.org/abs/1311.2901
Guided backpropagation: Springenberg et al. (2014). Striving for simplicity. https://arxiv.org/abs/1412.6806
Gradient: Simonyan, Vedaldi & Zisserman (2013). Deep inside convolutional networks. https://arxiv.org/abs/1312.6034
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
import torch
from PIL import Image

from cnnviz.networks.devices import exact_arithmetic
from cnnviz.networks.network import Network
from cnnviz.probes.descent import METHODS, Method, obstacle, walk
from cnnviz.probes.fields import Field, find_route
from cnnviz.probes.projection import Projection, first_of, paste
from cnnviz.probes.recording import Recording, record
from cnnviz.probes.rules import project_by_rule
from cnnviz.probes.steps import MaxPool
from cnnviz.probes.tap import require_maps
from cnnviz.probes.windows import Windows

Unit = tuple[int, int, int]

# Numbers in the largest signal of one go: few enough to stay near the processor, many enough to be worth it.
_NUMBERS = {"cpu": 4_000_000, "cuda": 400_000_000}


def project(
    net: Network,
    image: Image.Image,
    layer: str,
    maps: Sequence[int] | None = None,
    k: int = 9,
    *,
    units: Sequence[Unit] | None = None,
    method: Method = "deconvnet",
    switches: bool = True,
) -> Projection:
    """Keep one unit's activation in a layer, set all others to 0, and go back down to the pixels.

    On the way down a convolution becomes its transpose (without the bias), max pooling puts each value
    where its maximum was (the switch; where windows overlap, values that meet are added), average
    pooling spreads it, batch normalisation multiplies by its factor, a sum passes the signal to both
    sides. At a ReLU, with signal s and input x on the way up:

        deconvnet max(0, s),    guided [x > 0] max(0, s),    gradient [x > 0] s

    With "gradient", the result is activation · ∂activation/∂pixels. ReLU6 is rectified like ReLU.

    Args:
        layer: the name of a layer that gives maps.
        maps: the maps to project, each with its strongest unit; None takes the k maps whose strongest
            unit is strongest, strongest first.
        k: how many maps, if `maps` is None (fewer if the layer has fewer).
        units: (map, row, column) of the units to project, in place of `maps` and `k`.
        method: a key of `METHODS`.
        switches: False puts each value in the middle of its pooling window, as if the maxima's places
            were not known (of an even number of cells, in the one before the middle).

    Raises:
        ValueError: there is no such layer, map, unit or method, or the layer gives no maps.
    Source: Zeiler & Fergus 2013, section 2.1.
    """
    for step in project_steps(net, image, layer, maps, k, units=units, method=method, switches=switches):
        last = step
    return last


def project_steps(
    net: Network,
    image: Image.Image,
    layer: str,
    maps: Sequence[int] | None = None,
    k: int = 9,
    *,
    units: Sequence[Unit] | None = None,
    method: Method = "deconvnet",
    switches: bool = True,
) -> Iterator[Projection]:
    """The same as `project`, a few units at a time: each result holds the units done so far.

    Arguments and errors as for `project`; the errors come at the call, not at the first step.
    """
    if method not in METHODS:
        raise ValueError(f"There is no method called {method!r}. There are: {', '.join(METHODS)}.")
    if k < 1:
        raise ValueError(f"k is {k}, but a projection needs at least 1 map.")
    below = Below(net, image, layer, method, switches)
    chosen = below.check(units) if units is not None else below.strongest(maps, k)
    return below.steps(chosen)


def compare_steps(
    net: Network, image: Image.Image, layer: str, unit: Unit, ways: Sequence[tuple[Method, bool]]
) -> Iterator[tuple[Projection, ...]]:
    """One unit by several ways down, each a method with switches or without: after each of them, those so far.

    The way up is gone once. Where no max pool lies on the way, switches change nothing, and nothing is done twice.

    Raises:
        ValueError: there is no such layer or unit.
    """
    below = Below(net, image, layer, "gradient", True)  # which remembers all that any method needs
    units = below.check([unit])
    pools = any(isinstance(step.kind, MaxPool) for step in below.recording.steps)
    made: dict[tuple[Method, bool], Projection] = {}
    for method, switches in ways:
        same = made.get((method, not switches))
        if pools or same is None:
            below.method, below.switches = method, switches
            *_, made[method, switches] = below.steps(units)
        else:
            made[method, switches] = replace(same, switches=switches)
        yield tuple(made[way] for way in ways if way in made)


class Below:
    """One picture's way up to a layer, and the ways down from it."""

    def __init__(self, net: Network, image: Image.Image, layer: str, method: Method, switches: bool) -> None:
        self.net, self.layer, self.method, self.switches = net, layer, method, switches
        self.view = net.view(image)
        self.route = find_route(net.module, layer, net.input_size)
        self.input = net.normalise(self.view)[None].contiguous(memory_format=torch.channels_last)
        with exact_arithmetic(net.device):
            self.recording = record(
                net.module, layer, self.input, runs=self.route.runs, masks=method != "deconvnet"
            )
        require_maps(self.recording.output.shape[1:])
        self.maps = self.recording.output[0]

    def strongest(self, maps: Sequence[int] | None, k: int) -> list[Unit]:
        """The strongest unit of each map, or of the k strongest maps."""
        count, _, width = self.maps.shape
        values, places = (tensor.cpu() for tensor in self.maps.flatten(1).max(1))
        if maps is None:
            maps = values.argsort(descending=True, stable=True)[:k].tolist()
        wrong = [number for number in maps if not 0 <= number < count]
        if wrong or not maps:
            what = f"There is no map {wrong[0]}" if wrong else "No map was chosen"
            raise ValueError(f"{what}: this layer has maps 0 to {count - 1}.")
        return [(number, *divmod(int(places[number]), width)) for number in maps]

    def check(self, units: Sequence[Unit]) -> list[Unit]:
        """The units as they are, if the layer has them."""
        count, height, width = self.maps.shape
        for unit in units:
            if not all(0 <= number < size for number, size in zip(unit, self.maps.shape, strict=True)):
                raise ValueError(
                    f"There is no unit {tuple(unit)}: this layer has {count} maps of {height} × {width} units, "
                    "counted from 0."
                )
        if not units:
            raise ValueError("No unit was chosen.")
        return [(int(unit[0]), int(unit[1]), int(unit[2])) for unit in units]

    def steps(self, units: list[Unit]) -> Iterator[Projection]:
        """Their projections, a few more at each step."""
        side, field = self.net.input_size, self.route.field
        height, width = (min(length, side) for length in field.size)
        starts = np.array([unit[1:] for unit in units]) * field.jump + field.first
        corners = starts.clip(0, (side - height, side - width)).astype(np.int32)
        picture = np.asarray(self.view)
        whole = Projection(
            pixels=np.zeros((len(units), height, width, 3), np.float32),
            patches=np.stack([picture[t : t + height, q : q + width] for t, q in corners]),
            corners=corners,
            boxes=np.array([field.window(row, column) for _, row, column in units], np.int32),
            units=np.array(units, np.int32),
            activations=np.array([float(self.maps[unit]) for unit in units], np.float32),
            field=field,
            side=side,
            layer=self.layer,
            method=self.method,
            switches=self.switches,
            total=len(units),
        )
        batch = units_at_once(self.recording, field, self.net.device)
        for first in range(0, len(units), batch):
            some = slice(first, first + batch)
            with exact_arithmetic(self.net.device):
                paste(whole.pixels[some], corners[some], self._down(units[some]))
            yield first_of(whole, min(first + batch, len(units)))

    def _down(self, units: list[Unit]) -> Windows:
        if obstacle(self.recording) is not None:
            zeros = np.zeros(len(units), np.int64)
            pixels = project_by_rule(
                self.net.module,
                self.layer,
                self.input,
                units,
                runs=self.route.runs,
                method=self.method,
                switches=self.switches,
            )
            return Windows(pixels, zeros, zeros)
        with torch.inference_mode():
            for arrival in walk(self.recording, lone_units(self.maps, units), self.method, self.switches):
                last = arrival
        return last.signal


def lone_units(maps: torch.Tensor, units: Sequence[Unit]) -> Windows:
    """A signal of one unit each: (K, C, 1, 1), the activation in its map and 0 in the others."""
    number, row, column = np.array(units, np.int64).T
    values = maps.new_zeros(len(units), maps.shape[0], 1, 1)
    values[range(len(units)), number, 0, 0] = maps[number, row, column]
    return Windows(values, row, column)


def units_at_once(recording: Recording, field: Field, device: torch.device) -> int:
    """How many units go down together: as many as keep the largest signal within bounds."""
    sizes = [recording.shape, *(step.shape for step in recording.steps[: recording.number])]
    side = recording.shape[2]
    largest = 1.0
    for shape in sizes:
        if len(shape) == 4:
            window = [
                min(length, field.size[axis] * length / side + 2) for axis, length in enumerate(shape[2:])
            ]
            largest = max(largest, shape[1] * window[0] * window[1])
    return max(1, int(_NUMBERS.get(device.type, _NUMBERS["cuda"]) / largest))
