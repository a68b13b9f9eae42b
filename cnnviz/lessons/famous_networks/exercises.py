"""Exercises on published networks: real layers, real blocks, and what follows when a size changes."""

import random
from functools import cache

from cnnviz.architectures import ARCHITECTURES, Row, build, infer
from cnnviz.architectures.layers import Conv
from cnnviz.lessons.exercise import Exercise, Generator, Hint

DRAWN = ("alexnet", "zfnet", "vgg_e", "googlenet", "resnet50", "inception_v3", "densenet121")
HEADS = ("alexnet", "zfnet", "vgg_a", "vgg_d")


@cache
def _layers() -> tuple[tuple[str, Row], ...]:
    """Every convolution of the drawn networks, with the network's title."""
    return tuple(
        (ARCHITECTURES[name].title, row)
        for name in DRAWN
        for row in infer(build(name)).rows
        if isinstance(row.node.layer, Conv) and not row.node.side
    )


def _drawn_layer(draw: random.Random) -> tuple[str, Row, tuple[int, int, int, int, int]]:
    title, row = draw.choice(_layers())
    layer = row.node.layer
    assert isinstance(layer, Conv)
    return title, row, (layer.rows.kernel, layer.columns.kernel, row.inputs[0][0], layer.maps, layer.groups)


def weights_exercise(draw: random.Random) -> Exercise:
    """Weights of a layer of a published network."""
    title, row, (high, wide, came, maps, groups) = _drawn_layer(draw)
    split = f" in {groups} groups" if groups > 1 else ""
    each = f"{came} / {groups}" if groups > 1 else f"{came}"
    answer = row.weights
    return Exercise(
        question=f"{title}, layer {row.name}: a convolution with {high} × {wide} windows reads {came} maps and gives {maps} "
        f"maps{split}. How many weights does it have, without biases?",
        answer=answer,
        unit="weights",
        solution=f"Each of the {maps} kernels reaches through all maps that it reads: {high} · {wide} · {each} · {maps} = **{answer:,}**.",
        hints=(
            Hint(high * wide * maps, f"A kernel reaches through the maps that come in, too: times {each}."),
            Hint(high * wide * came, f"That is one kernel. There are {maps}, one for each map that comes out."),
            Hint(came * maps, f"That counts one weight for each pair of maps. A window has {high} · {wide}."),
            Hint(high * wide * came * maps, f"With {groups} groups a kernel reads only {came} / {groups} maps."),
            Hint(high * wide * (came + maps), "Every map out is connected to every map in: multiply their numbers, do not add them."),
            Hint(row.macs, "Those are MACs. The weights are the same at every position."),
        ),
        fallback="Window height · window width · maps read by one kernel · maps out.",
    )  # fmt: skip


def macs_exercise(draw: random.Random) -> Exercise:
    """MACs of a layer of a published network."""
    title, row, (high, wide, came, maps, groups) = _drawn_layer(draw)
    _, rows, columns = row.shape
    before = row.inputs[0][1] * row.inputs[0][2]
    answer = row.macs
    split = f", {groups} groups" if groups > 1 else ""
    return Exercise(
        question=f"{title}, layer {row.name}: a convolution {high} × {wide}{split}, from {came} maps of {row.inputs[0][1]} × {row.inputs[0][2]} "
        f"to {maps} maps of {rows} × {columns}. It has {row.weights:,} weights. How many MACs does it take for one picture?",
        answer=answer,
        unit="MACs",
        solution=f"Each weight is used once at each position of the output: {row.weights:,} · {rows} · {columns} = **{answer:,}**.",
        hints=(
            Hint(2 * answer, "Those are FLOPs. A MAC is one multiplication and one addition together."),
            Hint(row.weights, "Each weight is used at every position of the output."),
            Hint(row.weights * before, "Count the positions of the output: with a stride or without padding there are fewer."),
            Hint(answer * maps, f"The {maps} maps are in the weights already. Multiply by the positions only."),
            Hint(row.weights * rows, f"There are {rows} · {columns} positions, not {rows}."),
        ),
        fallback="Weights times positions of the output.",
    )  # fmt: skip


def head_exercise(draw: random.Random) -> Exercise:
    """The first dense layer when the input has another size."""
    name = draw.choice(HEADS)
    side, units = draw.choice(range(128, 449, 16)), draw.choice((256, 512, 1024, 2048, 4096))
    usual, report = infer(build(name)), infer(build(name), (3, side, side))
    maps, rows, columns = report.by_name["pool5"].shape
    was = usual.by_name["pool5"].shape
    answer = maps * rows * columns * units
    return Exercise(
        question=f"{ARCHITECTURES[name].title} is made for {usual.rows[0].inputs[0][1]} × {usual.rows[0].inputs[0][2]} pictures. You give it "
        f"{side} × {side}, so that pool5 gives {maps} maps of {rows} × {columns}, and fc6 gets {units} units. How many weights must fc6 have?",
        answer=answer,
        unit="weights",
        solution=f"Flattened, the maps are {maps} · {rows} · {columns} = {maps * rows * columns:,} values, and each unit weighs all of them: "
        f"{maps * rows * columns:,} · {units} = **{answer:,}**. The convolutions before it keep their weights.",
        hints=(
            Hint(maps * units, f"Each map has {rows} · {columns} values, and each of them has a weight of its own."),
            Hint(maps * rows * columns, f"That is one unit. There are {units}."),
            Hint(rows * columns * units, f"That is one map. There are {maps}."),
            Hint(maps * rows * units, f"The maps have {rows} rows and {columns} columns."),
            Hint(was[0] * was[1] * was[2] * units, "That is for the published input. A dense layer grows with the picture."),
        ),
        fallback="Values after flattening (maps · rows · columns) times units.",
    )  # fmt: skip


