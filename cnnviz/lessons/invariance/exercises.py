"""Exercises on invariance: what a shift does to a map, relative distance, what is left in sight, symmetry."""

import random

from cnnviz.lessons.exercise import Exercise, Generator, Hint

_TRIANGLES = ((3, 4, 5), (5, 12, 13), (8, 15, 17), (6, 8, 10))


def shift_exercise(draw: random.Random) -> Exercise:
    """How far a map moves when the picture does: by the shift over the jump."""
    jump, units = draw.choice((2, 3, 4, 6, 8, 12, 16, 24, 32)), draw.randint(2, 30)
    pixels = jump * units
    return Exercise(
        question=f"Neighbouring units of a layer look at places that are {jump} pixels apart (its jump). The picture moves down "
        f"by {pixels} pixels. By how many units does the layer's map move down, away from the border?",
        answer=units,
        unit="units",
        solution=f"A convolution commutes with shifts: the map moves by the shift over the jump, {pixels} / {jump} = "
        f"**{units}** units. The distance of lesson C5 compares place by place, so it sees this as a change.",
        hints=(
            Hint(pixels, "So it would with a jump of 1. Here one unit stands for several pixels."),
            Hint(pixels * jump, "Divide: a unit is larger than a pixel, so it takes fewer of them."),
            Hint(0, "Equivariant is not invariant: the map moves along with the picture."),
            Hint(units - 1, "Count steps, not the units between them."),
        ),
        fallback="How many jumps fit into the shift?",
    )


def distance_exercise(draw: random.Random) -> Exercise:
    """The relative distance of two short feature vectors."""
    (along, across, length), factor = draw.choice(_TRIANGLES), draw.randint(3, 14)
    before = (factor * along, factor * across)
    right, down, change = draw.choice(_TRIANGLES)
    if draw.random() < 0.5:
        right, down = down, right
    after = (before[0] + right, before[1] - down)
    answer, upside_down = round(change / (factor * length), 3), round(factor * length / change, 3)
    return Exercise(
        question=f"The features of a picture are ({before[0]}, {before[1]}). Turned, they are ({after[0]}, {after[1]}). How large "
        "is the relative distance d = ‖f(Tx) − f(x)‖ / ‖f(x)‖?",
        answer=answer,
        solution=f"The difference is ({right}, −{down}) with length {change}; the original has length "
        f"√({before[0]}² + {before[1]}²) = {factor * length}. So d = {change} / {factor * length} = **{answer}**.",
        hints=(
            Hint(change, "That is the distance. Divide it by the length of the original."),
            Hint(
                round((right + down) / sum(before), 3),
                "Lengths are square roots of sums of squares.",
            ),
            *(
                [Hint(upside_down, "Upside down: the original's length goes below.")]
                if abs(upside_down - change) > 0.02 * change
                else []
            ),
        ),
        fallback="Subtract, take the length, divide by the original's length.",
    )


def sight_exercise(draw: random.Random) -> Exercise:
    """What share of a picture is still in sight after enlarging it."""
    factor = draw.randint(110, 399) / 100
    answer = round(100 / factor**2, 2)
    return Exercise(
        question=f"A picture is enlarged {factor:g} times about its centre and cut to its old size. How many percent of "
        "its area are still in sight?",
        answer=answer,
        unit="%",
        solution=f"Each side shows 1 / {factor:g} of what it did, so the area shows 1 / {factor:g}² = **{answer} %**. "
        "The network may still be sure: objects usually stand in the middle.",
        hints=(
            Hint(round(100 / factor, 2), "That is one side. The area shrinks in both directions."),
            Hint(round(100 * (1 - 1 / factor**2), 2), "That is what went out of sight."),
            Hint(round(100 * factor**2, 2), "Less is in sight when things are larger."),
        ),
        fallback="Work out the share along one side, then square it.",
    )


def symmetry_exercise(draw: random.Random) -> Exercise:
    """How often the curve of a turned, symmetric thing comes back to the top."""
    step = draw.choice((30, 40, 60, 90, 120, 180))
    end = 10 * draw.randint(36, 108)
    answer = end // step + 1
    return Exercise(
        question=f"Seen from above, a thing looks the same whenever it is turned by {step}°. Its picture is turned from 0° to "
        f"{end}° in steps of 10°. At how many of these angles, 0° included, should the probability be as high as at 0°?",
        answer=answer,
        unit="angles",
        solution=f"0°, {step}°, {2 * step}°, … up to {end}°: ⌊{end} / {step}⌋ + 1 = **{answer}**. Zeiler and Fergus saw such "
        "a curve for an entertainment centre; for most things a network is not invariant to turning.",
        hints=(
            Hint(answer - 1, "0° counts as well."),
            Hint(end // 10 + 1, "That counts every angle tried. The thing looks the same at few of them."),
            Hint(step, "That is the angle between two of them. How many fit?"),
            Hint(1, "Symmetric things look the same at several angles."),
        ),
        fallback="How many such angles fit? Then count the one at the start.",
    )


EXERCISES: tuple[Generator, ...] = (shift_exercise, distance_exercise, sight_exercise, symmetry_exercise)
