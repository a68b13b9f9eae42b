"""The strongest patches as a request, whose index outlives the process: it is kept on disk, unfinished, too."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cnnviz.engine.disk import DiskCache, Entry, Key
from cnnviz.engine.requests import Request, Update

if TYPE_CHECKING:
    from cnnviz.images import PictureSet
    from cnnviz.networks.network import Network
    from cnnviz.probes.top_index import TopPatches

# So much work is lost at most when the process ends.
_SAVE_EVERY_S = 10.0

_ARRAYS = ("maps", "activation", "image", "unit", "broken")


@dataclass(frozen=True)
class TopRequest(Request["TopPatches"]):
    """The index of `cnnviz.probes.top_patches.top_steps` for all maps of a layer.

    `picture` is the id of the data set, which travels beside the request. What a run computed is kept on
    disk under (weights, data set, layer, k): the next one goes on there, or finds it whole.
    """

    layer: str
    k: int = 9

    def steps(self, net: "Network", picture: "PictureSet") -> Iterator[Update["TopPatches"]]:
        from cnnviz.probes.top_patches import top_steps

        cache, key = DiskCache(), self._key(net)
        entry = cache.get(key)
        start = None if entry is None else self._start(entry, net, picture)
        saved_at = time.monotonic()
        saved = 0 if start is None else start.done
        for top in top_steps(net, picture, self.layer, k=self.k, start=start):
            due = top.done == top.total or time.monotonic() > saved_at + _SAVE_EVERY_S
            if due and top.done > saved:
                arrays = {name: getattr(top, name) for name in _ARRAYS}
                cache.put(key, {"done": top.done, "shape": top.shape}, arrays)
                saved, saved_at = top.done, time.monotonic()
            yield Update(top, top.done, top.total)

    def _key(self, net: "Network") -> Key:
        return ("top patches", net.weights_id, self.picture, self.layer, self.k)

    def _start(self, entry: Entry, net: "Network", pictures: "PictureSet") -> "TopPatches":
        """The index as it was when it was kept."""
        from cnnviz.probes.fields import receptive_field
        from cnnviz.probes.top_index import TopPatches

        maps, rows, columns = entry.header["shape"]
        for array in entry.arrays.values():
            array.setflags(write=False)
        return TopPatches(
            **{name: entry.arrays[name] for name in _ARRAYS},
            layer=self.layer,
            shape=(maps, rows, columns),
            field=receptive_field(net.module, self.layer, net.input_size),
            done=entry.header["done"],
            total=len(pictures),
            images_id=self.picture,
            weights_id=net.weights_id,
        )
