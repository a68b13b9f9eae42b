"""What finished occlusion maps say in words, as a table and as arrays to keep."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import numpy as np

from cnnviz.probes.occlusion_reading import Ninths, ninths
from cnnviz.ui.downloads import csv_text
from cnnviz.ui.occlusion.linked import Mapped

if TYPE_CHECKING:
    import numpy.typing as npt

    from cnnviz.probes.occlusion import OcclusionMaps

SAID = 0.01  # a gain of one percentage point is worth a sentence
_DOWN = ("top", "middle", "bottom")
_ACROSS = ("left", "centre", "right")


def map_words(this: Mapped) -> str:
    """Where the answer is lost, and how often it changes, with numbers."""
    maps, probability = this.maps, this.probability
    row, column = np.unravel_index(int(np.nanargmin(probability)), probability.shape)
    top, left = int(maps.rows[row]), int(maps.columns[column])
    other = maps.names[int(maps.label[row, column])]
    says = "still says" if maps.label[row, column] == maps.baseline.labels[0] else "says"
    changed = int((maps.label != maps.baseline.labels[0]).sum())
    where = f"rows {top} to {top + maps.size - 1}, columns {left} to {left + maps.size - 1}"
    return (
        f"Clean, the network gives “{this.name}” {this.clean:.1%}. It loses most when {where} are covered: "
        f"{float(probability[row, column]):.1%} is left, and it {says} “{other}” there. The most probable label changes at "
        f"{changed:,} of {maps.total:,} positions."
    )


def region_words(this: Mapped) -> str:
    """Which ninth of the picture matters most, with numbers; and where the network does better without it."""
    maps = this.maps
    found = ninths(this.probability, maps.rows, maps.columns, maps.size, maps.side, clean=this.clean)
    least, most_gained = _at(np.abs(found.losses)), _at(found.losses)
    means = "(Means over each ninth of the picture, in percentage points.)"
    if found.losses[found.worst] < 0:
        return (
            f"**No region is needed:** with the occluder's centre in any ninth, “{this.name}” gains; least in the "
            f"{place_title(found.worst)}, where it {_change(found, found.worst)}, most in the {place_title(most_gained)}, where it "
            f"{_change(found, most_gained)}. {means}"
        )
    words = f"**The {place_title(found.worst)} matters most:** with the occluder's centre there, “{this.name}” {_change(found, found.worst)}"
    if least != found.worst:
        words += f"; in the {place_title(least)}, where it matters least, it {_change(found, least)}"
    if most_gained != least and found.losses[most_gained] <= -SAID:
        words += f"; without the {place_title(most_gained)} the network is surer: there it {_change(found, most_gained)}"
    return f"{words}. {means}"


def _at(values: "npt.NDArray[np.float64]") -> tuple[int, int]:
    """Where the lowest of the ninths is."""
    row, column = np.unravel_index(int(np.nanargmin(values)), (3, 3))
    return int(row), int(column)


def place_title(at: tuple[int, int]) -> str:
    """
    >>> place_title((0, 2)), place_title((1, 1))
    ('top right', 'middle')
    """
    return "middle" if at == (1, 1) else f"{_DOWN[at[0]]} {_ACROSS[at[1]]}"


def _change(found: Ninths, at: tuple[int, int]) -> str:
    points = 100 * float(found.losses[at])
    return f"{'loses' if points >= 0 else 'gains'} {abs(points):.1f} points"


def map_table(this: Mapped) -> str:
    """The maps as CSV, one line per position."""
    maps = this.maps
    header = ["row", "column", f"probability of {this.name}", "most probable label", "its probability"]
    if maps.activation is not None:
        header.append(f"sum of map {maps.unit} of {maps.layer}")

    def lines() -> Iterable[tuple[object, ...]]:
        for r, top in enumerate(maps.rows.tolist()):
            for c, left in enumerate(maps.columns.tolist()):
                line: tuple[object, ...] = (
                    top,
                    left,
                    float(this.probability[r, c]),
                    maps.names[int(maps.label[r, c])],
                    float(maps.top_probabilities[r, c, 0]),
                )
                yield line if maps.activation is None else (*line, float(maps.activation[r, c]))

    return csv_text(tuple(header), lines())


def map_arrays(maps: "OcclusionMaps") -> dict[str, Any]:
    """The maps as arrays for an NPZ file, with everything needed to read them."""
    arrays: dict[str, Any] = {
        "probability": maps.probability,
        "probabilities": maps.probabilities,
        "label": maps.label,
        "top_labels": maps.top_labels,
        "top_probabilities": maps.top_probabilities,
        "rows": maps.rows,
        "columns": maps.columns,
        "size": maps.size,
        "stride": maps.stride,
        "shape": maps.shape,
        "fill": maps.fill,
        "seed": maps.seed,
        "target": maps.target,
        "targets": maps.targets,
        "target_probability": maps.target_probability,
        "target_probabilities": maps.target_probabilities,
        "baseline_labels": maps.baseline.labels,
        "baseline_probabilities": maps.baseline.probabilities,
        "names": maps.names,
        "method": maps.method,
    }
    if maps.activation is not None:
        arrays |= {
            "activation": maps.activation,
            "layer": maps.layer,
            "unit": maps.unit,
            "unit_activation": maps.unit_activation,
        }
    return arrays
