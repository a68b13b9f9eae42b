"""Watching a layer of a shared network without touching the network."""

from collections.abc import Callable, Sequence
from itertools import chain

import torch
from torch import nn


def require_layer(module: nn.Module, layer: str) -> None:
    """Refuse the name of a layer that a network does not have.

    Raises:
        ValueError: there is no layer of that name.
    """
    if layer not in {name for name, _ in module.named_modules() if name}:
        outermost = ", ".join(name for name, _ in module.named_children())
        raise ValueError(
            f"This network has no layer called {layer!r}. Its outermost layers are: {outermost}."
        )


def require_maps(sizes: Sequence[int]) -> None:
    """Refuse the output of a layer, given as its sizes per picture, unless it is channels × rows × columns.

    Raises:
        ValueError: it is something else.
    """
    if len(sizes) != 3:
        raise ValueError(
            f"The chosen layer gives {' × '.join(map(str, sizes))} numbers per picture, not maps. "
            "Choose a convolutional layer."
        )


def private_copy(module: nn.Module, device: torch.device | None = None) -> nn.Module:
    """A copy whose layers are its own and whose parameters and buffers are the original's.

    It costs no memory and cannot drift. On another `device` ("meta" computes shapes only) the tensors
    are moved there instead of shared.
    """
    moved: dict[int, torch.Tensor] = {}
    if device is not None:
        tensors = chain(module.parameters(), module.buffers())
        moved = {id(tensor): tensor.to(device) for tensor in tensors}
    return _twin(module, moved, {})


def _twin(this: nn.Module, moved: dict[int, torch.Tensor], twins: dict[int, nn.Module]) -> nn.Module:
    """`this` with registers of its own. A fraction of the time of a deep copy, which looks into everything."""
    if id(this) in twins:
        return twins[id(this)]
    made = twins[id(this)] = this.__new__(type(this))
    own = {name: value.copy() if isinstance(value, dict) else value for name, value in vars(this).items()}
    for name, child in this._modules.items():
        own["_modules"][name] = None if child is None else _twin(child, moved, twins)
    if moved:
        for register in (own["_parameters"], own["_buffers"]):
            register.update({name: moved[id(old)] for name, old in register.items() if old is not None})
    made.__dict__ = own
    return made


class Tap:
    """A private copy of a module that keeps what `read` makes of one layer's last output.

    The copy shares every parameter and buffer with the original (no memory, no drift), but its
    layers are its own: the hook sits on the copy, so other threads that run the original never
    meet it, and there is nothing to remove, whatever happens. `read` is called before the next
    layer runs, which may work in place and change the output.

    Raises:
        ValueError: there is no layer of that name.
    """

    def __init__(self, module: nn.Module, layer: str, read: Callable[[torch.Tensor], torch.Tensor]) -> None:
        require_layer(module, layer)
        self.module = private_copy(module)
        self.layer = layer
        self._read = read
        self._kept: torch.Tensor | None = None
        self.module.get_submodule(layer).register_forward_hook(self._hook)

    def take(self) -> torch.Tensor:
        """What `read` made of the layer's output in the last run of `module`.

        Raises:
            ValueError: the layer did not run.
        """
        kept, self._kept = self._kept, None
        if kept is None:
            raise ValueError(
                f"The layer {self.layer!r} takes no part in a prediction, so it has no activation."
            )
        return kept

    def _hook(self, _layer: nn.Module, _inputs: object, output: torch.Tensor) -> None:
        self._kept = self._read(output)
