"""The blocks that made networks famous, each a short lesson with the numbers worked out."""

from dataclasses import dataclass

from cnnviz.architectures import build, infer
from cnnviz.architectures.googlenet import MODULES


@dataclass(frozen=True)
class Block:
    """A short lesson: what the block does, its formulas in LaTeX, and where to go on."""

    title: str
    text: str
    formulas: tuple[str, ...]
    more: str = ""


def block_lesson(name: str) -> Block:
    """The lesson of this name.

    >>> block_lesson("residual").title
    'The residual block'
    """
    return {
        "small": _small,
        "inception": _inception,
        "residual": _residual,
        "dense": _dense,
        "zfnet": _zfnet,
    }[name]()


NAMES = ("small", "inception", "residual", "dense", "zfnet")


def _small() -> Block:
    return Block(
        "Three 3 × 3 instead of one 7 × 7",
        "Stacked 3 × 3 convolutions of stride 1 see one pixel more on each side with every layer: 3, 5, 7. For C maps in and out, "
        "three of them have 27 C² weights, one 7 × 7 has 49 C², and there are three nonlinearities instead of one. It is not the same "
        "layer, though: 27 numbers cannot be set to every 49.",
        (
            r"r = 1 + 3\,(3 - 1) = 7",
            r"3 \cdot 3^2 C^2 = 27\,C^2 \quad\text{against}\quad 7^2 C^2 = 49\,C^2",
        ),
        "The lesson *Receptive fields* lets you stack them.",
    )  # fmt: skip


def _inception() -> Block:
    ones, reduce_3, maps_3, reduce_5, maps_5, pool = MODULES["3a"]
    total = ones + maps_3 + maps_5 + pool
    direct = 9 * 192 * maps_3 + 25 * 192 * maps_5
    reduced = 192 * (reduce_3 + reduce_5) + 9 * reduce_3 * maps_3 + 25 * reduce_5 * maps_5
    return Block(
        "The inception module",
        "Which kernel is right, 1 × 1, 3 × 3 or 5 × 5? The module takes all, side by side, and concatenates their maps; the next layer "
        "chooses. 5 × 5 on many maps would be expensive, so a 1 × 1 reduces them first. In module 3a, 192 maps come in.",
        (
            rf"{ones} + {maps_3} + {maps_5} + {pool} = {total}\ \text{{maps out}}",
            rf"3^2 \cdot 192 \cdot {maps_3} + 5^2 \cdot 192 \cdot {maps_5} = {direct:,}\ \text{{weights without reduction}}",
            rf"192\,({reduce_3} + {reduce_5}) + 3^2 \cdot {reduce_3} \cdot {maps_3} + 5^2 \cdot {reduce_5} \cdot {maps_5} "
            rf"= {reduced:,}\ \text{{with it}}",
        ),
        "The lesson *The 1 × 1 bottleneck* lets you move every one of these numbers.",
    )  # fmt: skip


def _residual() -> Block:
    return Block(
        "The residual block",
        "A block gives y = F(x) + x. If all its weights are 0, F(x) = 0 and the block hands x on: a deeper network can always do what a "
        "shallower one does. And the derivative is F′ plus 1, so a gradient reaches the early layers even where F′ is small. A "
        "bottleneck with maps m and neck m / 4 has fewer weights than two plain 3 × 3 on m maps: for m = 256 it is a seventeenth.",
        (
            r"y = F(x) + x \qquad \frac{\partial y}{\partial x} = \frac{\partial F}{\partial x} + 1",
            r"256 \cdot 64 + 3^2 \cdot 64 \cdot 64 + 64 \cdot 256 = 69{,}632 \quad\text{against}\quad 2 \cdot 3^2 \cdot 256 \cdot 256 = 1{,}179{,}648",
        ),
        "Where sides or maps change, x does not fit F(x). Option A takes every second pixel and adds maps of zeros, option B is a "
        "1 × 1 convolution with stride (He et al. 2015, section 3.3).",
    )  # fmt: skip


def _dense() -> Block:
    return Block(
        "The dense block",
        "Layer l of a block reads all maps that were there before: those that came in and the k of every earlier layer. It adds k "
        "more. A 1 × 1 reduces what it reads to 4k, so that its 3 × 3 always costs the same. After the block a transition keeps half of the "
        "maps (compression 0.5). DenseNet-121's first block: 64 maps in, six layers, k = 32.",
        (
            r"m_l = m_0 + k\,(l - 1)",
            r"64 + 32 \cdot 6 = 256 \;\to\; \lfloor 0.5 \cdot 256 \rfloor = 128\ \text{maps after the transition}",
            r"\text{weights of layer } l:\quad m_l \cdot 4k + 3^2 \cdot 4k \cdot k",
        ),
        "A block of L layers has L (L + 1) / 2 direct connections; a chain has L.",
    )  # fmt: skip


def _zfnet() -> Block:
    alex, zf = (infer(build(name)) for name in ("alexnet", "zfnet"))
    macs = [report.by_name["conv2"].macs for report in (alex, zf)]
    return Block(
        "From AlexNet to ZFNet",
        "The deconvnet showed two faults of AlexNet's first layer: its filters held very high and very low frequencies and little "
        "between, and the large stride of 4 left aliasing in the second layer. So the window went from 11 × 11 to 7 × 7 and the stride from "
        f"4 to 2. The second layer then reads {zf.by_name['pool1'].shape[1]} × {zf.by_name['pool1'].shape[2]} instead of 27 × 27, and steps by 2. "
        f"Without groups, its MACs go from {macs[0]:,} to {macs[1]:,}.",
        (
            r"\left\lfloor\tfrac{227 - 11}{4}\right\rfloor + 1 = 55 \quad\text{against}\quad \left\lfloor\tfrac{224 + 2 - 7}{2}\right\rfloor + 1 = 110",
            r"96 \cdot 11^2 \cdot 3 = 34{,}848 \quad\text{against}\quad 96 \cdot 7^2 \cdot 3 = 14{,}112\ \text{weights}",
        ),
        "Zeiler and Fergus (2014), section 4.1 and figure 6.",
    )  # fmt: skip


__all__ = ["NAMES", "Block", "block_lesson"]
