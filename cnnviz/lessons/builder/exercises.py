"""Exercises on small networks: each draws its layers, its answer and the typical mistakes."""

import random

from cnnviz.architectures import Report, infer
from cnnviz.architectures.written import assembled, read_pieces
from cnnviz.lessons.exercise import Exercise, Generator, Hint


def _report(text: str, input: tuple[int, int, int]) -> Report:
    return infer(assembled(read_pieces(text), input))


def side_exercise(draw: random.Random) -> Exercise:
    """The side of the maps after convolution, pooling, convolution."""
    while True:
        side = draw.choice((28, 32, 48, 64, 96, 128, 224, 227))
        first, last = draw.choice((3, 5, 7, 11)), draw.choice((3, 5))
        stride, padding = draw.choice((1, 2, 4)), draw.choice((0, 1, 2))
        pool, pad = draw.choice((2, 3)), draw.choice((0, 1))
        report = _report(f"ck{first}s{stride}p{padding}_mk{pool}_ck{last}p{pad}", (3, side, side))
        if report.problem is None and report.rows[-1].shape[1] > 1:
            break
    one, two, answer = (row.shape[1] for row in report.rows)
    no_padding = (side - first) // stride + 1
    return Exercise(
        question=f"A picture of {side} × {side} goes through a {first} × {first} convolution (stride {stride}, padding {padding}), a {pool} × {pool} "
        f"max pooling (stride 2) and a {last} × {last} convolution (stride 1, padding {pad}). What is the side of the maps in the end?",
        answer=answer,
        unit="px",
        solution=f"⌊({side} + 2 · {padding} − {first}) / {stride}⌋ + 1 = {one}; ⌊({one} − {pool}) / 2⌋ + 1 = {two}; {two} + 2 · {pad} − {last} + 1 = "
        f"**{answer:,}**.",
        hints=(
            Hint(two, "That is after the pooling. One convolution is still to come."),
            Hint(answer - 1, "A + 1 is missing: a window that just fits has one position."),
            Hint(answer + 1, "Sizes are rounded down, and a window has no position that hangs over."),
            Hint(
                (no_padding - pool) // 2 + 1 + 2 * pad - last + 1,
                "You left out the padding of the first convolution.",
            ),
            Hint(one, "That is after the first convolution."),
        ),
        fallback="Layer by layer: (side + 2 · padding − kernel) / stride, rounded down, plus 1.",
    )


def dense_exercise(draw: random.Random) -> Exercise:
    """The parameters of the first dense layer behind a flatten."""
    side, maps = draw.choice((24, 32, 48, 64)), draw.choice((16, 32, 48, 64))
    halvings, units = draw.choice((1, 2, 3)), draw.choice((10, 64, 100, 128, 256))
    text = "_".join(["cp1_r_m"] * (halvings - 1) + [f"c{maps}p1_r_m_f_l{units}"])
    report = _report(text, (3, side, side))
    answer = report.rows[-1].parameters
    last = side // 2**halvings
    values = maps * last * last
    times = {1: "once", 2: "twice", 3: "three times"}[halvings]
    return Exercise(
        question=f"A picture of {side} × {side} is halved {times} by poolings; the convolutions keep the size. The last maps are {maps}. They are flattened, "
        f"and a dense layer with {units} units follows. How many parameters has the dense layer, biases included?",
        answer=answer,
        unit="parameters",
        solution=f"The side is {side} / {2**halvings} = {last}, so {maps} × {last} × {last} = {values:,} values go in. {values:,} × {units} + {units} = "
        f"**{answer:,}**.",
        hints=(
            Hint(values * units, f"Every unit also has a bias: {units} more."),
            Hint(maps * units + units, f"Each map still has {last} × {last} values, and all of them go in."),
            Hint(maps * side * side * units + units, f"The maps are not {side} × {side} any more."),
            Hint(values, "Those are the values that go in. Every unit weighs all of them."),
        ),
        fallback="Values that go in × units, and one bias for each unit.",
    )


