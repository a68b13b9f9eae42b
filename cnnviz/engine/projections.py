"""Projections as requests: all maps of a layer, the way down of one unit, the strongest patches of a data set."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np
import numpy.typing as npt

from cnnviz.engine.requests import Request, Update
from cnnviz.images.montage import reduced_pixels

if TYPE_CHECKING:
    from PIL import Image

    from cnnviz.images import PictureSet
    from cnnviz.networks.network import Network
    from cnnviz.probes.descent import Method
    from cnnviz.probes.projection import Projection
    from cnnviz.probes.top_projections import TopProjections
    from cnnviz.probes.way_down import WayDown

TILE = 64
"""Most pixels along a side of a projection in a wall."""

_AT_ONCE = 32  # maps between two looks at the queue


@dataclass(frozen=True)
class Wall:
    """The projections of a layer's maps, reduced, strongest first; arrays read-only.

    Attributes:
        pixels: (K, h, w, 3) the projections, each value the mean of a block.
        units: (K, 3) map, row, column of each map's strongest unit.
        activations: (K,) their values.
        window: rows and columns of a projection before it was reduced.
        done, total: maps projected so far, and all of the layer's.
    """

    pixels: npt.NDArray[np.float32]
    units: npt.NDArray[np.int32]
    activations: npt.NDArray[np.float32]
    window: tuple[int, int]
    done: int
    total: int


@dataclass(frozen=True)
class WallRequest(Request[Wall]):
    """The projections of all maps of a layer, each from its strongest unit; one forward pass for all."""

    layer: str = ""
    method: "Method" = "deconvnet"
    switches: bool = True

    def steps(self, net: "Network", picture: "Image.Image") -> Iterator[Update[Wall]]:
        from cnnviz.probes.deconvnet import Below
        from cnnviz.probes.top_index import frozen

        below = Below(net, picture, self.layer, self.method, self.switches)
        units = below.strongest(None, len(below.maps))
        whole: npt.NDArray[np.float32] | None = None
        activations = np.zeros(len(units), np.float32)
        places = np.array(units, np.int32)
        for first in range(0, len(units), _AT_ONCE):
            some = slice(first, first + _AT_ONCE)
            *_, made = below.steps(units[some])
            small = reduced_pixels(made.pixels, TILE)
            if whole is None:
                whole = np.zeros((len(units), *small.shape[1:]), np.float32)
            whole[some], activations[some] = small, made.activations
            done = min(first + _AT_ONCE, len(units))
            height, width = made.pixels.shape[1:3]
            wall = Wall(
                pixels=frozen(whole[:done]),
                units=frozen(places[:done]),
                activations=frozen(activations[:done]),
                window=(height, width),
                done=done,
                total=len(units),
            )
            yield Update(wall, done, len(units))


@dataclass(frozen=True)
class WayDownRequest(Request["WayDown"]):
    """The stages of `cnnviz.probes.way_down.way_down`, whose parameters these are."""

    layer: str = ""
    unit: tuple[int, int, int] = (0, 0, 0)
    method: "Method" = "deconvnet"
    switches: bool = True

    short: ClassVar[bool] = True

    def steps(self, net: "Network", picture: "Image.Image") -> Iterator[Update["WayDown"]]:
        from cnnviz.probes.way_down import way_down

        made = way_down(net, picture, self.layer, self.unit, method=self.method, switches=self.switches)
        yield Update(made, 1, 1)


@dataclass(frozen=True)
class WaysRequest(Request["tuple[Projection, ...]"]):
    """One unit by several ways down, (method, with switches) each: `cnnviz.probes.deconvnet.compare_steps`."""

    layer: str = ""
    unit: tuple[int, int, int] = (0, 0, 0)
    ways: tuple[tuple["Method", bool], ...] = ()

    def steps(self, net: "Network", picture: "Image.Image") -> Iterator[Update["tuple[Projection, ...]"]]:
        from cnnviz.probes.deconvnet import compare_steps

        for made in compare_steps(net, picture, self.layer, self.unit, self.ways):
            yield Update(made, len(made), len(self.ways))


@dataclass(frozen=True)
class TopProjectionsRequest(Request["TopProjections"]):
    """Units of many pictures at the pixels; `picture` is the id of the data set, which travels beside the request.

    `sightings`: (index of the picture, (map, row, column)) of each unit.
    """

    layer: str = ""
    sightings: tuple[tuple[int, tuple[int, int, int]], ...] = ()
    method: "Method" = "deconvnet"
    switches: bool = True

    def steps(self, net: "Network", picture: "PictureSet") -> Iterator[Update["TopProjections"]]:
        from cnnviz.probes.top_projections import top_projection_steps

        for made in top_projection_steps(
            net, picture, self.layer, self.sightings, method=self.method, switches=self.switches
        ):
            yield Update(made, made.done, made.total)
