"""The patches that a map likes best: its strongest activations over many pictures, one per picture.

Zeiler, M. D. & Fergus, R. (2013). Visualizing and understanding convolutional networks, figure 2.
https://arxiv.org/abs/1311.2901
"""

import random
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from itertools import islice

import numpy as np
import torch

from cnnviz.networks.devices import exact_arithmetic
from cnnviz.networks.network import Network
from cnnviz.probes.fields import find_route
from cnnviz.probes.occlusion import default_batch
from cnnviz.probes.prefetch import Pictures, View, picture_view, views_ahead
from cnnviz.probes.ranking import Ranking
from cnnviz.probes.tap import Tap, require_maps
from cnnviz.probes.top_index import TopPatches, frozen, require_same


def top_patches(
    net: Network,
    images: Pictures,
    layer: str,
    *,
    map: int | None = None,
    maps: Sequence[int] | None = None,
    k: int = 9,
    batch: int | None = None,
) -> TopPatches:
    """The k strongest activations of one map, of several, or of all maps of a layer, one per picture.

    For map m: the k largest of max over units u of a_m(x)[u], x the network's view of each picture. One forward
    pass per picture serves all maps, and it ends at the layer.

    Args:
        images: a data set: `image_folder`, `imagenette`, `sample_crops`, or anything that loads pictures by index.
        layer: name of a layer whose output is maps.
        map: one map's number.
        maps: several maps' numbers (`random_maps` draws some); with neither, all maps.
        k: patches per map.
        batch: pictures per forward pass; None takes what is fast on the device.

    Raises:
        ValueError: a parameter does not fit the network.
    """
    if map is not None and maps is not None:
        raise ValueError("Give one map (map=17) or several (maps=[3, 17]), not both.")
    for top in top_steps(net, images, layer, maps if map is None else [map], k=k, batch=batch):
        last = top
    return last


def top_steps(
    net: Network,
    images: Pictures,
    layer: str,
    maps: Sequence[int] | None = None,
    *,
    k: int = 9,
    start: TopPatches | None = None,
    batch: int | None = None,
) -> Iterator[TopPatches]:
    """The same as `top_patches`, step by step: where it stands at the start, then one result per batch.

    Each result is whole for the pictures so far, so the caller may stop at any of them, keep it, and give it
    as `start` another day: it goes on there, to the same end. Threads decode ahead of the network.
    Memory depends on batch, maps and k, not on the number of pictures.
    Errors as for `top_patches`; they come at the call, and so does the error for a `start` of another question.
    """
    if k < 1:
        raise ValueError(f"k is {k}, but at least 1 patch per map has to be kept.")
    if batch is not None and batch < 1:
        raise ValueError(f"The batch is {batch}, but at least 1 picture has to be looked at at a time.")
    search = _Search(net, images, layer, maps, k)
    begin = search.empty() if start is None else search.resumed(start)
    return search.steps(begin, batch or default_batch(net.device))


def cut_patches(net: Network, images: Pictures, top: TopPatches, map: int) -> tuple[View, ...]:
    """The patches of a map as pixels of the network's view, strongest first: (height, width, 3) each, up to K.

    They differ in size where the receptive field is cut off at the border.

    Raises:
        ValueError: the map was not looked at, or the data set is another one or lost a picture.
    """
    require_same("data set", top.images_id, images.id)
    found = [index for index in top.image[top.row(map)].tolist() if index >= 0]
    views = (picture_view(net, images, index) for index in found)
    boxes = ((left, upper, right, lower) for upper, left, lower, right in top.windows(map))
    return tuple(np.asarray(view.crop(box)) for view, box in zip(views, boxes, strict=True))


def random_maps(total: int, count: int, seed: int = 0) -> tuple[int, ...]:
    """`count` of a layer's `total` maps, drawn without looking, in ascending order; all if there are fewer.

    >>> random_maps(96, 4) == random_maps(96, 4), len(set(random_maps(96, 4))), random_maps(2, 9)
    (True, 4, (0, 1))
    """
    return tuple(sorted(random.Random(seed).sample(range(total), min(count, total))))


