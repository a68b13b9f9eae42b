"""What a network says about a picture."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from PIL import Image
from torch import nn

from cnnviz.networks.devices import exact_arithmetic
from cnnviz.networks.network import Network


@dataclass(frozen=True)
class Prediction:
    """The most probable classes of one picture, most probable first.

    Attributes:
        labels: (k,) indices of the classes.
        names: their k names.
        probabilities: (k,) in 0..1; all classes of the network together make 1.
    """

    labels: npt.NDArray[np.int32]
    names: tuple[str, ...]
    probabilities: npt.NDArray[np.float32]


def predict(net: Network, image: Image.Image, k: int = 5) -> Prediction:
    """The `k` most probable classes of a picture of any size (fewer if the network has fewer).

    Raises:
        ValueError: k is below 1.
    """
    if k < 1:
        raise ValueError(f"k is {k}, but a prediction names at least 1 class.")
    return top_classes(net, probabilities(net, net.preprocess(image)[None])[0], k)


def probabilities(net: Network, batch: torch.Tensor, module: nn.Module | None = None) -> torch.Tensor:
    """Softmax of the logits: (N, 3, H, W) normalised pixels to (N, classes), which add up to 1.

    `module` runs in place of the network's own, for probes that watch a copy of it.
    """
    with torch.inference_mode(), exact_arithmetic(net.device):
        logits = (module or net.module)(batch.contiguous(memory_format=torch.channels_last))
        return torch.softmax(logits, dim=1)


def top_classes(net: Network, row: torch.Tensor, k: int = 5) -> Prediction:
    """The `k` largest of one (classes,) row of probabilities, as a `Prediction`."""
    values, labels = (tensor.cpu().numpy() for tensor in row.topk(min(k, len(row))))
    return Prediction(labels.astype(np.int32), tuple(net.labels[label] for label in labels), values)
