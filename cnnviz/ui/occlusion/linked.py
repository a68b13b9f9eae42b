"""From the engine's occlusion maps to the linked view of lesson C3."""

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from cnnviz.components.occlusion_view import occlusion_data
from cnnviz.engine import Progress
from cnnviz.images import data_uri
from cnnviz.probes.fills import filled_picture
from cnnviz.probes.occlusion_reading import correlation
from cnnviz.probes.positions import computing_order
from cnnviz.ui.pictures import Picture

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from cnnviz.probes.occlusion import OcclusionMaps


@dataclass(frozen=True)
class Mapped:
    """One class of an occlusion map: all of it is one answer of the engine, and the learner chooses among its classes.

    Attributes:
        maps: the answer.
        target: the class.
    """

    maps: "OcclusionMaps"
    target: int

    @property
    def probability(self) -> "npt.NDArray[np.float32]":
        """(R, C) of the class."""
        found: npt.NDArray[np.float32] = self.maps.probabilities[self.maps.targets.index(self.target)]
        return found

    @property
    def clean(self) -> float:
        """The class's probability in the clean picture."""
        return float(self.maps.target_probabilities[self.maps.targets.index(self.target)])

    @property
    def name(self) -> str:
        return self.maps.names[self.target]


def mapped(maps: "OcclusionMaps", target: int | None) -> Mapped:
    """The class that is meant; the clean picture's most probable one for None, and for one that was not asked."""
    return Mapped(maps, target if target in maps.targets else int(maps.baseline.labels[0]))


def view_data(
    picture: Picture,
    progress: "Progress[OcclusionMaps]",
    target: int | None,
    layer_title: str,
    projection: dict[str, Any],
) -> dict[str, Any] | None:
    """What the linked view shows, or None while there is no position yet."""
    maps = progress.result
    if maps is None or maps.done == 0:
        return None
    this = mapped(maps, target)
    clean = dict(zip(maps.baseline.labels.tolist(), maps.baseline.probabilities.tolist(), strict=True))
    return occlusion_data(
        picture=picture.uri,
        covered=data_uri(filled_picture(picture.crop, maps.fill, maps.seed), "jpeg"),
        side=maps.side,
        size=maps.size,
        rows=maps.rows.tolist(),
        columns=maps.columns.tolist(),
        probability=this.probability.ravel().tolist(),
        label=maps.label.ravel().tolist(),
        top_labels=maps.top_labels.reshape(maps.total, -1).tolist(),
        top_probabilities=maps.top_probabilities.reshape(maps.total, -1).tolist(),
        titles=maps.names,
        clean={**clean, this.target: this.clean},
        target=this.target,
        order=_order(*maps.label.shape),
        done=maps.done,
        state=progress.state,
        shape=maps.shape,
        activation=_activation(maps, layer_title),
        projection=projection,
        relation=relation_words(this),
    )


def _activation(maps: "OcclusionMaps", layer_title: str) -> dict[str, Any] | None:
    if maps.activation is None:
        return None
    return {
        "title": f"{layer_title}, map {maps.unit}",
        "clean": maps.unit_activation,
        "values": maps.activation.ravel().tolist(),
    }


def relation_words(this: Mapped) -> str:
    """What the sums of the map say about the probability, with r."""
    if this.maps.activation is None:
        return ""
    r = correlation(this.maps.activation, this.probability)
    if r is None:
        return "No correlation yet: it takes three positions, and values that differ."
    return f"r = {signed(r)} over {this.maps.done:,} positions. {_meaning(r)}"


def signed(r: float) -> str:
    """
    >>> signed(-0.123), signed(-0.001)
    ('−0.12', '0.00')
    """
    return f"{round(r, 2) + 0:.2f}".replace("-", "−")


def _meaning(r: float) -> str:
    if r >= 0.6:
        return "What this map needs, the class needs, too."
    if r >= 0.25:
        return "They share some regions: the map is one of several that the class needs."
    if r > -0.25:
        return "Hardly any: the class does not hang on this map, or on its sum alone."
    return "Against each other: where the map loses, the class gains."


@lru_cache(maxsize=32)
def _order(rows: int, columns: int) -> tuple[int, ...]:
    """In which order the positions are computed, as indices of the flat map."""
    return tuple(row * columns + column for row, column in computing_order(rows, columns))
