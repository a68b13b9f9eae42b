"""Exercises on the way down: unpooling, colliding switches, gates, transposed filters, and how far a signal reaches."""

import random

from cnnviz.lessons.exercise import Exercise, Generator, Hint


def unpool_exercise(draw: random.Random) -> Exercise:
    """Which values of a signal land in one row, by the switches of 2 × 2 pooling."""
    cells = draw.sample(range(10, 99), 16)
    grid = [cells[4 * row : 4 * row + 4] for row in range(4)]
    signal = draw.sample(range(2, 30), 4)
    half = draw.randrange(2)
    windows = [
        [(2 * half + down, 2 * side + right) for down in (0, 1) for right in (0, 1)] for side in (0, 1)
    ]
    winners = [max(window, key=lambda cell: grid[cell[0]][cell[1]]) for window in windows]
    row = draw.choice([winner[0] for winner in winners])
    above = signal[2 * half : 2 * half + 2]
    landed = [value for winner, value in zip(winners, above, strict=True) if winner[0] == row]
    other = sum(above) - sum(landed)
    table = "\n".join("| " + " | ".join(map(str, line)) + " |" for line in grid)
    peaks = sum(grid[r][c] for r, c in winners if r == row)
    return Exercise(
        question="On the way up, 2 × 2 max pooling with stride 2 reads this map:\n\n| | | | |\n|-:|-:|-:|-:|\n"
        f"{table}\n\nOn the way down the signal ({signal[0]}, {signal[1]}; {signal[2]}, {signal[3]}) arrives at the four outputs, "
        f"row by row. It is unpooled with switches. What do the values in row {row} of the map add up to then? (Rows "
        "count from 0.)",
        answer=sum(landed),
        solution=f"Rows {2 * half} and {2 * half + 1} belong to the outputs with the signals {above[0]} and {above[1]}. Their maxima are at "
        f"row {winners[0][0]}, column {winners[0][1]} and row {winners[1][0]}, column {winners[1][1]}: there the signals go. Row {row} gets "
        f"{' + '.join(map(str, landed))} = **{sum(landed)}**, all else is 0.",
        hints=(
            Hint(peaks, "Those are the maxima. The switch gives the place; the value comes from the signal."),
            Hint(
                sum(above),
                "Both signals land in this pair of rows, but not both in this row: look where each maximum is.",
            ),
            Hint(other, "That is what lands in the row beside it."),
            Hint(sum(signal), "That is the whole signal. Two of its values belong to other rows."),
            Hint(2 * sum(landed), "A value goes to one place, not to every cell of its window."),
        ),
        fallback="Find the maximum of each 2 × 2 window: the window's signal goes there, and nowhere else.",
    )


def collision_exercise(draw: random.Random) -> Exercise:
    """Overlapping pools may have the same maximum: what meets is added."""
    values = draw.sample(range(1, 60), 7)
    place = draw.choice((2, 4))
    values[place] = draw.randint(60, 99)
    first = place // 2 - 1
    signal = draw.sample(range(2, 40), 3)
    one, two = signal[first], signal[first + 1]
    return Exercise(
        question=f"A row of a map is {', '.join(map(str, values))}. Max pooling with window 3 and stride 2 (AlexNet's and ZFNet's) "
        f"reads positions 0 to 2, 2 to 4 and 4 to 6. On the way down the signal ({signal[0]}, {signal[1]}, {signal[2]}) "
        f"is unpooled with switches. What arrives at position {place}?",
        answer=one + two,
        solution=f"{values[place]} at position {place} is the maximum of two windows. Both send their signal there, and it adds: "
        f"{one} + {two} = **{one + two}**.",
        hints=(
            Hint(one, "Another window has its maximum here, too."),
            Hint(
                two,
                "Another window has its maximum here, too. Writing the second over the first, as some code does, loses signal.",
            ),
            Hint(values[place], "That is the value on the way up. On the way down the signal counts."),
            Hint(sum(signal), "One of the three windows does not reach this position."),
            Hint(0, "This position is a maximum: it gets something."),
        ),
        fallback="Which windows read this position, and in which of them is it the largest?",
    )


_RULES = {
    "deconvnet": "max(0, s)",
    "guided backpropagation": "[x > 0] · max(0, s)",
    "the gradient": "[x > 0] · s",
}


