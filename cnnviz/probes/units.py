"""One unit of a trained network in numbers: the window it reads, the products, and every step to its value."""

from dataclasses import dataclass
from itertools import accumulate
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import torch
from PIL import Image

from cnnviz.networks.devices import exact_arithmetic
from cnnviz.networks.network import Network
from cnnviz.probes.activations import LayerMaps, summarise
from cnnviz.probes.feeding import FeedingWindow, read_average, read_convolution
from cnnviz.probes.traces import Node, trace

Floats = npt.NDArray[np.float32]
Kind = Literal["batch norm", "activation", "sum", "maximum", "branch"]
Place = tuple[int, int, int]  # map, row, column

FEEDERS = 6

_NORMS = {
    "native_batch_norm",
    "cudnn_batch_norm",
    "miopen_batch_norm",
    "_native_batch_norm_legit",
    "_native_batch_norm_legit_no_training",
}
_ACTIVATIONS = {
    "relu": "ReLU",
    "relu6": "ReLU6",
    "hardtanh": "ReLU6",
    "silu": "SiLU",
    "gelu": "GELU",
    "hardswish": "hard swish",
    "leaky_relu": "leaky ReLU",
    "elu": "ELU",
    "tanh": "tanh",
    "sigmoid": "sigmoid",
}
_UNCHANGED = {"clone", "_to_copy", "alias", "detach"}


@dataclass(frozen=True)
class Step:
    """One step from the sum of products to the unit's value.

    Attributes:
        kind: what is done.
        name: its name, such as "ReLU6" or "batch norm".
        numbers: what it is done with, by name: `gamma`, `beta`, `mean`, `variance`, `epsilon` of a batch norm;
            `shortcut` of a sum; `row`, `column` of a maximum's winner; `branch`, `map` where maps are concatenated.
        value: what comes out.
    """

    kind: Kind
    name: str
    numbers: dict[str, float]
    value: float


@dataclass(frozen=True)
class Unit:
    """A unit and how its value comes about: value = the last step's; the first step's input = `total`.

    Attributes:
        layer, map, row, column: which unit, counted from 0.
        value: its value in the network's own run, in float32.
        plane: (H, W) the whole map's values.
        window: what it reads, with the products; their sum and the bias make `window.total`.
        steps: what happens to the total, in the order of computation.
        feeding: the address of the layer whose maps it reads; None if that output belongs to no layer.
        from_picture: whether it reads the picture itself.
        feeders: its most important maps (at most 6), in the order of `strongest`: their levels on the whole plane.
    """

    layer: str
    map: int
    row: int
    column: int
    value: float
    plane: Floats
    window: FeedingWindow
    steps: tuple[Step, ...]
    feeding: str | None
    from_picture: bool
    feeders: LayerMaps

    @property
    def computed(self) -> float:
        """The value that the steps lead to; `value` to within float32's rounding."""
        return self.steps[-1].value if self.steps else self.window.total


def explain_unit(net: Network, image: Image.Image, layer: str, *, map: int, row: int, column: int) -> Unit:
    """How one unit's value comes about: y = f(Σ w · x + b), with every number.

    The way leads back from the layer's output, through activations, batch norms, shortcuts, maxima and
    concatenations, to the convolution (or average pooling) that made the number, whatever the network's
    code looks like: the operations are read off a run. All arithmetic here is in float64.

    Args:
        layer: a module's path, with `#1` for the output of its second run and so on.
        map, row, column: which unit of its output, counted from 0.

    Raises:
        ValueError: no such layer or unit, or its value comes about in a way that is no sum of products.
    """
    with exact_arithmetic(net.device):
        picture = net.preprocess(image)[None]
        run = trace(net, picture, layer)
    place = (map, row, column)
    _check_place(layer, run.output.value, place)
    source, at, undo = _way_back(run.output, place)
    window, fed = read_average(source, at) if source.op == "avg_pool2d" else read_convolution(source, at)
    value, steps = window.total, []
    for node, there, extra in reversed(undo):
        step = _step(node, there, extra, value)
        value = step.value
        steps.append(step)
    strongest = torch.as_tensor(window.maps[window.strongest[:FEEDERS]].astype(np.int64))
    output = run.output.value[0]
    return Unit(
        layer=layer,
        map=map,
        row=row,
        column=column,
        value=float(output[place]),
        plane=output[map].float().contiguous().cpu().numpy(),
        window=window,
        steps=tuple(steps),
        feeding=run.addresses.get(fed),
        from_picture=not any(node.op == "convolution" for node in fed.before()),
        feeders=summarise(run.addresses.get(fed, ""), fed.value[0][strongest.to(fed.value.device)]),
    )


