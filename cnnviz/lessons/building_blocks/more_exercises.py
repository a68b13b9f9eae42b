"""Exercises on the dense block and on the way from AlexNet to ZFNet, two for each."""

import random

from cnnviz.lessons.exercise import Exercise, Hint


def layer_exercise(draw: random.Random) -> Exercise:
    """Weights of one layer of a dense block with its bottleneck."""
    growth, neck, layer = draw.choice((12, 16, 24, 32, 40, 48)), draw.choice((2, 4, 4)), draw.randint(2, 24)
    start = 8 * draw.randint(2, 32)
    reads, wide = start + growth * (layer - 1), neck * growth
    answer = reads * wide + 9 * wide * growth
    return Exercise(
        question=f"{start} maps come into a dense block with growth rate k = {growth}. Each layer is a 1 × 1 to {neck} k maps and a 3 × 3 to k maps. How many "
        f"weights has layer {layer} of the block (the first is layer 1), without biases?",
        answer=answer,
        unit="weights",
        solution=f"It reads {start} + {growth} · {layer - 1} = {reads} maps. {reads} · {wide} + 9 · {wide} · {growth} = {reads * wide:,} + {9 * wide * growth:,} = "
        f"**{answer:,}**.",
        hints=(
            Hint(start * wide + 9 * wide * growth, "The layer also reads what the layers before it added."),
            Hint((reads + growth) * wide + 9 * wide * growth, f"Before layer {layer} there are only {layer - 1} layers."),
            Hint(9 * reads * growth, "That is a 3 × 3 on all maps. Here a 1 × 1 stands in front of it."),
            Hint(reads * wide, "The 3 × 3 after the bottleneck has weights, too."),
            Hint(reads * wide + wide * growth, "The second window is 3 × 3: nine weights for each pair of maps."),
        ),
        fallback="m_l = m_0 + k (l − 1) maps go in; m_l · (neck · k) + 3² · (neck · k) · k.",
    )  # fmt: skip


def twice_exercise(draw: random.Random) -> Exercise:
    """Maps after two dense blocks with a transition between."""
    growth, first, second = draw.choice((12, 16, 24, 32, 48)), draw.randint(3, 12), draw.randint(3, 24)
    start, keep = 16 * draw.randint(1, 8), draw.choice((25, 50, 50, 75))
    middle = start + growth * first
    kept = middle * keep // 100
    answer = kept + growth * second
    return Exercise(
        question=f"{start} maps, growth rate k = {growth}: a dense block of {first} layers, a transition that keeps {keep} % of the maps (rounded down), and a "
        f"dense block of {second} layers. How many maps come out?",
        answer=answer,
        unit="maps",
        solution=f"{start} + {first} · {growth} = {middle}; {keep} % of it are {kept}; {kept} + {second} · {growth} = **{answer:,}**.",
        hints=(
            Hint(middle + growth * second, f"The transition keeps only {keep} % of the maps between the blocks."),
            Hint((middle + growth * second) * keep // 100, "The transition stands between the blocks, not behind the second."),
            Hint(growth * second, "The maps that come into a block are among those that come out."),
            Hint(start * keep // 100 + growth * second, "The first block adds maps, too."),
            Hint(kept, "That is what comes into the second block."),
        ),
        fallback="A block adds k for each layer; a transition multiplies by its share.",
    )  # fmt: skip


def _out(size: int, kernel: int, stride: int, padding: int) -> int:
    return (size + 2 * padding - kernel) // stride + 1


def first_layer_exercise(draw: random.Random) -> Exercise:
    """Side of what the second layer reads."""
    side, kernel = draw.choice((192, 224, 227, 256)), draw.choice((5, 7, 9, 11))
    stride, padding = draw.choice((1, 2, 3, 4)), draw.choice((0, 1, 2))
    conv = _out(side, kernel, stride, padding)
    answer = _out(conv, 3, 2, 0)
    return Exercise(
        question=f"A first layer as in AlexNet, with other numbers: {side} × {side} pixels, windows of {kernel} × {kernel}, stride {stride}, padding {padding}; then a "
        "3 × 3 pooling with stride 2, not padded. What is the side of the maps that the second layer reads?",
        answer=answer,
        unit="px",
        solution=f"⌊({side} + 2 · {padding} − {kernel}) / {stride}⌋ + 1 = {conv}, then ⌊({conv} − 3) / 2⌋ + 1 = **{answer:,}**.",
        hints=(
            Hint(conv, "That is before the pooling, which has a stride of its own."),
            Hint(answer - 1, "A + 1 is missing: there is one position more than steps."),
            Hint(side // (2 * stride), "Strides alone are not enough: windows need room at the border, too."),
            Hint(_out(_out(side, kernel, stride, 0), 3, 2, 0), "The padding adds to both sides of the picture."),
            Hint(_out(conv, 3, 1, 0), "The pooling steps by 2."),
        ),
        fallback="⌊(I + 2P − K) / S⌋ + 1, twice.",
    )  # fmt: skip


def second_layer_exercise(draw: random.Random) -> Exercise:
    """MACs of the second layer when the first hands on more."""
    maps, groups = 16 * draw.randint(2, 8), draw.choice((1, 2))
    side, stride = draw.randint(24, 60), draw.choice((1, 2))
    out = _out(side, 5, stride, 0)
    weights = 25 * maps // groups * 256
    answer = weights * out * out
    split = "in two groups, one for each GPU" if groups == 2 else "not split into groups"
    return Exercise(
        question=f"{maps} maps of {side} × {side} come into a second layer: 5 × 5 windows, stride {stride}, no padding, to 256 maps, {split}. How many MACs does it take "
        "for one picture?",
        answer=answer,
        unit="MACs",
        solution=f"It gives maps of ⌊({side} − 5) / {stride}⌋ + 1 = {out}. 25 · {maps // groups} · 256 = {weights:,} weights, each used at {out} · {out} positions: "
        f"**{answer:,}**.",
        hints=(
            Hint(weights * side * side, "Count the positions of what comes out, not of what goes in."),
            Hint(weights, "Those are the weights. Each is used at every position."),
            Hint(answer * 2, "With two groups every map reads only half of the maps." if groups == 2 else "Those are FLOPs: a MAC is a multiplication and an addition."),
            Hint(weights * out, f"There are {out} · {out} positions."),
            Hint(answer // 256, "There are 256 kernels."),
        ),
        fallback="Weights (5 · 5 · maps in / groups · 256) times positions of the output.",
    )  # fmt: skip
