"""Exercises on occlusion: counting positions, measuring a drop, what a map costs; with measured ones, all of the lesson."""

import random

from cnnviz.lessons.exercise import Exercise, Generator, Hint
from cnnviz.lessons.occlusion.measured_exercises import (
    first_drop_exercise,
    place_exercise,
    share_exercise,
)
from cnnviz.maths import Window, output_size, readers

SIDE = 224
SIDES = (128, 160, 192, 224, 240, 256)  # common input sides


def _grid(draw: random.Random, sides: tuple[int, ...], strides: tuple[int, ...]) -> tuple[int, int, int]:
    """A picture, a square and a step that fit exactly, so that no extra position at the border is needed."""
    fitting = [
        (side, size, stride)
        for side in sides
        for size in range(16, 97, 8)
        for stride in strides
        if (side - size) % stride == 0 and stride <= size
    ]
    return draw.choice(fitting)


def positions_exercise(draw: random.Random) -> Exercise:
    """How many forward passes a map takes."""
    side, size, stride = _grid(draw, SIDES, (4, 6, 8, 10, 12, 16, 20))
    along = output_size(side, Window(size, stride))
    return Exercise(
        question=f"A square of {size} × {size} pixels slides over a picture of {side} × {side} in steps of {stride}, "
        "always inside the picture. How many pictures does the network have to look at for the whole map?",
        answer=along**2,
        unit="pictures",
        solution=f"Along one side ⌊({side} − {size}) / {stride}⌋ + 1 = {along} positions. Rows times columns: "
        f"{along} × {along} = **{along**2:,}**.",
        hints=(
            Hint(along, "That is one row of the map. There are as many rows."),
            Hint((along - 1) ** 2, "The first position counts too: + 1 along each side."),
            Hint(
                (side // stride) ** 2,
                f"The square has to stay inside: the last start is at {side} − {size} = {side - size}.",
            ),
            Hint((side // size) ** 2, "That tiles the picture. The steps are smaller, so squares overlap."),
            Hint(2 * along, "Rows times columns, not rows plus columns."),
        ),
        fallback="It is the sliding window again: count positions along one side, then square.",
    )


def covering_exercise(draw: random.Random) -> Exercise:
    """How many cells of the map covered one given pixel."""
    stride = draw.choice((8, 16))
    size, row, column = stride * draw.choice((2, 3, 4)), draw.randint(0, 223), draw.randint(0, 223)
    window = Window(size, stride)
    down, across = len(readers(SIDE, window, row)), len(readers(SIDE, window, column))
    usual = size // stride
    return Exercise(
        question=f"Square {size} × {size}, step {stride}, picture {SIDE} × {SIDE}. In how many of the map's cells was "
        f"the pixel in row {row}, column {column} covered? (Rows and columns count from 0.)",
        answer=down * across,
        unit="cells",
        solution=f"A square that starts at s covers s to s + {size - 1}. Starts that cover row {row}: {down}; column {column}: "
        f"{across}. {down} × {across} = **{down * across}**.",
        hints=(
            Hint(usual**2, "True in the middle of the picture. Near the border fewer squares reach."),
            Hint(down, "That counts rows only; multiply by the columns."),
            Hint(across, "That counts columns only; multiply by the rows."),
            Hint(down + across, "Rows times columns, not plus."),
            Hint(1, "Squares overlap when the step is smaller than the square."),
        ),
        fallback="List the starts 0, step, 2 × step, … that lie at most size − 1 before the pixel.",
    )


def drop_exercise(draw: random.Random) -> Exercise:
    """A drop in percentage points, not in percent."""
    clean, covered = draw.randint(60, 96), draw.randint(6, 48)
    relative = 100 * (clean - covered) / clean
    return Exercise(
        question=f"Clean, the network says “espresso” with {clean} %. With the cup covered it says {covered} %. By how "
        "many percentage points did the probability fall?",
        answer=clean - covered,
        unit="percentage points",
        solution=f"{clean} − {covered} = **{clean - covered}** percentage points. (Relative to where it started that is "
        f"{relative:.0f} %.)",
        hints=(
            Hint(round(relative), "That is relative to the clean value. Points are a plain difference."),
            Hint(covered, "That is what is left, not what was lost."),
            Hint(covered - clean, "The size of the fall is positive."),
        ),
        fallback="Subtract the covered probability from the clean one.",
    )


def cost_exercise(draw: random.Random) -> Exercise:
    """Halving the stride quadruples the work."""
    milliseconds, (_, size, stride) = draw.randrange(12, 61), _grid(draw, (SIDE,), (8, 16))
    finer = stride // 2
    now, then = (output_size(SIDE, Window(size, s)) ** 2 for s in (stride, finer))
    return Exercise(
        question=f"One look of the network takes {milliseconds} ms. A map with a square of {size} pixels and step "
        f"{stride} needs {now} looks. How many seconds does the map take with step {finer}?",
        answer=then * milliseconds / 1000,
        unit="seconds, to 1 %",
        solution=f"⌊({SIDE} − {size}) / {finer}⌋ + 1 = {int(then**0.5)} positions along a side, {then:,} in all. {then:,} × "
        f"{milliseconds} ms = **{then * milliseconds / 1000:,}** s, {then / now:.2f} times as long as before.",
        hints=(
            Hint(now * milliseconds / 1000, f"That is the time with step {stride}."),
            Hint(2 * now * milliseconds / 1000, "Twice as many rows, but also twice as many columns."),
            Hint(
                4 * now * milliseconds / 1000,
                "Close: four times is the rule of thumb. Count the positions exactly.",
            ),
            Hint(float(then * milliseconds), "That is in milliseconds."),
        ),
        fallback="Count the positions with the finer step, then multiply by the time of one look.",
    )


EXERCISES: tuple[Generator, ...] = (
    positions_exercise,
    first_drop_exercise,
    place_exercise,
    share_exercise,
    drop_exercise,
    covering_exercise,
    cost_exercise,
)