def first_filters(net: Network, layer: str) -> Floats:
    """(maps, inputs, K, K) weights of the convolution that makes the layer's maps.

    Raises:
        ValueError: no such layer, or no convolution makes its maps.
    """
    side = net.input_size
    anything = torch.zeros(1, 3, side, side, device=net.device)
    source, _, _ = _way_back(trace(net, anything, layer).output, (0, 0, 0))
    if source.op != "convolution":
        raise ValueError(f"The layer {layer!r} is made by no convolution, so it has no filters.")
    weights: Floats = source.arguments[1].detach().float().cpu().numpy()
    return weights


def _check_place(layer: str, output: torch.Tensor, place: Place) -> None:
    sizes = tuple(output.shape[1:])
    for word, number, size in zip(("map", "row", "column"), place, sizes, strict=True):
        if not 0 <= number < size:
            raise ValueError(
                f"There is no {word} {number} in the layer {layer!r}: its {size} {word}s are counted from 0 to {size - 1}."
            )


Undone = list[tuple[Node, Place, Any]]


def _way_back(node: Node, at: Place) -> tuple[Node, Place, Undone]:
    """From an output to the operation that is a sum of products, with what happens in between, last first."""
    undo: Undone = []
    while node.op not in {"convolution", "avg_pool2d"}:
        extra: Any = None
        if node.op in _NORMS or node.op in _ACTIVATIONS:
            source, there = node.inputs[0], at
        elif node.op in _UNCHANGED and node.inputs:
            node = node.inputs[0]
            continue
        elif node.op == "add" and len(node.inputs) == 2:
            source, extra = _main_and_shortcut(*node.inputs)
            there = at
        elif node.op == "cat":
            source, there, extra = _branch(node, at)
        elif node.op == "max_pool2d_with_indices":
            source, there = node.inputs[0], _winner(node, at)
        else:
            raise ValueError(
                f"This value comes from the operation “{node.op}”, which is no sum of products, so it can't be taken "
                "apart here."
            )
        undo.append((node, at if node.op != "max_pool2d_with_indices" else there, extra))
        node, at = source, there
    return node, at, undo


def _main_and_shortcut(first: Node, second: Node) -> tuple[Node, Node]:
    """Of the two that are added: the one with the block's layers in it, and the one that goes around them."""
    if second.reaches(first):
        return second, first
    return first, second


def _branch(node: Node, at: Place) -> tuple[Node, Place, tuple[int, int]]:
    """Which of the concatenated stacks this map comes from, and which of its maps it is."""
    ends = list(accumulate(branch.value.shape[1] for branch in node.inputs))
    which = next(index for index, end in enumerate(ends) if at[0] < end)
    inner = at[0] - (ends[which - 1] if which else 0)
    return node.inputs[which], (inner, *at[1:]), (which, inner)


def _winner(node: Node, at: Place) -> Place:
    """Where the largest value of a max pooling's window is. Torch keeps it as an index into the plane."""
    width = node.inputs[0].value.shape[3]
    index = int(node.others[0][(0, *at)])
    return at[0], index // width, index % width


def _step(node: Node, at: Place, extra: Any, value: float) -> Step:
    """What this operation makes of the value that comes from below."""
    if node.op in _NORMS:
        return _norm_step(node, at[0], value)
    if node.op in _ACTIVATIONS:
        given = torch.tensor([value], dtype=torch.float64)
        result = float(node.function(given, *node.arguments[1:])[0])
        return Step("activation", _ACTIVATIONS[node.op], {}, result)
    if node.op == "add":
        shortcut = float(extra.value[(0, *at)])
        return Step("sum", "shortcut", {"shortcut": shortcut}, value + shortcut)
    if node.op == "cat":
        return Step("branch", "concatenation", {"branch": extra[0], "map": extra[1]}, value)
    return Step("maximum", "max pooling", {"row": at[1], "column": at[2]}, value)


def _norm_step(node: Node, map: int, value: float) -> Step:
    """y = gamma (x - mean) / sqrt(variance + epsilon) + beta, with the numbers kept from training."""
    gamma, beta, mean, variance = (
        float(tensor[map]) if tensor is not None else default
        for tensor, default in zip(node.arguments[1:5], (1.0, 0.0, 0.0, 1.0), strict=True)
    )
    epsilon = float(node.arguments[-1])
    result = gamma * (value - mean) / (variance + epsilon) ** 0.5 + beta
    numbers = {"gamma": gamma, "beta": beta, "mean": mean, "variance": variance, "epsilon": epsilon}
    return Step("batch norm", "batch norm", numbers, result)
