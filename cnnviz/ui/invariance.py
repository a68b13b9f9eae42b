"""From the engine's curves to what the page of lesson C5 shows: series, table, arrays."""

import math
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import numpy as np

from cnnviz.palette import QUALITATIVE
from cnnviz.ui.downloads import csv_text
from cnnviz.ui.pictures import Picture

if TYPE_CHECKING:
    from cnnviz.probes.invariance import Invariance


def series_of(picture: Picture, curves: "Invariance", number: int) -> dict[str, Any]:
    """One picture's curves as the component takes them; `number` decides the colour."""
    return {
        "picture": picture.uri,
        "title": picture.title,
        "colour": QUALITATIVE[number],
        "target": curves.names[curves.target],
        "first": _known(curves.first),
        "top": _known(curves.top),
        "probability": _known(curves.probability),
        "label": curves.label.tolist(),
    }


def label_names(several: "Iterable[Invariance]") -> dict[int, str]:
    """The names of all labels that occur in the curves."""
    return {
        int(label): curves.names[label] for curves in several for label in set(curves.label.tolist()) - {-1}
    }


def curve_table(rows: "Iterable[tuple[Picture, Invariance]]") -> str:
    """All curves as CSV, one line per picture and amount."""
    header = (
        "picture", "move", "amount", "distance in the first layer", "distance of the top features",
        "class", "its probability", "most probable label",
    )  # fmt: skip

    def lines() -> Iterable[tuple[object, ...]]:
        for picture, curves in rows:
            for i in range(curves.done):
                yield (
                    picture.title, curves.move, float(curves.amounts[i]), float(curves.first[i]), float(curves.top[i]),
                    curves.names[curves.target], float(curves.probability[i]), curves.names[int(curves.label[i])],
                )  # fmt: skip

    return csv_text(header, lines())


def curve_arrays(rows: "Iterable[tuple[Picture, Invariance]]") -> dict[str, Any]:
    """All curves as arrays for an NPZ file: (pictures, amounts) each."""
    pictures, curves = zip(*rows, strict=True)
    stacked = {
        name: np.stack([getattr(one, name) for one in curves])
        for name in ("first", "top", "probability", "label")
    }
    return {
        "pictures": tuple(picture.title for picture in pictures),
        "classes": tuple(one.names[one.target] for one in curves),
        "amounts": curves[0].amounts,
        "move": curves[0].move,
        **stacked,
    }


def _known(values: Iterable[float]) -> list[float | None]:
    return [None if math.isnan(value) else round(float(value), 5) for value in values]
