"""What a network of a learner's own, with random weights, makes of a picture."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from PIL import Image, ImageOps

from cnnviz.networks.exported import random_module
from cnnviz.networks.written import network_of, wiring
from cnnviz.probes.activations import Floats, LayerMaps, summarise


@dataclass(frozen=True)
class BuiltMaps:
    """The outputs of all layers, by name.

    Attributes:
        maps: of those layers that have maps.
        values: of those that have values in a row.
    """

    maps: Mapping[str, LayerMaps]
    values: Mapping[str, Floats]


def built_maps(text: str, input: tuple[int, int, int], seed: int, image: Image.Image) -> BuiltMaps:
    """Push a picture through a network that is given as text (`cnnviz.architectures.written`).

    The picture is cropped to (maps, height, width) = `input`, and its values 0..255 become (x / 255 - 0.5) / 0.25.

    Raises:
        ValueError: the text is no network, or the network breaks or is too large.
    """
    network = network_of(text, input)
    module, paths = random_module(network, seed)
    heard: dict[str, torch.Tensor] = {"input": _tensor(image, input)}

    def listen(name: str) -> Any:
        def hook(_module: torch.nn.Module, _inputs: Any, output: torch.Tensor) -> None:
            heard[name] = output

        return hook

    for name, path in paths.items():
        module.get_submodule(path).register_forward_hook(listen(name))
    with torch.inference_mode():
        module(heard["input"])
        for name, joined, inputs in wiring(network):
            if name not in heard:  # sums and concatenations are no modules
                parts = [heard[each] for each in inputs]
                heard[name] = torch.cat(parts, 1) if joined else torch.stack(parts).sum(0)
    found = {name: heard[name][0] for name, _, _ in wiring(network)}
    return BuiltMaps(
        {name: summarise(name, output) for name, output in found.items() if output.dim() == 3},
        {name: output.numpy().copy() for name, output in found.items() if output.dim() == 1},
    )


def _tensor(image: Image.Image, input: tuple[int, int, int]) -> torch.Tensor:
    maps, height, width = input
    crop = ImageOps.fit(image.convert("RGB" if maps == 3 else "L"), (width, height))
    values = np.asarray(crop, dtype=np.float32).reshape(height, width, -1)
    return torch.from_numpy((values / 255 - 0.5) / 0.25).permute(2, 0, 1)[None].contiguous()
