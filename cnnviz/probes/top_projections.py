"""The strongest patches of a data set with their projections (Zeiler & Fergus 2013, figure 2)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from cnnviz.networks.network import Network
from cnnviz.probes.deconvnet import Below, Unit
from cnnviz.probes.descent import Method
from cnnviz.probes.fields import find_route
from cnnviz.probes.prefetch import Pictures, picture_view
from cnnviz.probes.top_index import frozen

Sighting = tuple[int, Unit]
"""A picture's index in the data set, and a unit: (map, row, column)."""


@dataclass(frozen=True)
class TopProjections:
    """N units, each on a picture of its own, at the pixels; arrays read-only.

    Attributes:
        pixels: (N, h, w, 3) as for `cnnviz.probes.projection.Projection`.
        patches: (N, h, w, 3) the same windows of the pictures, RGB 0..255.
        boxes: (N, 4) each unit's receptive field in the network's view: top, left, bottom, right.
        activations: (N,) the units' values.
        ready: (N,) whether this one is computed; it stays False if its picture cannot be read any more.
        done, total: units looked at so far, and all of them.
    """

    pixels: npt.NDArray[np.float32]
    patches: npt.NDArray[np.uint8]
    boxes: npt.NDArray[np.int32]
    activations: npt.NDArray[np.float32]
    ready: npt.NDArray[np.bool_]
    done: int
    total: int


def top_projection_steps(
    net: Network,
    images: Pictures,
    layer: str,
    sightings: Sequence[Sighting],
    *,
    method: Method = "deconvnet",
    switches: bool = True,
) -> Iterator[TopProjections]:
    """Project units of many pictures, picture by picture: one forward pass serves all units of a picture.

    Raises:
        ValueError: there is no such layer or unit, or none was asked for.
    """
    if not sightings:
        raise ValueError("No unit was chosen.")
    field = find_route(net.module, layer, net.input_size).field
    height, width = (min(length, net.input_size) for length in field.size)
    total = len(sightings)
    pixels = np.zeros((total, height, width, 3), np.float32)
    patches = np.full((total, height, width, 3), 128, np.uint8)
    boxes, activations = np.zeros((total, 4), np.int32), np.zeros(total, np.float32)
    ready, done = np.zeros(total, np.bool_), 0
    for index in dict.fromkeys(index for index, _ in sightings):
        here = [number for number, (of, _) in enumerate(sightings) if of == index]
        try:
            view = picture_view(net, images, index)
        except ValueError:
            view = None
        done += len(here)
        if view is not None:
            below = Below(net, view, layer, method, switches)
            *_, made = below.steps(below.check([sightings[number][1] for number in here]))
            pixels[here], patches[here] = made.pixels, made.patches
            boxes[here], activations[here] = made.boxes, made.activations
            ready[here] = True
        # What comes later is written to other places than those that are ready now.
        now = ready.copy()
        yield TopProjections(
            pixels=frozen(pixels.view()),
            patches=frozen(patches.view()),
            boxes=frozen(boxes.view()),
            activations=frozen(activations.view()),
            ready=frozen(now),
            done=done,
            total=total,
        )