class _Reached(Exception):  # noqa: N818 - not an error: the forward pass has gone as far as it should
    def __init__(self, maps: torch.Tensor) -> None:
        self.maps = maps


class _Search:
    """One run over a data set: the network up to the layer, and the question."""

    def __init__(
        self, net: Network, images: Pictures, layer: str, maps: Sequence[int] | None, k: int
    ) -> None:
        route = find_route(net.module, layer, net.input_size)
        self._runs = self._last_run = route.runs
        self._tap = Tap(net.module, layer, self._leave_at_the_last)
        self.net, self.images, self.layer, self.k, self.field = net, images, layer, k, route.field
        side = net.input_size
        _, *shape = self._activations(np.zeros((1, side, side, 3), np.uint8)).shape
        require_maps(shape)
        self.shape = (shape[0], shape[1], shape[2])
        self.maps = np.array(range(shape[0]) if maps is None else maps, np.int32)
        if not len(self.maps):
            raise ValueError("No map is asked for. Give at least one number, or None for all maps.")
        if self.maps.min() < 0 or self.maps.max() >= shape[0]:
            wrong = next(number for number in self.maps.tolist() if not 0 <= number < shape[0])
            raise ValueError(f"There is no map {wrong}: the layer {layer!r} has maps 0 to {shape[0] - 1}.")

    def empty(self) -> TopPatches:
        size = (len(self.maps), self.k)
        return TopPatches(
            maps=frozen(self.maps),
            activation=frozen(np.full(size, np.nan, np.float32)),
            image=frozen(np.full(size, -1, np.int32)),
            unit=frozen(np.full((*size, 2), -1, np.int32)),
            broken=frozen(np.zeros(0, np.int32)),
            layer=self.layer,
            shape=self.shape,
            field=self.field,
            done=0,
            total=len(self.images),
            images_id=self.images.id,
            weights_id=self.net.weights_id,
        )

    def resumed(self, start: TopPatches) -> TopPatches:
        """`start`, if it is a part of the answer to this question."""
        require_same("layer", start.layer, self.layer)
        require_same("number of patches per map", start.k, self.k)
        require_same("data set", start.images_id, self.images.id)
        require_same("network", start.weights_id, self.net.weights_id)
        require_same("choice of maps", start.maps.tolist(), self.maps.tolist())
        return start

    def steps(self, top: TopPatches, batch: int) -> Iterator[TopPatches]:
        yield top
        ranking = Ranking(top, self.net.device)
        broken, done = top.broken.tolist(), top.done
        with closing(views_ahead(self.net, self.images, top.done, batch)) as views:
            while some := list(islice(views, batch)):
                good = {index: view for index, view in enumerate(some, done) if view is not None}
                broken += [index for index, view in enumerate(some, done) if view is None]
                if good:
                    ranking.add(self._activations(np.stack([*good.values()])), [*good])
                done += len(some)
                activation, image, unit = ranking.arrays()
                yield replace(
                    top,
                    activation=frozen(activation),
                    image=frozen(image),
                    unit=frozen(unit),
                    broken=frozen(np.array(broken, np.int32)),
                    done=done,
                )

    def _activations(self, views: View) -> torch.Tensor:
        """(N, C, H, W): the layer's output for (N, side, side, 3) views. What comes behind it is not computed."""
        self._runs = 0
        batch = self.net.normalise(views).contiguous(memory_format=torch.channels_last)
        try:
            with torch.inference_mode(), exact_arithmetic(self.net.device):
                self._tap.module(batch)
        except _Reached as reached:
            return reached.maps
        return self._tap.take()

    def _leave_at_the_last(self, maps: torch.Tensor) -> torch.Tensor:
        """A layer that is used several times counts when it is used last, as in every probe."""
        self._runs += 1
        if self._runs == self._last_run:
            raise _Reached(maps)
        return maps
