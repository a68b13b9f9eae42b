"""What lesson C4 asks of each network of our pair, as requests."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from cnnviz.engine.requests import Request, Update

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    from PIL import Image

    from cnnviz.images import PictureSet
    from cnnviz.networks.network import Network
    from cnnviz.probes.aliasing import Flicker, GratingFilters
    from cnnviz.probes.firing import Firing


@dataclass(frozen=True)
class GratingRequest(Request["GratingFilters"]):
    """The first layer, collapsed to what it makes of gratings; the same for every picture."""

    short: ClassVar[bool] = True

    def steps(
        self,
        net: "Network",
        picture: "Image.Image",  # noqa: ARG002 - the filters are the same for every picture
    ) -> Iterator[Update["GratingFilters"]]:
        from cnnviz.probes.aliasing import grating_filters

        yield Update(grating_filters(net), 1, 1)


@dataclass(frozen=True)
class FoldedRequest(Request["npt.NDArray[np.float64]"]):
    """Share of layer 1's energy on a picture that comes back at a wrong frequency, for each stride."""

    short: ClassVar[bool] = True

    def steps(self, net: "Network", picture: "Image.Image") -> Iterator[Update["npt.NDArray[np.float64]"]]:
        from cnnviz.probes.aliasing import folded_by_stride

        yield Update(folded_by_stride(net, picture), 1, 1)


@dataclass(frozen=True)
class FlickerRequest(Request["Flicker"]):
    """How much the first maps flicker while gratings of all frequencies slide at an angle (degrees)."""

    angle: int = 0

    def steps(
        self,
        net: "Network",
        picture: "Image.Image",  # noqa: ARG002 - the gratings are the pictures
    ) -> Iterator[Update["Flicker"]]:
        from cnnviz.probes.aliasing import FREQUENCIES, flicker_steps

        for sweep in flicker_steps(net, self.angle):
            yield Update(sweep, len(sweep.frequencies), len(FREQUENCIES))


@dataclass(frozen=True)
class FiringRequest(Request["Firing"]):
    """The strongest activation of every map on every picture of a set."""

    def steps(self, net: "Network", picture: "PictureSet") -> Iterator[Update["Firing"]]:
        from cnnviz.probes.firing import firing_steps

        for firing in firing_steps(net, picture):
            yield Update(firing, firing.done, firing.total)
