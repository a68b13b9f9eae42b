"""One forward pass as a list of steps, for any module, without touching it.

PyTorch lets a thread look at every torch function that it calls (`TorchFunctionMode`), so it makes no
difference whether a network says `nn.ReLU`, `F.relu` or `x.relu_()`, and other threads notice nothing.
"""

import weakref
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import torch
from torch import nn
from torch.nn import functional
from torch.overrides import TorchFunctionMode

from cnnviz.probes.calls import read_call
from cnnviz.probes.steps import Join, Kind, MaxPool, Opaque, Rectify, Step, Sum
from cnnviz.probes.tap import private_copy, require_layer


@dataclass(frozen=True)
class Recording:
    """What happened on the way to a layer.

    Attributes:
        steps: in the order they ran; step i made value i + 1, the picture is value 0.
        shape: (1, 3, H, W), of the picture.
        number: which value is the layer's output.
        output: the layer's output.
        runs: how many times the layer ran.
        outputs: for every layer that ran: which value its last output is, and how many times it ran.
    """

    steps: tuple[Step, ...]
    shape: tuple[int, ...]
    number: int
    output: torch.Tensor
    runs: int
    outputs: Mapping[str, tuple[int, int]]

    def shape_of(self, number: int) -> tuple[int, ...]:
        """The sizes of a value, with the batch."""
        return self.steps[number - 1].shape if number else self.shape


def record(
    module: nn.Module,
    layer: str,
    image: torch.Tensor,
    *,
    runs: int | None = None,
    masks: bool = False,
    device: torch.device | None = None,
) -> Recording:
    """Run a private copy of `module` on `image` up to a layer, and keep what the way down needs.

    Args:
        layer: the name of a layer; of one that runs several times, the last run is meant.
        image: (1, 3, H, W), on `device` if there is one.
        runs: how many times the layer runs altogether, if that is known: then the pass ends there.
        masks: keep where each ReLU let its input pass.
        device: where to run; None where the module is, "meta" for the shapes alone.

    Raises:
        ValueError: there is no such layer, or it takes no part in a prediction.
    """
    require_layer(module, layer)
    copied = private_copy(module, device).eval()
    recorder = _Recorder(image, layer, runs, masks)
    for name, part in copied.named_modules():
        if name:
            part.register_forward_pre_hook(partial(recorder.enter, name))
            part.register_forward_hook(partial(recorder.leave, name))
    with torch.inference_mode():
        try:
            with recorder:
                copied(image)
        except Reached:
            pass
    if recorder.output is None:
        raise ValueError(f"The layer {layer!r} takes no part in a prediction, so it has no activation.")
    number, output = recorder.output
    steps = tuple(recorder.steps)
    return Recording(steps, tuple(image.shape), number, output, recorder.runs, recorder.outputs)


class Reached(Exception):  # noqa: N818 - no error
    """Ends a forward pass at the layer that was asked for."""


class _Recorder(TorchFunctionMode):
    """Writes down every torch function that reads the picture or what came of it."""

    def __init__(self, image: torch.Tensor, layer: str, last: int | None, masks: bool) -> None:
        super().__init__()
        self.steps: list[Step] = []
        self.output: tuple[int, torch.Tensor] | None = None
        self.runs = 0
        self.outputs: dict[str, tuple[int, int]] = {}
        self._layer, self._last, self._masks = layer, last, masks
        self._inside: list[str] = []
        # By identity, and weakly: a tensor that the network forgets needs no memory.
        self._numbers: dict[int, tuple[weakref.ref[torch.Tensor], int]] = {}
        self._remember(image, 0)

    def __torch_function__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        kwargs = kwargs or {}
        inputs = tuple(number for tensor in _tensors((args, kwargs)) for number in self._number(tensor))
        kind = read_call(func, args, kwargs) if inputs else None
        if not inputs or (kind is None and func in _QUESTIONS):
            return func(*args, **kwargs)
        expected = len(kind.channels) if isinstance(kind, Join) else 2 if isinstance(kind, Sum) else 1
        if kind is None or len(inputs) != expected:
            kind = Opaque(getattr(func, "__name__", str(func)))
        result, memory = self._run(kind, func, args, kwargs)
        for tensor in _tensors(result):
            if not self._is_old(tensor, func):
                self._note(kind, inputs, tensor, memory)
        whole = args[0]._base if args and result is args[0] else None
        if whole is not None:  # a part was written to, and the whole changed with it
            self._note(Opaque("a change of a part"), self._number(whole) or inputs, whole, None)
        return result

    def enter(self, name: str, _layer: nn.Module, _inputs: object) -> None:
        """A hook of the private copy: a layer begins."""
        self._inside.append(name)

    def leave(self, name: str, _layer: nn.Module, _inputs: object, output: object) -> None:
        """A hook of the private copy: a layer has ended."""
        self._inside.pop()
        numbers = self._number(output) if isinstance(output, torch.Tensor) else ()
        for number in numbers:
            self.outputs[name] = number, self.outputs.get(name, (0, 0))[1] + 1
        if name != self._layer:
            return
        self.runs += 1
        if isinstance(output, torch.Tensor) and numbers:
            # A later step may work in place.
            self.output = numbers[0], output if self.runs == self._last else output.clone()
        if self.runs == self._last:
            raise Reached

    def _run(self, kind: Kind, func: Any, args: Any, kwargs: Any) -> tuple[Any, torch.Tensor | None]:
        if isinstance(kind, MaxPool):
            return functional.max_pool2d_with_indices(*args, **kwargs)
        result = func(*args, **kwargs)
        memory = None
        if isinstance(kind, Rectify) and self._masks:
            memory = result > 0 if kind.top is None else (result > 0) & (result < kind.top)
        return result, memory

    def _note(
        self, kind: Kind, inputs: tuple[int, ...], tensor: torch.Tensor, memory: torch.Tensor | None
    ) -> None:
        layer = self._inside[-1] if self._inside else ""
        self.steps.append(Step(kind, inputs, tuple(tensor.shape), layer, memory))
        self._remember(tensor, len(self.steps))

    def _is_old(self, tensor: torch.Tensor, func: Any) -> bool:
        """Whether a call gave back a value as it was (`contiguous` of what is contiguous)."""
        return func in _MAYBE_THE_SAME and bool(self._number(tensor))

    def _remember(self, tensor: torch.Tensor, number: int) -> None:
        self._numbers[id(tensor)] = (weakref.ref(tensor), number)

    def _number(self, tensor: torch.Tensor) -> tuple[int, ...]:
        found = self._numbers.get(id(tensor))
        return (found[1],) if found is not None and found[0]() is tensor else ()


_MAYBE_THE_SAME = {torch.Tensor.contiguous, torch.Tensor.to}

# They ask about a tensor and make none that goes on.
_QUESTIONS = {torch.Tensor.dim, torch.Tensor.size, torch.Tensor.is_contiguous, torch.Tensor.numel}


def _tensors(value: Any) -> Iterator[torch.Tensor]:
    if isinstance(value, torch.Tensor):
        yield value
    elif isinstance(value, dict):
        yield from _tensors([*value.values()])
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _tensors(one)