def gate_exercise(draw: random.Random) -> Exercise:
    """What passes a ReLU on the way down, by each of the three rules."""
    signs = [(1, 1), (1, -1), (-1, 1), (-1, -1), (1, draw.choice((1, -1)))]
    draw.shuffle(signs)
    sizes = draw.sample(range(1, 30), 10)
    inputs = [size * sign for size, (sign, _) in zip(sizes[:5], signs, strict=True)]
    signal = [size * sign for size, (_, sign) in zip(sizes[5:], signs, strict=True)]
    pairs = list(zip(inputs, signal, strict=True))
    sums = {
        "deconvnet": sum(max(0, s) for _, s in pairs),
        "guided backpropagation": sum(max(0, s) for x, s in pairs if x > 0),
        "the gradient": sum(s for x, s in pairs if x > 0),
    }
    method = draw.choice(tuple(sums))
    shown = [str(value).replace("-", "−") for value in (*inputs, *signal)]
    says = {
        "deconvnet": "That is the deconvnet's: it looks at the signal only.",
        "guided backpropagation": "That is guided backpropagation's: it asks both, the signal and the input.",
        "the gradient": "That is the gradient's: it looks at the input only, and lets negative signal through.",
    }
    return Exercise(
        question=f"On the way up a ReLU got the inputs x = ({', '.join(shown[:5])}). On the way down the signal "
        f"s = ({', '.join(shown[5:])}) arrives at it. What do the five values behind it add up to for {method}?",
        answer=sums[method],
        solution=f"The rule is {_RULES[method]}. What is left: "
        + " + ".join(
            "0" if not kept else f"({kept})" if kept < 0 else str(kept)
            for kept in (_kept(method, x, s) for x, s in pairs)
        )
        + f" = **{sums[method]}**.",
        hints=(
            *(Hint(total, says[other]) for other, total in sums.items() if other != method),
            Hint(sum(signal), "Nothing was rectified there. A ReLU stops something on the way down as well."),
            Hint(
                sum(max(0, x) for x in inputs),
                "That is what the ReLU gives on the way up. The signal comes down.",
            ),
        ),
        fallback=f"Go through the five one by one with the rule {_RULES[method]}.",
    )


def _kept(method: str, x: int, s: int) -> int:
    if method != "deconvnet" and x <= 0:
        return 0
    return s if method == "the gradient" else max(0, s)


def transposed_exercise(draw: random.Random) -> Exercise:
    """Two neighbouring units meet in a pixel that both of them read."""
    weights = draw.sample(range(-5, 8), 3)
    one, two = draw.sample(range(2, 13), 2)
    row = draw.randint(1, 9)
    pixel = 2 * row + 2
    answer = one * weights[2] + two * weights[0]
    shown = [str(value).replace("-", "−") for value in weights]
    return Exercise(
        question=f"A convolution along a line has the filter ({', '.join(shown)}), stride 2 and no padding: unit r reads the pixels 2r, "
        f"2r + 1, 2r + 2. On the way down unit {row} carries the signal {one}, unit {row + 1} carries {two}, all others 0. What "
        f"arrives at pixel {pixel}?",
        answer=answer,
        solution=f"Pixel {pixel} is the last that unit {row} reads (weight {shown[2]}) and the first that unit {row + 1} reads (weight "
        f"{shown[0]}): {one} · ({shown[2]}) + {two} · ({shown[0]}) = **{answer}**. Each unit writes its filter, times its signal, over the "
        "pixels that it reads; where they overlap, it adds.",
        hints=(
            Hint(
                one * weights[0] + two * weights[2],
                "The filter is turned round there. It is written down as it reads, not flipped.",
            ),
            Hint(one * weights[2], f"Unit {row + 1} reads this pixel, too."),
            Hint(two * weights[0], f"Unit {row} reads this pixel, too."),
            Hint((one + two) * weights[1], "Neither unit has this pixel in the middle of its window."),
            Hint(one + two, "Each signal is multiplied by the weight with which its unit read the pixel."),
        ),
        fallback="With which weight did each of the two units read this pixel?",
    )


def reach_exercise(draw: random.Random) -> Exercise:
    """How large a projection can be: the receptive field of the unit."""
    first, stride, last = draw.choice((3, 5, 7, 9, 11)), draw.choice((1, 2, 3, 4)), draw.choice((3, 5, 7))
    side = draw.choice((96, 128, 160, 224))
    field = first + 2 * stride + (last - 1) * 2 * stride
    return Exercise(
        question=f"A network reads {side} × {side} pixels: convolution {first} × {first} with stride {stride}, max pooling 3 × 3 with stride "
        f"2, convolution {last} × {last} with stride 1. One unit of the last layer, away from the border, is projected. How many pixels of "
        "the picture can get a value other than 0?",
        answer=field * field,
        unit="pixels",
        solution=f"The signal reaches what the unit sees. Its field along a side: {first} + 2 · {stride} + {last - 1} · {2 * stride} = {field}. So "
        f"{field} × {field} = **{field * field:,}** of {side * side:,} pixels; the rest stays gray.",
        hints=(
            Hint(side * side, "A unit does not see the whole picture, so its signal cannot reach all of it."),
            Hint(field, "That is one side of the field. The pixels fill a square."),
            Hint(last * last, "Those are units of the pooled map. Each of them stands for many pixels."),
            Hint(
                (first + 2 + last - 1) ** 2,
                "Steps in an upper layer are longer in pixels: multiply by the strides below.",
            ),
            Hint((first * 3 * last) ** 2, "Fields do not multiply. They grow by (K − 1) times the jump."),
        ),
        fallback="Work out the receptive field: r grows by (K − 1) times the product of the strides below.",
    )


EXERCISES: tuple[Generator, ...] = (
    unpool_exercise,
    gate_exercise,
    collision_exercise,
    transposed_exercise,
    reach_exercise,
)
