"""What can be asked: plain, hashable data. The picture's pixels travel beside it.

A request says everything that its answer depends on, so equal requests have equal answers, and it
could be sent to another process or machine as it is.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

if TYPE_CHECKING:
    from PIL import Image

    from cnnviz.networks.network import Network
    from cnnviz.probes.occlusion import OcclusionMaps
    from cnnviz.probes.predict import Prediction

R = TypeVar("R")
R_co = TypeVar("R_co", covariant=True)


@dataclass(frozen=True)
class Update(Generic[R_co]):
    """The answer as far as it goes after one step: `done` of `total` parts of it."""

    result: R_co
    done: int
    total: int


@dataclass(frozen=True)
class Request(ABC, Generic[R]):
    """A question to a network about a picture.

    Attributes:
        network: its name in the catalogue.
        picture: the content hash of the picture (`cnnviz.images.content_hash`).
        short: whether it is answered in one step, and so goes before those that take many.
    """

    network: str
    picture: str

    short: ClassVar[bool] = False

    @abstractmethod
    def steps(self, net: "Network", picture: "Image.Image") -> Iterator[Update[R]]:
        """The work, in steps between which it can be stopped; with done = total the answer is whole."""


@dataclass(frozen=True)
class PredictRequest(Request["Prediction"]):
    """The `k` most probable classes."""

    k: int = 5

    short: ClassVar[bool] = True

    def steps(self, net: "Network", picture: "Image.Image") -> Iterator[Update["Prediction"]]:
        from cnnviz.probes.predict import predict

        yield Update(predict(net, picture, self.k), 1, 1)


@dataclass(frozen=True)
class OcclusionRequest(Request["OcclusionMaps"]):
    """The maps of `cnnviz.probes.occlusion.occlusion_maps`, whose parameters these are."""

    size: int = 32
    stride: int = 8
    fill: str = "gray"
    target: int | None = None
    layer: str | None = None

    def steps(self, net: "Network", picture: "Image.Image") -> Iterator[Update["OcclusionMaps"]]:
        from cnnviz.probes.occlusion import occlusion_steps

        for maps in occlusion_steps(
            net,
            picture,
            size=self.size,
            stride=self.stride,
            fill=self.fill,
            target=self.target,
            layer=self.layer,
        ):
            yield Update(maps, maps.done, maps.total)
