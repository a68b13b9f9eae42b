"""From the engine's feature maps to what the page of lesson C1 shows in the browser."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from cnnviz.images.montage import (
    columns_for,
    filter_picture,
    montage,
    palette_png,
    png_address,
    reduced,
)
from cnnviz.images.views import data_uri
from cnnviz.palette import ACTIVATION, SIGNED
from cnnviz.ui.pictures import Picture

if TYPE_CHECKING:
    from cnnviz.probes.activations import FeatureMaps, LayerMaps
    from cnnviz.probes.fields import Field
    from cnnviz.probes.units import Unit

SHOWN = 16  # maps of each layer in the glance
THUMB = 56  # pixels along a side of a small map, at most
CELL = 64  # of a map in the montage
FILTER = 15  # of a filter in their picture, at least
PLANE = 96  # of a map that feeds a unit


@dataclass(frozen=True)
class Names:
    """What layers are called on screen; one inside a block, by its address."""

    titles: Mapping[str, str]

    def __call__(self, layer: str) -> str:
        """
        >>> Names({"blocks.3": "block 3"})("blocks.3.depthwise")
        'block 3, depthwise'
        >>> Names({"layer1.0": "conv2_1"})("layer1.0.relu#1")
        'conv2_1, relu (run 2)'
        """
        path, _, call = layer.partition("#")
        run = f" (run {int(call) + 1})" if call else ""
        around = [name for name in self.titles if path.startswith(f"{name}.")]
        if layer in self.titles or not around:
            return self.titles.get(layer, path + run)
        outer = max(around, key=len)
        return f"{self.titles[outer]}, {path.removeprefix(outer + '.')}{run}"


def packed(array: npt.NDArray[Any]) -> str:
    """The array's bytes in base64: for numbers on their way to a canvas cheaper than any picture format."""
    return base64.b64encode(np.ascontiguousarray(array).tobytes()).decode("ascii")


def scale_of(maps: "LayerMaps") -> tuple[str, ...]:
    """The colours that these maps are painted with."""
    return SIGNED if maps.signed else ACTIVATION


def glance_data(picture: Picture, features: "FeatureMaps", names: Names, classes: int) -> dict[str, Any]:
    """The photo, a column of small maps for each layer, and the top five of so many classes."""
    top = features.prediction
    return {
        "photo": picture.uri,
        "alt": picture.alt,
        "side": features.side,
        "layers": [_column(maps, names) for maps in features.layers],
        "classes": classes,
        "top": [
            {"name": name, "p": round(float(chance), 4)}
            for name, chance in zip(top.names, top.probabilities, strict=True)
        ],
    }


def _column(maps: "LayerMaps", names: Names) -> dict[str, Any]:
    order = maps.order[:SHOWN]
    small = reduced(maps.levels[order], THUMB)
    return {
        "name": maps.layer,
        "title": names(maps.layer),
        "shape": list(maps.shape),
        "signed": maps.signed,
        "dead": len(maps.dead),
        "sparsity": round(maps.sparsity, 4),
        "maps": order.tolist(),
        "strength": [round(float(maps.strength[k]), 4) for k in order],
        "size": list(small.shape[1:]),
        "pixels": packed(small),
    }


def filters_data(layer: str, weights: npt.NDArray[np.float32] | None) -> dict[str, Any] | None:
    """The first layer's filters as one picture; None where they do not read red, green and blue."""
    if weights is None or weights.shape[1] != 3:
        return None
    count, _, height, width = weights.shape
    columns = columns_for(count, 1.0)
    zoom = max(1, FILTER // height)  # so that the gap between two filters is thin
    return {
        "layer": layer,
        "count": count,
        "columns": columns,
        "cell": [zoom * height, zoom * width],
        "png": data_uri(filter_picture(weights.repeat(zoom, 2).repeat(zoom, 3), columns)),
    }


@dataclass(frozen=True)
class Chosen:
    """The layer, map and place that are looked at, with nothing left open."""

    layer: str
    map: int
    row: int
    column: int


def chosen_data(maps: "LayerMaps", chosen: Chosen, names: Names, field: "Field | None") -> dict[str, Any]:
    """The chosen layer's montage, and the chosen map's place and numbers in it."""
    k = chosen.map
    small = reduced(maps.levels[maps.order], CELL)
    columns = columns_for(len(small))
    return {
        "layer": maps.layer,
        "title": names(maps.layer),
        "shape": list(maps.shape),
        "signed": maps.signed,
        "field": field
        and {
            "size": list(field.size),
            "first": list(field.first),
            "jump": list(field.jump),
            "end": list(field.end),
        },
        "map": k,
        "row": chosen.row,
        "column": chosen.column,
        "rank": int(np.flatnonzero(maps.order == k)[0]),
        "dead": len(maps.dead),
        "sparsity": round(maps.sparsity, 4),
        "numbers": {
            "mean": float(maps.mean[k]),
            "lowest": float(maps.lowest[k]),
            "highest": float(maps.highest[k]),
            "zeros": float(maps.zeros[k]),
            "scale": float(maps.scale[k]),
        },
        "montage": {
            "png": png_address(palette_png(montage(small, columns), scale_of(maps))),
            "columns": columns,
            "cell": list(small.shape[1:]),
            "order": maps.order.tolist(),
        },
    }


def unit_data(unit: "Unit", names: Names) -> dict[str, Any]:
    """One unit taken apart: the maps that feed it, their windows and terms, and the steps to its value."""
    window, fed = unit.window, unit.feeders
    shown = window.strongest[: len(fed.levels)]
    small = reduced(fed.levels, PLANE)
    rgb = unit.from_picture and len(window.maps) == 3
    order = np.arange(3) if rgb else np.arange(len(shown))
    feeders = []
    for place in sorted(order.tolist(), key=lambda at: int(shown[at])) if rgb else order.tolist():
        c = int(shown[place])
        feeders.append(
            {
                "map": int(window.maps[c]),
                "term": float(window.terms[c]),
                "weights": _rounded(window.weights[c]),
                "patch": _rounded(window.patch[c]),
                "pixels": packed(small[place]),
                "scale": float(fed.scale[place]),
            }
        )
    rest = np.delete(window.terms, shown)
    return {
        "kind": window.kind,
        "layer": unit.layer,
        "map": unit.map,
        "row": unit.row,
        "column": unit.column,
        "value": unit.value,
        "plane": packed(unit.plane.astype("<f4")),
        "planeSize": list(unit.plane.shape),
        "feeding": unit.feeding,
        "feedingTitle": names(unit.feeding) if unit.feeding else None,
        "fromPicture": unit.from_picture,
        "rgb": rgb,
        "signed": fed.signed,
        "feeders": feeders,
        "size": list(small.shape[1:]),
        "fullSize": list(fed.levels.shape[1:]),
        "rows": window.rows.tolist(),
        "columns": window.columns.tolist(),
        "inside": window.inside.astype(int).tolist(),
        # Behind a max pooling the window does not move evenly: its winner is somewhere else for every output.
        "stride": None if any(step.kind == "maximum" for step in unit.steps) else list(window.stride),
        "rest": {"count": len(rest), "sum": float(rest.sum())},
        "bias": window.bias,
        "total": window.total,
        "steps": [
            {"kind": step.kind, "name": step.name, "numbers": step.numbers, "value": step.value}
            for step in unit.steps
        ],
    }


def _rounded(values: npt.NDArray[np.float64]) -> list[list[float]]:
    """Five significant digits: what is printed has four at most."""
    return [[float(f"{value:.5g}") for value in row] for row in values.tolist()]
