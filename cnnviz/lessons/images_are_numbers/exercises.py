"""Exercises on pictures as numbers: each draws its numbers, its answer and the typical mistakes."""

import random

from cnnviz.lessons.exercise import Exercise, Generator, Hint
from cnnviz.maths import dense_weights, memory_index, number_count

CHANNEL_NAMES = ("red", "green", "blue")


def _size(draw: random.Random) -> tuple[int, int]:
    height = draw.randrange(20, 640, 4)
    return height, height + 4 * draw.randint(3, 60)


def count_exercise(draw: random.Random) -> Exercise:
    """How many numbers a colour picture holds."""
    height, width = _size(draw)
    answer = number_count(height, width, 3)
    return Exercise(
        question=f"A colour photo is {height} pixels high and {width} pixels wide. How many numbers does it hold?",
        answer=answer,
        unit="numbers",
        solution=f"{height} × {width} = {height * width:,} pixels with three numbers each: "
        f"{height} × {width} × 3 = **{answer:,}**.",
        hints=(
            Hint(height * width, "Those are the pixels. Each has three numbers: red, green and blue."),
            Hint(height + width + 3, "Rows and columns multiply: every row has all the columns."),
            Hint(answer * 256, "256 is how many values a number can take, not how many numbers there are."),
            Hint(height * width * 4, "RGB has three channels. A fourth, transparency, is not in a photo."),
        ),
        fallback="Height × width gives the pixels; multiply by the channels.",
    )


def bytes_exercise(draw: random.Random) -> Exercise:
    """Memory of a batch of pictures as float32."""
    side, batch = draw.randrange(24, 260, 4), draw.choice((8, 16, 32, 64, 128))
    channels = draw.choice((1, 3, 3))
    numbers = number_count(side, side, channels)
    answer = 4 * batch * numbers
    return Exercise(
        question=f"A batch of {batch} pictures of {side} × {side} × {channels} is turned from 8-bit numbers into "
        "float32 for a network. How many bytes does the batch take then?",
        answer=answer,
        unit="bytes",
        solution=f"One picture: {side} × {side} × {channels} = {numbers:,} numbers. A float32 takes 4 bytes: "
        f"{batch} × {numbers:,} × 4 = **{answer:,}**.",
        hints=(
            Hint(
                batch * numbers,
                "That is with one byte per number, as 8-bit files have it. A float32 takes 4.",
            ),
            Hint(32 * batch * numbers, "Those are bits. Eight bits make a byte."),
            Hint(8 * batch * numbers, "8 bytes would be float64. A float32 has 32 bits."),
            Hint(4 * numbers, f"That is one picture. The batch has {batch}."),
            Hint(4 * batch * side * side, f"Each pixel has {channels} numbers."),
        ),
        fallback="Count the numbers of one picture, times the pictures, times the bytes of one number.",
    )


def index_exercise(draw: random.Random) -> Exercise:
    """Where a number lies in memory, channels last or channels first."""
    height, width = draw.randint(6, 32), draw.randint(33, 64)
    row, column, channel = draw.randint(1, height - 2), draw.randint(1, 30), draw.randint(1, 2)
    place, shape = (row, column, channel), (height, width, 3)
    last = memory_index(place, shape, "channels last")
    first = memory_index(place, shape, "channels first")
    torch_order = draw.random() < 0.5
    answer, other = (first, last) if torch_order else (last, first)
    how = (
        "as torch keeps it: channel after channel, each row after row (C, H, W)"
        if torch_order
        else "as a file keeps it: row after row, the three numbers of a pixel side by side (H, W, C)"
    )
    worked = (
        f"({channel} × {height} + {row}) × {width} + {column}"
        if torch_order
        else f"({row} × {width} + {column}) × 3 + {channel}"
    )
    mirrored = (
        (channel * height + column) * width + row if torch_order else (column * width + row) * 3 + channel
    )
    pixel = row * width + column
    return Exercise(
        question=f"A colour picture of {height} × {width} (height × width) lies in memory {how}. Counting "
        f"everything from 0, at which index is the {CHANNEL_NAMES[channel]} number (channel {channel}) of the pixel at "
        f"row {row}, column {column}?",
        answer=answer,
        solution=f"Everything that comes before it is counted: {worked} = **{answer:,}**.",
        hints=(
            Hint(other, "That is the index in the other order. Look which of the three changes fastest."),
            Hint(answer + 1, "One too many: the first number has index 0."),
            Hint(pixel, "That counts pixels. Each pixel has three numbers."),
            Hint(mirrored, "Row and column are exchanged: the row says how many whole rows come before."),
            Hint(answer - channel if not torch_order else pixel,
                 f"That is its red number. {CHANNEL_NAMES[channel].title()} is channel {channel}."),
        ),
        fallback="Count what comes before it: whole rows times the width, then the columns, and the channels.",
    )  # fmt: skip


