"""What torchvision says of its classifiers' weights, read from the package: nothing is downloaded."""

import math
from collections.abc import Iterator
from typing import Any

import torchvision
from torchvision import models


def weight_rows() -> Iterator[dict[str, Any]]:
    """One row for every set of ImageNet weights that has an accuracy, in torchvision's order.

    `gmacs` is torchvision's `_ops`: multiply-accumulates for one picture in units of 10^9, which its tables call
    GFLOPS. `crop` is the side of the pictures with which the accuracies (in percent) were measured, in pixels.
    """
    for model in models.list_models(module=models):
        for weights in models.get_model_weights(model):
            found = weights.meta["_metrics"]["ImageNet-1K"]
            if math.isnan(found["acc@1"]):
                continue  # features only: the classifier was never trained
            yield {
                "model": model,
                "weights": str(weights),
                "parameters": weights.meta["num_params"],
                "gmacs": weights.meta["_ops"],
                "top1": found["acc@1"],
                "top5": found["acc@5"],
                "crop": weights.transforms.keywords["crop_size"],
            }


def version() -> str:
    """torchvision's version, without what it was compiled for."""
    return str(torchvision.__version__).partition("+")[0]
