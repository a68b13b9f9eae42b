"""What can be asked: plain, hashable data. The picture's pixels travel beside it.

A request says everything that its answer depends on, so equal requests have equal answers, and it
could be sent to another process or machine as it is.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    from PIL import Image

    from cnnviz.networks.network import Network
    from cnnviz.probes.activations import FeatureMaps, LayerMaps
    from cnnviz.probes.descent import Method
    from cnnviz.probes.fields import Field
    from cnnviz.probes.invariance import Invariance
    from cnnviz.probes.predict import Prediction
    from cnnviz.probes.projection import Projection
    from cnnviz.probes.units import Unit

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
    """A question to a network about a picture, or about a data set of many.

    Attributes:
        network: its name in the catalogue.
        picture: the content hash of the picture (`cnnviz.images.content_hash`), or the id of the data set.
        short: whether it is answered in one step, and so goes before those that take many.
        holds: bytes that it keeps beside its result while it is unfinished, roughly: the picture and its tensors.
        own: whether it brings its own network, so that none of the catalogue is loaded.
    """

    network: str
    picture: str

    short: ClassVar[bool] = False
    holds: ClassVar[int] = 2_000_000
    own: ClassVar[bool] = False

    @abstractmethod
    def steps(self, net: Any, picture: Any) -> Iterator[Update[R]]:
        """The work, in steps between which it can be stopped; with done = total the answer is whole.

        `net` is the network that it names, or None if it brings its own. `picture` is what the request's `picture` names: a PIL image, or a `cnnviz.images.PictureSet`.
        """


@dataclass(frozen=True)
class PredictRequest(Request["Prediction"]):
    """The `k` most probable classes."""

    k: int = 5

    short: ClassVar[bool] = True

    def steps(self, net: "Network", picture: "Image.Image") -> Iterator[Update["Prediction"]]:
        from cnnviz.probes.predict import predict

        yield Update(predict(net, picture, self.k), 1, 1)


@dataclass(frozen=True)
class ProjectRequest(Request["Projection"]):
    """The projections of `cnnviz.probes.deconvnet.project`, whose parameters these are.

    The answer is kept for others who ask, so it is bounded: `MOST` bytes of pixels and patches.
    """

    layer: str
    maps: tuple[int, ...] | None = None
    k: int = 9
    units: tuple[tuple[int, int, int], ...] | None = None
    method: "Method" = "deconvnet"
    switches: bool = True

    MOST: ClassVar[int] = 64 * 2**20

    def steps(self, net: "Network", picture: "Image.Image") -> Iterator[Update["Projection"]]:
        from cnnviz.probes.deconvnet import project_steps
        from cnnviz.probes.fields import receptive_field

        field = receptive_field(net.module, self.layer, net.input_size)
        height, width = (min(length, net.input_size) for length in field.size)
        most = max(1, self.MOST // (height * width * 15))  # 3 channels of 4 bytes, 3 of 1
        asked = next((len(some) for some in (self.units, self.maps) if some is not None), self.k)
        if asked > most:
            raise ValueError(
                f"{asked} projections of {height} × {width} pixels are too many to keep at once. Ask for at most "
                f"{most} of this layer."
            )
        for made in project_steps(
            net,
            picture,
            self.layer,
            self.maps,
            self.k,
            units=self.units,
            method=self.method,
            switches=self.switches,
        ):
            yield Update(made, made.done, made.total)


@dataclass(frozen=True)
class FeatureMapsRequest(Request["FeatureMaps"]):
    """The maps of all layers that the network lists, and the prediction, from one forward pass."""

    short: ClassVar[bool] = True

    def steps(self, net: "Network", picture: "Image.Image") -> Iterator[Update["FeatureMaps"]]:
        from cnnviz.probes.activations import feature_maps

        yield Update(feature_maps(net, picture), 1, 1)


@dataclass(frozen=True)
class LayerMapsRequest(Request["LayerMaps"]):
    """The maps of one layer with their values."""

    layer: str = ""

    short: ClassVar[bool] = True

    def steps(self, net: "Network", picture: "Image.Image") -> Iterator[Update["LayerMaps"]]:
        from cnnviz.probes.activations import layer_maps

        yield Update(layer_maps(net, picture, self.layer), 1, 1)


@dataclass(frozen=True)
class UnitRequest(Request["Unit"]):
    """How one unit's value comes about; the parameters are those of `cnnviz.probes.units.explain_unit`."""

    layer: str = ""
    map: int = 0
    row: int = 0
    column: int = 0

    short: ClassVar[bool] = True

    def steps(self, net: "Network", picture: "Image.Image") -> Iterator[Update["Unit"]]:
        from cnnviz.probes.units import explain_unit

        unit = explain_unit(net, picture, self.layer, map=self.map, row=self.row, column=self.column)
        yield Update(unit, 1, 1)


@dataclass(frozen=True)
class FiltersRequest(Request["npt.NDArray[np.float32]"]):
    """(maps, inputs, K, K) weights of the convolution that makes the layer's maps; any picture will do."""

    layer: str = ""

    short: ClassVar[bool] = True

    def steps(
        self,
        net: "Network",
        picture: "Image.Image",  # noqa: ARG002 - the filters are the same for every picture
    ) -> Iterator[Update["npt.NDArray[np.float32]"]]:
        from cnnviz.probes.units import first_filters

        yield Update(first_filters(net, self.layer), 1, 1)


@dataclass(frozen=True)
class FieldRequest(Request["Field"]):
    """The receptive field of a layer, for the network's own input size."""

    layer: str = ""

    short: ClassVar[bool] = True

    def steps(
        self,
        net: "Network",
        picture: "Image.Image",  # noqa: ARG002 - the field is the same for every picture
    ) -> Iterator[Update["Field"]]:
        from cnnviz.probes.fields import receptive_field

        yield Update(receptive_field(net.module, self.layer, net.input_size), 1, 1)


@dataclass(frozen=True)
class InvarianceRequest(Request["Invariance"]):
    """The curves of `cnnviz.probes.invariance.invariance`: the picture is moved by all amounts of `move`."""

    move: str = "shift"
    target: int | None = None

    def steps(self, net: "Network", picture: "Image.Image") -> Iterator[Update["Invariance"]]:
        from cnnviz.probes.invariance import invariance_steps

        for curves in invariance_steps(net, picture, self.move, target=self.target):
            yield Update(curves, curves.done, curves.total)
