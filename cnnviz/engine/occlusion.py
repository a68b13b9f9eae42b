"""Occlusion maps as a request. A finished one outlives the process: it is kept on disk."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from cnnviz.engine.disk import DiskCache, Entry, Key
from cnnviz.engine.requests import Request, Update

if TYPE_CHECKING:
    from PIL import Image

    from cnnviz.networks.network import Network
    from cnnviz.probes.occlusion import OcclusionMaps
    from cnnviz.probes.pace import Pace

_ARRAYS = ("probabilities", "top_labels", "top_probabilities", "rows", "columns", "target_probabilities")
_NUMBERS = ("targets", "side", "unit", "unit_activation", "method", "why")


@dataclass(frozen=True)
class OcclusionRequest(Request["OcclusionMaps"]):
    """The maps of `cnnviz.probes.occlusion.occlusion_maps`, whose parameters these are.

    A finished answer is kept on disk under (weights, picture, all parameters), so a server that was started
    again finds it.
    """

    size: int = 32
    stride: int = 8
    shape: str = "square"
    fill: str = "gray"
    seed: int = 0
    target: int | None = None
    targets: tuple[int, ...] = ()
    layer: str | None = None
    unit: int | None = None

    # The clean picture's activations, as far as they are needed, and room for patches: 119 MB measured for
    # VGG-16 at step 4.
    holds: ClassVar[int] = 120_000_000

    def steps(self, net: "Network", picture: "Image.Image") -> Iterator[Update["OcclusionMaps"]]:
        from cnnviz.probes.occlusion import occlusion_steps

        cache, key = DiskCache(), self._key(net)
        entry = cache.get(key)
        if entry is not None:
            kept = self._kept(entry, net)
            yield Update(kept, kept.done, kept.total)
            return
        for maps in occlusion_steps(net, picture, **self._parameters()):
            if maps.done == maps.total:
                cache.put(key, _header(maps), _arrays(maps))
            yield Update(maps, maps.done, maps.total)

    def _parameters(self) -> dict[str, Any]:
        return {
            "size": self.size,
            "stride": self.stride,
            "shape": self.shape,
            "fill": self.fill,
            "seed": self.seed,
            "target": self.target,
            "targets": self.targets,
            "layer": self.layer,
            "unit": self.unit,
        }

    def _key(self, net: "Network") -> Key:
        asked = {**self._parameters(), "targets": ",".join(map(str, self.targets))}
        return ("occlusion", net.name, net.weights_id, net.input_size, self.picture, *asked.values())

    def _kept(self, entry: Entry, net: "Network") -> "OcclusionMaps":
        """The maps as they were when they were kept."""
        from cnnviz.probes.occlusion import OcclusionMaps
        from cnnviz.probes.predict import Prediction

        arrays: dict[str, Any] = dict(entry.arrays)
        for array in arrays.values():
            array.setflags(write=False)
        labels, shares = arrays.pop("baseline_labels"), arrays.pop("baseline_probabilities")
        numbers = {**entry.header, "targets": tuple(entry.header["targets"])}
        return OcclusionMaps(
            **{**self._parameters(), **numbers, "target": numbers["targets"][0]},
            **{name: arrays[name] for name in _ARRAYS},
            activation=arrays.get("activation"),
            probability=arrays["probabilities"][0],
            label=arrays["top_labels"][..., 0],
            target_probability=float(arrays["target_probabilities"][0]),
            baseline=Prediction(labels, tuple(net.labels[label] for label in labels), shares),
            names=net.labels,
            done=arrays["top_labels"][..., 0].size,
        )


def _header(maps: "OcclusionMaps") -> dict[str, Any]:
    return {name: getattr(maps, name) for name in _NUMBERS}


def _arrays(maps: "OcclusionMaps") -> dict[str, np.ndarray[Any, Any]]:
    arrays = {name: getattr(maps, name) for name in _ARRAYS}
    arrays |= {"baseline_labels": maps.baseline.labels, "baseline_probabilities": maps.baseline.probabilities}
    return arrays if maps.activation is None else {**arrays, "activation": maps.activation}


@dataclass(frozen=True)
class PaceRequest(Request["Pace"]):
    """How long a map takes here, measured on its first batches (`cnnviz.probes.pace.measure_pace`).

    It is the same for every picture, so `picture` may be "": then it is measured once per network and size.
    """

    size: int = 32
    layer: str | None = None

    short: ClassVar[bool] = True

    def steps(self, net: "Network", picture: "Image.Image") -> Iterator[Update["Pace"]]:
        from cnnviz.probes.pace import measure_pace

        yield Update(measure_pace(net, picture, size=self.size, layer=self.layer), 1, 1)
