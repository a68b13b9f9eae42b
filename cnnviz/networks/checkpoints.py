"""Checkpoints: named tensors, read safely and fitted into a module."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

import safetensors.torch
import torch
from torch import nn

from cnnviz.networks.weights import WeightsError, read_bytes


def read_checkpoint(path: Path) -> dict[str, torch.Tensor]:
    """The tensors of a checkpoint by name. Code inside the file is never run.

    Raises:
        WeightsError: the file is missing, or is no checkpoint that consists of named tensors.
    """
    return read_tensors(read_bytes(path), path.name)


def read_tensors(data: bytes, source: str) -> dict[str, torch.Tensor]:
    """The tensors in the bytes of a safetensors file or a PyTorch checkpoint. Code inside is never run.

    A checkpoint that holds a network beside other things ("state_dict", "model") gives the network;
    the "module." that parallel training puts before every name is taken away.

    Args:
        data: the file's content, whose beginning says which kind it is.
        source: what the file is called in an error.

    Raises:
        WeightsError: it is neither, or is damaged, or does not consist of named tensors.
    """
    try:
        state = safetensors.torch.load(data) if _is_safetensors(data) else _unpickled(data)
    except Exception as error:  # the readers raise whatever the bytes lead them into
        raise WeightsError(
            f"{source} ({len(data):,} bytes) is not a PyTorch checkpoint or safetensors file, or it is damaged. "
            "Download it again."
        ) from error
    for name in ("state_dict", "model_state_dict", "model"):
        if isinstance(state, Mapping) and isinstance(state.get(name), Mapping):
            state = state[name]
    if not isinstance(state, Mapping) or not state or not all(map(_is_named_tensor, state.items())):
        raise WeightsError(f"{source} holds no list of named tensors, so it is not a network's weights.")
    if all(name.startswith("module.") for name in state):
        state = {name.removeprefix("module."): tensor for name, tensor in state.items()}
    return dict(state)


def _is_safetensors(data: bytes) -> bool:
    """A safetensors file begins with the length of its header, 8 bytes, and the header is JSON."""
    return data[8:9] == b"{"


def _unpickled(data: bytes) -> object:
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(member.file_size for member in archive.infolist())
        if unpacked > len(data):  # PyTorch never compresses; whoever did wants it to swell
            raise ValueError(f"{len(data)} bytes that unpack to {unpacked}")
    return torch.load(io.BytesIO(data), map_location="cpu", weights_only=True)


def fit(module: nn.Module, state: Mapping[str, torch.Tensor], source: str) -> None:
    """Put the tensors of `state` into the parameters and buffers of `module`, in full precision.

    The module keeps the tensors themselves where they are float32 already. How many batches a
    normalisation layer has seen matters for training only, and may be missing: old files lack it.

    Raises:
        WeightsError: a layer is missing, unknown or has another shape; the text names the first ones.
    """
    own = module.state_dict()
    missing = [name for name in own if name not in state and not name.endswith(".num_batches_tracked")]
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
    full = {name: tensor.float() if tensor.is_floating_point() else tensor for name, tensor in state.items()}
    for name, tensor in own.items():
        if name not in full:
            full[name] = torch.zeros_like(tensor, device="cpu")
    module.load_state_dict(full, assign=True)


def _is_named_tensor(item: tuple[object, object]) -> bool:
    return isinstance(item[0], str) and isinstance(item[1], torch.Tensor)


def _shape(tensor: torch.Tensor) -> str:
    return " × ".join(str(side) for side in tensor.shape) or "one number"
