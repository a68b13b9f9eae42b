"""The way down small enough to be shown: of every stage the numbers and the strongest few maps of its signal."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PIL import Image

from cnnviz.networks.network import Network
from cnnviz.probes.deconvnet import Unit
from cnnviz.probes.descent import Method
from cnnviz.probes.stages import Stage, descend

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Halt:
    """One stage of the way down; arrays read-only.

    Attributes:
        steps, layers, arrived, corner, shape: as for `cnnviz.probes.stages.Stage`.
        size: rows and columns of the window that the signal has reached.
        live: how many of the layer's maps carry any signal.
        positive, negative: how many values of the window are above and below 0, over all its maps.
        maps: (k,) numbers of the maps shown, the one with the most energy first; at the picture 0, 1, 2: red, green, blue.
        values: (k, h, w) their signal.
        share: of the signal's energy (sum of squares) in these maps, 0..1.
    """

    steps: tuple[str, ...]
    layers: tuple[str, ...]
    arrived: str
    corner: tuple[int, int]
    shape: tuple[int, ...]
    size: tuple[int, int]
    live: int
    positive: int
    negative: int
    maps: npt.NDArray[np.int32]
    values: Floats
    share: float


@dataclass(frozen=True)
class WayDown:
    """One unit's signal from its layer to the pixels.

    Attributes:
        halts: the unit alone first, the picture last.
        unit: (map, row, column) of the layer.
    """

    halts: tuple[Halt, ...]
    unit: Unit


def way_down(
    net: Network,
    image: Image.Image,
    layer: str,
    unit: Unit,
    *,
    method: Method = "deconvnet",
    switches: bool = True,
    k: int = 9,
) -> WayDown:
    """The stages of `descend`, each with the k maps whose signal is strongest.

    Raises:
        ValueError: as for `descend`.
    """
    stages = descend(net, image, layer, unit, method=method, switches=switches)
    return WayDown(tuple(_halt(stage, k) for stage in stages), unit)


def _halt(stage: Stage, k: int) -> Halt:
    signal = stage.signal
    energy = np.square(signal, dtype=np.float64).sum((1, 2))
    order = np.argsort(-energy, kind="stable")[:k] if stage.arrived else np.arange(len(signal))
    values = signal[order]
    whole = float(energy.sum())
    for array in (order, values):
        array.setflags(write=False)
    return Halt(
        steps=stage.steps,
        layers=stage.layers,
        arrived=stage.arrived,
        corner=stage.corner,
        shape=stage.shape,
        size=(signal.shape[1], signal.shape[2]),
        live=int((energy > 0).sum()),
        positive=int((signal > 0).sum()),
        negative=int((signal < 0).sum()),
        maps=order.astype(np.int32),
        values=values,
        share=float(energy[order].sum()) / whole if whole else 0.0,
    )
