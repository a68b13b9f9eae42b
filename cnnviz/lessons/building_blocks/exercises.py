"""Exercises on the blocks of VGG, GoogLeNet and ResNet, two for each."""

import random

from cnnviz.lessons.building_blocks.small import COUNTS, kernel_of
from cnnviz.lessons.exercise import Exercise, Hint


def stack_exercise(draw: random.Random) -> Exercise:
    """Weights that a stack of 3 × 3 saves."""
    layers, maps = draw.randint(2, 5), 8 * draw.randint(2, 64)
    kernel = kernel_of(layers)
    one, stack = kernel**2 * maps**2, 9 * layers * maps**2
    answer = one - stack
    return Exercise(
        question=f"{maps} maps go in and come out. {COUNTS[layers].capitalize()} 3 × 3 convolutions in a row see as much as one {kernel} × {kernel}. "
        "How many weights fewer does the stack have, without biases?",
        answer=answer,
        unit="weights",
        solution=f"One: {kernel}² · {maps}² = {one:,}. The stack: {layers} · 3² · {maps}² = {stack:,}. The difference is **{answer:,}**.",
        hints=(
            Hint(stack, "Those are the weights of the stack. How many fewer are they than those of the large window?"),
            Hint(one, "That is the large window alone."),
            Hint(one - 9 * maps**2, f"The stack has {layers} layers, and each has its own 3 × 3 weights."),
            Hint((kernel**2 - 9 * layers) * maps, f"Every map out reads every map in: {maps} · {maps} pairs."),
            Hint(kernel**2 - 9 * layers, f"That is for one pair of maps. There are {maps} · {maps}."),
        ),
        fallback="K² C² for the large window, n · 3² C² for the stack.",
    )  # fmt: skip


def seen_exercise(draw: random.Random) -> Exercise:
    """What a stack sees on maps whose neighbours lie apart."""
    layers, jump = draw.randint(1, 5), draw.choice((2, 4, 8, 16))
    field = jump * draw.randint(1, 9) + draw.choice((3, 5, 7))
    answer = field + 2 * layers * jump
    many = {1: "one 3 × 3 convolution"}.get(layers, f"{COUNTS.get(layers, '')} 3 × 3 convolutions in a row")
    return Exercise(
        question=f"Deep in a network a unit sees {field} × {field} pixels, and neighbouring units lie {jump} pixels apart. You put {many} on top, with "
        "stride 1. How many pixels along a side does a unit of the last layer see?",
        answer=answer,
        unit="px",
        solution=f"Each 3 × 3 adds one step of {jump} pixels on both sides: {field} + {layers} · 2 · {jump} = **{answer:,}**.",
        hints=(
            Hint(field + 2 * layers, f"One unit further is {jump} pixels further."),
            Hint(field + layers * jump, "A 3 × 3 reaches one unit further on both sides."),
            Hint(field + 3 * layers * jump, "The unit in the middle is counted already: a 3 × 3 adds two steps."),
            Hint(field * 3**layers, "Windows are not multiplied: each layer adds to what is seen."),
            Hint(kernel_of(layers) * jump, f"The lowest layer of the stack already sees {field} pixels with one unit."),
        ),
        fallback="r + n (K − 1) j: each layer adds K − 1 steps of j pixels.",
    )  # fmt: skip


def _module(draw: random.Random) -> tuple[int, ...]:
    came = 16 * draw.randint(8, 52)
    n1, n3, n5, pool = (16 * draw.randint(low, high) for low, high in ((4, 24), (6, 24), (1, 8), (1, 8)))
    return came, n1, 8 * draw.randint(6, 20), n3, 8 * draw.randint(1, 6), n5, pool


def concatenated_exercise(draw: random.Random) -> Exercise:
    """Maps that a module gives."""
    came, n1, r3, n3, r5, n5, pool = _module(draw)
    answer = n1 + n3 + n5 + pool
    return Exercise(
        question=f"{came} maps come into an inception module. Its branches: 1 × 1 to {n1} maps; 1 × 1 to {r3}, then 3 × 3 to {n3}; 1 × 1 to {r5}, then 5 × 5 to "
        f"{n5}; 3 × 3 pooling, then 1 × 1 to {pool}. How many maps does the module give?",
        answer=answer,
        unit="maps",
        solution=f"Only the ends of the branches are concatenated: {n1} + {n3} + {n5} + {pool} = **{answer:,}**.",
        hints=(
            Hint(answer + r3 + r5, "The reductions are inside their branches; only what comes out at the ends is concatenated."),
            Hint(n1 + n3 + n5 + came, "The pooling's maps go through a 1 × 1, too."),
            Hint(n1 + n3 + n5, "The pooling branch gives maps as well."),
            Hint(answer + came, "What comes in is not among what is concatenated: that would be a dense block."),
            Hint(max(n1, n3, n5, pool), "Maps are put side by side, not added up value by value."),
        ),
        fallback="Add the maps at the ends of the four branches.",
    )  # fmt: skip


