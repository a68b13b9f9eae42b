"""Exercises on edges, weights, parameters and equivariance."""

import random

from cnnviz.lessons.exercise import Exercise, Generator, Hint
from cnnviz.maths import convolution_cost, dense_parameters, different_weights, reach, sparse_edges


def edge_exercise(draw: random.Random) -> Exercise:
    """Edges of a dense layer from n inputs to m outputs."""
    n, m = draw.sample(range(6, 60), 2)
    answer = n * m
    return Exercise(
        question=f"A dense layer connects {n} inputs with {m} outputs. How many edges does a drawing of it have?",
        answer=answer,
        unit="edges",
        solution=f"Every input is connected with every output: {n} × {m} = **{answer:,}**.",
        hints=(
            Hint(n + m, "Those are the units. Every input has an edge to every output."),
            Hint(answer + m, "Those are the parameters with biases. A bias is no edge between units."),
            Hint(n * n, f"That would be {n} outputs. There are {m}."),
            Hint(n * (n - 1) // 2, "Inputs are not connected with each other, only with outputs."),
        ),
        fallback="Draw the edges of one output, then count the outputs.",
    )


def sparse_exercise(draw: random.Random) -> Exercise:
    """Edges of a convolution over a row, with the border."""
    n, kernel = draw.randint(8, 90), draw.choice((3, 5, 7))
    p = kernel // 2
    answer = sparse_edges(n, kernel)
    return Exercise(
        question=f"A convolution with kernel {kernel} runs over a row of {n} units; padding of {p} on each side "
        f"keeps the output at {n} units. How many edges are there between inputs and outputs? (Padding is no unit.)",
        answer=answer,
        unit="edges",
        solution=f"Each of the {n} outputs has {kernel} taps: {n * kernel}. At each border {p * (p + 1) // 2} taps fall "
        f"on padding: {n * kernel} − 2 × {p * (p + 1) // 2} = **{answer:,}**.",
        hints=(
            Hint(n * kernel, "At the border some taps fall on padding zeros, which are no units."),
            Hint(kernel, "Those are the different weights. Each of them is used by many edges."),
            Hint(n * n, "That is the dense layer. Here an output sees only its window."),
            Hint(n * kernel - p * (p + 1) // 2, "You took away the taps of one border. There are two."),
            Hint((n - kernel + 1) * kernel, "Those are the outputs whose window fits whole. The others have edges too."),
        ),
        fallback="Count the taps of all outputs, then take away those that fall on padding.",
    )  # fmt: skip


def weight_exercise(draw: random.Random) -> Exercise:
    """Different weights of stacked convolutions: they do not grow with the row."""
    n, kernel, layers = draw.randint(8, 60), draw.choice((3, 5, 7)), draw.randint(1, 3)
    answer = different_weights(n, kernel, layers)
    words = "One convolution" if layers == 1 else f"{layers} convolutions, one after the other,"
    verb = "runs" if layers == 1 else "run"
    return Exercise(
        question=f"{words} with kernel {kernel}, one channel and no biases {verb} over a row of {n} units; padding keeps the "
        "size. How many different weights are there to learn?",
        answer=answer,
        unit="weights",
        solution=f"All positions of a layer share its {kernel} weights. {layers} × {kernel} = **{answer}**, however "
        "long the row is.",
        hints=(
            Hint(
                sparse_edges(n, kernel, layers),
                "Those are the edges. Edges with the same tap share one weight.",
            ),
            Hint(
                n * kernel * layers,
                "A weight is shared by all positions: it counts once, not at every output.",
            ),
            Hint(layers * n * n, "That is the dense network, where every edge has a weight of its own."),
            Hint(layers * (kernel + 1), "That counts a bias for each layer. Here there are none."),
            Hint(kernel, f"Each of the {layers} layers has its own kernel."),
            Hint(layers * kernel * kernel, "In a row the kernel has one side: nothing is squared here."),
        ),
        fallback="Count the taps of one kernel, then the kernels.",
    )


def affected_exercise(draw: random.Random) -> Exercise:
    """How many outputs one input affects, after several layers, maybe at the border."""
    n, kernel, layers = draw.randint(15, 30), draw.choice((3, 5)), draw.randint(1, 3)
    unit = draw.choice((draw.randint(0, 2), draw.randint(n - 3, n - 1), n // 2))
    answer = len(reach(n, kernel, unit, layers))
    outputs, far = reach(n, kernel, unit, layers), kernel // 2
    return Exercise(
        question=f"A row of {n} units, counted from 0, and {layers} convolution{'s' if layers > 1 else ''} with kernel {kernel}, "
        f"padded to keep the size. How many of the last layer's units does input {unit} affect?",
        answer=answer,
        unit="units",
        solution=f"In each layer a unit affects those up to {far} to its left and right: after {layers}, up to "
        f"{far * layers}. Inside the row these are {outputs[0]} to {outputs[-1]}: **{answer}**.",
        hints=(
            Hint(1 + layers * (kernel - 1), "True in the middle. Here the row ends before the reach does."),
            Hint(kernel, f"That is one layer. There are {layers}, and each widens the reach."),
            Hint(layers * kernel, "The windows overlap: each layer adds K − 1 units, not K."),
            Hint(kernel**layers, "The reach grows by adding K − 1 per layer; it does not multiply."),
            Hint(n, "That is the dense network. Here an input reaches only its neighbourhood."),
            Hint(1, "An input lies in several windows that overlap."),
        ),
        fallback="Widen the set by (K − 1)/2 on each side for each layer, and cut it at the ends of the row.",
    )  # fmt: skip


def parameter_exercise(draw: random.Random) -> Exercise:
    """Parameters of a dense layer on a picture."""
    side, units = draw.choice((28, 32, 64, 224, 256, 512, 1080)), 10 * draw.randint(1, 100)
    inputs = side * side * 3
    answer = dense_parameters(inputs, units)
    return Exercise(
        question=f"A dense layer looks at an RGB picture of {side} × {side} × 3 with {units} units. How many parameters "
        "does it learn, biases included?",
        answer=answer,
        unit="parameters",
        solution=f"The picture is {side} × {side} × 3 = {inputs:,} numbers. {inputs:,} × {units} weights and {units} "
        f"biases: **{answer:,}**.",
        hints=(
            Hint(answer - units, "You left out the biases: one for each unit."),
            Hint(answer - units + inputs, "A bias belongs to a unit, not to an input."),
            Hint(side * side * units + units, "The picture has three channels: three numbers per pixel."),
            Hint(side * 3 * units + units, "The side has to be squared: a picture has side × side pixels."),
            Hint(inputs + units, "Every unit has a weight for every input: multiply."),
        ),
        fallback="Numbers in the picture × units, then one bias per unit.",
    )


def ratio_exercise(draw: random.Random) -> Exercise:
    """Parameters of a convolution, whose picture size does not matter."""
    side, kernel = draw.choice((32, 64, 224, 1080)), draw.choice((3, 5, 7))
    channels, filters = draw.choice((1, 3, 8)), draw.choice((8, 16, 32, 64))
    weights = kernel * kernel * channels * filters
    answer = convolution_cost(channels, filters, (kernel, kernel), (side, side)).parameters
    return Exercise(
        question=f"A convolution with {filters} filters of {kernel} × {kernel} runs over a picture of {side} × {side} × "
        f"{channels}; padding keeps the size. How many parameters does it learn, biases included?",
        answer=answer,
        unit="parameters",
        solution=f"{kernel} × {kernel} × {channels} × {filters} = {weights:,} weights, and {filters} biases: **{answer:,}**. "
        f"The picture's {side} × {side} does not appear.",
        hints=(
            Hint(weights, "You left out the biases: one for each filter."),
            Hint(weights * side * side, "Those are the multiply-accumulates. The weights are shared by all positions."),
            Hint((weights + filters) * side * side, "All positions share the filters: the picture's size does not count."),
            Hint(kernel * channels * filters + filters, "The kernel has two sides: square it."),
            Hint(kernel * kernel * filters + filters, f"A filter reaches through all {channels} channels."),
        ),
        fallback="Kernel side squared × channels × filters, then one bias per filter.",
    )  # fmt: skip


SAME = "the same map"
BORDER = "the same map, except near the border"
OTHER = "another map almost everywhere"
CHANGES = (
    ("shifts the picture by {n} pixels, what leaves coming in at the other side, and pads the convolution circularly", SAME),
    ("shifts the picture by {n} pixels, zeros coming in, and pads the convolution with zeros", BORDER),
    ("shifts the picture by {n} pixels, what leaves coming in at the other side, but pads the convolution with zeros", BORDER),
    ("permutes the pixels at random, with shuffle number {n}", OTHER),
    ("multiplies every pixel by {n}", SAME),
    ("turns the picture by a quarter, with a 3 × 3 Sobel kernel, on {n} pictures", OTHER),
)  # fmt: skip
WHY = {
    SAME: "every output does the same sum over its neighbours, wherever they are and however large.",
    BORDER: "inside, every window sees the same pixels as before. At the border it sees zeros instead of what was there.",
    OTHER: "a window adds up neighbours with weights for their places, and the change gives it other neighbours or "
    "turns their places.",
}


def equivariance_exercise(draw: random.Random) -> Exercise:
    """Does the order of a change and a convolution matter?"""
    n = draw.randint(2, 60)
    change, answer = draw.choice(CHANGES)
    hints = {
        SAME: "Look at a window at the border, and at what its neighbours were before.",
        BORDER: "Ask which neighbours each window sees, at the border and inside.",
        OTHER: "A convolution does the same everywhere: what moves as a whole stays recognisable.",
    }
    return Exercise(
        question=f"Somebody {change.format(n=n)}. On a large picture without symmetry, changing first and convolving then "
        "gives, compared with convolving first and changing then, …",
        answer=answer,
        solution=f"It gives **{answer}**: {WHY[answer]}",
        hints=tuple(Hint(wrong, says) for wrong, says in hints.items()),
        choices=(SAME, BORDER, OTHER),
        fallback="Follow one window, and ask which pixels it reads in both orders.",
    )


EXERCISES: tuple[Generator, ...] = (
    edge_exercise,
    sparse_exercise,
    weight_exercise,
    affected_exercise,
    parameter_exercise,
    ratio_exercise,
    equivariance_exercise,
)
