"""The six cases of the lesson: their numbers with limits, published values to start from, and their blocks."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from cnnviz.maths import (
    Block,
    asymmetric_blocks,
    grouped_blocks,
    inception_blocks,
    reduction_blocks,
    residual_blocks,
    separable_blocks,
)


class Numbers(Protocol):
    """Anything that gives a number for a name: a dict, or the state of a page."""

    def __getitem__(self, name: str, /) -> Any: ...


_MEANS = {
    "in": "maps_in", "out": "maps_out", "n1": "maps_1", "n3": "maps_3", "n5": "maps_5", "r3": "reduce_3",
    "r5": "reduce_5",
}  # fmt: skip


@dataclass(frozen=True)
class Number:
    """One number of a case. `slider` is (least, most, step); the field beside it takes `low` to `high`."""

    name: str
    label: str
    role: str
    start: int
    slider: tuple[int, int, int]
    low: int = 1
    high: int = 2048

    @property
    def means(self) -> str:
        """What the function that builds the blocks calls it."""
        return _MEANS.get(self.name, self.name)


@dataclass(frozen=True)
class Case:
    """One case: the call that builds its two blocks takes the numbers by name."""

    name: str
    title: str
    build: Callable[..., tuple[Block, Block]]
    numbers: tuple[Number, ...]
    presets: tuple[dict[str, Any], ...]
    try_this: str

    def values(self, state: Numbers) -> dict[str, int]:
        """This case's numbers by the names of the builder, out of a state whose keys are `case_number`."""
        return {number.means: state[f"{self.name}_{number.name}"] for number in self.numbers}


def blocks(case: str, state: Numbers) -> tuple[Block, Block]:
    """The two ways of a case with the numbers of `state`.

    Raises:
        ValueError: the channels cannot be split into the groups, in words.
    """
    pair = CASES[case].build(**CASES[case].values(state))
    for block in pair:
        block.cost()
    return pair


def start() -> dict[str, int]:
    """The numbers of all cases to start from, by `case_number`."""
    return {f"{case.name}_{n.name}": n.start for case in CASES.values() for n in case.numbers}


def _size(start: int) -> Number:
    return Number("size", "Side, px", "output", start, (1, 112, 1), high=224)


def _maps(name: str, label: str, role: str, start: int, *, most: int = 512, low: int = 1) -> Number:
    return Number(name, label, role, start, (8 if low else 0, most, 8), low=low)


def _kernel(start: int, least: int = 1, most: int = 11, step: int = 1) -> Number:
    return Number("kernel", "Kernel", "window", start, (least, most, step), low=least, high=most)


def _preset(label: str, note: str, **state: int) -> dict[str, Any]:
    return {"label": label, "note": note, "state": state}


def _googlenet(name: str, note: str, *values: int) -> dict[str, Any]:
    names = ("size", "in", "n1", "n3", "n5", "r3", "r5", "projection")
    state = {f"inception_{n}": v for n, v in zip(names, values, strict=True)}
    return _preset(name, note, **state)