def module_exercise(draw: random.Random) -> Exercise:
    """Weights of a module with reductions."""
    came, n1, r3, n3, r5, n5, pool = _module(draw)
    ones = came * (n1 + r3 + r5 + pool)
    answer = ones + 9 * r3 * n3 + 25 * r5 * n5
    naive = came * (n1 + 9 * n3 + 25 * n5)
    return Exercise(
        question=f"{came} maps come into an inception module. Its branches: 1 × 1 to {n1} maps; 1 × 1 to {r3}, then 3 × 3 to {n3}; 1 × 1 to {r5}, then 5 × 5 to "
        f"{n5}; 3 × 3 pooling, then 1 × 1 to {pool}. How many weights has the module, without biases?",
        answer=answer,
        unit="weights",
        solution=f"All 1 × 1 that read what comes in: {came} · ({n1} + {r3} + {r5} + {pool}) = {ones:,}. 3² · {r3} · {n3} = {9 * r3 * n3:,}. 5² · {r5} · {n5} = "
        f"{25 * r5 * n5:,}. Together **{answer:,}**.",
        hints=(
            Hint(naive, "Those are the large windows on all maps that come in. Here they read the reduced ones."),
            Hint(came * (n1 + r3 + r5) + 9 * r3 * n3 + 25 * r5 * n5, "The 1 × 1 after the pooling has weights, too."),
            Hint(came * n1 + 9 * r3 * n3 + 25 * r5 * n5 + came * pool, "The two reductions are convolutions with weights of their own."),
            Hint(ones + r3 * n3 + r5 * n5, "A 3 × 3 window has 9 weights for each pair of maps, a 5 × 5 has 25."),
            Hint(answer + 9 * came * came, "A pooling has no weights."),
        ),
        fallback="Six convolutions: window · window · maps in · maps out for each.",
    )  # fmt: skip


def projection_exercise(draw: random.Random) -> Exercise:
    """Weights of a block that doubles the maps, with option B."""
    maps = 4 * draw.randint(4, 128)
    wide = draw.choice((2, 2, 3)) * maps
    first, second, shortcut = 9 * maps * wide, 9 * wide * wide, maps * wide
    answer = first + second + shortcut
    return Exercise(
        question=f"A basic residual block halves the sides and takes {maps} maps to {wide}: two 3 × 3 convolutions, the first with stride 2. The shortcut is "
        "option B, a 1 × 1 convolution with stride 2. How many weights has the block, without biases and batch normalisation?",
        answer=answer,
        unit="weights",
        solution=f"9 · {maps} · {wide} + 9 · {wide} · {wide} + {maps} · {wide} = {first:,} + {second:,} + {shortcut:,} = **{answer:,}**. "
        "The stride changes no weight.",
        hints=(
            Hint(first + second, "The shortcut is a convolution here and has weights."),
            Hint(first + second + 9 * shortcut, "The shortcut's window is 1 × 1: one weight for each pair of maps."),
            Hint(first + second + wide * wide, f"The shortcut reads what the block reads: {maps} maps."),
            Hint(2 * first + shortcut, f"The second 3 × 3 reads the {wide} maps of the first."),
            Hint(2 * second + shortcut, f"The first 3 × 3 reads {maps} maps."),
        ),
        fallback="Three convolutions: 3 × 3 in to out, 3 × 3 out to out, 1 × 1 in to out.",
    )  # fmt: skip


def slope_exercise(draw: random.Random) -> Exercise:
    """The derivative through many residual blocks."""
    percent, blocks = draw.choice((5, 8, 10, 15, 20, 25, 30, 40, 50)), draw.randint(3, 24)
    slope = percent / 100
    answer = round((1 + slope) ** blocks, 3)
    return Exercise(
        question=f"In each of {blocks} residual blocks in a row the derivative of F is {slope:g}. What is the derivative of the last output with respect to the "
        "first input? (Within 1 %.)",
        answer=answer,
        solution=f"Each block gives y = F(x) + x, so its derivative is {slope:g} + 1, and they multiply: {1 + slope:g} to the power {blocks} = **{answer:,}**. "
        f"Without shortcuts it would be {slope:g} to the power {blocks} = {slope**blocks:.2g}.",
        hints=(
            Hint(slope**blocks, "That is the plain stack. The shortcut adds 1 to each block's derivative."),
            Hint(1 + slope**blocks, "Every block has its own shortcut: add 1 before you multiply."),
            Hint(1 + blocks * slope, "Derivatives of layers in a row multiply, they do not add up."),
            Hint((1 + slope) * blocks, "Derivatives of layers in a row multiply: a power, not a product with the number of blocks."),
        ),
        fallback="(F′ + 1) to the power of the number of blocks.",
    )  # fmt: skip
