"""Occlusion: cover a part of the picture, ask again, and map the answers (Zeiler & Fergus 2013, fig. 7).

Zeiler, M. D. & Fergus, R. (2013). Visualizing and understanding convolutional networks.
https://arxiv.org/abs/1311.2901
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import torch
from PIL import Image

from cnnviz.networks.batches import in_batches
from cnnviz.networks.network import Network
from cnnviz.probes.fills import filled_picture
from cnnviz.probes.positions import occluder_positions, spread_order
from cnnviz.probes.predict import Prediction, probabilities, top_classes
from cnnviz.probes.tap import Tap, require_maps

Floats = npt.NDArray[np.float32]
Integers = npt.NDArray[np.int32]
TOP = 5


@dataclass(frozen=True)
class OcclusionMaps:
    """What the network says for every position of the occluder; R × C positions, arrays read-only.

    Attributes:
        probability: (R, C) probability of the `target` class; NaN where not computed yet.
        label: (R, C) most probable class; -1 where not computed yet.
        top_labels: (R, C, k) the k = 5 most probable classes, best first; -1 where not computed yet.
        top_probabilities: (R, C, k) theirs; NaN where not computed yet.
        activation: (R, C) sum over map `unit` of `layer`; NaN where not computed yet. None without a layer.
        rows: (R,) first row that the occluder covers, in pixels of the network's view.
        columns: (C,) first column that it covers.
        baseline: the clean picture's k most probable classes.
        target: the class that `probability` is about.
        target_probability: its probability in the clean picture.
        names: the names of all classes.
        side: side of the network's view, in pixels.
        size, stride, fill, layer: as asked for.
        unit: the map of `layer` with the largest sum in the clean picture, None without a layer.
        unit_activation: that sum, None without a layer.
        done: how many positions are computed.
    """

    probability: Floats
    label: Integers
    top_labels: Integers
    top_probabilities: Floats
    activation: Floats | None
    rows: Integers
    columns: Integers
    baseline: Prediction
    target: int
    target_probability: float
    names: tuple[str, ...]
    side: int
    size: int
    stride: int
    fill: str
    layer: str | None
    unit: int | None
    unit_activation: float | None
    done: int

    @property
    def total(self) -> int:
        """How many positions there are, R × C."""
        return self.label.size

    @property
    def positions(self) -> Integers:
        """(R, C, 2) first row and first column that the occluder covers."""
        return np.stack(np.meshgrid(self.rows, self.columns, indexing="ij"), axis=-1)


def occlusion_maps(
    net: Network,
    image: Image.Image,
    *,
    size: int = 32,
    stride: int = 8,
    fill: str = "gray",
    target: int | None = None,
    layer: str | None = None,
    batch: int | None = None,
) -> OcclusionMaps:
    """Slide a square over the picture and record what the network says at each position.

    maps.probability[r, c] is the softmax probability of class `target` for the network's view of
    `image` with pixels rows[r] .. rows[r] + size - 1, columns[c] .. columns[c] + size - 1 replaced.
    Every value is that of a full forward pass; the batches only save time.

    Args:
        size: side of the square, in pixels of the network's view (224 × 224 for ImageNet).
        stride: step of the square, in pixels. See `occluder_positions` for what happens at the border.
        fill: what it is made of, a key of `FILLS`.
        target: index of a class; None takes the clean picture's most probable one.
        layer: name of a layer whose strongest map is watched, too; None watches none.
        batch: how many positions run at once; None takes what is fast on the device.

    Raises:
        ValueError: a parameter does not fit the network or the picture.
    """
    for maps in occlusion_steps(
        net, image, size=size, stride=stride, fill=fill, target=target, layer=layer, batch=batch
    ):
        last = maps
    return last


def occlusion_steps(
    net: Network,
    image: Image.Image,
    *,
    size: int = 32,
    stride: int = 8,
    fill: str = "gray",
    target: int | None = None,
    layer: str | None = None,
    batch: int | None = None,
) -> Iterator[OcclusionMaps]:
    """The same as `occlusion_maps`, step by step: the baseline first, then one result per batch.

    Each result holds everything so far, so the caller may stop at any of them. The order of positions
    spreads over the whole picture (`spread_order`), so an early result is a coarse map.
    Arguments and errors as for `occlusion_maps`; the errors come at the call, not at the first step.
    """
    sweep = _Sweep(net, image, size=size, stride=stride, fill=fill, target=target, layer=layer)
    if batch is not None and batch < 1:
        raise ValueError(f"The batch is {batch}, but at least 1 position has to be computed at a time.")
    return sweep.steps(batch or default_batch(net.device))


def default_batch(device: torch.device) -> int:
    """Positions per forward pass: on a CPU few, so that the maps stay in its cache; on a GPU many.

    Lite0 on one core takes 15 ms per picture in batches of 1 to 4, 18 ms in 8, 28 ms in 16.
    """
    return 4 if device.type == "cpu" else 64


class _Sweep:
    """One run over all positions: what it needs, and the arrays that it fills."""

    def __init__(
        self,
        net: Network,
        image: Image.Image,
        *,
        size: int,
        stride: int,
        fill: str,
        target: int | None,
        layer: str | None,
    ) -> None:
        starts = occluder_positions(net.input_size, size, stride)
        if target is not None and not 0 <= target < len(net.labels):
            raise ValueError(
                f"There is no class {target}: this network has classes 0 to {len(net.labels) - 1}."
            )
        view = net.view(image)
        self.clean, self.covered = net.normalise(view), net.normalise(filled_picture(view, fill))
        self.tap = None if layer is None else Tap(net.module, layer, _map_sums)
        self.net, self.size, self.stride, self.fill = net, size, stride, fill
        self.target, self.layer = target, layer
        self.starts = np.array(starts, np.int32)
        grid, k = (len(starts), len(starts)), min(TOP, len(net.labels))
        self.probability = np.full(grid, np.nan, np.float32)
        self.top_labels = np.full((*grid, k), -1, np.int32)
        self.top_probabilities = np.full((*grid, k), np.nan, np.float32)
        self.activation = np.full(grid, np.nan, np.float32)

    def steps(self, batch: int) -> Iterator[OcclusionMaps]:
        clean, sums = self._ask(self.clean[None])
        baseline = top_classes(self.net, clean[0], TOP)
        target = int(baseline.labels[0]) if self.target is None else self.target
        unit = None if sums is None else int(sums[0].argmax())
        empty = OcclusionMaps(
            probability=self.probability,
            label=self.top_labels[..., 0],
            top_labels=self.top_labels,
            top_probabilities=self.top_probabilities,
            activation=None if sums is None else self.activation,
            rows=self.starts,
            columns=self.starts,
            baseline=baseline,
            target=target,
            target_probability=float(clean[0, target]),
            names=self.net.labels,
            side=self.net.input_size,
            size=self.size,
            stride=self.stride,
            fill=self.fill,
            layer=self.layer,
            unit=unit,
            unit_activation=None if sums is None else float(sums[0, unit]),
            done=0,
        )
        yield _snapshot(empty, 0)
        cells, done = spread_order(len(self.starts), len(self.starts)), 0
        for some, _ in in_batches(lambda some: self._compute(some, target, unit), cells, batch):
            done += len(some)
            yield _snapshot(empty, done)

    def _compute(self, cells: Sequence[tuple[int, int]], target: int, unit: int | None) -> None:
        """Fill in these positions, in one forward pass."""
        rows, columns = np.array(cells).T
        answers, sums = self._ask(self._occluded(self.starts[rows], self.starts[columns]))
        top = answers.topk(self.top_labels.shape[-1], dim=1)
        self.probability[rows, columns] = answers[:, target].cpu().numpy()
        self.top_labels[rows, columns] = top.indices.cpu().numpy()
        self.top_probabilities[rows, columns] = top.values.cpu().numpy()
        if sums is not None:
            self.activation[rows, columns] = sums[:, unit].cpu().numpy()

    def _occluded(self, rows: Integers, columns: Integers) -> torch.Tensor:
        """(N, 3, side, side): the clean picture with the square at each of N positions."""
        pixels = np.arange(self.net.input_size)
        in_rows, in_columns = (
            (pixels >= starts[:, None]) & (pixels < starts[:, None] + self.size) for starts in (rows, columns)
        )
        square = torch.from_numpy(in_rows[:, None, :, None] & in_columns[:, None, None, :])
        return torch.where(square.to(self.net.device), self.covered, self.clean)

    def _ask(self, batch: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor | None]:
        """(N, classes) probabilities and, with a layer, the (N, maps) sums of its maps."""
        if self.tap is None:
            return probabilities(self.net, batch), None
        return probabilities(self.net, batch, self.tap.module), self.tap.take()


def _map_sums(maps: torch.Tensor) -> torch.Tensor:
    require_maps(maps.shape[1:])
    return maps.sum((2, 3))


def _snapshot(maps: OcclusionMaps, done: int) -> OcclusionMaps:
    """`maps` as they are now, in read-only arrays of their own."""
    frozen = {}
    for name in ("probability", "label", "top_labels", "top_probabilities", "activation"):
        values = getattr(maps, name)
        if values is not None:
            frozen[name] = values.copy()
            frozen[name].setflags(write=False)
    return replace(maps, done=done, **frozen)