def bottleneck_exercise(draw: random.Random) -> Exercise:
    """Weights of a residual bottleneck block."""
    neck = 4 * draw.randint(4, 128)
    times = draw.choice((2, 4, 4, 8))
    maps = times * neck
    answer = 2 * maps * neck + 9 * neck * neck
    return Exercise(
        question=f"A residual bottleneck block: 1 × 1 from {maps} to {neck} maps, 3 × 3 on {neck} maps, 1 × 1 back to {maps}. The "
        "shortcut adds the input. How many weights does the block have, without biases?",
        answer=answer,
        unit="weights",
        solution=f"{maps} · {neck} + 9 · {neck} · {neck} + {neck} · {maps} = {maps * neck:,} + {9 * neck * neck:,} + {maps * neck:,} = "
        f"**{answer:,}**. The shortcut has none.",
        hints=(
            Hint(maps * neck + 9 * neck * neck, "The 1 × 1 that restores the maps is missing."),
            Hint(answer + maps * maps, "The shortcut adds the input as it is: no weights where the size stays."),
            Hint(18 * maps * maps, "Those are two 3 × 3 on all maps, the block without the neck."),
            Hint(2 * maps * neck + neck * neck, "The middle window has 3 · 3 weights for each pair of maps."),
            Hint(2 * maps * neck + 9 * maps * neck, f"The 3 × 3 reads and gives {neck} maps, inside the neck."),
            Hint(9 * (2 * maps * neck + neck * neck), "Only the layer in the middle is 3 × 3."),
        ),
        fallback="Add up three convolutions: kernel area · maps in · maps out for each.",
    )  # fmt: skip


def dense_exercise(draw: random.Random) -> Exercise:
    """Maps after a dense block and its transition."""
    growth, layers = draw.choice((12, 16, 24, 32, 40, 48)), draw.randint(4, 32)
    start = growth * draw.randint(1, 8) + 2 * draw.randint(0, 8)
    total = start + growth * layers
    answer = total // 2
    return Exercise(
        question=f"{start} maps come into a dense block of {layers} layers with growth rate k = {growth}. A transition with "
        "compression 0.5 follows. How many maps does the transition give?",
        answer=answer,
        unit="maps",
        solution=f"Each layer adds {growth} maps: {start} + {layers} · {growth} = {total}. The transition keeps half: **{answer:,}**.",
        hints=(
            Hint(total, "That is what the block gives. The transition keeps half of it."),
            Hint(growth * layers // 2, "The maps that come in are concatenated, too."),
            Hint(growth * layers, "The maps that come in are concatenated, too, and the transition halves."),
            Hint(growth // 2, "A layer adds k maps to all that were there; it does not replace them."),
            Hint((start + growth) // 2, f"That is one layer. There are {layers}, and each adds k maps."),
            Hint(start * layers // 2, "Maps add up: each layer adds k."),
        ),
        fallback="Maps in, plus k for each layer, times the compression.",
    )  # fmt: skip


def smallest_exercise(draw: random.Random) -> Exercise:
    """The smallest input with which a network does not break."""
    first, stride = draw.choice((3, 5, 7, 9, 11, 13)), draw.choice((1, 2, 3, 4))
    pool, more, kernel = draw.choice((2, 3)), draw.randint(1, 6), draw.choice((3, 5, 7))
    layers = [(first, stride), (pool, 2), *[(kernel, 1)] * more, (3, 2)]
    size, steps = 1, []
    for window, step in reversed(layers):
        steps.append(f"({size} − 1) · {step} + {window} = {(size - 1) * step + window}")
        size = (size - 1) * step + window
    later = _needed(layers[1:])
    return Exercise(
        question=f"A network, nothing padded: a convolution {first} × {first} with stride {stride}, a pooling {pool} × {pool} with stride 2, "
        f"{more} {'convolution' if more == 1 else 'convolutions'} {kernel} × {kernel} with stride 1, a pooling 3 × 3 with stride 2. How many pixels must the side of the "
        "picture have at least, so that the last pooling still gives one value?",
        answer=size,
        unit="pixels",
        solution=f"Go backwards from 1: {', '.join(steps)}. The smallest input is **{size:,}** pixels, which is the receptive field of the "
        "last pooling, too.",
        hints=(
            Hint(sum(window for window, _ in layers), "Strides count: a step in a later layer is many pixels wide."),
            Hint(1 + sum(window - 1 for window, _ in layers), "That is for stride 1 everywhere."),
            Hint(later, "That is what must come out of the first convolution. One layer is missing."),
            Hint(later * stride, f"{later} positions are {later} − 1 steps of {stride}, and the last window is {first} wide."),
            Hint(later * stride + first, f"{later} positions are only {later} − 1 steps apart."),
            Hint(4 * stride, "Those are the strides multiplied. The windows need room, too."),
        ),
        fallback="Go backwards: n values of a layer need (n − 1) · stride + kernel values below it.",
    )  # fmt: skip


def _needed(layers: list[tuple[int, int]]) -> int:
    size = 1
    for window, step in reversed(layers):
        size = (size - 1) * step + window
    return size


EXERCISES: tuple[Generator, ...] = (
    weights_exercise,
    macs_exercise,
    head_exercise,
    bottleneck_exercise,
    dense_exercise,
    smallest_exercise,
)