def branches_exercise(draw: random.Random) -> Exercise:
    """The weights of a convolution that reads a concatenation."""
    maps_in = draw.choice((32, 64, 96, 128, 192))
    branches = [draw.choice((16, 24, 32, 48, 64, 96)) for _ in range(draw.choice((2, 3)))]
    out, kernel = draw.choice((32, 64, 128)), draw.choice((1, 3))
    joined = sum(branches)
    answer = kernel * kernel * joined * out
    parts = ", ".join(map(str, branches[:-1])) + f" and {branches[-1]}"
    total = " + ".join(map(str, branches))
    return Exercise(
        question=f"Branches of {parts} maps read the same {maps_in} maps, and are concatenated. A {kernel} × {kernel} convolution to {out} maps follows. How many "
        "weights has it, without biases?",
        answer=answer,
        unit="weights",
        solution=f"A concatenation puts the maps side by side: {total} = {joined}. {kernel} × {kernel} × {joined} × {out} = **{answer:,}**.",
        hints=(
            Hint(
                kernel * kernel * maps_in * out,
                f"That reads the {maps_in} maps in front of the branches, not their results.",
            ),
            Hint(
                kernel * kernel * max(branches) * out,
                "A sum would keep one branch's number of maps. A concatenation adds the numbers up.",
            ),
            Hint(
                kernel * kernel * (joined + maps_in) * out,
                "The input itself is not among what is concatenated.",
            ),
            Hint(joined * out * kernel, f"The window has {kernel} × {kernel} places."),
        ),
        fallback="Kernel × kernel × (all maps that come in) × maps out.",
    )


def field_exercise(draw: random.Random) -> Exercise:
    """The receptive field after convolutions with a pooling between them."""
    first, last = draw.choice((3, 5, 7, 9, 11)), draw.choice((3, 5, 7))
    stride, pool = draw.choice((1, 2, 3, 4)), draw.choice((2, 3))
    count = draw.choice((1, 2, 3, 4))
    text = "_".join([f"ck{first}s{stride}", f"mk{pool}", *[f"ck{last}"] * count])
    report = _report(text, (3, 256, 256))
    answer = report.rows[-1].rows.field
    fields = [row.rows.field for row in report.rows]
    jumps = [1, *(row.rows.jump for row in report.rows)]
    plain = 1 + (first - 1) + (pool - 1) + count * (last - 1)
    many = {1: "a", 2: "two", 3: "three", 4: "four"}[count]
    return Exercise(
        question=f"A {first} × {first} convolution with stride {stride}, a {pool} × {pool} max pooling with stride 2, then {many} {last} × {last} "
        f"convolution{'s' * (count > 1)} with stride 1. How many pixels along one side does a unit of the last layer see?",
        answer=answer,
        unit="px",
        solution=f"{first} pixels after the first layer; the pooling adds ({pool} − 1) · {jumps[1]} and makes {fields[1]}; each last one adds ({last} − 1) · {jumps[2]} = "
        f"{(last - 1) * jumps[2]}: **{answer:,}**.",
        hints=(
            Hint(plain, "That adds up the kernels as if nothing had a stride. A step of the pooled maps is several pixels."),
            Hint(fields[1], "That is what a unit of the pooling sees."),
            Hint(answer + 1, "The first pixel is counted once: start with 1, and add kernel − 1 for each layer."),
            Hint(fields[0] + (pool - 1) * jumps[2] + count * (last - 1) * jumps[2], "The pooling's own stride counts only for the layers above it."),
            Hint(first * pool * last**count, "Kernels are not multiplied: each layer adds (K − 1) times the jump below it."),
        ),
        fallback="Start with 1; each layer adds (kernel − 1) times the product of all strides below it.",
    )  # fmt: skip


EXERCISES: tuple[Generator, ...] = (side_exercise, dense_exercise, branches_exercise, field_exercise)
