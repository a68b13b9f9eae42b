"""Exercises on receptive fields: each draws its numbers, its answer and the typical mistakes."""

import random

from cnnviz.lessons.exercise import Exercise, Generator, Hint
from cnnviz.lessons.receptive_fields.stack import Layer
from cnnviz.maths import reaches

ROOM = 2000  # pixels of an input on which every drawn stack fits


def _field(layers: list[Layer]) -> int:
    return reaches(ROOM, [layer.window for layer in layers])[-1].field


def _listed(layers: list[Layer]) -> str:
    return "; ".join(f"{number}. {layer.name}" for number, layer in enumerate(layers, start=1))


def _worked(layers: list[Layer]) -> str:
    levels = reaches(ROOM, [layer.window for layer in layers])
    steps = []
    for layer, below, here in zip(layers, levels, levels[1:], strict=False):
        taps = f"({layer.kernel} − 1)" + (f" × {layer.dilation}" if layer.dilation > 1 else "")
        steps.append(f"{below.field} + {taps} × {below.jump} = {here.field}")
    return ", then ".join(steps)


def depth_exercise(draw: random.Random) -> Exercise:
    """Field after two groups of equal layers of stride 1."""
    first, second = draw.sample((3, 5, 7, 9), 2)
    many, more = draw.randint(1, 6), draw.randint(1, 6)
    added = many * (first - 1) + more * (second - 1)
    return Exercise(
        question=f"On top of each other, all of stride 1: first {_times(many, first)}, then {_times(more, second)}. How "
        "many pixels wide is the receptive field of a unit of the last layer?",
        answer=1 + added,
        unit="pixels",
        solution=f"One pixel to begin with, and each layer adds K − 1: 1 + {many} × {first - 1} + {more} × {second - 1} "
        f"= **{1 + added}**.",
        hints=(
            Hint(many * first + more * second, "A layer adds K − 1, not K: neighbouring windows overlap."),
            Hint(
                1 + many * first + more * second, "A layer adds K − 1, not K: neighbouring windows overlap."
            ),
            Hint(added, "You left out the 1 to begin with: a pixel sees itself."),
            Hint(1 + many * (first - 1), f"That is the field before the {second} × {second} comes."),
            Hint(first**many * second**more, "Fields of stride-1 layers add up. They do not multiply."),
            Hint(second, "That is what it reads of the layer below. Follow the paths down to the input."),
        ),
        fallback="Start with 1 pixel and add K − 1 for every layer.",
    )


def _times(count: int, kernel: int) -> str:
    return f"{count} {'convolution' if count == 1 else 'convolutions'} of {kernel} × {kernel}"


def pooling_exercise(draw: random.Random) -> Exercise:
    """Field of a stack with strides: later kernels take wider steps."""
    first, last = draw.choice((3, 5, 7, 9, 11)), draw.choice((2, 3, 5, 7))
    stride, pool = draw.randint(1, 4), draw.choice((Layer("m", 2, 2), Layer("m", 3, 2), Layer("m", 3, 3)))
    layers = [Layer("c", first, stride), pool, Layer("c", last)]
    answer, jump = _field(layers), stride * pool.stride
    reversed_field = _field(layers[::-1])
    return Exercise(
        question=f"A stack: {_listed(layers)}. How many pixels wide is the receptive field of a unit of the last layer?",
        answer=answer,
        unit="pixels",
        solution=f"The jump before the layers is 1, {stride} and {jump}. {_worked(layers)}: **{answer}**.",
        hints=(
            Hint(1 + sum(layer.kernel - 1 for layer in layers),
                 "You forgot the strides: a step in a later layer is as many pixels wide as all earlier strides multiplied."),
            Hint(reversed_field, "That is the stack upside down. The order matters: a stride widens only the layers after it."),
            Hint(first + pool.kernel * stride + last * jump, "A layer adds (K − 1) steps, not K."),
            Hint(1 + (first - 1) * stride + (pool.kernel - 1) * jump + (last - 1) * jump,
                 "A layer's own stride does not widen its own window, only those that come later."),
            Hint(_field(layers[:2]), "That is the field after the pooling. One layer is missing."),
        ),
        fallback="Keep two numbers per layer: the field grows by (K − 1) × jump, then the jump is multiplied by S.",
    )  # fmt: skip


def jump_exercise(draw: random.Random) -> Exercise:
    """Jump after strided layers and pools."""
    layers = [Layer("c", draw.choice((3, 5, 7, 11)), draw.randint(2, 5)), Layer("m", 3, draw.choice((2, 3)))]
    layers.append(Layer("c", draw.choice((3, 5)), draw.choice((1, 1, 2))))
    layers.append(draw.choice((Layer("m", 2, 2), Layer("a", 2, 2), Layer("c", 3))))
    strides = [layer.stride for layer in layers]
    answer = reaches(ROOM, [layer.window for layer in layers])[-1].jump
    kernels = 1
    for layer in layers:
        kernels *= layer.kernel
    return Exercise(
        question=f"A stack: {_listed(layers)}. Two neighbouring units of the last layer: how many pixels are the "
        "centres of their receptive fields apart?",
        answer=answer,
        unit="pixels",
        solution=f"The jump is the product of all strides: {' × '.join(map(str, strides))} = **{answer}**.",
        hints=(
            Hint(sum(strides), "Strides multiply. You added them."),
            Hint(sum(s for s in strides if s > 1), "Strides multiply. You added them."),
            Hint(_field(layers), "That is the size of the field. The question is how far it moves."),
            Hint(
                strides[-1],
                "That is the step on the layer below. In pixels, every earlier stride counts, too.",
            ),
            Hint(strides[0], "That is the first layer alone. The pooling jumps as well."),
            Hint(kernels, "Those are the kernels multiplied. Only strides move the window."),
        ),
        fallback="Multiply the strides of all layers. Layers of stride 1 change nothing.",
    )


