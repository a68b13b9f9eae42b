"""The way down to look at: the signal of one unit at every layer that it passes."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from PIL import Image

from cnnviz.networks.devices import exact_arithmetic
from cnnviz.networks.network import Network
from cnnviz.probes.deconvnet import Below, Unit, lone_units
from cnnviz.probes.descent import Method, obstacle, walk
from cnnviz.probes.steps import (
    AveragePool,
    Filter,
    Join,
    Kind,
    MaxPool,
    Pad,
    Pass,
    Pick,
    Rectify,
    Scale,
    Sum,
)

_NAMES: dict[type[Kind], str] = {
    Filter: "filter",
    MaxPool: "unpool",
    AveragePool: "spread",
    Rectify: "rectify",
    Scale: "normalise",
    Pad: "crop",
    Join: "take apart",
    Pick: "colour",
    Sum: "pass to both",
    Pass: "pass",
}


@dataclass(frozen=True)
class Stage:
    """A unit's signal at one place of the network; arrays read-only.

    Attributes:
        steps: what was done to get here from the stages above, once for every way that leads here; empty at the
            start: "filter" (transposed filters), "unpool", "spread" (average pooling), "rectify" (ReLU),
            "normalise" (batch norm's factor), "crop" (padding), "take apart" (a concatenation), "pass to both"
            (a sum), "colour", "pass".
        layers: the layers that were gone down through by these steps.
        arrived: the layer whose output the signal belongs to now; "" at the picture.
        signal: (C, h, w) its values in the window that it has reached; zero everywhere else.
        corner: first row and first column of that window.
        shape: (C, H, W) of the whole maps there.
    """

    steps: tuple[str, ...]
    layers: tuple[str, ...]
    arrived: str
    signal: npt.NDArray[np.float32]
    corner: tuple[int, int]
    shape: tuple[int, ...]


def descend(
    net: Network,
    image: Image.Image,
    layer: str,
    unit: Unit | None = None,
    *,
    method: Method = "deconvnet",
    switches: bool = True,
) -> tuple[Stage, ...]:
    """The way of one unit's activation down to the pixels, step by step: `project` with everything in between.

    The first stage is the unit alone in its layer, the last one the projection. In a chain of layers there is
    one stage per step. Where ways meet (residual networks), a stage holds the sum of what arrived.

    Args:
        unit: (map, row, column); None takes the strongest unit of the strongest map.
        layer, method, switches: as for `project`.

    Raises:
        ValueError: as for `project`, or a step on the way can only be undone by autograd as a whole.
    """
    below = Below(net, image, layer, method, switches)
    (chosen,) = below.strongest(None, 1) if unit is None else below.check([unit])
    name = obstacle(below.recording)
    if name is not None:
        raise ValueError(
            f"The way down from {layer!r} cannot be shown step by step: it leads through {name!r}, which has no "
            "deconvnet step. The projection as a whole can be computed."
        )
    steps, stages = below.recording.steps, []
    with torch.inference_mode(), exact_arithmetic(net.device):
        for arrival in walk(below.recording, lone_units(below.maps, [chosen]), method, switches):
            values = arrival.signal.values[0].cpu().contiguous().numpy().copy()
            values.setflags(write=False)
            stages.append(
                Stage(
                    steps=tuple(_NAMES[type(step.kind)] for step in arrival.through),
                    layers=tuple(step.layer for step in arrival.through),
                    arrived=steps[arrival.number - 1].layer if arrival.number else "",
                    signal=values,
                    corner=(int(arrival.signal.top[0]), int(arrival.signal.left[0])),
                    shape=below.recording.shape_of(arrival.number)[1:],
                )
            )
    return tuple(stages)
