"""`Network`: a trained network as every probe receives it."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt
import torch
from PIL import Image
from torch import nn

from cnnviz.networks.layers import Layer, list_layers
from cnnviz.networks.preprocessing import Preprocessing

_CPU = torch.device("cpu")


@dataclass(frozen=True, eq=False)
class Network:
    """A trained network with everything that is needed to ask it something.

    One `Network` is shared by all threads of the process: nobody changes its `module`, nobody
    leaves a hook on it.

    Attributes:
        name: its name in the catalogue.
        title: its name on screen.
        module: (N, 3, side, side) normalised pixels to (N, classes) logits; in evaluation mode.
        labels: the class names, in the order of the logits.
        preprocessing: how a photo becomes the module's input.
        weights_id: SHA-256 of the weights file, so that a result can say what computed it.
        device: where the module's parameters are.
    """

    name: str
    title: str
    module: nn.Module
    labels: tuple[str, ...]
    preprocessing: Preprocessing
    weights_id: str
    device: torch.device = _CPU

    def __post_init__(self) -> None:
        self.module.eval().requires_grad_(False)

    @property
    def input_size(self) -> int:
        """The side of the square input, in pixels."""
        return self.preprocessing.crop

    @cached_property
    def layers(self) -> tuple[Layer, ...]:
        """The layers that a learner may look at, in the order in which they run; traced once."""
        return list_layers(self.module, self.input_size)

    def to(self, device: torch.device) -> "Network":
        """The same network on another device, laid out channels last, which convolutions prefer.

        The parameters move: the network that `to` was called on is not to be used afterwards.
        """
        module = self.module.to(device)
        for parameter in module.parameters():
            if parameter.dim() == 4:
                parameter.data = parameter.data.contiguous(memory_format=torch.channels_last)
        return replace(self, module=module, device=device)

    def view(self, image: Image.Image) -> Image.Image:
        """The exact crop that the network sees: (`input_size`, `input_size`) RGB pixels."""
        return self.preprocessing.view(image)

    def normalise(self, pixels: Image.Image | npt.NDArray[np.generic]) -> torch.Tensor:
        """Pixels 0..255 of shape (..., H, W, 3) as the (..., 3, H, W) float tensor `(p / 255 - mean) / std`."""
        values = np.array(pixels)
        if values.dtype != np.uint8:  # bytes travel to a GPU four times as fast
            values = values.astype(np.float32)
        mean, std = (
            torch.tensor(triple, device=self.device)
            for triple in (self.preprocessing.mean, self.preprocessing.std)
        )
        on_device = torch.from_numpy(values).to(self.device).float()
        return ((on_device / 255 - mean) / std).movedim(-1, -3)

    def preprocess(self, image: Image.Image) -> torch.Tensor:
        """A picture of any size as the network's input, (3, `input_size`, `input_size`)."""
        return self.normalise(self.view(image))
