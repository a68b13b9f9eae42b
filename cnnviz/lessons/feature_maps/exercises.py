"""Exercises on filters and feature maps: shapes, weights, dead maps, one unit's value, what a unit sees."""

import random

from cnnviz.lessons.exercise import Exercise, Generator, Hint
from cnnviz.maths import Window, output_size


def shape_exercise(draw: random.Random) -> Exercise:
    """The side of a map after a stride."""
    side = draw.choice((112, 128, 160, 192, 224, 227, 256))
    kernel, stride = draw.choice((3, 5, 7, 11)), draw.choice((2, 3, 4))
    padding = draw.randint(0, kernel // 2)
    maps = draw.choice((32, 64, 96))
    answer = output_size(side, Window(kernel, stride, padding))
    whole = side + 2 * padding - kernel
    return Exercise(
        question=f"A network's first layer slides {maps} filters of {kernel} × {kernel} over a picture of {side} × {side}, "
        f"stride {stride}, padding {padding}. How many rows does each of its feature maps have?",
        answer=answer,
        unit="rows",
        solution=f"⌊({side} + 2 · {padding} − {kernel}) / {stride}⌋ + 1 = ⌊{whole / stride:g}⌋ + 1 = **{answer}**. "
        f"The layer's output has the shape {maps} × {answer} × {answer}.",
        hints=(
            Hint(whole // stride, "The window at the start counts as well: + 1."),
            Hint(whole + 1, "That is with stride 1."),
            Hint(side // stride, "Roughly right, but the kernel has to fit inside: count its positions."),
            Hint((side - kernel) // stride + 1, "You left out the padding, which is on both sides."),
            Hint((side + padding - kernel) // stride + 1, "The padding is on both sides: twice."),
            Hint(maps, "That is how many maps there are. How many rows has each?"),
        ),
        fallback="Count the window's positions: ⌊(I + 2P − K) / S⌋ + 1.",
    )


def weights_exercise(draw: random.Random) -> Exercise:
    """How many weights one filter of a deeper layer has."""
    below, maps = 8 * draw.randint(3, 16), 32 * draw.randint(5, 12)
    kernel = draw.choice((3, 5, 7))
    answer = kernel * kernel * below
    return Exercise(
        question=f"conv2 reads the {below} maps of conv1 with {maps} filters of {kernel} × {kernel}. How many weights does "
        "one of its filters have (without its bias)?",
        answer=answer,
        unit="weights",
        solution=f"A filter is as deep as what it reads: one slice of {kernel} × {kernel} for each of the {below} maps, so "
        f"{kernel} · {kernel} · {below} = **{answer:,}**. That is why it can't be shown as one small colour picture: "
        "only the first layer's filters have three slices, red, green and blue.",
        hints=(
            Hint(
                kernel * kernel, f"That is one slice. It has one for each of the {below} maps that it reads."
            ),
            Hint(
                3 * kernel * kernel,
                "Three slices has a filter of the first layer only; this one reads conv1's maps.",
            ),
            Hint(answer * maps, f"Those are the weights of all {maps} filters together."),
            Hint(answer + 1, "That counts the bias, too."),
            Hint((answer + 1) * maps, f"That is the whole layer, with biases: {maps} filters."),
            Hint(kernel * kernel * maps, f"{maps} is how many filters there are; how deep is each?"),
        ),
        fallback="One slice of K × K for every map that the filter reads.",
    )


def dead_exercise(draw: random.Random) -> Exercise:
    """The sparsity of a layer from its maps."""
    numbers = draw.sample(range(64), 5)
    zeros = [draw.randrange(20, 96) for _ in range(4)] + [100]
    draw.shuffle(zeros)
    dead = zeros.index(100)
    means = [0.0 if share == 100 else draw.randint(4, 90) / 100 for share in zeros]
    rows = "\n".join(
        f"| {number} | {share} % | {mean:.2f} |"
        for number, share, mean in zip(numbers, zeros, means, strict=True)
    )
    answer = sum(zeros) / 5
    return Exercise(
        question="Five maps of a layer behind a ReLU, all of the same size, on one photo:\n\n| map | zeros | mean |\n|-:|-:|-:|\n"
        f"{rows}\n\nWhat is the sparsity of these five together, the share of all their values that are 0, in percent?",
        answer=float(answer),
        unit="percent",
        tolerance=0.0005,
        solution=f"The maps are equally large, so the shares may be averaged: ({' + '.join(map(str, zeros))}) / 5 = "
        f"**{answer:,}** %. Map {numbers[dead]} is dead on this photo: 0 everywhere. On another photo it may speak.",
        hints=(
            Hint(float(sum(zeros) - 100) / 4, "The dead map's values are values, too: it counts."),
            Hint(20.0, "That is the share of maps that are dead. The others have zeros as well."),
            Hint(100 - answer, "That is the share of values that are not 0."),
            Hint(
                float(sum(zeros)),
                "That is the sum of the five shares; the whole has five times as many values.",
            ),
        ),
        fallback="Average the shares of zeros of the five maps.",
    )


def unit_exercise(draw: random.Random) -> Exercise:
    """A unit's value from the terms of its input maps."""
    terms = [draw.choice((-1, 1)) * draw.randint(10, 160) / 100 for _ in range(3)]
    bias = draw.choice((-1, 1)) * draw.randint(5, 60) / 100
    total = round(sum(terms) + bias, 2)
    answer = max(0.0, total)
    listed = ", ".join(f"{term:.2f}" for term in terms)
    inner = " ".join(f"{'−' if term < 0 else '+'} {abs(term):.2f}" for term in (*terms, bias)).removeprefix(
        "+ "
    )
    said = "it is below 0, so the unit is silent" if total < 0 else "it is above 0, so it stays"
    return Exercise(
        question=f"At one position a filter's three slices give the sums of products {listed}; its bias is {bias:.2f}. Then "
        "comes a ReLU. What value does the feature map have there?",
        answer=answer,
        solution=f"{inner} = {total:.2f}; ReLU: max(0, {total:.2f}): {said}: **{answer:.2f}**.",
        tolerance=0.002,
        hints=(
            Hint(total, "That is before the ReLU, which lets nothing below 0 through."),
            Hint(abs(total), "A ReLU does not take the absolute value: below 0 it gives 0."),
            Hint(
                round(sum(abs(term) for term in terms) + bias, 2),
                "A term below 0 takes away from the sum: keep the signs.",
            ),
            Hint(round(sum(terms), 2), "You left out the bias."),
            Hint(round(sum(terms) - bias, 2), "The bias is added, with its own sign."),
            Hint(round(max(0.0, sum(terms)), 2), "You left out the bias."),
            Hint(
                round(sum(max(0.0, term) for term in terms) + bias, 2),
                "The ReLU comes once, after everything is added, not to each slice.",
            ),
        ),
        fallback="Add the three terms and the bias, then apply max(0, sum).",
    )


def field_exercise(draw: random.Random) -> Exercise:
    """How many pixels a unit of the second convolution sees."""
    first, stride, second = draw.choice((3, 5, 7, 9, 11)), draw.choice((2, 3, 4)), draw.choice((3, 5, 7))
    side, maps = 32 * draw.randint(4, 9), draw.choice((32, 48, 64, 96))
    answer = first + (second - 1) * stride
    return Exercise(
        question=f"On pictures of {side} × {side}, conv1 has {maps} kernels of {first} × {first} and stride {stride}; conv2 reads its maps with kernels of {second} × "
        f"{second}, stride 1. How many pixels wide is the part of the picture that one unit of conv2 sees?",
        answer=answer,
        unit="pixels",
        solution=f"The unit reads {second} neighbours of conv1. Each of them sees {first} pixels, and their fields are {stride} "
        f"pixels apart: {first} + ({second} − 1) · {stride} = **{answer}**.",
        hints=(
            Hint(second, "That is how many units of conv1 it reads. How many pixels do they see together?"),
            Hint(first * second, "Their fields overlap: neighbours are only the stride apart."),
            Hint(
                first + second - 1, f"Right for stride 1. Here neighbours' fields are {stride} pixels apart."
            ),
            Hint(
                first + second,
                "Two neighbours do not see kernel + kernel pixels: count the steps between them.",
            ),
            Hint(first + second * stride, f"{second} neighbours have {second} − 1 steps between them."),
        ),
        fallback="First field, plus the stride for each further neighbour: K₁ + (K₂ − 1) · S₁.",
    )


EXERCISES: tuple[Generator, ...] = (
    shape_exercise,
    weights_exercise,
    unit_exercise,
    dead_exercise,
    field_exercise,
)
