"""Which layer and which of its maps lesson C3 watches, and that map's projections here and in the other photos."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import streamlit as st

from cnnviz.engine import FeatureMapsRequest, Progress, ProjectRequest
from cnnviz.images import SAMPLES, data_uri, stretch
from cnnviz.ui.asking import ask
from cnnviz.ui.feature_maps.looking import STRONGEST
from cnnviz.ui.networks import ChosenNetwork
from cnnviz.ui.pictures import Picture, sample_picture
from cnnviz.ui.view import View

if TYPE_CHECKING:
    from cnnviz.probes.activations import FeatureMaps, Integers
    from cnnviz.probes.projection import Projection

OTHERS = 7  # photos beside the learner's
OFFERED = 24  # maps to choose from: those with the largest sums
CUT = 0.002  # share of a projection's values that may saturate, so that one bright pixel does not rule
_KEPT = "occlusion/projections"


@dataclass(frozen=True)
class Watched:
    """A layer and one of its maps.

    Attributes:
        layer, layer_title: its address, and its name in the paper.
        unit: the map.
        order: the layer's maps, that with the largest sum in the clean picture first.
        sorry: a sentence for each wish of a link that could not be met.
    """

    layer: str
    layer_title: str
    unit: int
    order: "Integers"
    sorry: tuple[str, ...]

    @property
    def title(self) -> str:
        return f"map {self.unit} of {self.layer_title}"


def features_request(network: ChosenNetwork, picture: Picture) -> FeatureMapsRequest:
    """What says which layers there are, how strong their maps are, and what the clean picture is."""
    return FeatureMapsRequest(network.name, picture.hash)


def watched(view: View, features: "FeatureMaps") -> Watched:
    """What the view asks for, or the default: the last layer that is no pooling, and the map with the largest sum."""
    titles, sorry = features.titles, []
    layer = view["layer"]
    # While a map grows, the browser may still send the layer of the network before: nobody wished for that one.
    if layer and layer not in titles and view.is_linked("layer"):
        sorry.append(f"This network lists no layer “{layer[:30]}”, so its default is watched.")
    if layer not in titles:
        layer = default_layer(titles)
    maps = features.find(layer)
    assert maps is not None  # every listed layer is among the features
    order = np.argsort(-maps.mean, kind="stable").astype(np.int32)
    unit = view["map"]
    if unit >= len(order):
        if view.is_linked("map"):
            sorry.append(f"There is no map {unit} here: {titles[layer]} has maps 0 to {len(order) - 1}.")
        unit = STRONGEST
    chosen = int(order[0]) if unit == STRONGEST else unit
    return Watched(layer, titles[layer], chosen, order, tuple(sorry))


def default_layer(titles: Any) -> str:
    """
    >>> default_layer({"relu4": "conv4", "relu5": "conv5", "pool5": "pool5"})
    'relu5'
    """
    names = [name for name, title in titles.items() if not title.startswith("pool")]
    return str((names or list(titles))[-1])


# A photo's short name, the photo, the question and how far its answer is.
Asked = tuple[str, Picture, ProjectRequest, "Progress[Projection]"]


def ask_projections(network: ChosenNetwork, picture: Picture, this: Watched) -> list[Asked]:
    """One question per photo, this one first. They take turns with the occlusion map; in a crowd, other photos come after it."""
    others = [(name, sample_picture(name, network.name)) for name in SAMPLES]
    shown = [("", picture), *[other for other in others if other[1].hash != picture.hash][:OTHERS]]
    rows: list[Asked] = []
    for number, (name, one) in enumerate(shown):
        request = ProjectRequest(network.name, one.hash, this.layer, maps=(this.unit,))
        rows.append((name, one, request, ask(request, one.crop, slot=f"/c{number}", later=number > 0)))
    return rows


def stage(progress: Progress[Any], rows: list[Asked]) -> tuple[bool, bool, int]:
    """What the rest of the page depends on: is there a map, is it the last, how many projections are there?"""
    begun = progress.result is not None and progress.result.done > 0
    return begun, progress.ended, sum(row[3].ended for row in rows)


def projection_data(rows: list[Asked], network: ChosenNetwork, this: Watched) -> dict[str, Any]:
    """Panel (c) as the component takes it."""
    first, *rest = rows
    progress = first[3]
    pictures = _pictures(first, whole=True)
    words = progress.error or "The projection is being computed."
    if progress.result is not None:
        row, column = progress.result.units[0, 1:].tolist()
        words = (
            f"Its strongest unit (row {row}, column {column}): {progress.result.activations[0]:.3g}. Purple: all that it "
            "sees."
        )
    return {
        "picture": pictures["picture"],
        "box": progress.result.boxes[0].tolist() if progress.result is not None else None,
        "words": words,
        "note": network.unfit.get("deconvnet", "")
        or f"What makes {this.title} strongest in each photo, above the pixels that it sees there; each stretched on its own.",
        "others": [{"title": one[0], **_pictures(one)} for one in rest],
    }


def _pictures(one: Asked, whole: bool = False) -> dict[str, Any]:
    """The projection, the pixels that the unit sees, and its value: made once, kept until another map is watched."""
    _, _, request, progress = one
    if progress.result is None:
        return {"picture": None, "patch": None, "value": None}
    kept: dict[object, Any] = st.session_state.setdefault(_KEPT, {})
    if kept and next(iter(kept))[0] != (request.network, request.layer, request.maps):
        kept.clear()
    key = ((request.network, request.layer, request.maps), request.picture, whole)
    if key not in kept:
        made = progress.result
        pixels = made.whole(0)[None] if whole else made.pixels[:1]
        kept[key] = {
            "picture": data_uri(stretch(pixels, cut=CUT).pictures[0]),
            "patch": data_uri(made.patches[0], "jpeg"),
            "value": float(made.activations[0]),
        }
    found: dict[str, Any] = kept[key]
    return found
