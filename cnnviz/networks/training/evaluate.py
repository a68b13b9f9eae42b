"""Accuracy and confusion of a network on a split."""

import numpy as np
import numpy.typing as npt
import torch
from torch import nn
from torch.nn import functional

from cnnviz.networks.training.augment import normalise
from cnnviz.networks.training.pictures import Split


@torch.inference_mode()
def confusion(
    module: nn.Module, split: Split, side: int, device: torch.device, batch: int = 128
) -> npt.NDArray[np.int64]:
    """(classes, classes) counts: row = true class, column = predicted class; one view per picture.

    The picture is resized to `side`, whole; the module is in evaluation mode while it is asked.
    """
    was_training = module.training
    module.eval()
    classes = len(split.classes)
    counts = torch.zeros(classes * classes, dtype=torch.long)
    for start in range(0, len(split), batch):
        pixels = split.pixels[start : start + batch].to(device).permute(0, 3, 1, 2).float()
        if pixels.shape[-1] != side:
            pixels = functional.interpolate(
                pixels, size=(side, side), mode="bilinear", antialias=True, align_corners=False
            )
        found = module(normalise(pixels)).argmax(1).cpu()
        counts += torch.bincount(
            split.labels[start : start + batch] * classes + found, minlength=classes * classes
        )
    module.train(was_training)
    return counts.view(classes, classes).numpy()


def accuracy(counts: npt.NDArray[np.int64]) -> float:
    """The share on the diagonal of a confusion matrix.

    >>> accuracy(np.array([[3, 1], [0, 4]]))
    0.875
    """
    return float(np.trace(counts) / counts.sum())
