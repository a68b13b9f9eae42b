"""How maps come to be: their strongest activation over a picture set at each stage of training, projected down.

Zeiler, M. D. & Fergus, R. (2013). Visualizing and understanding convolutional networks, section 4 and figure 4.
https://arxiv.org/abs/1311.2901
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from cnnviz.networks.network import Network
from cnnviz.probes.deconvnet import project
from cnnviz.probes.fields import Field
from cnnviz.probes.prefetch import Pictures, picture_view
from cnnviz.probes.top_index import TopPatches, frozen, require_same

Integers = npt.NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class Evolution:
    """The strongest units of M maps at E stages of training; arrays read-only.

    Attributes:
        layer: whose maps they are.
        maps: (M,) their numbers.
        epochs: (E,) how long the network had been trained, 0 for not at all.
        activation: (E, M) of each map's strongest unit over the whole picture set.
        image: (E, M) index of the picture that it is in.
        unit: (E, M, 2) its row and column.
        runner_up: (E, M) the strongest activation in any other picture; NaN if there is none.
        pixels: (E, M, h, w, 3) the unit's projection, signed, in units of the normalised input.
        patches: (E, M, h, w, 3) the same window of the picture, RGB 0..255.
        field: the layer's receptive field.
    """

    layer: str
    maps: Integers
    epochs: Integers
    activation: npt.NDArray[np.float32]
    image: Integers
    unit: Integers
    runner_up: npt.NDArray[np.float32]
    pixels: npt.NDArray[np.float32]
    patches: npt.NDArray[np.uint8]
    field: Field

    @property
    def jumps(self) -> npt.NDArray[np.bool_]:
        """(E, M): whether another picture leads than at the stage before; False at the first one.

        Zeiler and Fergus: sudden jumps in appearance result from a change of the strongest picture.
        """
        jumped = np.zeros(self.image.shape, bool)
        jumped[1:] = self.image[1:] != self.image[:-1]
        return jumped


def appearance(net: Network, images: Pictures, top: TopPatches, maps: Sequence[int], epoch: int) -> Evolution:
    """One stage (E = 1): what the finished index `top` says about some maps, with their projections.

    Raises:
        ValueError: a map was not looked at, the index is another network's or data set's, or no picture
            of the set can be read.
    """
    require_same("data set", top.images_id, images.id)
    require_same("network", top.weights_id, net.weights_id)
    chosen = top.select(maps)
    image, unit = chosen.image[:, 0], chosen.unit[:, 0]
    if (image < 0).any():
        raise ValueError("No picture of this set can be read, so no map has a strongest one.")
    parts: dict[int, tuple[npt.NDArray[np.float32], npt.NDArray[np.uint8]]] = {}
    for index in sorted(set(image.tolist())):
        rows = np.flatnonzero(image == index)
        units = [(int(chosen.maps[row]), int(unit[row, 0]), int(unit[row, 1])) for row in rows]
        made = project(net, picture_view(net, images, index), top.layer, units=units)
        parts |= {int(row): (made.pixels[at], made.patches[at]) for at, row in enumerate(rows)}
    ordered = [parts[row] for row in range(len(maps))]
    second = chosen.activation[:, 1] if top.k > 1 else np.full(len(maps), np.nan, np.float32)
    return Evolution(
        layer=top.layer,
        maps=frozen(chosen.maps.copy()),
        epochs=frozen(np.array([epoch], np.int32)),
        activation=frozen(chosen.activation[None, :, 0].copy()),
        image=frozen(image[None].copy()),
        unit=frozen(unit[None].copy()),
        runner_up=frozen(second[None].copy()),
        pixels=frozen(np.stack([pixels for pixels, _ in ordered])[None]),
        patches=frozen(np.stack([patch for _, patch in ordered])[None]),
        field=top.field,
    )


def joined(stages: Sequence[Evolution]) -> Evolution:
    """Several stages of the same maps as one.

    Raises:
        ValueError: they are of another layer or of other maps.
    """
    first = stages[0]
    for stage in stages[1:]:
        require_same("layer", stage.layer, first.layer)
        require_same("choice of maps", stage.maps.tolist(), first.maps.tolist())
    names = ("epochs", "activation", "image", "unit", "runner_up", "pixels", "patches")
    whole: dict[str, Any] = {
        name: frozen(np.concatenate([getattr(stage, name) for stage in stages])) for name in names
    }
    return replace(first, **whole)
