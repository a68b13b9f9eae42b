"""From the engine's answers about a training to what lesson C6 shows: the wall, the curves, table and arrays."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import streamlit as st

from cnnviz.engine.growing import ConvergenceRequest, EvolutionRequest, Stages, stages_of
from cnnviz.images import PictureSet, data_uri, png_bytes, sample_crops
from cnnviz.images.montage import columns_for, filter_picture, sheet
from cnnviz.networks.snapshots import History, history, stages
from cnnviz.ui.downloads import csv_text, npz_bytes
from cnnviz.ui.projections import sheet_data, tiles

if TYPE_CHECKING:
    from cnnviz.probes.convergence import Convergence
    from cnnviz.probes.evolution import Evolution

KIND = "zfnet"
NETWORK = f"cnnviz_{KIND}"
LAYERS = {"conv1": 96, "conv2": 256, "conv3": 384, "conv4": 384, "conv5": 256}
"""The convolutions of the lesson, and how many maps each has (Zeiler & Fergus 2013, figure 3)."""
ROWS = 6


@dataclass(frozen=True)
class Training:
    """What there is of the training of our network: its history, its stages, and the pictures that are asked about."""

    past: History
    names: dict[int, str]
    pictures: PictureSet

    @property
    def epochs(self) -> list[int]:
        return list(self.names)

    @property
    def stages(self) -> Stages:
        return stages_of(self.names)

    def evolution(self, layer: str, maps: tuple[int, ...]) -> EvolutionRequest:
        relu = layer.replace("conv", "relu")  # the layer's maps are what its ReLU lets through
        return EvolutionRequest(NETWORK, self.pictures.id, self.stages, relu, maps)

    def convergence(self) -> ConvergenceRequest:
        return ConvergenceRequest(NETWORK, self.pictures.id, self.stages)


@lru_cache(maxsize=1)
def training() -> Training:
    """The one that comes with cnnviz; shared by all sessions, never changed."""
    return Training(history(KIND), stages(KIND), sample_crops())


def wall_data(
    this: Training,
    layer: str,
    maps: tuple[int, ...],
    evolution: "Evolution | None",
    alike: "Convergence | None",
) -> dict[str, Any]:
    """Everything that the component shows, as far as it is known."""
    past = this.past.passed
    return {
        "layer": layer,
        "stages": this.epochs,
        "maps": list(maps),
        "known": _known(evolution, this.pictures.names) if evolution else [],
        "filters": _filters(alike) if alike else [],
        "curves": {
            "epochs": [row.epoch for row in past],
            "accuracy": [round(row.accuracy, 4) for row in past],
            "loss": [round(row.loss, 4) for row in past],
        },
        "alike": {"stages": this.epochs, **_alike(alike)},
    }


def _alike(alike: "Convergence | None") -> dict[str, Any]:
    if alike is None:
        return {"layers": [], "epochs": [], "maps": [], "weights": []}
    return {
        "layers": list(alike.layers),
        "epochs": alike.epochs.tolist(),
        "maps": alike.maps.round(4).tolist(),
        "weights": alike.weights.round(4).tolist(),
    }


@lru_cache(maxsize=8)
def _known(evolution: "Evolution", names: tuple[str, ...]) -> list[dict[str, Any]]:
    """One entry per stage. Kept, since a click asks for the same pictures again."""
    jumps = evolution.jumps
    return [
        {
            "projection": sheet_data(tiles(evolution.pixels[at]).pictures, 1),
            "patch": _photos(evolution.patches[at]),
            "activation": _numbers(evolution.activation[at]),
            "second": _numbers(evolution.runner_up[at]),
            "names": [names[index] for index in evolution.image[at].tolist()],
            "jumps": jumps[at].tolist(),
        }
        for at in range(len(evolution.epochs))
    ]


def _photos(patches: Any) -> dict[str, Any]:
    """Patches in one column; large ones as a JPEG, which takes a tenth."""
    count, height, width, _ = patches.shape
    made = {"columns": 1, "cell": [height, width], "count": count}
    whole = sheet(patches, 1)
    return made | {
        "png": data_uri(whole if height < 32 else whole[..., :3].copy(), "png" if height < 32 else "jpeg")
    }


def _numbers(values: Any) -> list[float]:
    return [float(f"{value:.5g}") for value in values]


@lru_cache(maxsize=4)
def _filters(alike: "Convergence") -> list[str]:
    """The first layer's filters at each stage, each filter on its own scale, four pixels a weight."""
    columns = columns_for(alike.filters.shape[1], 2.0)
    large = alike.filters.repeat(4, 3).repeat(4, 4)
    return [data_uri(filter_picture(weights, columns)) for weights in large]


def evolution_table(evolution: "Evolution", names: tuple[str, ...]) -> str:
    """The strongest units as CSV, one line per stage and map."""
    header = (
        "epoch",
        "layer",
        "map",
        "activation",
        "picture",
        "row",
        "column",
        "second",
        "another picture than before",
    )

    def lines() -> Iterable[tuple[object, ...]]:
        jumps = evolution.jumps
        for at, epoch in enumerate(evolution.epochs.tolist()):
            for number, map_ in enumerate(evolution.maps.tolist()):
                row, column = evolution.unit[at, number].tolist()
                yield (
                    epoch, evolution.layer, map_, float(evolution.activation[at, number]),
                    names[int(evolution.image[at, number])], row, column,
                    float(evolution.runner_up[at, number]), bool(jumps[at, number]),
                )  # fmt: skip

    return csv_text(header, lines())


def evolution_arrays(evolution: "Evolution", alike: "Convergence | None") -> dict[str, Any]:
    """The same with all pixels, as arrays for an NPZ file."""
    names = ("epochs", "maps", "activation", "image", "unit", "runner_up", "pixels", "patches")
    arrays = {name: getattr(evolution, name) for name in names}
    if alike is not None:
        arrays |= {
            "like_by_weights": alike.weights,
            "like_by_maps": alike.maps,
            "layers": np.array(alike.layers),
        }
    return arrays


def figure_picture(evolution: "Evolution") -> npt.NDArray[np.uint8]:
    """The wall as one picture, as in the paper's figure 4: a row per map, a column per stage."""
    made = np.stack([tiles(stage).pictures for stage in evolution.pixels], axis=1)
    return sheet(made.reshape(-1, *made.shape[2:]), made.shape[1])


def downloads(evolution: "Evolution", alike: "Convergence | None", this: Training) -> None:
    """Table, arrays and the wall; each is made when its button is pressed."""
    name = f"evolution-{evolution.layer}"
    files: tuple[tuple[str, str, str, Callable[[], bytes]], ...] = (
        ("Numbers as CSV", "csv", "text/csv", lambda: evolution_table(evolution, this.pictures.names).encode()),
        ("Numbers as NPZ", "npz", "application/octet-stream", lambda: npz_bytes(evolution_arrays(evolution, alike))),
        ("The wall as PNG", "png", "image/png", lambda: png_bytes(figure_picture(evolution))),
    )  # fmt: skip
    for column, (label, ending, kind, make) in zip(st.columns([1, 1, 1, 1]), files, strict=False):
        column.download_button(label, make, f"{name}.{ending}", kind, on_click="ignore", width="stretch")