def dense_exercise(draw: random.Random) -> Exercise:
    """Weights of a dense layer on all pixels."""
    side, units = draw.randrange(24, 232, 4), draw.choice((10, 64, 100, 128, 256, 1000))
    channels = draw.choice((1, 3, 3))
    inputs = number_count(side, side, channels)
    answer = dense_weights(inputs, units)
    return Exercise(
        question=f"All numbers of a {side} × {side} × {channels} picture go into a dense layer of {units:,} units. How "
        "many weights does it have, biases left out?",
        answer=answer,
        unit="weights",
        solution=f"Every unit has one weight for each of the {side} × {side} × {channels} = {inputs:,} numbers: "
        f"{inputs:,} × {units:,} = **{answer:,}**.",
        hints=(
            Hint(answer + units, "Those are all parameters. The question leaves the biases out."),
            Hint(inputs + units, "Every unit is connected to every number: multiply."),
            Hint(
                side * side * units,
                f"Each pixel has {channels} numbers, and every one has a weight of its own.",
            ),
            Hint(9 * channels * units, "That is a 3 × 3 convolution. A dense layer shares no weight."),
            Hint(inputs * inputs, f"That is for as many units as numbers. Here are {units:,} units."),
        ),
        fallback="Numbers in the picture, times the units.",
    )


_STAYS = (
    ("the histogram of the values", "A shuffle moves numbers and changes none: every value occurs as often as before."),
    ("the mean of all numbers", "A sum does not care about the order of its terms."),
    ("the number of weights of a dense layer", "It counts the inputs, and there are as many as before."),
    ("how well a newly trained dense network can do",
     "A dense network whose weights are shuffled alike gives the same outputs, and it starts from random weights anyway."),
    ("the largest value in the picture", "The largest value has another place now, but it is still there."),
    ("the number of weights of a 3 × 3 convolution", "Nine per pair of channels, whatever the picture shows."),
)  # fmt: skip
_CHANGES = (
    ("the values that a 3 × 3 convolution gives", "a 3 × 3 window reads neighbours, and the neighbours are others"),
    ("the differences between neighbouring pixels", "other pixels are neighbours now"),
    ("the picture blurred by 3 × 3 means", "each mean is taken over other pixels"),
    ("the largest 2 × 2 mean of the picture", "each 2 × 2 square holds other pixels"),
)  # fmt: skip


def shuffle_exercise(draw: random.Random) -> Exercise:
    """What a shuffle of the pixels changes, and what it can't."""
    height, width = _size(draw)
    answer, why = draw.choice(_CHANGES)
    stays = draw.sample(_STAYS, 3)
    choices = [answer, *(name for name, _ in stays)]
    draw.shuffle(choices)
    return Exercise(
        question=f"All pixels of every {height} × {width} photo of a data set are shuffled in the same way. Which of "
        "these changes?",
        answer=answer,
        choices=tuple(choices),
        solution=f"**{answer[0].upper()}{answer[1:]}**: {why}. The others do not ask where a pixel is.",
        hints=tuple(Hint(name, says) for name, says in stays),
        fallback="Look for the one that asks which pixels are neighbours.",
    )


EXERCISES: tuple[Generator, ...] = (
    count_exercise,
    bytes_exercise,
    index_exercise,
    dense_exercise,
    shuffle_exercise,
)
