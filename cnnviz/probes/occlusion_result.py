"""What an occlusion map holds, and the board on which it grows."""

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import numpy.typing as npt

from cnnviz.probes.predict import Prediction

Floats = npt.NDArray[np.float32]
Integers = npt.NDArray[np.int32]
Way = Literal["incremental", "loop"]

_GROWING = ("probability", "probabilities", "label", "top_labels", "top_probabilities", "activation")


@dataclass(frozen=True)
class OcclusionMaps:
    """What the network says for every position of the occluder; R × C positions, arrays read-only.

    Attributes:
        probability: (R, C) probability of the `target` class; NaN where not computed yet.
        probabilities: (T, R, C) those of all `targets`; the first one is `probability`.
        label: (R, C) most probable class; -1 where not computed yet.
        top_labels: (R, C, k) the k = 5 most probable classes, best first; -1 where not computed yet.
        top_probabilities: (R, C, k) theirs; NaN where not computed yet.
        activation: (R, C) sum over map `unit` of `layer`; NaN where not computed yet. None without a layer.
        rows: (R,) first row of the box that holds the occluder, in pixels of the network's view.
        columns: (C,) first column of that box.
        baseline: the clean picture's k most probable classes.
        target: the class that `probability` is about.
        target_probability: its probability in the clean picture.
        targets: the T classes that `probabilities` is about, `target` first, each once.
        target_probabilities: (T,) theirs in the clean picture.
        names: the names of all classes.
        side: side of the network's view, in pixels.
        size, stride, shape, fill, seed, layer: as asked for.
        unit: which map of `layer`: as asked for, else the one with the largest sum in the clean picture. None
            without a layer.
        unit_activation: that map's sum in the clean picture, None without a layer.
        done: how many positions are computed.
        method: "incremental" if only what the occluder changes was computed anew, "loop" if each position
            took a whole pass. The values are the same.
        why: why it was the loop, in a sentence; "" for the incremental method.
    """

    probability: Floats
    probabilities: Floats
    label: Integers
    top_labels: Integers
    top_probabilities: Floats
    activation: Floats | None
    rows: Integers
    columns: Integers
    baseline: Prediction
    target: int
    target_probability: float
    targets: tuple[int, ...]
    target_probabilities: Floats
    names: tuple[str, ...]
    side: int
    size: int
    stride: int
    shape: str
    fill: str
    seed: int
    layer: str | None
    unit: int | None
    unit_activation: float | None
    done: int
    method: Way
    why: str

    @property
    def total(self) -> int:
        """How many positions there are, R × C."""
        return self.label.size

    @property
    def positions(self) -> Integers:
        """(R, C, 2) first row and first column of the occluder's box."""
        return np.stack(np.meshgrid(self.rows, self.columns, indexing="ij"), axis=-1)


class Board:
    """The arrays of a map while it grows: NaN and -1 until a position is filled in."""

    def __init__(self, grid: tuple[int, int], targets: int, k: int) -> None:
        self.probabilities = np.full((targets, *grid), np.nan, np.float32)
        self.top_labels = np.full((*grid, k), -1, np.int32)
        self.top_probabilities = np.full((*grid, k), np.nan, np.float32)
        self.activation = np.full(grid, np.nan, np.float32)

    @property
    def probability(self) -> Floats:
        first: Floats = self.probabilities[0]
        return first

    @property
    def label(self) -> Integers:
        labels: Integers = self.top_labels[..., 0]
        return labels

    def snapshot(self, maps: OcclusionMaps, done: int) -> OcclusionMaps:
        """`maps` with the board as it is now, in read-only arrays of their own."""
        frozen = {}
        for name in _GROWING:
            if getattr(maps, name) is not None:
                frozen[name] = getattr(self, name).copy()
                frozen[name].setflags(write=False)
        return replace(maps, done=done, **frozen)
