"""From the engine's occlusion maps to what the page of lesson C3 shows: the linked view, words, tables."""

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from cnnviz.components.occlusion_view import occlusion_data
from cnnviz.engine import Progress
from cnnviz.images import data_uri
from cnnviz.probes.fills import filled_picture
from cnnviz.probes.positions import spread_order
from cnnviz.ui.downloads import csv_text
from cnnviz.ui.pictures import Picture

if TYPE_CHECKING:
    from cnnviz.probes.occlusion import OcclusionMaps


def view_data(picture: Picture, progress: "Progress[OcclusionMaps]") -> dict[str, Any] | None:
    """What the linked view shows, or None while there is no answer yet."""
    maps = progress.result
    if maps is None:
        return None
    clean = dict(zip(maps.baseline.labels.tolist(), maps.baseline.probabilities.tolist(), strict=True))
    return occlusion_data(
        picture=picture.uri,
        covered=data_uri(filled_picture(picture.crop, maps.fill), "jpeg"),
        side=maps.side,
        size=maps.size,
        rows=maps.rows.tolist(),
        columns=maps.columns.tolist(),
        probability=maps.probability.ravel().tolist(),
        label=maps.label.ravel().tolist(),
        top_labels=maps.top_labels.reshape(maps.total, -1).tolist(),
        top_probabilities=maps.top_probabilities.reshape(maps.total, -1).tolist(),
        titles=maps.names,
        clean={**clean, maps.target: maps.target_probability},
        target=maps.target,
        order=_order(*maps.label.shape),
        done=maps.done,
        state=progress.state,
    )


@lru_cache(maxsize=32)
def _order(rows: int, columns: int) -> tuple[int, ...]:
    """In which order the positions are computed, as indices of the flat map."""
    return tuple(row * columns + column for row, column in spread_order(rows, columns))


def map_words(maps: "OcclusionMaps") -> str:
    """What a finished map says: where the answer is lost, and how often it changes, with numbers."""
    row, column = np.unravel_index(int(np.nanargmin(maps.probability)), maps.probability.shape)
    top, left = int(maps.rows[row]), int(maps.columns[column])
    lowest, clean = float(maps.probability[row, column]), maps.target_probability
    name, other = maps.names[maps.target], maps.names[int(maps.label[row, column])]
    changed = int((maps.label != maps.baseline.labels[0]).sum())
    where = f"rows {top} to {top + maps.size - 1}, columns {left} to {left + maps.size - 1}"
    return (
        f"Clean, the network gives “{name}” {clean:.1%}. It loses most when {where} are covered: {lowest:.1%} is left, "
        f"and it says “{other}” there. The most probable label changes at {changed:,} of {maps.total:,} positions."
    )


def map_table(maps: "OcclusionMaps") -> str:
    """The maps as CSV, one line per position."""
    header = (
        "row",
        "column",
        f"probability of {maps.names[maps.target]}",
        "most probable label",
        "its probability",
    )

    def lines() -> Iterable[tuple[object, ...]]:
        for r, top in enumerate(maps.rows.tolist()):
            for c, left in enumerate(maps.columns.tolist()):
                yield (
                    top,
                    left,
                    float(maps.probability[r, c]),
                    maps.names[int(maps.label[r, c])],
                    float(maps.top_probabilities[r, c, 0]),
                )

    return csv_text(header, lines())


def map_arrays(maps: "OcclusionMaps") -> dict[str, Any]:
    """The maps as arrays for an NPZ file, with everything needed to read them."""
    return {
        "probability": maps.probability,
        "label": maps.label,
        "top_labels": maps.top_labels,
        "top_probabilities": maps.top_probabilities,
        "rows": maps.rows,
        "columns": maps.columns,
        "size": maps.size,
        "stride": maps.stride,
        "fill": maps.fill,
        "target": maps.target,
        "target_probability": maps.target_probability,
        "baseline_labels": maps.baseline.labels,
        "baseline_probabilities": maps.baseline.probabilities,
        "names": maps.names,
    }
