"""The picture under the learner's hands: its numbers, their places in memory, and what layers cost on it."""

from collections.abc import Callable
from dataclasses import dataclass

from cnnviz.lessons.words import bytes_words
from cnnviz.maths import LayerCost, convolution_cost, dense_weights, memory_index, number_count

Paint = Callable[[str, str], str]  # (role of the palette, LaTeX) -> LaTeX in that role's colour

GENERAL = r"N = H\cdot W\cdot C"
COLOURS = ("red", "green", "blue")


@dataclass(frozen=True)
class Grid:
    """A square picture; `at` is the (row, column) that is read, `channel` what is shown of it.

    >>> Grid(side=32).numbers
    3072
    """

    photo: str = "cat"
    side: int = 32
    channel: str = "rgb"
    at: tuple[int, int] = (0, 0)

    @property
    def channels(self) -> int:
        """3, or 1 where a single channel or the gray picture is shown."""
        return 3 if self.channel in ("rgb", "apart") else 1

    @property
    def shape(self) -> tuple[int, int, int]:
        """(height, width, channels)."""
        return self.side, self.side, self.channels

    @property
    def numbers(self) -> int:
        return number_count(*self.shape)

    @property
    def dense(self) -> int:
        """Weights of a dense layer from all numbers to as many units."""
        return dense_weights(self.numbers, self.numbers)

    @property
    def convolution(self) -> LayerCost:
        """A 3 × 3 convolution to as many maps of the same size, without biases."""
        size = (self.side, self.side)
        return convolution_cost(self.channels, self.channels, (3, 3), size, bias=False)


def _grouped(number: int) -> str:
    return f"{number:,}".replace(",", "{,}")


def count_formula(grid: Grid, paint: Paint) -> str:
    """H W C with the picture's numbers."""
    side, channels = paint("input", str(grid.side)), paint("field", str(grid.channels))
    return rf"{side}\cdot {side}\cdot {channels} = {_grouped(grid.numbers)}"


def index_formulas(grid: Grid, paint: Paint) -> tuple[str, str]:
    """Where the last channel of the read pixel lies: channels last, then channels first."""
    row, column = grid.at
    channel = grid.channels - 1
    last, first = (
        memory_index((row, column, channel), grid.shape, layout)
        for layout in ("channels last", "channels first")
    )
    side, depth = paint("input", str(grid.side)), paint("field", str(grid.channels))
    r, c, k = paint("window", str(row)), paint("window", str(column)), paint("field", str(channel))
    return (
        rf"({r}\cdot {side} + {c})\cdot {depth} + {k} = {_grouped(last)}",
        rf"({k}\cdot {side} + {r})\cdot {side} + {c} = {_grouped(first)}",
    )


def weight_formulas(grid: Grid, paint: Paint) -> tuple[str, str]:
    """Weights of the dense layer and of the convolution."""
    numbers, depth = paint("input", _grouped(grid.numbers)), paint("field", str(grid.channels))
    kernel = paint("window", r"3\cdot 3")
    return (
        rf"{numbers}\cdot {numbers} = {_grouped(grid.dense)}",
        rf"{kernel}\cdot {depth}\cdot {depth} = {_grouped(grid.convolution.weights)}",
    )


def size_table(grid: Grid) -> list[tuple[str, str, str, str, str]]:
    """The learner's picture beside known sizes: size, numbers, bytes, dense weights, convolution weights."""
    known = (
        (28, 1, "a digit of MNIST"),
        (32, 3, "CIFAR-10"),
        (224, 3, "ImageNet networks"),
        (1080, 3, "a phone's photo"),
    )
    named = [(Grid(side=side, channel="rgb" if c == 3 else "gray"), name) for side, c, name in known]
    rows = []
    for each, name in ((grid, "**yours**"), *named):
        size = "\u00a0×\u00a0".join(f"{length}" for length in each.shape)
        rows.append(
            (
                f"{size}, {name}",
                f"{each.numbers:,}",
                f"{_memory(each.numbers)}; {_memory(4 * each.numbers)}",
                f"{each.dense:,} ({_memory(4 * each.dense)})",
                f"{each.convolution.weights:,} ({_memory(4 * each.convolution.weights)})",
            )
        )
    return rows


def _memory(count: int) -> str:
    """Bytes in words that a narrow table does not break."""
    return bytes_words(count).replace(" ", "\u00a0")


def _chosen(grid: Grid) -> str:
    """The lines that keep one channel of x, if one is shown."""
    if grid.channel in COLOURS:
        return f"x = x[{COLOURS.index(grid.channel)}:{COLOURS.index(grid.channel) + 1}]  # {grid.channel} alone\n"
    if grid.channel == "gray":
        return (
            "weights = torch.tensor([19595, 38470, 7471])  # 0.299, 0.587, 0.114 of 65,536\n"
            "x = ((x * weights[:, None, None]).sum(0, keepdim=True) + 32768) >> 16\n"
        )
    return ""


def snippet(grid: Grid) -> str:
    """The picture in PyTorch: counts, one pixel, and the shuffle against both kinds of layer."""
    row, column = grid.at
    return f"""\
import numpy as np
import torch
from PIL import ImageOps
from torch import nn

import cnnviz

side, block = {grid.side}, 224 // {grid.side}
photo = ImageOps.fit(cnnviz.load_image("{grid.photo}"), (224, 224))
x = torch.from_numpy(np.array(photo)).long().permute(2, 0, 1)  # (H, W, C) -> (C, H, W), 0..255
x = (x.reshape(3, side, block, side, block).sum((2, 4)) + block**2 // 2) // block**2  # mean of each block
{_chosen(grid)}
C, H, W = x.shape
numbers = x.numel()
pixel = x[:, {row}, {column}].tolist()  # row {row}, column {column}
index = ((C - 1) * H + {row}) * W + {column}  # of its last channel, in memory
assert x.flatten()[index] == pixel[-1]

# The same fixed shuffle of the pixels as on the page.
order = torch.tensor(sorted(range(H * W), key=lambda i: pow(i + 2, 65537, 1_000_003)))
shuffled = x.flatten(1)[:, order].reshape(C, H, W)
same_numbers = torch.equal(x.flatten().sort().values, shuffled.flatten().sort().values)

# A dense layer whose weights are shuffled alike gives the same output.
a, b = x.double() / 255, shuffled.double() / 255
dense = nn.Linear(numbers, 8).double()  # 8 units here; as many as numbers would take numbers**2 weights
alike = torch.arange(numbers).reshape(C, H * W)[:, order].flatten()
twin = nn.functional.linear(b.flatten(), dense.weight[:, alike], dense.bias)
dense_change = (dense(a.flatten()) - twin).abs().max().item()

# A convolution reads neighbours, and these are others now: even its set of output values changes.
convolution = nn.Conv2d(C, C, 3, padding=1, bias=False).double()
before, after = convolution(a).flatten().sort().values, convolution(b).flatten().sort().values
convolution_change = (before - after).abs().max().item()

dense_weights, convolution_weights = numbers**2, convolution.weight.numel()
print(numbers, pixel, dense_weights, convolution_weights)
print(same_numbers, dense_change, convolution_change)
"""