_REDUCTION = Case(
    "reduction",
    "1 × 1 reduction",
    reduction_blocks,
    (
        _size(28),
        _maps("in", "Maps in", "input", 192),
        _maps("out", "Maps out", "output", 32),
        _kernel(5),
        Number("width", "Reduced to", "window", 16, (1, 256, 1)),
    ),
    (
        _preset("The classic: 28 × 28 × 192 to 32 maps", "120,422,400 against 12,443,648 MACs.",
                reduction_size=28, reduction_in=192, reduction_out=32, reduction_kernel=5, reduction_width=16),
        _preset("GoogLeNet 3a, its 3 × 3 branch", "192 maps, reduced to 96, then 128 maps.",
                reduction_size=28, reduction_in=192, reduction_out=128, reduction_kernel=3, reduction_width=96),
        _preset("A reduction that costs more", "A 1 × 1 kernel after the reduction: nothing left to save.",
                reduction_size=28, reduction_in=64, reduction_out=64, reduction_kernel=1, reduction_width=64),
    ),
    "widen the reduction until both ways cost the same. Why is that more than the 32 maps that come out? Then "
    "look at the memory: which way needs more, and why?",
)  # fmt: skip
_INCEPTION = Case(
    "inception",
    "Inception module",
    inception_blocks,
    (
        _size(28),
        _maps("in", "Maps in", "input", 256),
        _maps("n1", "1 × 1 maps", "output", 128, most=384),
        _maps("n3", "3 × 3 maps", "output", 192, most=384),
        _maps("n5", "5 × 5 maps", "output", 96, most=384),
        _maps("r3", "3 × 3 reduce", "window", 64, most=256),
        _maps("r5", "5 × 5 reduce", "window", 64, most=256),
        _maps("projection", "Projection", "window", 64, most=256, low=0),
    ),
    (
        _googlenet("CS231n's example, 256 maps in", "1,089,536 weights naive, 346,112 reduced.",
                   28, 256, 128, 192, 96, 64, 64, 64),
        _googlenet("The same without a pool projection", "329,728 weights; the pooled 256 maps go through.",
                   28, 256, 128, 192, 96, 64, 64, 0),
        _googlenet("GoogLeNet, module 3a", "128,049,152 MACs; table 1 of the paper says 128M operations.",
                   28, 192, 64, 128, 32, 96, 16, 32),
        _googlenet("GoogLeNet, module 3b", "304,267,264 MACs; table 1 of the paper says 304M operations.",
                   28, 256, 128, 192, 96, 128, 32, 64),
        _googlenet("GoogLeNet, module 5b", "70,697,984 MACs; table 1 of the paper says 71M operations.",
                   7, 832, 384, 384, 128, 192, 48, 128),
    ),
    "set the projection to 0: the pooled maps then go through, and the output is fatter. Which single reduction "
    "saves the most?",
)  # fmt: skip
_RESNET = Case(
    "resnet",
    "ResNet bottleneck",
    residual_blocks,
    (
        _size(56),
        _maps("maps", "Maps outside", "input", 256, most=1024),
        _maps("width", "Maps inside", "window", 64),
    ),
    (
        _preset("ResNet-50, conv2: 256, 64, 64, 256", "69,632 weights; two 3 × 3 on 64 maps have 73,728.",
                resnet_size=56, resnet_maps=256, resnet_width=64),
        _preset("ResNet-50, conv3: 512, 128, 128, 512", "Half the side, twice the maps: the same MACs.",
                resnet_size=28, resnet_maps=512, resnet_width=128),
        _preset("ResNet-50, conv4: 1024, 256, 256, 1024", "The same MACs again.",
                resnet_size=14, resnet_maps=1024, resnet_width=256),
    ),
    "walk through conv2, conv3 and conv4 of ResNet-50 in the list of known cases: what happens to MACs, weights "
    "and memory?",
)  # fmt: skip
_SEPARABLE = Case(
    "separable",
    "Depthwise separable",
    separable_blocks,
    (
        _size(14),
        _maps("in", "Maps in", "input", 512, most=1024),
        _maps("out", "Maps out", "output", 512, most=1024),
        _kernel(3),
    ),
    (
        _preset("MobileNet, 14 × 14 × 512", "462 against 52.3 million mult-adds (Howard et al. 2017, table 3).",
                separable_size=14, separable_in=512, separable_out=512, separable_kernel=3),
        _preset("Xception, middle flow: 19 × 19 × 728", "Eight modules of three such layers each.",
                separable_size=19, separable_in=728, separable_out=728, separable_kernel=3),
    ),
    "enlarge the kernel: one way grows with its square, the other hardly. What bounds the saving?",
)  # fmt: skip
_ASYMMETRIC = Case(
    "asymmetric",
    "n × 1 and 1 × n",
    asymmetric_blocks,
    (
        _size(17),
        _maps("in", "Maps in", "input", 192),
        _maps("out", "Maps out", "output", 192),
        _kernel(7, 3, 7),
        _maps("width", "Maps between", "window", 192),
    ),
    (
        _preset("Inception v3, n = 7 on 17 × 17", "2/7 of the MACs.", asymmetric_size=17, asymmetric_in=192,
                asymmetric_out=192, asymmetric_kernel=7, asymmetric_width=192),
        _preset("n = 3: 33 % cheaper", "Szegedy et al. (2015), section 3.2.", asymmetric_size=35,
                asymmetric_in=64, asymmetric_out=64, asymmetric_kernel=3, asymmetric_width=64),
    ),
    "set n from 3 to 7: the saving goes from a third to five sevenths. Then make the maps between fewer.",
)  # fmt: skip
_GROUPED = Case(
    "grouped",
    "Groups",
    grouped_blocks,
    (
        _size(27),
        _maps("in", "Maps in", "input", 96),
        _maps("out", "Maps out", "output", 256),
        _kernel(5),
        Number("groups", "Groups", "window", 2, (1, 32, 1), high=512),
    ),
    (
        _preset("AlexNet, conv2 on two GPUs", "307,200 weights instead of 614,400.", grouped_size=27,
                grouped_in=96, grouped_out=256, grouped_kernel=5, grouped_groups=2),
        _preset("AlexNet, conv4 on two GPUs", "663,552 weights instead of 1,327,104.", grouped_size=13,
                grouped_in=384, grouped_out=384, grouped_kernel=3, grouped_groups=2),
        _preset("ResNeXt: 128 maps in 32 groups", "4 maps see each other; Xie et al. (2017), figure 3c.",
                grouped_size=56, grouped_in=128, grouped_out=128, grouped_kernel=3, grouped_groups=32),
    ),
    "double the groups: every cost but the memory halves. Then try 5 groups. With as many groups as maps it is a "
    "depthwise convolution.",
)  # fmt: skip

CASES = {c.name: c for c in (_REDUCTION, _INCEPTION, _RESNET, _SEPARABLE, _ASYMMETRIC, _GROUPED)}
