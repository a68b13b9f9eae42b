"""Grad-CAM and integrated gradients as a request."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cnnviz.engine.requests import Request, Update

if TYPE_CHECKING:
    from PIL import Image

    from cnnviz.networks.network import Network
    from cnnviz.probes.attributions import Attributions


@dataclass(frozen=True)
class AttributionRequest(Request["Attributions"]):
    """The maps of `cnnviz.probes.attributions.attributions`, whose parameters these are."""

    target: int = 0
    layer: str = ""
    fill: str = "gray"
    seed: int = 0

    def steps(self, net: "Network", picture: "Image.Image") -> Iterator[Update["Attributions"]]:
        from cnnviz.probes.attributions import attribution_steps

        for made in attribution_steps(
            net, picture, target=self.target, layer=self.layer, fill=self.fill, seed=self.seed
        ):
            yield Update(made, made.done, made.total)
