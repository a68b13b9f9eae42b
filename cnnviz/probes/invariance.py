"""How far a network's answer moves when the picture does, after Zeiler & Fergus 2013, section 4.1.2, figure 5.

https://arxiv.org/abs/1311.2901
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np
import numpy.typing as npt
import torch
from PIL import Image
from torch import nn

from cnnviz.networks.devices import exact_arithmetic
from cnnviz.networks.network import Network
from cnnviz.probes.tap import private_copy

Floats = npt.NDArray[np.float32]
Integers = npt.NDArray[np.int32]
Values = TypeVar("Values", Floats, Integers)

MOVES = ("shift", "scale", "turn")
GRAY = (127, 127, 127)  # what comes in from outside the picture
LARGEST_SHIFT = 60 / 224  # of the side: the paper's 60 px of 224
BATCH = 6


@dataclass(frozen=True)
class Invariance:
    """What a network makes of one picture, moved by n amounts.

    Attributes:
        move: "shift" (down, px), "scale" (times larger) or "turn" (anticlockwise, degrees).
        amounts: (n,) in that unit, rising; one of them leaves the picture as it is.
        first: (n,) ‖f(moved) − f(original)‖ / ‖f(original)‖ of the first layer's maps; NaN while not known.
        top: (n,) the same of the features from which the last layer makes the class scores.
        probability: (n,) of class `target`, in 0..1.
        label: (n,) the most probable class; -1 while not known.
        target: the most probable class of the picture as it is, unless the caller chose one.
        names: the network's class names.
        done: how many amounts are known.
    """

    move: str
    amounts: npt.NDArray[np.float64]
    first: Floats
    top: Floats
    probability: Floats
    label: Integers
    target: int
    names: tuple[str, ...]
    done: int

    @property
    def total(self) -> int:
        return len(self.amounts)


def amounts_of(move: str, side: int) -> npt.NDArray[np.float64]:
    """The paper's ranges: ± 60 px of 224 in 25 steps, 1 to 1.8 times in 17, 0 to 350 degrees in 36.

    Shifts are whole pixels of a picture of `side` pixels.

    Raises:
        ValueError: there is no such move.

    >>> amounts_of("shift", 224)[[0, 12, 24]].tolist()
    [-60.0, 0.0, 60.0]
    """
    if move == "shift":
        return np.round(np.linspace(-1, 1, 25) * LARGEST_SHIFT * side)
    if move == "scale":
        return np.round(np.linspace(1, 1.8, 17), 2)  # as printed, so that a snippet moves by the same amount
    if move == "turn":
        return np.arange(0.0, 360.0, 10.0)
    raise ValueError(f"A picture can be moved by {', '.join(MOVES)}; {move!r} is none of them.")


def moved(picture: Image.Image, move: str, amount: float) -> Image.Image:
    """A square picture, shifted down, enlarged or turned about its centre (bilinear); gray comes in from outside.

    Raises:
        ValueError: there is no such move.
    """
    side = picture.width
    centre = side / 2
    matrix: tuple[float, ...]
    if move == "shift":
        matrix = (1, 0, 0, 0, 1, -amount)
    elif move == "scale":
        offset = centre - centre / amount
        matrix = (1 / amount, 0, offset, 0, 1 / amount, offset)
    elif move == "turn":
        return picture.rotate(amount, Image.Resampling.BILINEAR, fillcolor=GRAY)
    else:
        raise ValueError(f"A picture can be moved by {', '.join(MOVES)}; {move!r} is none of them.")
    return picture.transform(
        (side, side), Image.Transform.AFFINE, matrix, Image.Resampling.BILINEAR, fillcolor=GRAY
    )


def invariance_steps(
    net: Network, image: Image.Image, move: str, *, target: int | None = None
) -> Iterator[Invariance]:
    """The curves, a batch of moved pictures at a time; the picture as it is comes first.

    Raises:
        ValueError: there is no such move or class, or the network has no layer that makes class scores.
    """
    view = net.view(image)
    amounts = amounts_of(move, net.input_size)
    classes = len(net.labels)
    if target is not None and not 0 <= target < classes:
        raise ValueError(f"There is no class {target}: this network has {classes}, 0 to {classes - 1}.")
    clean = _watch(net, [view])
    empty = np.full(len(amounts), np.nan, np.float32)
    result = Invariance(
        move, amounts, empty, empty, empty, np.full(len(amounts), -1, np.int32),
        int(clean.chances[0].argmax()) if target is None else target, net.labels, 0,
    )  # fmt: skip
    for start in range(0, len(amounts), BATCH):
        chosen = slice(start, start + BATCH)
        seen = _watch(net, [moved(view, move, float(amount)) for amount in amounts[chosen]])
        result = replace(
            result,
            first=_with(result.first, chosen, _distance(seen.first, clean.first)),
            top=_with(result.top, chosen, _distance(seen.top, clean.top)),
            probability=_with(result.probability, chosen, seen.chances[:, result.target]),
            label=_with(result.label, chosen, seen.chances.argmax(1)),
            done=min(start + BATCH, len(amounts)),
        )
        yield result


def invariance(net: Network, image: Image.Image, move: str, *, target: int | None = None) -> Invariance:
    """The finished curves of `invariance_steps`."""
    *_, last = invariance_steps(net, image, move, target=target)
    return last


@dataclass(frozen=True)
class _Seen:
    """A batch's answers: (N, ...) values of the first layer, features before the last one, probabilities."""

    first: torch.Tensor
    top: torch.Tensor
    chances: torch.Tensor


def _watch(net: Network, pictures: Sequence[Image.Image]) -> _Seen:
    copy = private_copy(net.module)
    kept: dict[str, torch.Tensor] = {}

    def keep_first(_layer: nn.Module, _inputs: object, output: torch.Tensor) -> None:
        kept["first"] = output.flatten(1).clone()  # the next layer may work in place

    def keep_top(_layer: nn.Module, inputs: tuple[torch.Tensor, ...]) -> None:
        kept["top"] = inputs[0].flatten(1).clone()

    copy.get_submodule(net.layers[0].name).register_forward_hook(keep_first)
    _scoring_layer(copy, len(net.labels)).register_forward_pre_hook(keep_top)
    batch = torch.stack([net.normalise(picture) for picture in pictures])
    with torch.inference_mode(), exact_arithmetic(net.device):
        chances = torch.softmax(copy(batch.contiguous(memory_format=torch.channels_last)), dim=1)
    return _Seen(kept["first"], kept["top"], chances)


def _scoring_layer(module: nn.Module, classes: int) -> nn.Module:
    """The last linear layer or convolution with one output per class: what comes in there are the top features."""
    for layer in reversed(list(module.modules())):
        if isinstance(layer, nn.Linear) and layer.out_features == classes:
            return layer
        if isinstance(layer, nn.Conv2d) and layer.out_channels == classes:
            return layer
    raise ValueError(f"No layer of this network makes {classes} class scores, so it has no top features.")


def _distance(seen: torch.Tensor, clean: torch.Tensor) -> torch.Tensor:
    lengths = (torch.linalg.vector_norm(values, dim=1) for values in (seen - clean, clean))
    moved_by, original = lengths
    share: torch.Tensor = moved_by / original.clamp_min(1e-12)
    return share


def _with(values: Values, chosen: slice, new: torch.Tensor) -> Values:
    changed = values.copy()
    changed[chosen] = new.cpu().numpy()
    return changed