def weights_exercise(draw: random.Random) -> Exercise:
    """Weights of three 3 × 3 layers against one 7 × 7, and likewise for other depths."""
    count, channels = draw.randint(2, 5), 8 * draw.randint(1, 64)
    field = 1 + 2 * count
    small, large = 9 * count * channels**2, field**2 * channels**2
    answer = large - small
    return Exercise(
        question=f"{count} convolutions of 3 × 3 see as far as one of {field} × {field}. Every layer has {channels} channels "
        "in and out, no biases. How many weights does the stack save?",
        answer=answer,
        unit="weights",
        solution=f"The stack has {count} × 9 = {9 * count} weights for each pair of channels, the large kernel "
        f"{field * field}. There are {channels} × {channels} = {channels**2:,} pairs: ({field * field} − {9 * count}) × "
        f"{channels**2:,} = **{answer:,}**.",
        hints=(
            Hint(field * field - 9 * count, f"That is for one pair of channels. There are {channels} × {channels} pairs."),
            Hint((field * field - 9 * count) * channels,
                 f"Each of the {channels} filters reaches through all {channels} channels: channels in × channels out."),
            Hint(small, "Those are the weights of the stack. How many does it save?"),
            Hint(large, "Those are the weights of the large kernel. How many does the stack save?"),
            Hint((field * field - 9) * channels**2, f"The stack has {count} layers, each with its own 9 weights per pair."),
        ),
        fallback="Weights of a layer: K × K × channels in × channels out. Subtract the stack's from the large kernel's.",
    )  # fmt: skip


def needed_exercise(draw: random.Random) -> Exercise:
    """How many layers until the field covers an object."""
    pools, wanted = draw.choice((0, 1, 2)), draw.randint(12, 60)
    before = [Layer("m", 2, 2)] * pools
    jump, field = 2**pools, _field(before) if pools else 1
    answer = -(-(wanted - field) // (2 * jump))
    head = {
        0: "",
        1: "After one max pooling 2 × 2 with stride 2 come",
        2: "After two max poolings 2 × 2 with stride 2 come",
    }[pools]
    start = (
        f"{head} convolutions of 3 × 3, stride 1."
        if pools
        else "Convolutions of 3 × 3, stride 1, are stacked."
    )
    return Exercise(
        question=f"{start} An object is {wanted} pixels wide. How many convolutions does it take until a unit's field "
        "is at least as wide?",
        answer=answer,
        unit="convolutions",
        solution=f"Before them the field is {field} and the jump {jump}; each adds 2 × {jump} = {2 * jump}. "
        f"({wanted} − {field}) / {2 * jump} = {(wanted - field) / (2 * jump):g}, rounded up: **{answer}**.",
        hints=(
            Hint((wanted - field) // (2 * jump), "With so many the field is still too small: round up."),
            Hint(-(-wanted // (3 * jump)), "Each layer adds (K − 1) = 2 steps, not 3."),
            Hint(-(-(wanted - 1) // 2), "The poolings make every later step wider: each 3 × 3 adds 2 × jump."),
            Hint(-(-wanted // (2 * jump)), f"The field does not start at 0: it is {field} before the first convolution."),
            Hint(answer + 1, "One fewer is enough."),
        ),
        fallback="Find field and jump before the convolutions. Each one adds 2 × jump.",
    )  # fmt: skip


def dilation_exercise(draw: random.Random) -> Exercise:
    """Field of a dilated stack."""
    kernel, rates = draw.choice((3, 3, 5)), tuple(draw.randint(1, 8) for _ in range(draw.randint(2, 4)))
    answer = 1 + (kernel - 1) * sum(rates)
    product = 1
    for rate in rates:
        product *= rate
    listed = ", ".join(map(str, rates))
    return Exercise(
        question=f"{len(rates)} convolutions of {kernel} × {kernel}, stride 1, with dilation {listed}. How many pixels "
        "wide is the receptive field of a unit of the last one?",
        answer=answer,
        unit="pixels",
        solution=f"Each layer adds (K − 1) × D: 1 + {kernel - 1} × ({' + '.join(map(str, rates))}) = **{answer}**.",
        hints=(
            Hint(1 + len(rates) * (kernel - 1), "That is without dilation. A dilated kernel spans D (K − 1) + 1 pixels."),
            Hint(kernel * sum(rates), "Between K taps there are K − 1 steps."),
            Hint(1 + kernel * sum(rates), "Between K taps there are K − 1 steps."),
            Hint(1 + (kernel - 1) * product, "Dilation is no stride: it does not carry over to later layers. Add."),
            Hint((kernel - 1) * sum(rates), "You left out the 1 to begin with: a pixel sees itself."),
            Hint(1 + (kernel - 1) * rates[-1], "That is the last layer alone."),
        ),
        fallback="Start with 1 pixel and add D × (K − 1) for every layer.",
    )  # fmt: skip


EXERCISES: tuple[Generator, ...] = (
    depth_exercise,
    pooling_exercise,
    weights_exercise,
    needed_exercise,
    dilation_exercise,
    jump_exercise,
)
