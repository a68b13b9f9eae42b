"""Exercises on convolution: each draws its numbers, its answer and the typical mistakes."""

import random

from cnnviz.lessons.convolution.presets import BOX, LAPLACIAN, SOBEL_X, SOBEL_Y
from cnnviz.lessons.exercise import Exercise, Generator, Hint
from cnnviz.maths import convolve, dot, flipped

Rows = list[list[int]]


def matrix(rows: object) -> str:
    """Rows of numbers as a LaTeX matrix."""
    body = r" \\ ".join(" & ".join(str(int(cell)) for cell in row) for row in rows)  # type: ignore[attr-defined]
    return rf"\begin{{bmatrix}} {body} \end{{bmatrix}}"


def side_by_side(**tables: object) -> str:
    """Named matrices in one line of LaTeX, which may break between them and nowhere else.

    >>> side_by_side(I=[[1]])
    '{I = \\\\begin{bmatrix} 1 \\\\end{bmatrix}}'
    """
    return r" \qquad \allowbreak ".join(f"{{{name} = {matrix(rows)}}}" for name, rows in tables.items())


def _rows(draw: random.Random, size: tuple[int, int], low: int, high: int) -> Rows:
    return [[draw.randint(low, high) for _ in range(size[1])] for _ in range(size[0])]


def _written(window: Rows, kernel: Rows) -> str:
    pairs = [(v, w) for values, weights in zip(window, kernel, strict=True)
             for v, w in zip(values, weights, strict=True)]  # fmt: skip
    return " + ".join(f"{v}·({w})" if w < 0 else f"{v}·{w}" for v, w in pairs)


def value_exercise(draw: random.Random) -> Exercise:
    """One output value of a 3 × 3 kernel on a 4 × 4 picture, with a bias."""
    picture, kernel = _rows(draw, (4, 4), 0, 5), _rows(draw, (3, 3), -2, 2)
    bias, row, column = draw.choice((-3, -2, 2, 3)), draw.randint(0, 1), draw.randint(0, 1)
    window = [line[column : column + 3] for line in picture[row : row + 3]]
    total = int(dot(window, kernel))
    answer = total + bias
    other = [line[row : row + 3] for line in picture[column : column + 3]]
    flat = sum(sum(line) for line in window)
    return Exercise(
        question=f"A picture, a kernel, and a bias of {bias}, as a network computes it (no flip, stride 1, no padding):\n\n"
        f"$${side_by_side(I=picture, K=kernel)}$$\n\nWhat is the output in row {row}, column {column}, "
        "counted from 0?",
        answer=answer,
        unit="one value",
        solution=f"The window starts at row {row}, column {column}: {_written(window, kernel)} = {total}. "
        f"Plus the bias: {total} + ({bias}) = **{answer}**.",
        hints=(
            Hint(total, "That is the dot product. Add the bias."),
            Hint(int(dot(window, flipped(kernel))) + bias,
                 "You turned the kernel by 180°. Networks lay it on as it is written."),
            Hint(flat + bias, "Those are the pixels summed. Multiply each by its weight first."),
            Hint(int(dot(other, kernel)) + bias, "Row and column are swapped: the row counts downwards."),
            Hint(total - bias, "The bias is added with its sign."),
        ),
        fallback="Lay the kernel on the window, multiply the nine pairs, add the products, then the bias.",
    )  # fmt: skip


_SUSPECTS = {"Sobel x": SOBEL_X, "Sobel y": SOBEL_Y, "Laplacian": LAPLACIAN, "box sum": BOX}
_LOOK = {
    "Sobel x": "Sobel x subtracts the left column from the right one. Try that in the window of row 0, column 0.",
    "Sobel y": "Sobel y subtracts the upper row from the lower one. Try that in the window of row 0, column 0.",
    "Laplacian": "The Laplacian adds four neighbours and subtracts the middle four times. Try one window.",
    "box sum": "The box adds all nine pixels, so it gives no negative value and none near 0 here.",
}


def kernel_exercise(draw: random.Random) -> Exercise:
    """Which of four kernels made this map."""
    picture, answer = _rows(draw, (4, 5), 1, 6), draw.choice(list(_SUSPECTS))
    made = convolve([picture], [[_SUSPECTS[answer]]])[0]
    window = [line[:3] for line in picture[:3]]
    kernel = [list(row) for row in _SUSPECTS[answer]]
    return Exercise(
        question=f"Which kernel turned $I$ into $O$ (stride 1, no padding, no flip)?\n\n"
        f"$${side_by_side(I=picture, O=made)}$$",
        answer=answer,
        choices=tuple(_SUSPECTS),
        solution=f"**{answer}**: its first value is {_written(window, kernel)} = {int(made[0][0])}.",
        hints=tuple(Hint(name, words) for name, words in _LOOK.items() if name != answer),
        fallback="Compute one output with each kernel, and compare.",
    )


