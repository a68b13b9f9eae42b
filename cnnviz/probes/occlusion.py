"""Occlusion: cover a part of the picture, ask again, and map the answers (Zeiler & Fergus 2013, fig. 7).

Zeiler, M. D. & Fergus, R. (2013). Visualizing and understanding convolutional networks.
https://arxiv.org/abs/1311.2901
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from PIL import Image

from cnnviz.networks.batches import in_batches
from cnnviz.networks.network import Network
from cnnviz.probes.fills import filled_picture
from cnnviz.probes.occluders import occluder_mask
from cnnviz.probes.occlusion_loop import Loop, Occluded, default_batch
from cnnviz.probes.occlusion_result import Board, OcclusionMaps
from cnnviz.probes.positions import computing_order, occluder_positions
from cnnviz.probes.predict import top_classes
from cnnviz.probes.shadows.incremental import Incremental
from cnnviz.probes.shadows.program import NotTraceable
from cnnviz.probes.tap import require_layer

__all__ = ["OcclusionMaps", "default_batch", "occlusion_maps", "occlusion_steps"]

TOP = 5


def occlusion_maps(
    net: Network,
    image: Image.Image,
    *,
    size: int = 32,
    stride: int = 8,
    shape: str = "square",
    fill: str = "gray",
    seed: int = 0,
    target: int | None = None,
    targets: Sequence[int] = (),
    layer: str | None = None,
    unit: int | None = None,
    batch: int | None = None,
) -> OcclusionMaps:
    """Slide an occluder over the picture and record what the network says at each position.

    maps.probability[r, c] is the softmax probability of class `target` for the network's view of
    `image` with pixels rows[r] .. rows[r] + size - 1, columns[c] .. columns[c] + size - 1 replaced
    (of a disc: those of them that it covers). Every value is that of a full forward pass.

    Args:
        size: side of the square or diameter of the disc, in pixels of the network's view (224 × 224 for ImageNet).
        stride: its step, in pixels. See `occluder_positions` for what happens at the border.
        shape: a key of `SHAPES`.
        fill: what it is made of, a key of `FILLS`.
        seed: for the fill "noise": which noise.
        target: index of a class; None takes the clean picture's most probable one.
        targets: more classes, whose probabilities are mapped, too.
        layer: name of a layer one of whose maps is watched, too; None watches none.
        unit: which map of `layer`; None takes the one with the largest sum in the clean picture.
        batch: how many positions run at once; None takes what is fast on the device.

    Raises:
        ValueError: a parameter does not fit the network or the picture.
    """
    for maps in occlusion_steps(
        net,
        image,
        size=size,
        stride=stride,
        shape=shape,
        fill=fill,
        seed=seed,
        target=target,
        targets=targets,
        layer=layer,
        unit=unit,
        batch=batch,
    ):
        last = maps
    return last


def occlusion_steps(
    net: Network,
    image: Image.Image,
    *,
    size: int = 32,
    stride: int = 8,
    shape: str = "square",
    fill: str = "gray",
    seed: int = 0,
    target: int | None = None,
    targets: Sequence[int] = (),
    layer: str | None = None,
    unit: int | None = None,
    batch: int | None = None,
) -> Iterator[OcclusionMaps]:
    """The same as `occlusion_maps`, step by step: the baseline first, then one result per batch.

    Each result holds everything so far, so the caller may stop at any of them. The order of positions
    spreads over the whole picture (`computing_order`), so an early result is a coarse map.
    Arguments and errors as for `occlusion_maps`; the errors come at the call, not at the first step,
    but for that of a `unit` that the layer does not have.
    """
    question = _Question(size, stride, shape, fill, seed, target, tuple(targets), layer, unit)
    question.check(net)
    if batch is not None and batch < 1:
        raise ValueError(f"The batch is {batch}, but at least 1 position has to be computed at a time.")
    return _Sweep(net, image, question).steps(batch)


@dataclass(frozen=True)
class _Question:
    """The parameters of a map, as asked for."""

    size: int
    stride: int
    shape: str
    fill: str
    seed: int
    target: int | None
    targets: tuple[int, ...]
    layer: str | None
    unit: int | None

    def check(self, net: Network) -> None:
        for target in (*self.targets, *(() if self.target is None else (self.target,))):
            if not 0 <= target < len(net.labels):
                raise ValueError(
                    f"There is no class {target}: this network has classes 0 to {len(net.labels) - 1}."
                )
        if self.layer is not None:
            require_layer(net.module, self.layer)
        elif self.unit is not None:
            raise ValueError(
                f"Map {self.unit} is asked for, but of no layer. Name the layer, too, or leave out the map."
            )


class _Sweep:
    """One run over all positions."""

    def __init__(self, net: Network, image: Image.Image, asked: _Question) -> None:
        self.starts = np.array(occluder_positions(net.input_size, asked.size, asked.stride), np.int32)
        view, mask = net.view(image), torch.from_numpy(occluder_mask(asked.shape, asked.size))
        clean, covered = (net.normalise(v) for v in (view, filled_picture(view, asked.fill, asked.seed)))
        occluded = Occluded(clean, covered, mask.to(net.device), self.starts)
        self.net, self.asked = net, asked
        self.way: Incremental | Loop
        self.why = ""
        try:
            self.way = Incremental(net, occluded, asked.layer)
        except NotTraceable as reason:
            self.way, self.why = Loop(net, occluded, asked.layer), str(reason)

    def steps(self, batch: int | None) -> Iterator[OcclusionMaps]:
        empty = self._empty()
        grid, k = (len(self.starts), len(self.starts)), len(empty.baseline.labels)
        board, done = Board(grid, len(empty.targets), k), 0
        yield board.snapshot(empty, 0)

        def compute(cells: Sequence[tuple[int, int]]) -> None:
            """Fill in these positions."""
            rows, columns = ([*numbers] for numbers in zip(*cells, strict=True))
            answers, sums = self.way.ask(rows, columns, empty.unit)
            top = answers.topk(k, dim=1)
            board.probabilities[:, rows, columns] = answers[:, list(empty.targets)].T.cpu().numpy()
            board.top_labels[rows, columns] = top.indices.cpu().numpy()
            board.top_probabilities[rows, columns] = top.values.cpu().numpy()
            if sums is not None:
                board.activation[rows, columns] = sums.cpu().numpy()

        for some, _ in in_batches(compute, computing_order(*grid), batch or self.way.together):
            done += len(some)
            yield board.snapshot(empty, done)

    def _empty(self) -> OcclusionMaps:
        """The clean picture's answers, and no position yet."""
        asked = self.asked
        clean, sums = self.way.ask_clean()
        baseline = top_classes(self.net, clean[0], TOP)
        target = int(baseline.labels[0]) if asked.target is None else asked.target
        targets = tuple(dict.fromkeys((target, *asked.targets)))
        unit = None if sums is None else _unit_of(asked, sums[0])
        none, no_label = np.empty(0, np.float32), np.empty(0, np.int32)  # the board fills them in
        theirs = clean[0, list(targets)].cpu().numpy()
        return OcclusionMaps(
            probability=none,
            probabilities=none,
            label=no_label,
            top_labels=no_label,
            top_probabilities=none,
            activation=None if sums is None else none,
            rows=self.starts,
            columns=self.starts,
            baseline=baseline,
            target=target,
            target_probability=float(theirs[0]),
            targets=targets,
            target_probabilities=theirs,
            names=self.net.labels,
            side=self.net.input_size,
            size=asked.size,
            stride=asked.stride,
            shape=asked.shape,
            fill=asked.fill,
            seed=asked.seed,
            layer=asked.layer,
            unit=unit,
            unit_activation=None if sums is None else float(sums[0, unit]),
            done=0,
            method="loop" if self.why else "incremental",
            why=self.why,
        )


def _unit_of(asked: _Question, sums: torch.Tensor) -> int:
    """The map that is watched, given the clean sums of all."""
    if asked.unit is None:
        return int(sums.argmax())
    if not 0 <= asked.unit < len(sums):
        raise ValueError(
            f"There is no map {asked.unit} in the layer {asked.layer!r}: it has maps 0 to {len(sums) - 1}."
        )
    return asked.unit
