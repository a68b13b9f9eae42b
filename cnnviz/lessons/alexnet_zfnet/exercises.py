"""Exercises on sampling: the finest pattern, where a frequency comes back, bands of energy, dead maps."""

import random

from cnnviz.lessons.exercise import Exercise, Generator, Hint


def _apart(answer: float, hints: tuple[Hint, ...]) -> tuple[Hint, ...]:
    """The hints whose wrong answers can be told from the right one and from each other."""
    kept: list[Hint] = []
    for hint in hints:
        others = [answer, *(float(other.wrong) for other in kept)]
        if all(abs(float(hint.wrong) - other) > 0.06 * abs(other) for other in others):
            kept.append(hint)
    return tuple(kept)


def finest_exercise(draw: random.Random) -> Exercise:
    """The shortest period that a map can carry."""
    strides = [draw.choice((1, 2, 3, 4, 5)) for _ in range(draw.choice((2, 3)))]
    if max(strides) == 1:
        strides[0] = 3
    kernels = [draw.choice((3, 5, 7, 11)) for _ in strides]
    apart = 1
    for stride in strides:
        apart *= stride
    layers = ", then ".join(f"{k} × {k} with stride {s}" for k, s in zip(kernels, strides, strict=True))
    answer = 2 * apart
    return Exercise(
        question=f"Layers one after the other: {layers}. How many pixels long is the shortest period that the last map can "
        "carry along a row without aliasing?",
        answer=answer,
        unit="pixels",
        solution=f"Neighbouring units are {' · '.join(map(str, strides))} = {apart} pixels apart, and a period needs two of "
        f"them: 2 · {apart} = **{answer:,}** pixels, 1/(2S) = {1 / answer:.4g} cycles per pixel.",
        hints=(
            Hint(apart, "That is how far apart the units are. A period needs two samples: one up, one down."),
            Hint(2 * sum(strides), "Strides multiply: a step of the second layer is several of the first."),
            Hint(2 * strides[-1], "The earlier strides have thinned the picture, too."),
            Hint(max(kernels), "The kernel's size decides what a unit sees, not how far apart units are."),
        ),
        fallback="How far apart are two neighbours of the last map, in pixels? A period needs two.",
    )


def alias_exercise(draw: random.Random) -> Exercise:
    """Where a frequency comes back."""
    stride = draw.choice((3, 4, 5, 6, 8))
    turns = draw.randint(1, stride // 2) if stride > 3 else 1
    away = draw.randint(2, int(1000 / (2 * stride)) - 3) / 1000
    frequency = round(turns / stride + draw.choice((-1, 1)) * away, 3)
    while frequency > 0.5 or round(frequency * stride) != turns:
        away = draw.randint(2, int(1000 / (2 * stride)) - 3) / 1000
        frequency = round(turns / stride - away, 3)
    answer = round(abs(frequency - turns / stride), 4)
    limit = 1 / (2 * stride)
    return Exercise(
        question=f"Upright stripes have {frequency:g} cycles per pixel. A layer looks at every {stride}. pixel. How many cycles "
        "per pixel do the stripes seem to have in its map (without a sign, to three digits)?",
        answer=answer,
        unit="cycles per pixel",
        tolerance=0.02,
        solution=f"{frequency:g} · {stride} = {frequency * stride:.3g} rounds to {turns}, so f' = {frequency:g} − {turns}/{stride} = "
        f"{frequency - turns / stride:.4g}: **{answer:,}** cycles per pixel"
        f"{', moving the other way' if frequency < turns / stride else ''}.",
        hints=_apart(
            answer,
            (
                Hint(
                    frequency,
                    f"That is more than 1/(2 · {stride}) = {limit:.3g}, so the map cannot carry it.",
                ),
                Hint(
                    round(limit, 4),
                    "That is the finest that the map can carry. Fold the frequency back into it.",
                ),
                Hint(
                    round(abs(frequency - limit), 4),
                    f"Whole samples fold it: subtract a multiple of 1/{stride}, not 1/(2 · {stride}).",
                ),
                Hint(
                    round(frequency / stride, 4),
                    "The pattern does not get slower by the stride: it is folded.",
                ),
            ),
        ),
        fallback=f"Subtract the multiple of 1/{stride} that brings it nearest to 0.",
    )


def bands_exercise(draw: random.Random) -> Exercise:
    """The middle band's share of a filter's energy, from amplitudes."""
    low, middle, high = draw.randint(2, 20), draw.randint(3, 20), draw.randint(2, 20)
    total = low**2 + middle**2 + high**2
    answer = round(100 * middle**2 / total, 1)
    hints = (
        Hint(round(100 * middle / (low + middle + high), 1), "Energy is the square of the amplitude."),
        Hint(round(100 * (total - middle**2) / total, 1), "That is what is not in the middle."),
        Hint(
            round(100 * middle**2 / (low**2 + high**2), 1),
            "Divide by all of the energy, the middle included.",
        ),
    )
    return Exercise(
        question=f"A filter answers to three gratings: with amplitude {low} to one of low frequency, {middle} to one of middle, {high} "
        "to one of high frequency, and to nothing else. How many percent of its energy are in the middle band?",
        answer=answer,
        unit="%",
        solution=f"{middle}² / ({low}² + {middle}² + {high}²) = {middle**2} / {total} = **{answer:,} %**.",
        hints=_apart(answer, hints),
        fallback="Square the amplitudes, then take the share.",
    )


def dead_exercise(draw: random.Random) -> Exercise:
    """How many maps are dead by a threshold."""
    maps, pictures = 6, 5
    quiet = draw.choice((0, 20))
    level = draw.randint(3, 9) / 10
    table = [[draw.choice((0, draw.randint(1, 25) / 10)) for _ in range(pictures)] for _ in range(maps)]
    table[draw.randrange(maps)] = [round(draw.uniform(0, level - 0.1), 1) for _ in range(pictures)]
    fires = [100 * sum(value > level for value in row) // pictures for row in table]
    answer = sum(share <= quiet for share in fires)
    zeros = sum(not any(row) for row in table)
    head = f"| map | {' | '.join(f'picture {i}' for i in range(1, pictures + 1))} |\n|:--|{'--:|' * pictures}"
    rows = "\n".join(f"| {k} | {' | '.join(f'{value:g}' for value in row)} |" for k, row in enumerate(table))
    listed = ", ".join(f"{share} %" for share in fires)
    return Exercise(
        question=f"The strongest activation of six maps on five pictures:\n\n{head}\n{rows}\n\nA map fires on a picture if it exceeds "
        f"{level:g}, and counts as dead if it fires on at most {quiet} % of them. How many of the six are dead?",
        answer=answer,
        unit="maps",
        solution=f"Map by map they fire on {listed} of the pictures; at most {quiet} % do **{answer:,}** of them.",
        hints=(
            Hint(
                zeros,
                "That counts the maps that are 0 everywhere. A weak answer does not count as firing either.",
            ),
            Hint(maps - answer, "Those are alive."),
            Hint(sum(share <= 20 - quiet for share in fires), f"Dead means: fires on at most {quiet} %."),
            Hint(sum(value <= level for row in table for value in row), "Count maps, not numbers."),
        ),
        fallback="Count for each map how many of its five numbers exceed the level.",
    )


EXERCISES: tuple[Generator, ...] = (finest_exercise, alias_exercise, bands_exercise, dead_exercise)
