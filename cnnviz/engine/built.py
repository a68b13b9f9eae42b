"""The request of the builder: a network that is in no catalogue."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from cnnviz.engine.requests import Request, Update

if TYPE_CHECKING:
    from PIL import Image

    from cnnviz.networks.network import Network
    from cnnviz.probes.built import BuiltMaps

NO_NETWORK = ""  # the name in a request that brings its own


@dataclass(frozen=True)
class BuiltRequest(Request["BuiltMaps"]):
    """The maps of `cnnviz.probes.built.built_maps`, whose parameters these are."""

    layers: str = ""
    input: tuple[int, int, int] = (3, 64, 64)
    seed: int = 1

    short: ClassVar[bool] = True
    own: ClassVar[bool] = True

    def steps(
        self,
        net: "Network | None",  # noqa: ARG002 - the network is in the request
        picture: "Image.Image",
    ) -> Iterator[Update["BuiltMaps"]]:
        from cnnviz.probes.built import built_maps

        yield Update(built_maps(self.layers, self.input, self.seed, picture), 1, 1)
