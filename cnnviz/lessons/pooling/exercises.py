"""Exercises on pooling: each draws its numbers, its answer and the typical mistakes."""

import random

from cnnviz.lessons.exercise import Exercise, Generator, Hint
from cnnviz.lessons.pooling.words import number
from cnnviz.maths import Window, adaptive_spans, output_size, pool, pooling_spans, shifted

Cells = list[list[int]]


def _cells(draw: random.Random, side: int, low: int = 0, high: int = 9) -> Cells:
    return [[draw.randint(low, high) for _ in range(side)] for _ in range(side)]


def _table(cells: Cells) -> str:
    """The map as a Markdown table with its rows and columns numbered."""
    head = "| | " + " | ".join(f"*{c}*" for c in range(len(cells[0]))) + " |"
    rule = "|" + " ---: |" * (len(cells[0]) + 1)
    lines = [f"| *{r}* | " + " | ".join(str(value) for value in row) + " |" for r, row in enumerate(cells)]
    return "\n".join(["", "", head, rule, *lines])


def mean_exercise(draw: random.Random) -> Exercise:
    """One output of average pooling, where the maximum is the tempting answer."""
    cells, r, c = _cells(draw, 4), draw.randint(0, 1), draw.randint(0, 1)
    cells[2 * r][2 * c] = draw.randint(1, 9)
    read = [cells[2 * r + k][2 * c + m] for k in range(2) for m in range(2)]
    across = [cells[r + k][c + m] for k in range(2) for m in range(2)]
    answer = sum(read) / 4
    return Exercise(
        question="Average pooling with a window of 2 × 2 and stride 2 on this map. What is output row "
        f"{r}, column {c}? (All counted from 0.){_table(cells)}",
        answer=answer,
        solution=f"The window starts at row 2 × {r} = {2 * r}, column 2 × {c} = {2 * c} and reads "
        f"{', '.join(map(str, read))}. ({' + '.join(map(str, read))}) / 4 = **{answer:,}**.",
        hints=(
            Hint(float(max(read)), "That is the largest of the four. Here they are averaged."),
            Hint(float(sum(read)), "That is the sum. Divide by the four cells of the window."),
            Hint(sum(read) / 2, "Divided by 2: a window of 2 × 2 has four cells."),
            Hint(sum(across) / 4, f"Those are the cells from row {r}, column {c}. The stride is 2: start at twice that."),
            Hint(sum(sum(row) for row in cells) / 16, "That is the mean of the whole map: global average pooling."),
        ),
        fallback="Find the window first: it starts at the stride times the output's row and column.",
    )  # fmt: skip


def largest_exercise(draw: random.Random) -> Exercise:
    """One output of overlapping max pooling on a map with negative values."""
    cells, r, c = _cells(draw, 5, -9, 5), draw.randint(0, 1), draw.randint(0, 1)
    read = [cells[2 * r + k][2 * c + m] for k in range(3) for m in range(3)]
    two = [cells[2 * r + k][2 * c + m] for k in range(2) for m in range(2)]
    apart = [cells[min(3 * r + k, 4)][min(3 * c + m, 4)] for k in range(3) for m in range(3)]
    answer = max(read)
    return Exercise(
        question="Overlapping max pooling: window 3 × 3, stride 2. What is output row "
        f"{r}, column {c}? (All counted from 0.){_table(cells)}",
        answer=answer,
        solution=f"The window reads rows {2 * r} to {2 * r + 2} and columns {2 * c} to {2 * c + 2}: "
        f"{', '.join(map(str, read))}. The largest is **{answer:,}**.",
        hints=(
            Hint(max(two), "That is the largest of a window of 2 × 2. This one is 3 × 3."),
            Hint(max(apart), "The windows overlap: the stride is 2, not 3, so this one starts at an even row and column."),
            Hint(max(read, key=abs), "That is the largest without its sign. A negative number is smaller than 0."),
            Hint(round(sum(read) / 9), "That is near the mean. Max pooling takes the largest."),
            Hint(max(max(row) for row in cells), "That is the largest of the whole map. Look inside the window only."),
        ),
        fallback="Mark the nine cells that the window reads, and take the largest.",
    )  # fmt: skip


