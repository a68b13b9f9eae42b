"""Feature maps: what every layer of a network makes of a picture, from one forward pass."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import torch
from PIL import Image

from cnnviz.networks.devices import exact_arithmetic
from cnnviz.networks.network import Network
from cnnviz.probes.predict import Prediction, top_classes
from cnnviz.probes.watch import run_watched

Floats = npt.NDArray[np.float32]
Integers = npt.NDArray[np.int32]
Levels = npt.NDArray[np.uint8]

ZERO = 128  # the level of 0 in a signed map
SIGNED_STEPS = 127


@dataclass(frozen=True)
class LayerMaps:
    """The C feature maps of one layer, each H × W.

    Attributes:
        layer: the layer's address, such as "features.1".
        levels: (C, H, W) the maps in 256 levels, each map on its own scale. Not signed: 0..255 for 0 to
            `scale`. Signed: 128 is 0, and 1 and 255 are -`scale` and `scale`.
        scale: (C,) the largest absolute value of each map.
        signed: whether any value of the layer is below 0.
        mean, lowest, highest: (C,) of each map.
        strength: (C,) standard deviation of each map over its places: how much it tells one place from another. By it
            maps are put in order; a map that is the same everywhere says nothing, however large its values.
        zeros: (C,) share of values that are exactly 0, in 0..1.
        peak: (C, 2) row and column of each map's largest value, the one nearest to the middle if there are several: what
            an activation with an upper limit cuts off often begins in a corner.
        values: (C, H, W) the values themselves, or None where only the levels were kept.
    """

    layer: str
    levels: Levels
    scale: Floats
    signed: bool
    mean: Floats
    lowest: Floats
    highest: Floats
    strength: Floats
    zeros: Floats
    peak: Integers
    values: Floats | None = None

    @property
    def shape(self) -> tuple[int, int, int]:
        """(C, H, W)."""
        channels, height, width = self.levels.shape
        return channels, height, width

    @cached_property
    def order(self) -> Integers:
        """(C,) the maps, the strongest first."""
        return np.argsort(-self.strength, kind="stable").astype(np.int32)

    @property
    def dead(self) -> Integers:
        """The maps that are 0 everywhere on this picture."""
        return np.flatnonzero(self.zeros == 1).astype(np.int32)

    @property
    def sparsity(self) -> float:
        """Share of all the layer's values that are exactly 0, in 0..1."""
        return float(self.zeros.mean())


@dataclass(frozen=True)
class FeatureMaps:
    """The maps of several layers on one picture.

    Attributes:
        layers: in the order in which they run.
        titles: what the listed layers of the network are called, by address.
        prediction: the network's five most probable classes.
        side: of the network's view of the picture, in pixels.
    """

    layers: tuple[LayerMaps, ...]
    titles: Mapping[str, str]
    prediction: Prediction
    side: int

    def find(self, layer: str) -> LayerMaps | None:
        """The maps of that layer, None if it is not among them."""
        return next((maps for maps in self.layers if maps.layer == layer), None)


def feature_maps(net: Network, image: Image.Image, layers: Sequence[str] | None = None) -> FeatureMaps:
    """The feature maps of the given layers (None: of all in `net.layers`) on a picture, in one forward pass.

    Only levels and statistics are kept, a quarter of the memory; `layer_maps` gives a layer's values.

    Raises:
        ValueError: no such layer.
    """
    names = [layer.name for layer in net.layers] if layers is None else list(layers)
    found: dict[str, LayerMaps] = {}

    def listen(layer: str, output: torch.Tensor) -> bool:
        found.setdefault(layer, summarise(layer, output[0]))
        return False

    with torch.inference_mode(), exact_arithmetic(net.device):
        logits = run_watched(net, net.preprocess(image)[None], listen, names)
        assert logits is not None  # `listen` never ends the pass
        prediction = top_classes(net, torch.softmax(logits, dim=1)[0])
    for name in names:
        _require_output(name, name in found)
    return FeatureMaps(
        layers=tuple(maps for maps in found.values() if maps.layer in names),
        titles={layer.name: layer.title for layer in net.layers},
        prediction=prediction,
        side=net.input_size,
    )


def layer_maps(net: Network, image: Image.Image, layer: str) -> LayerMaps:
    """The feature maps of one layer with their values. The layers behind it do not run.

    Args:
        layer: a module's path, with `#1` for the output of its second run and so on.

    Raises:
        ValueError: no such layer, or none with maps.
    """
    found: list[LayerMaps] = []

    def listen(heard: str, output: torch.Tensor) -> bool:
        if heard == layer:
            found.append(summarise(layer, output[0], keep=True))
        return heard == layer

    with torch.inference_mode(), exact_arithmetic(net.device):
        run_watched(net, net.preprocess(image)[None], listen, [layer.partition("#")[0]])
    _require_output(layer, bool(found))
    return found[0]


def summarise(layer: str, maps: torch.Tensor, keep: bool = False) -> LayerMaps:
    """(C, H, W) maps as levels and statistics; `keep` keeps the values, too."""
    flat = maps.flatten(1).float()
    highest = flat.amax(1)
    peak = _nearest_peak(flat, highest, maps.shape[1:])
    lowest = flat.amin(1)
    size = torch.maximum(highest.abs(), lowest.abs())
    safe = torch.where(size > 0, size, torch.ones_like(size))[:, None]
    signed = bool((lowest < 0).any())
    share = flat / safe
    levels = ZERO + (share * SIGNED_STEPS).round() if signed else (share * 255).round()
    rows = torch.stack([peak // maps.shape[2], peak % maps.shape[2]], dim=1)
    return LayerMaps(
        layer=layer,
        levels=levels.to(torch.uint8).reshape(maps.shape).cpu().numpy(),
        scale=_array(size),
        signed=signed,
        mean=_array(flat.mean(1)),
        lowest=_array(lowest),
        highest=_array(highest),
        strength=_array(flat.std(1, correction=0)),
        zeros=_array((flat == 0).float().mean(1)),
        peak=rows.int().cpu().numpy(),
        # A copy: a later layer may work in place on these maps.
        values=_array(maps.float().clone(memory_format=torch.contiguous_format)) if keep else None,
    )


def _nearest_peak(flat: torch.Tensor, highest: torch.Tensor, size: torch.Size) -> torch.Tensor:
    """(C,) index of each map's largest value, the nearest to the middle of (H, W) = `size` if there are several."""
    rows, columns = (torch.arange(side, device=flat.device) - (side - 1) / 2 for side in size)
    distance = (rows[:, None] ** 2 + columns**2).flatten()
    return torch.where(flat == highest[:, None], distance, torch.inf).argmin(1)


def _array(tensor: torch.Tensor) -> Floats:
    array: Floats = tensor.cpu().numpy()
    return array


def _require_output(layer: str, there: bool) -> None:
    if not there:
        raise ValueError(
            f"The layer {layer!r} gives no feature maps: it takes no part in a prediction, or its output has no rows "
            "and columns."
        )
