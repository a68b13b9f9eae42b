"""Our pair, and what lesson C4 asks about it."""

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from cnnviz.engine import FiltersRequest, LayerMapsRequest, ProjectRequest, Request
from cnnviz.engine.pairs import FiringRequest, FlickerRequest, FoldedRequest, GratingRequest
from cnnviz.images import PictureSet, sample_crops
from cnnviz.networks.catalogue import find_entry
from cnnviz.networks.snapshots import History, history
from cnnviz.ui.asking import Progress, ask, ask_soon
from cnnviz.ui.pictures import Picture

if TYPE_CHECKING:
    from cnnviz.probes.activations import LayerMaps
    from cnnviz.probes.aliasing import Flicker, GratingFilters
    from cnnviz.probes.firing import Firing
    from cnnviz.probes.projection import Projection

NO_PICTURE = ""  # the hash in a request whose answer is the same for every picture
SECOND = "relu2"
SHOWN = 12  # projections of each network


@dataclass(frozen=True)
class One:
    """One network of the pair, as far as the page needs it."""

    kind: str
    title: str
    kernel: int
    stride: int

    @property
    def name(self) -> str:
        return f"cnnviz_{self.kind}"

    @property
    def past(self) -> History:
        return _history(self.kind)


PAIR = (One("alexnet", "AlexNet", 11, 4), One("zfnet", "ZFNet", 7, 2))


@lru_cache(maxsize=2)
def _history(kind: str) -> History:
    return history(kind)


@lru_cache(maxsize=1)
def crops() -> PictureSet:
    """What the maps are asked to fire on; shared by all sessions, never changed."""
    return sample_crops()


def side() -> int:
    """Of both networks' input, px."""
    return find_entry(PAIR[1].name).input_size


def filters_request(one: One) -> FiltersRequest:
    return FiltersRequest(one.name, NO_PICTURE, "relu1")


def ask_filters(one: One, picture: Picture) -> "npt.NDArray[np.float32] | None":
    return ask_soon(filters_request(one), picture.crop, one.kind).result


def grating_request(one: One) -> GratingRequest:
    return GratingRequest(one.name, NO_PICTURE)


def ask_gratings(one: One, picture: Picture) -> "GratingFilters | None":
    return ask_soon(grating_request(one), picture.crop, one.kind).result


def folded_request(one: One, picture: Picture) -> FoldedRequest:
    return FoldedRequest(one.name, picture.hash)


def ask_folded(one: One, picture: Picture) -> "npt.NDArray[np.float64] | None":
    return ask_soon(folded_request(one, picture), picture.crop, one.kind).result


def ask_flicker(one: One, picture: Picture, angle: int) -> "Progress[Flicker]":
    return ask(FlickerRequest(one.name, NO_PICTURE, angle), picture.crop, one.kind)


def firing_request(one: One) -> FiringRequest:
    return FiringRequest(one.name, crops().id)


def ask_firing(one: One) -> "Progress[Firing]":
    return ask(firing_request(one), crops(), one.kind)


def second_request(one: One, picture: Picture) -> ProjectRequest:
    """The strongest units of the second layer on a picture, projected."""
    return ProjectRequest(one.name, picture.hash, SECOND, k=SHOWN)


def second_of(one: One, picture: Picture) -> "Projection | None":
    """The same once they are whole."""
    down = ask_soon(second_request(one, picture), picture.crop, one.kind)
    return down.result if down.state == "done" else None


def second_maps_request(one: One, picture: Picture) -> LayerMapsRequest:
    return LayerMapsRequest(one.name, picture.hash, SECOND)


def ask_second_maps(one: One, picture: Picture) -> "LayerMaps | None":
    return ask_soon(second_maps_request(one, picture), picture.crop, one.kind).result


def ends_of(look: str, one: One, picture: Picture, angle: int, *, soon: bool) -> tuple[bool, bool]:
    """Whether all quick questions about a network that the page asks in this look are answered, and all long ones.

    With `soon` the quick ones are waited for.
    """
    requests: list[Request[Any]] = [
        filters_request(one),
        folded_request(one, picture),
        second_request(one, picture),
    ]
    long = ask_firing(one).ended
    if look == "aliasing":
        requests.append(grating_request(one))
        long = ask_flicker(one, picture, angle).ended and long
    if look == "second":
        requests.append(second_maps_request(one, picture))
    asked = ask_soon if soon else ask
    progresses = [asked(request, picture.crop, one.kind) for request in requests]
    return all(progress.ended for progress in progresses), long