def relu_exercise(draw: random.Random) -> Exercise:
    """One output of a 2 × 2 kernel after bias and ReLU."""
    window, kernel = _rows(draw, (2, 2), 0, 6), _rows(draw, (2, 2), -3, 3)
    bias = draw.choice((-6, -4, -2, 2, 4, 6))
    total = int(dot(window, kernel))
    answer = max(total + bias, 0)
    return Exercise(
        question=f"One window, one kernel, a bias of {bias}, then ReLU:\n\n"
        f"$${side_by_side(I=window, K=kernel)}$$\n\nWhat comes out?",
        answer=answer,
        unit="one value",
        solution=f"{_written(window, kernel)} = {total}. Plus the bias: {total + bias}. ReLU keeps what is positive and "
        f"makes everything else 0: max(0, {total + bias}) = **{answer}**.",
        hints=(
            Hint(total + bias, "ReLU comes last: it lets nothing negative through."),
            Hint(abs(total + bias), "ReLU is not the absolute value: what is negative becomes 0."),
            Hint(max(total, 0), "You left out the bias."),
            Hint(max(total, 0) + bias, "The bias is added before ReLU, not after it."),
            Hint(0, "The sum is positive here, and ReLU leaves it as it is."),
        ),
        fallback="Dot product first, then the bias, then max(0, …).",
    )


def depth_exercise(draw: random.Random) -> Exercise:
    """How many values filters hold on an input with several channels."""
    side, channels, filters = draw.choice((1, 3, 5, 7)), draw.choice((2, 3, 6, 16)), draw.randint(2, 12)
    weights = side * side * channels
    answer = filters * (weights + 1)
    return Exercise(
        question=f"A layer lays {filters} kernels of {side} × {side} on an input with {channels} channels. How many "
        "values does it learn, biases included?",
        answer=answer,
        unit="values",
        solution=f"Each kernel spans the full depth: {side} × {side} × {channels} = {weights} weights and 1 bias. "
        f"{filters} × {weights + 1} = **{answer:,}**.",
        hints=(
            Hint(filters * (weights + channels), "A kernel has one bias, not one for each channel."),
            Hint(filters * weights, "You left out the biases: one for each kernel."),
            Hint(filters * (side * side + 1), f"A kernel has a slice for each of the {channels} channels."),
            Hint(weights + 1, f"That is one kernel. There are {filters}."),
        ),
        fallback="Weights of one kernel: K × K × channels. Add its bias, then multiply by the number of kernels.",
    )


def rgb_exercise(draw: random.Random) -> Exercise:
    """One output of a kernel that spans red, green and blue."""
    windows = [_rows(draw, (2, 2), 0, 5) for _ in range(3)]
    kernels = [_rows(draw, (2, 2), -2, 2) for _ in range(3)]
    bias = draw.choice((-2, -1, 1, 2))
    sums = [int(dot(window, kernel)) for window, kernel in zip(windows, kernels, strict=True)]
    answer = sum(sums) + bias
    names = ("R", "G", "B", "K_R", "K_G", "K_B")
    shown = side_by_side(**dict(zip(names, (*windows, *kernels), strict=True)))
    parts = "; ".join(
        f"{name} {_written(window, kernel)} = {total}"
        for name, window, kernel, total in zip(("red", "green", "blue"), windows, kernels, sums, strict=True)
    )
    return Exercise(
        question=f"One window of an RGB picture and one kernel of full depth, bias {bias}:\n\n$${shown}$$\n\nWhich value "
        "goes into the map?",
        answer=answer,
        unit="one value",
        solution=f"{parts[0].upper()}{parts[1:]}. Summed, with one bias: {sums[0]} + ({sums[1]}) + ({sums[2]}) + ({bias}) "
        f"= **{answer}**.",
        hints=(
            Hint(sum(sums) + 3 * bias, "One kernel has one bias, whatever the number of channels."),
            Hint(sum(sums), "The channels are summed as they should. Add the bias."),
            Hint(sums[0] + bias, "That is red alone. The kernel reads green and blue as well."),
            Hint(sums[0] + sums[1] + bias, "Blue is missing from the sum."),
            Hint(sum(int(dot(w, flipped(k))) for w, k in zip(windows, kernels, strict=True)) + bias,
                 "You turned the kernels by 180°. Networks lay them on as they are written."),
        ),
        fallback="Three dot products, one for each channel; add them up, and add the bias once.",
    )  # fmt: skip


EXERCISES: tuple[Generator, ...] = (
    value_exercise,
    kernel_exercise,
    relu_exercise,
    depth_exercise,
    rgb_exercise,
)
