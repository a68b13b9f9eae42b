"""Exercises on the cost of blocks: each draws its numbers, its answer and the typical mistakes."""

import random

from cnnviz.lessons.exercise import Exercise, Generator, Hint
from cnnviz.maths import asymmetric_blocks, reduction_blocks, separable_blocks

SIDES = (7, 14, 28, 35, 56)
MAPS = (64, 96, 128, 192, 256, 384, 512)


def direct_exercise(draw: random.Random) -> Exercise:
    """MACs of one layer whose stride halves the side."""
    side, c_in, c_out, kernel = (
        draw.choice(SIDES[1:]),
        draw.choice(MAPS),
        draw.choice(MAPS),
        draw.choice((3, 5, 7)),
    )
    side += side % 2
    out = side // 2
    weights = kernel * kernel * c_in * c_out
    answer = weights * out * out
    return Exercise(
        question=f"A layer with {c_out} filters of {kernel} × {kernel} and stride 2 takes {side} × {side} × {c_in} to "
        f"{out} × {out} × {c_out}. How many multiply-accumulates (MACs) is that for one picture?",
        answer=answer,
        unit="MACs",
        solution=f"Weights: {kernel} × {kernel} × {c_in} × {c_out} = {weights:,}. Each is used once at every output "
        f"position: {weights:,} × {out} × {out} = **{answer:,}**.",
        hints=(
            Hint(
                weights * side * side,
                "You counted the positions of the input. A filter is applied once per output.",
            ),
            Hint(2 * answer, "That is FLOPs: a MAC is a multiplication and an addition, counted as one."),
            Hint(
                weights, f"Those are the weights, which is the work at one position. There are {out} × {out}."
            ),
            Hint(answer // c_in, f"A filter reaches through all {c_in} input maps."),
            Hint(answer // c_out, f"That is one filter. There are {c_out}."),
        ),
        fallback="Kernel × kernel × maps in × maps out, and that at every output position.",
    )


def reduced_exercise(draw: random.Random) -> Exercise:
    """MACs with a 1 × 1 reduction in front."""
    side, c_in, c_out, kernel, width = _reduction(draw)
    direct, reduced = reduction_blocks(side, c_in, c_out, kernel, width)
    first, second = (cost.macs for cost in reduced.costs())
    answer = first + second
    return Exercise(
        question=f"{side} × {side} × {c_in} is reduced to {width} maps by a 1 × 1 convolution; a {kernel} × {kernel} "
        f"convolution makes {c_out} maps of them. The side stays {side}. How many MACs do the two take together?",
        answer=answer,
        unit="MACs",
        solution=f"Reduction: {c_in} × {width} × {side} × {side} = {first:,}. Then {kernel} × {kernel} × {width} × "
        f"{c_out} × {side} × {side} = {second:,}. Together **{answer:,}**, where the direct layer takes "
        f"{direct.cost().macs:,}.",
        hints=(
            Hint(
                second, "You left out what the reduction itself costs: a 1 × 1 convolution over all maps in."
            ),
            Hint(first, f"That is the reduction alone. The {kernel} × {kernel} layer comes after it."),
            Hint(
                first + direct.cost().macs,
                f"After the reduction the filters are only {width} maps deep, not {c_in}.",
            ),
            Hint(2 * answer, "That is FLOPs: a MAC is a multiplication and an addition, counted as one."),
            Hint(
                reduced.cost().weights, f"That is the work at one position only. There are {side} × {side}."
            ),
            Hint(direct.cost().macs, "That is the layer without the reduction."),
        ),
        fallback="Work out both layers: kernel × kernel × maps in × maps out × positions. Then add them.",
    )


def factor_exercise(draw: random.Random) -> Exercise:
    """How many times fewer MACs the reduction leaves."""
    side, c_in, c_out, kernel, width = _reduction(draw)
    direct, reduced = (block.cost() for block in reduction_blocks(side, c_in, c_out, kernel, width))
    answer = round(direct.macs / reduced.macs, 2)
    return Exercise(
        question=f"A {kernel} × {kernel} layer takes {c_in} maps to {c_out}. With a 1 × 1 reduction to {width} maps in "
        "front, by what factor do the MACs shrink? (Two digits after the point are plenty.)",
        answer=answer,
        unit="times fewer",
        solution=f"Per position: {kernel} × {kernel} × {c_in} × {c_out} = {direct.weights:,} against {c_in} × {width} + "
        f"{kernel} × {kernel} × {width} × {c_out} = {reduced.weights:,}. {direct.weights:,} / {reduced.weights:,} = "
        f"**{answer:,}**. The number of positions is the same and cancels.",
        hints=(
            Hint(round(c_in / width, 2), "That leaves out what the reduction itself costs."),
            Hint(round(reduced.macs / direct.macs, 4), "That is what remains. Turn the fraction round."),
            Hint(round(100 - 100 * reduced.macs / direct.macs, 1), "That is the share saved in percent."),
        ),
        fallback="MACs of the direct layer divided by the MACs of both layers of the reduced one.",
    )


def separable_exercise(draw: random.Random) -> Exercise:
    """Weights of a depthwise separable layer."""
    c_in, c_out, kernel = draw.choice(MAPS), draw.choice(MAPS), draw.choice((3, 5, 7))
    full, separable = (block.cost().weights for block in separable_blocks(14, c_in, c_out, kernel))
    depthwise, pointwise = kernel * kernel * c_in, c_in * c_out
    return Exercise(
        question=f"A depthwise separable layer with a {kernel} × {kernel} kernel takes {c_in} maps to {c_out}. How many "
        "weights has it, without biases?",
        answer=separable,
        unit="weights",
        solution=f"Depthwise, one {kernel} × {kernel} filter per map: {kernel} × {kernel} × {c_in} = {depthwise:,}. "
        f"Pointwise, 1 × 1 across the maps: {c_in} × {c_out} = {pointwise:,}. Together **{separable:,}**.",
        hints=(
            Hint(full, "That is the full convolution, where every filter reads all maps."),
            Hint(depthwise, "That is the depthwise part. The 1 × 1 that mixes the maps comes after it."),
            Hint(
                pointwise,
                f"That is the 1 × 1 part. Before it each map has its own {kernel} × {kernel} filter.",
            ),
            Hint(kernel * kernel + pointwise, f"Each of the {c_in} maps has a filter of its own."),
            Hint(depthwise * c_out, "The depthwise filters are one per map in, not one per pair of maps."),
        ),
        fallback=f"One {kernel} × {kernel} filter per map in, then a 1 × 1 convolution from all maps to all.",
    )


def width_exercise(draw: random.Random) -> Exercise:
    """The widest reduction that leaves at most a given part of the MACs."""
    _, c_in, c_out, kernel, _ = _reduction(draw)
    part = draw.choice((2, 3, 4, 5, 8, 10))
    direct, per_map = kernel * kernel * c_in * c_out, c_in + kernel * kernel * c_out
    answer = direct // (part * per_map)
    return Exercise(
        question=f"A {kernel} × {kernel} layer takes {c_in} maps to {c_out}. How many maps may a 1 × 1 reduction keep "
        f"at most, if the MACs are to shrink to 1/{part} or less?",
        answer=answer,
        unit="maps",
        solution=f"Per position the direct layer takes {direct:,} MACs; every map that is kept costs {c_in} + {kernel} × "
        f"{kernel} × {c_out} = {per_map:,}. {direct:,} / {part} / {per_map:,} = {direct / part / per_map:.2f}, and "
        f"whole maps that stay below: **{answer:,}**.",
        hints=(
            Hint(answer + 1, "That rounds up, and with one map more the cost is above the limit."),
            Hint(c_in // part, "That leaves out what the reduction itself costs."),
            Hint(direct // per_map, f"With that width both ways cost about the same. It should be 1/{part}."),
            Hint(c_out // part, "The reduction makes the maps in fewer, not the maps out."),
        ),
        fallback="A kept map costs C + K × K × N per position. How often does that go into the allowed MACs?",
    )


def asymmetric_exercise(draw: random.Random) -> Exercise:
    """Weights that n × 1 and 1 × n save."""
    maps, n = 8 * draw.randint(4, 64), draw.choice((3, 4, 5, 6, 7))
    square, pair = (block.cost().weights for block in asymmetric_blocks(17, maps, maps, n, maps))
    answer = square - pair
    return Exercise(
        question=f"A layer of {n} × {n} from {maps} to {maps} maps is replaced by one of {n} × 1 and one of 1 × {n}, with "
        f"{maps} maps between them too. How many weights are saved, without biases?",
        answer=answer,
        unit="weights",
        solution=f"{n} × {n} × {maps} × {maps} = {square:,} against 2 × {n} × {maps} × {maps} = {pair:,}. Saved: "
        f"**{answer:,}**, which is 1 − 2/{n} = {100 - 200 / n:.0f} %.",
        hints=(
            Hint(pair, "Those are the weights that remain."),
            Hint(square - pair // 2, f"There are two layers: {n} × 1 and 1 × {n}."),
            Hint(square, f"That is the {n} × {n} layer."),
            Hint(n * n - 2 * n, f"That is for one pair of maps. There are {maps} × {maps} pairs."),
            Hint(maps * (n * n - 2 * n), f"Every one of the {maps} maps out reads all {maps} maps in."),
        ),
        fallback=f"{n} × {n} against {n} + {n} weights, for every pair of a map in and a map out.",
    )


def _reduction(draw: random.Random) -> tuple[int, int, int, int, int]:
    c_in = draw.choice((128, 192, 256, 384, 512))
    width = draw.choice((16, 24, 32, 48, 64))
    return draw.choice(SIDES), c_in, draw.choice((32, 48, 64, 96, 128)), draw.choice((3, 5, 7)), width


EXERCISES: tuple[Generator, ...] = (
    direct_exercise,
    reduced_exercise,
    factor_exercise,
    separable_exercise,
    width_exercise,
    asymmetric_exercise,
)
