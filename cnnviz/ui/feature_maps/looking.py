"""What a learner looks at in lesson C1, and the answers to it: maps of all layers, one layer, one unit."""

import re
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cnnviz.engine import (
    FeatureMapsRequest,
    FieldRequest,
    FiltersRequest,
    LayerMapsRequest,
    Request,
    UnitRequest,
    get_engine,
)
from cnnviz.networks.catalogue import find_entry
from cnnviz.ui.asking import ask_soon, wait_for
from cnnviz.ui.feature_maps.glance import Chosen, Names, chosen_data, filters_data, glance_data, unit_data
from cnnviz.ui.pictures import Picture
from cnnviz.ui.view import Field

if TYPE_CHECKING:
    from cnnviz.probes.activations import FeatureMaps, LayerMaps
    from cnnviz.probes.fields import Field as Seen
    from cnnviz.probes.units import Unit

STRONGEST = -1
NO_PICTURE = ""  # the hash in a request whose answer is the same for every picture


@dataclass(frozen=True)
class Wish:
    """What the link asks for: a layer ("": the first), a map (-1: its strongest), a place (None: its peak)."""

    network: str
    layer: str = ""
    map: int = STRONGEST
    at: tuple[int, int] | None = None


@dataclass(frozen=True)
class Look:
    """What there is of it by now, what is still waited for, and a sentence for each wish that could not be met."""

    wish: Wish
    picture: Picture
    features: "FeatureMaps"
    maps: "LayerMaps"
    chosen: Chosen
    unit: "Unit | None"
    waiting: "Request[Any] | None"
    sorry: tuple[str, ...]

    @property
    def names(self) -> Names:
        return Names(self.features.titles)

    @property
    def title(self) -> str:
        """The network's name on screen."""
        return find_entry(self.wish.network).title


def layer_field(name: str) -> Field:
    """A layer's address in the URL; which there are is known only once the network is loaded."""

    def read(text: str) -> str:
        if not re.fullmatch(r"[\w.]{0,80}(#\d{1,3})?", text, re.ASCII):
            raise ValueError(f"{name} = “{text[:20]}” is no layer's name")
        return text

    return Field(name, "", read)


def wait_here(wish: Wish, picture: Picture, this: "Look | None") -> None:
    """A line that says what is being waited for, until it is there: the maps, or what is missing of `this`."""
    open_ = this.waiting if this is not None else None
    wait_for(open_ or features_request(wish, picture), picture.crop, "passes")


def layer_values(this: "Look") -> "LayerMaps":
    """The chosen layer's maps with their values, computed if they were not kept. Waits."""
    if this.maps.values is not None:
        return this.maps
    request = LayerMapsRequest(this.wish.network, this.picture.hash, this.maps.layer)
    ticket = get_engine().ask(f"download/{uuid.uuid4().hex}", request, this.picture.crop)
    while not (progress := ticket.wait(1.0)).ended:
        pass
    return progress.result or this.maps


def features_request(wish: Wish, picture: Picture) -> FeatureMapsRequest:
    return FeatureMapsRequest(wish.network, picture.hash)


def look(wish: Wish, picture: Picture, slot: str = "", *, units: bool = True) -> Look | None:
    """Ask for all that is looked at; None while there are no maps at all yet, or never will be."""
    features = ask_soon(features_request(wish, picture), picture.crop, slot).result
    if features is None:
        return None
    sorry: list[str] = []
    maps, waiting = _layer(wish, picture, slot, features, sorry)
    chosen = _settled(wish, maps, sorry)
    unit = None
    if units and waiting is None:
        request = UnitRequest(wish.network, picture.hash, chosen.layer, chosen.map, chosen.row, chosen.column)
        progress = ask_soon(request, picture.crop, slot)
        unit, waiting = progress.result, None if progress.ended else request
        if progress.error:
            sorry.append(progress.error)
    return Look(wish, picture, features, maps, chosen, unit, waiting, tuple(sorry))


def _layer(
    wish: Wish, picture: Picture, slot: str, features: "FeatureMaps", sorry: list[str]
) -> tuple["LayerMaps", Request[Any] | None]:
    """The layer's maps; the first layer's while they are not there, and the request for them while it is open."""
    known = features.find(wish.layer) if wish.layer else features.layers[0]
    if known is not None:
        return known, None
    request = LayerMapsRequest(wish.network, picture.hash, wish.layer)
    progress = ask_soon(request, picture.crop, slot)
    if progress.error:
        sorry.append(progress.error)
    return progress.result or features.layers[0], None if progress.ended else request


def _settled(wish: Wish, maps: "LayerMaps", sorry: list[str]) -> Chosen:
    """The map and the place that are meant, where the link leaves them open or asks too much."""
    count, height, width = maps.shape
    map_ = wish.map
    if map_ >= count:
        sorry.append(
            f"There is no map {map_} here: the layer's {count} maps are counted from 0 to {count - 1}."
        )
        map_ = STRONGEST
    if map_ == STRONGEST:
        map_ = int(maps.order[0])
    row, column = wish.at or (int(side) for side in maps.peak[map_])
    if row >= height or column >= width:
        sorry.append(
            f"There is no row {row}, column {column} here: the maps are {height} × {width}, counted from 0."
        )
        row, column = (int(side) for side in maps.peak[map_])
    return Chosen(maps.layer, map_, row, column)


def _field(this: Look) -> "Seen | None":
    """What the layer's units see of the picture; None for a layer that runs several times."""
    layer = this.maps.layer
    if "#" in layer:
        return None
    return ask_soon(FieldRequest(this.wish.network, NO_PICTURE, layer), this.picture.crop).result


def whole_view(this: Look, last: dict[str, Any] | None = None) -> dict[str, Any]:
    """What the component shows of all this; of `last` it takes over what is the same in the same picture."""
    stamp = f"{this.wish.network}/{this.picture.hash}"
    if last is None or last["stamp"] != stamp or last["filters"] is None:
        last = _glance(this)
    return {
        **last,
        "stamp": stamp,
        "chosen": chosen_data(this.maps, this.chosen, this.names, _field(this)),
        "unit": unit_data(this.unit, this.names) if this.unit else None,
        "sorry": " ".join(this.sorry) or None,
    }


def _glance(this: Look) -> dict[str, Any]:
    """The part that stays while one looks at one layer after the other."""
    first = this.features.layers[0].layer
    filters = ask_soon(FiltersRequest(this.wish.network, NO_PICTURE, first), this.picture.crop)
    classes = len(find_entry(this.wish.network).labels())
    return {
        **glance_data(this.picture, this.features, this.names, classes),
        "filters": filters_data(first, filters.result),
    }
