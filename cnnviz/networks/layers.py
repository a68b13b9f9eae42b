"""The layers of a network that a learner may look at, in the order in which they run.

Nothing here imports torch before a network is traced, so a page can name layers without it.
"""

import copy
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from torch import nn

Shape = tuple[int, int, int]


@dataclass(frozen=True)
class Layer:
    """A layer whose output is a stack of maps.

    Attributes:
        name: the path of its module, as probes take it, such as "features.1".
        title: what the paper calls it, such as "conv1".
        shape: (channels, height, width) of its output for the network's own input size.
    """

    name: str
    title: str
    shape: Shape


def list_layers(module: "nn.Module", input_size: int) -> tuple[Layer, ...]:
    """The layers of `module` whose outputs are maps, for a (1, 3, `input_size`, `input_size`) input.

    One per stage: a convolution with the normalisation and the activation that follow it counts as one
    and goes by the name of the last of them; so does a pooling layer; a block (residual, dense,
    inception, fire) is one as a whole. Pooling to a fixed size at the end is left out, and so is what
    runs more than once or not at all. The shapes come from a run without numbers (torch's meta
    device) of a copy, so `module` is only read.

    >>> from cnnviz.networks.pair import build
    >>> [layer.title for layer in list_layers(build("zfnet"), 224)]
    ['conv1', 'pool1', 'conv2', 'pool2', 'conv3', 'conv4', 'conv5', 'pool5']
    """
    stages = _runs(module, input_size, _candidates(module))
    merged = list(_merged(stages))
    titles = _titles(type(module).__name__, [(stage.name, stage.kind) for stage in merged])
    return tuple(Layer(stage.name, title, stage.shape) for stage, title in zip(merged, titles, strict=True))


@dataclass(frozen=True)
class _Stage:
    name: str
    kind: str  # "conv", "after" (what follows a convolution and belongs to it), "pool", "block"
    shape: Shape


def _candidates(module: "nn.Module", path: str = "") -> Iterator[tuple[str, str]]:
    """(path, kind) of everything that may be a stage. Plain sequences are looked into, blocks are not."""
    from torch import nn

    for name, child in module.named_children():
        inner = f"{path}{name}"
        if type(child) is nn.Sequential:
            yield from _candidates(child, f"{inner}.")
        elif any(True for _ in child.children()):
            yield inner, "block"
        elif isinstance(child, nn.Conv2d):
            yield inner, "conv"
        elif isinstance(child, nn.MaxPool2d | nn.AvgPool2d):
            yield inner, "pool"
        elif isinstance(child, nn.BatchNorm2d | nn.ReLU | nn.ReLU6 | nn.SiLU | nn.GELU | nn.Hardswish):
            yield inner, "after"


def _runs(module: "nn.Module", input_size: int, candidates: Iterator[tuple[str, str]]) -> list[_Stage]:
    """The candidates that run exactly once and give one stack of maps, in the order in which they run."""
    import torch
    from torch import nn

    def ghost(tensor: torch.Tensor) -> torch.Tensor:
        empty = torch.empty_like(tensor, device="meta")
        return nn.Parameter(empty, requires_grad=False) if isinstance(tensor, nn.Parameter) else empty

    tensors = chain(module.parameters(), module.buffers())
    traced = copy.deepcopy(module, {id(tensor): ghost(tensor) for tensor in tensors}).eval()
    outputs: dict[str, list[object]] = {}
    kinds = dict(candidates)
    for name in kinds:
        traced.get_submodule(name).register_forward_hook(
            lambda _module, _inputs, output, name=name: outputs.setdefault(name, []).append(output)
        )
    with torch.no_grad():
        traced(torch.empty(1, 3, input_size, input_size, device="meta"))
    stages = []
    for name, given in outputs.items():
        first = given[0]
        if len(given) == 1 and isinstance(first, torch.Tensor) and first.dim() == 4:
            _, channels, height, width = first.shape
            stages.append(_Stage(name, kinds[name], (channels, height, width)))
    return stages


def _merged(stages: list[_Stage]) -> Iterator[_Stage]:
    """A convolution and what follows it as one stage; normalisations that follow something else are left out."""
    waiting: _Stage | None = None
    for stage in stages:
        if stage.kind == "after":
            if waiting is not None:
                waiting = _Stage(stage.name, "conv", stage.shape)
            continue
        if waiting is not None:
            yield waiting
        waiting = stage if stage.kind == "conv" else None
        if stage.kind != "conv":
            yield stage
    if waiting is not None:
        yield waiting


# Where the module paths carry the numbers: what the paper calls them, as (path, title) patterns.
_RENAMED: dict[str, tuple[tuple[str, str], ...]] = {
    "ResNet": ((r"relu", "conv1"), (r"maxpool", "pool1")),
    "DenseNet": (
        (r"features\.relu0", "conv"),
        (r"features\.pool0", "pool"),
        (r"features\.denseblock(\d+)", r"dense block \1"),
        (r"features\.transition(\d+)", r"transition \1"),
    ),
    "GoogLeNet": (
        (r"conv1", "conv1"),
        (r"conv2", "conv2 reduce"),
        (r"conv3", "conv2"),
        (r"maxpool(\d)", r"pool\1"),
        (r"inception(\d\w)", r"inception \1"),
    ),
    "Inception3": ((r"maxpool1", "MaxPool_3a_3x3"), (r"maxpool2", "MaxPool_5a_3x3")),
    "MobileNetV2": ((r"features\.0", "conv stem"), (r"features\.18", "conv head"), (r"features\.(\d+)", r"bottleneck \1")),
    "EfficientNetLite0": ((r"blocks\.(\d+)", r"block \1"),),
}  # fmt: skip


def _titles(family: str, stages: list[tuple[str, str]]) -> list[str]:
    if family == "VGG":
        return _grouped_titles(stages)
    if family in {"AlexNet", "SqueezeNet", "Sequential"}:
        return _counted_titles(stages)
    return [_renamed(family, name) for name, _ in stages]


def _renamed(family: str, name: str) -> str:
    residual = re.fullmatch(r"layer(\d)\.(\d+)", name) if family == "ResNet" else None
    if residual:  # the paper's conv2_x to conv5_x (He et al. 2016, table 1)
        return f"conv{int(residual[1]) + 1}_{int(residual[2]) + 1}"
    for pattern, title in _RENAMED.get(family, ()):
        found = re.fullmatch(pattern, name)
        if found:
            return found.expand(title)
    return name


def _counted_titles(stages: list[tuple[str, str]]) -> list[str]:
    """conv1, pool1, conv2, ... with a pool that has the number of what it pools, and blocks that count along."""
    titles, number = [], 0
    for _, kind in stages:
        number += kind != "pool"
        titles.append(f"{'fire' if kind == 'block' else kind}{number}")
    return titles


def _grouped_titles(stages: list[tuple[str, str]]) -> list[str]:
    """VGG's conv1_1, conv1_2, pool1, conv2_1, ..."""
    titles, group, number = [], 1, 0
    for _, kind in stages:
        number += 1
        titles.append(f"conv{group}_{number}" if kind == "conv" else f"pool{group}")
        if kind == "pool":
            group, number = group + 1, 0
    return titles
