"""Checkpoints: named tensors, read safely and fitted into a module."""

import io
from collections.abc import Mapping
from pathlib import Path

import torch
from torch import nn

from cnnviz.networks.weights import WeightsError, read_bytes


def read_checkpoint(path: Path) -> dict[str, torch.Tensor]:
    """The tensors of a PyTorch checkpoint by name. Code inside the file is never run.

    Raises:
        WeightsError: the file is missing, or is no checkpoint that consists of named tensors.
    """
    data = read_bytes(path)
    try:
        state = torch.load(io.BytesIO(data), map_location="cpu", weights_only=True)
    except Exception as error:  # torch's readers raise whatever the bytes lead them into
        raise WeightsError(
            f"{path.name} ({len(data):,} bytes) is not a PyTorch checkpoint, or it is damaged. "
            "Download it again."
        ) from error
    if not isinstance(state, Mapping) or not all(map(_is_named_tensor, state.items())):
        raise WeightsError(f"{path.name} holds no list of named tensors, so it is not a network's weights.")
    return dict(state)


def fit(module: nn.Module, state: Mapping[str, torch.Tensor], source: str) -> None:
    """Copy the tensors of `state` into the parameters and buffers of `module`.

    Raises:
        WeightsError: a layer is missing, unknown or has another shape; the text names the first ones.
    """
    own = module.state_dict()
    missing = [name for name in own if name not in state]
    unknown = [name for name in state if name not in own]
    reshaped = [
        f"{name} is {_shape(state[name])} in the file and {_shape(tensor)} here"
        for name, tensor in own.items()
        if name in state and state[name].shape != tensor.shape
    ]
    differences = [
        f"{len(names)} {words} ({', '.join(names[:3])}{', ...' if len(names) > 3 else ''})"
        for names, words in (
            (missing, "of this network's tensors are not in the file"),
            (unknown, "of the file's tensors are unknown here"),
            (reshaped, "differ in shape"),
        )
        if names
    ]
    if differences:
        raise WeightsError(f"{source} belongs to another network: {'; '.join(differences)}.")
    module.load_state_dict(dict(state))


def _is_named_tensor(item: tuple[object, object]) -> bool:
    return isinstance(item[0], str) and isinstance(item[1], torch.Tensor)


def _shape(tensor: torch.Tensor) -> str:
    return " × ".join(str(side) for side in tensor.shape) or "one number"
