"""Exercises on convolution arithmetic: each draws its numbers, its answer and the typical mistakes."""

import random

from cnnviz.lessons.exercise import Exercise, Generator, Hint
from cnnviz.maths import (
    Window,
    convolution_cost,
    full_padding,
    output_size,
    readers,
    transposed_size,
    unseen,
)


def _sides(draw: random.Random) -> tuple[int, Window]:
    kernel = draw.choice((2, 3, 4, 5, 7))
    return draw.randint(12, 40), Window(
        kernel, draw.randint(2, 3), draw.randint(0, 2), draw.choice((1, 1, 2))
    )


def size_exercise(draw: random.Random) -> Exercise:
    """How many outputs along one side, with a stride that usually does not divide."""
    size, w = _sides(draw)
    span, padding = w.dilation * (w.kernel - 1) + 1, w.before
    answer = output_size(size, w)
    exact = (size + 2 * padding - span) / w.stride + 1
    return Exercise(
        question=f"A picture is {size} pixels wide. A window with kernel {w.kernel}, stride {w.stride}, padding "
        f"{padding} and dilation {w.dilation} slides over it. How many outputs are there along the width?",
        answer=answer,
        unit="outputs",
        solution=f"The window spans {w.dilation} × ({w.kernel} − 1) + 1 = {span} pixels. "
        f"⌊({size} + 2 × {padding} − {span}) / {w.stride}⌋ + 1 = ⌊{exact - 1:.2f}⌋ + 1 = **{answer}**.",
        hints=(
            Hint(answer - 1, "Nearly: the first position counts too. Did you forget the + 1?"),
            Hint(
                -int(-exact // 1), "That rounds up. A window that does not fit whole is left out: round down."
            ),
            Hint(
                (size + padding - span) // w.stride + 1,
                "Did you pad one side only? The padding is added on both sides: 2P.",
            ),
            Hint(
                (size + 2 * padding - w.kernel) // w.stride + 1,
                f"Dilation {w.dilation} spreads the kernel: it spans {span} pixels, not {w.kernel}.",
            ),
            Hint(size + 2 * padding - span + 1, f"That is the answer for stride 1. Here it is {w.stride}."),
        ),
        fallback="Work out the span D(K − 1) + 1 first, then ⌊(I + 2P − span) / S⌋ + 1.",
    )


def padding_exercise(draw: random.Random) -> Exercise:
    """Which padding keeps the size at stride 1."""
    kernel, dilation, size = draw.choice((3, 5, 7, 9)), draw.choice((1, 2, 3)), draw.randint(14, 64)
    answer = dilation * (kernel - 1) // 2
    return Exercise(
        question=f"Stride 1, kernel {kernel}, dilation {dilation}, on a picture of {size} × {size}. How much "
        f"padding on each side keeps the output {size} × {size}?",
        answer=answer,
        unit="pixels on each side",
        solution=f"The output shrinks by D(K − 1) = {dilation} × {kernel - 1} = {2 * answer} pixels. Half of that "
        f"on each side: **{answer}**.",
        hints=(
            Hint(full_padding(Window(kernel, dilation=dilation)), "That is both sides together. Halve it."),
            Hint((kernel - 1) // 2, f"Right for dilation 1. Here the kernel's cells are {dilation} apart."),
            Hint(kernel // 2 + 1, "One too many: a kernel of 3 needs a padding of 1."),
            Hint(0, "Without padding the output shrinks by D(K − 1)."),
        ),
        fallback="At stride 1 the output is I + 2P − D(K − 1). Set it equal to I.",
    )


def parameter_exercise(draw: random.Random) -> Exercise:
    """Parameters of a layer: full depth, one bias per filter."""
    kernel, c_in, filters, size = draw.choice((3, 5, 7)), draw.choice((3, 6, 16, 64)), draw.randint(4, 48), 32
    per_filter = kernel * kernel * c_in
    cost = convolution_cost(c_in, filters, (kernel, kernel), (size - kernel + 1, size - kernel + 1))
    return Exercise(
        question=f"A layer has {filters} filters of {kernel} × {kernel} on an input with {c_in} channels. How many "
        "parameters does it learn, biases included?",
        answer=cost.parameters,
        unit="parameters",
        solution=f"Each filter spans the full depth: {kernel} × {kernel} × {c_in} = {per_filter} weights and one "
        f"bias. {filters} × ({per_filter} + 1) = **{cost.parameters:,}**.",
        hints=(
            Hint(cost.weights, "You left out the biases: one for each filter."),
            Hint(filters * (kernel * kernel + 1), f"A filter reaches through all {c_in} input channels."),
            Hint(filters * (per_filter + c_in), "A filter has one bias, not one per input channel."),
            Hint(per_filter + 1, f"That is one filter. There are {filters}."),
            Hint(cost.macs, "Those are the MACs. Weights are shared by all positions and count once."),
        ),
        fallback="Weights of one filter: K × K × input channels. Add its bias, then multiply by the filters.",
    )


def unseen_exercise(draw: random.Random) -> Exercise:
    """How many pixels along one side no window reads."""
    kernel, stride = draw.choice(((2, 3), (3, 4), (3, 5), (2, 4), (4, 5), (5, 7), (1, 2)))
    size, w = draw.randint(9, 31), Window(kernel, stride)
    answer, outputs = len(unseen(size, w)), output_size(size, w)
    end = size - ((outputs - 1) * stride + kernel)
    gaps = (outputs - 1) * max(stride - kernel, 0)
    return Exercise(
        question=f"A row of {size} pixels, kernel {kernel}, stride {stride}, no padding. How many of the pixels are "
        "read by no window at all?",
        answer=answer,
        unit="pixels",
        solution=f"There are {outputs} windows, which end at pixel {size - end}. {end} left over at the end; "
        f"{outputs - 1} gaps of {max(stride - kernel, 0)} between windows. {end} + {gaps} = **{answer}**.",
        hints=(
            Hint(end, "Those are left over at the end. The stride also jumps over pixels between windows."),
            Hint(gaps, "Those lie between the windows. Some are also left over at the end."),
            Hint(
                size - outputs * kernel, "Windows overlap here, so they read fewer pixels than you counted."
            ),
            Hint(size - outputs, "An output is not a pixel read: each window reads its whole kernel."),
        ),
        fallback="Draw the first two windows and the last one, and mark what they read.",
    )


def reader_exercise(draw: random.Random) -> Exercise:
    """How many outputs use one input pixel."""
    kernel, stride, padding = draw.choice((3, 4, 5)), draw.randint(1, 3), draw.randint(0, 1)
    size, w = draw.randint(10, 16), Window(kernel, stride, padding)
    pixel = draw.choice(
        (draw.randint(0, kernel), draw.randint(size - kernel, size - 1), draw.randint(0, size - 1))
    )
    answer = len(readers(size, w, pixel))
    windows = ", ".join(str(i) for i in readers(size, w, pixel)) or "none"
    return Exercise(
        question=f"A row of {size} pixels, kernel {kernel}, stride {stride}, padding {padding}. How many outputs read "
        f"pixel {pixel}? (Counting from 0, as in the picture.)",
        answer=answer,
        unit="outputs",
        solution=f"Window n starts at pixel {stride} × n − {padding} and reads {kernel} pixels. Those that "
        f"cover pixel {pixel}: number {windows}. That makes **{answer}**.",
        hints=(
            Hint(kernel, "True in the middle at stride 1. Here the border or the stride takes some away."),
            Hint(output_size(size, w), "That is all outputs. Only those whose window covers the pixel count."),
            Hint(1, "Windows overlap when the stride is smaller than the kernel: look for a second one."),
            Hint(len(readers(size, w, min(pixel + 1, size - 1))), "That is the pixel's neighbour. Count from 0."),
            Hint(len(readers(size, Window(kernel, stride), pixel)) if size >= kernel else 0,
                 f"The windows start {padding} pixel outside the picture, because of the padding."),
        ),
        fallback="List where each window starts and ends, and keep those that cover the pixel.",
    )  # fmt: skip


def transposed_exercise(draw: random.Random) -> Exercise:
    """Output size of a transposed convolution."""
    kernel, stride = draw.choice((2, 3, 4, 5)), draw.randint(2, 3)
    padding, size = draw.randint(0, 1), draw.randint(4, 14)
    extra = draw.randint(0, stride - 1)
    answer = transposed_size(size, Window(kernel, stride, padding), extra)
    return Exercise(
        question=f"A transposed convolution with kernel {kernel}, stride {stride}, padding {padding} and output "
        f"padding {extra} is given {size} pixels. How many come out?",
        answer=answer,
        unit="pixels",
        solution=f"({size} − 1) × {stride} − 2 × {padding} + ({kernel} − 1) + {extra} + 1 = **{answer}**.",
        hints=(
            Hint(answer - extra, "You left out the output padding, which is added at the end."),
            Hint(answer + 4 * padding, "Padding of a transposed convolution takes away: it is the padding of its twin."),
            Hint(answer + 2 * padding, "Padding crops the output on both sides: subtract 2P."),
            Hint(answer + stride, "There is a step between pixels, not after the last: (I − 1) × S."),
            Hint((size + 2 * padding - kernel) // stride + 1,
                 "That is the ordinary convolution. The transposed one goes the other way: it grows."),
        ),
        fallback="Start from (I − 1) × S, the stretched input, and add the reach of the kernel.",
    )  # fmt: skip


EXERCISES: tuple[Generator, ...] = (
    size_exercise,
    padding_exercise,
    parameter_exercise,
    unseen_exercise,
    reader_exercise,
    transposed_exercise,
)
