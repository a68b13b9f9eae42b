"""Modules of torchvision's architectures, with the weights of a checkpoint in them."""

import re
from collections.abc import Mapping
from pathlib import Path

import torch
from torch import nn
from torchvision import models

from cnnviz.networks.checkpoints import fit, read_checkpoint

# GoogLeNet and Inception v3: the checkpoints hold the auxiliary classifiers, which only training uses, and
# were trained on TensorFlow's scale of pixels, to which the module converts by itself.
_WITH_AUXILIARY = {"googlenet": ("aux1", "aux2"), "inception_v3": ("AuxLogits",)}
# DenseNet's checkpoints are from when a module's name could have a dot in it.
_DOTTED = re.compile(r"(.*denselayer\d+\.(?:norm|relu|conv))\.([12]\..*)")


def build_from(name: str, path: Path) -> nn.Module:
    """torchvision's network of that name with the weights of one of torchvision's files.

    Raises:
        WeightsError: the file is no checkpoint, or another network's.
    """
    return filled(name, read_checkpoint(path), 1000, path.name)


def filled(name: str, state: Mapping[str, torch.Tensor], classes: int, source: str) -> nn.Module:
    """torchvision's network `name` with so many classes and the tensors of `state`, which it keeps.

    Raises:
        WeightsError: `state` is another network's; the text says which layers differ.
    """
    state = {_undotted(key): tensor for key, tensor in state.items()}
    auxiliary = _WITH_AUXILIARY.get(name, ())
    has_auxiliary = any(key.startswith(auxiliary) for key in state) if auxiliary else False
    module = empty(name, classes, auxiliary=has_auxiliary)
    fit(module, state, source)
    if has_auxiliary:
        for part in auxiliary:
            setattr(module, part, None)
    return module.eval()


def empty(name: str, classes: int, *, auxiliary: bool = False) -> nn.Module:
    """torchvision's network without numbers in it (on torch's meta device): takes no memory, and no time to fill."""
    options = {"num_classes": classes}
    if name in _WITH_AUXILIARY:
        options |= {"init_weights": False, "aux_logits": auxiliary, "transform_input": True}
    try:
        with torch.device("meta"):
            return _made(name, options)
    except NotImplementedError:  # an architecture that computes its own sizes with tensors
        return _made(name, options)


def _made(name: str, options: Mapping[str, object]) -> nn.Module:
    module: nn.Module = models.get_model(name, weights=None, **options)
    return module


def _undotted(key: str) -> str:
    found = _DOTTED.fullmatch(key)
    return found[1] + found[2] if found else key
