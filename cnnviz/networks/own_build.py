"""From the bytes of a learner's file to a module with these numbers in it."""

from collections.abc import Mapping, Sequence
from functools import cache

import torch
from torch import nn
from torchvision import models

from cnnviz.networks import pair
from cnnviz.networks.build import empty, filled
from cnnviz.networks.checkpoints import fit, read_tensors
from cnnviz.networks.efficientnet_lite0 import EfficientNetLite0
from cnnviz.networks.labels import imagenet_labels
from cnnviz.networks.weights import WeightsError

OURS = {f"cnnviz_{kind}": kind for kind in pair.STAGES}
LITE0 = "efficientnet_lite0"
MOST_CLASSES = 100_000


@cache
def architectures() -> tuple[str, ...]:
    """The architectures whose numbers can be read: ours, then all of torchvision's classifiers."""
    return (*OURS, LITE0, *models.list_models(module=models))


def usual_side(architecture: str) -> int:
    """The side of the pictures that the architecture was made for, in pixels."""
    if architecture == "inception_v3":
        return 299
    return 128 if architecture in OURS else 224


def usual_resize(architecture: str, side: int) -> int:
    """To how many pixels the shorter side of a photo is resized before the central `side` are cut out."""
    return side if architecture in OURS else side * 8 // 7


def fitted(architecture: str, data: bytes) -> tuple[nn.Module, int]:
    """The module with the numbers of a file, and between how many classes it decides.

    Raises:
        ValueError: there is no such architecture.
        WeightsError: the file is damaged or another network's.
    """
    if architecture not in architectures():
        raise ValueError(
            f"There is no architecture called {architecture!r}. There are: {', '.join(architectures())}."
        )
    state = read_tensors(data, "Your file")
    _check_numbers(state, len(data))
    classes = _classes(architecture, state)
    if architecture in OURS or architecture == LITE0:
        module = _ours(architecture, classes)
        fit(module, state, "Your file")
        return module.eval(), classes
    return filled(architecture, state, classes, "Your file"), classes


def names_of(classes: int, labels: Sequence[str]) -> tuple[str, ...]:
    """The names of so many classes: those given, or ImageNet's, or numbers.

    Raises:
        ValueError: not as many labels as classes were given.
    """
    if labels and len(labels) != classes:
        raise ValueError(
            f"The network decides between {classes:,} classes, but there are {len(labels):,} labels. Give one per class, "
            "in the order of the outputs."
        )
    if labels:
        return tuple(labels)
    return imagenet_labels() if classes == 1000 else tuple(f"class {index}" for index in range(classes))


def _ours(architecture: str, classes: int) -> nn.Module:
    with torch.device("meta"):
        return (
            EfficientNetLite0(classes) if architecture == LITE0 else pair.build(OURS[architecture], classes)
        )


def _classes(architecture: str, state: Mapping[str, torch.Tensor]) -> int:
    """How many classes the file's last layer has; 1,000 if it is not there, and then the fit says what is missing."""
    module = empty(architecture, 1000) if architecture not in {*OURS, LITE0} else _ours(architecture, 1000)
    last = list(module.state_dict())[-1]
    classes = state[last].shape[0] if last in state and state[last].dim() else 1000
    if not 1 <= classes <= MOST_CLASSES:
        raise WeightsError(
            f"The file's last layer has {classes:,} outputs; 1 to {MOST_CLASSES:,} make sense."
        )
    return classes


def _check_numbers(state: Mapping[str, torch.Tensor], size: int) -> None:
    """A tensor can claim more numbers than its file holds (by repeating them), and a number can be none."""
    claimed = sum(tensor.numel() * tensor.element_size() for tensor in state.values())
    if claimed > size:
        raise WeightsError(
            f"Your file has {size:,} bytes, but its tensors would take {claimed:,}. Save it again with contiguous tensors."
        )
    for name, tensor in state.items():
        if tensor.is_floating_point() and not bool(tensor.isfinite().all()):
            raise WeightsError(
                f"In your file, {name} holds values that are no finite numbers, so nothing can be computed."
            )