def size_exercise(draw: random.Random) -> Exercise:
    """Output size with overlap, rounding up or down."""
    kernel, ceil = draw.choice((2, 3, 3, 3, 4, 5)), draw.choice((True, False))
    stride, padding = draw.choice((2, 2, 3)), draw.choice((0, 0, 1))
    size = draw.randint(12, 120)
    window = Window(kernel, stride, padding)
    answer, room = len(pooling_spans(size, window, ceil)), size + 2 * padding - kernel
    down, up = output_size(size, window), -(-room // stride) + 1
    mode = "rounded up (ceil mode)" if ceil else "rounded down, as usual"
    taken = (
        f" The last window would start at {(up - 1) * stride - padding}, beyond the last cell {size - 1}: torch "
        "leaves it out."
    )
    extra = taken if ceil and up != answer else ""
    return Exercise(
        question=f"A map is {size} cells wide. Pooling with window {kernel}, stride {stride}, padding {padding}; "
        f"the size is {mode}. How many outputs are there along the width?",
        answer=answer,
        unit="outputs",
        solution=f"({size} + 2 × {padding} − {kernel}) / {stride} = {room / stride:.2f}, {mode}: "
        f"{up - 1 if ceil else down - 1}. Plus 1.{extra} **{answer:,}**.",
        hints=(
            Hint(up, "The last window would start outside the map: torch leaves such a window out.")
            if ceil
            else Hint(up, "Did you forget the floor? A window that does not fit whole is left out here."),
            Hint(down, "That rounds down. In ceil mode the last window may hang over the end."),
            Hint(answer - 1, "Nearly: the first position counts too. Did you forget the + 1?"),
            Hint(room + 1, f"That is the answer for stride 1. Here it is {stride}."),
            Hint(
                size // kernel, "That is for windows side by side. Here the stride decides where they start."
            ),
            Hint(size // stride, "Dividing by the stride forgets the size of the window at the end."),
        ),
        fallback="(I + 2P − F) / S, rounded as the question says, plus 1.",
    )


def winner_exercise(draw: random.Random) -> Exercise:
    """Which cell wins a window: the switch, ties included."""
    cells = _cells(draw, 4, 0, 6)
    r, c = draw.randint(0, 1), draw.randint(0, 1)
    places = [(2 * r + k, 2 * c + m) for k in range(2) for m in range(2)]
    best = max(cells[i][j] for i, j in places)
    tied = [place for place in places if cells[place[0]][place[1]] == best]
    names = {place: f"row {place[0]}, column {place[1]}" for place in places}
    hints = [
        Hint(names[place], f"It holds {cells[place[0]][place[1]]}; another cell of the window holds more.")
        if place not in tied
        else Hint(names[place], "It is as large, but of equal cells torch takes the first, row by row.")
        for place in places
        if place != tied[0]
    ]
    also = f" {len(tied)} cells hold it; the first in reading order is the switch." if len(tied) > 1 else ""
    return Exercise(
        question=f"Max pooling, window 2 × 2, stride 2. Which cell is the switch of output row {r}, column {c}: "
        f"the one that torch says has won?{_table(cells)}",
        answer=names[tied[0]],
        choices=tuple(names.values()),
        solution=f"The window's largest value is {best}.{also} **{names[tied[0]]}**.",
        hints=tuple(hints),
        fallback="Find the largest value of the window.",
    )


def padding_exercise(draw: random.Random) -> Exercise:
    """The corner of a padded average: what is it divided by."""
    cells = [[draw.randint(1, 9) for _ in range(3)] for _ in range(3)]
    counted = draw.choice((True, False))
    total = cells[0][0] + cells[0][1] + cells[1][0] + cells[1][1]
    divisor = 9 if counted else 4
    answer = round(total / divisor, 3)
    other = total / (4 if counted else 9)
    told = "the zeros of the padding are counted (torch's default)" if counted else "padding is not counted"
    return Exercise(
        question=f"Average pooling, window 3 × 3, padding 1; {told}. What is output row 0, column 0? "
        f"Three decimals are enough.{_table(cells)}",
        answer=answer,
        solution=f"The window lies with five of its nine cells in the padding. It reads {cells[0][0]}, {cells[0][1]}, "
        f"{cells[1][0]}, {cells[1][1]}; their sum is {total}. {total} / {divisor} = **{answer:,}**.",
        hints=(
            Hint(
                other,
                "Divided by the wrong count: the padding's zeros count here, so it is 9."
                if counted
                else "Divided by the wrong count: only the four real cells count here.",
            ),
            Hint(float(max(cells[0][0], cells[0][1], cells[1][0], cells[1][1])), "That is the largest. Here they are averaged."),
            Hint(float(total), "That is the sum. It still has to be divided."),
            Hint(total / 3, "Divided by 3, the side of the window. It has 3 × 3 cells."),
        ),
        fallback="Write down the nine cells of the first window, zeros of the padding included.",
    )  # fmt: skip


def shift_exercise(draw: random.Random) -> Exercise:
    """How many outputs change when a row of features moves by one cell."""
    size, width = draw.choice(((2, 8), (2, 10), (3, 9), (4, 12)))
    row = [0] * width
    for place in draw.sample(range(width), draw.randint(2, width // 2)):
        row[place] = draw.randint(1, 9)
    moved = [int(value) for value in shifted([row], 0, 1, circular=True)[0]]
    columns = pooling_spans(width, Window(size, size))
    one = adaptive_spans(1, 1)
    first, second = pool([row], one, columns).values[0], pool([moved], one, columns).values[0]
    answer = sum(a != b for a, b in zip(first, second, strict=True))
    before = sum(a != b for a, b in zip(row, moved, strict=True))
    words = [", ".join(number(value) for value in each) for each in (row, moved, first, second)]
    return Exercise(
        question=f"A row of {width} cells: {words[0]}. It is shifted right by one; what leaves comes back on the left. "
        f"Max pooling with window {size} and stride {size}. How many outputs change?",
        answer=answer,
        unit="outputs",
        solution=f"Shifted: {words[1]}. Pooled before: {words[2]}. Pooled after: {words[3]}. **{answer:,}** differ.",
        hints=(
            Hint(before, "That many inputs change. Pool both rows, then compare."),
            Hint(0, "A feature that crosses the border of its window changes two outputs."),
            Hint(len(first), "Not all: a largest value that stays in its window leaves the output as it is."),
            Hint(
                max(answer - 1, 0),
                "One more: look at both windows of a feature that crosses, and at the wrap-around.",
            ),
        ),
        fallback="Write down the shifted row, pool both rows, and compare output by output.",
    )


EXERCISES: tuple[Generator, ...] = (
    mean_exercise,
    largest_exercise,
    size_exercise,
    winner_exercise,
    padding_exercise,
    shift_exercise,
)
