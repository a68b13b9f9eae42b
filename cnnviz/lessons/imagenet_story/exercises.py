"""Exercises on errors, averages and cost: each draws its numbers, its answer and the typical mistakes."""

import random

from cnnviz.lessons.exercise import Exercise, Generator, Hint
from cnnviz.lessons.imagenet_story.entries import ENTRIES
from cnnviz.lessons.imagenet_story.weights import all_weights, chosen

COMPARED = tuple(entry for entry in ENTRIES.values() if entry.data == "test" and entry.kind != "people")


def counting_exercise(draw: random.Random) -> Exercise:
    """The top-k error from the ranks of the right classes."""
    count, k = draw.choice((20, 25)), draw.choice((2, 3, 4, 5))
    found = [draw.choice((1, 1, 1, 1, 2, 2, 3, 4, 5, 6, 7, 8)) for _ in range(count)]
    found[0], found[1], found[2] = k, k + 1, 1  # each mistake shows
    draw.shuffle(found)
    wrong = sum(rank > k for rank in found)
    answer = 100 * wrong // count
    ranks = ", ".join(map(str, found))
    return Exercise(
        question=f"A network ranks all classes for {count} pictures. The right class has these ranks: {ranks}. What is the top-{k} error, "
        "in percent?",
        answer=answer,
        unit="%",
        solution=f"Wrong is every picture whose right class comes after place {k}: {wrong} of {count}, so {wrong} / {count} = "
        f"**{answer:,} %**.",
        hints=(
            Hint(
                100 - answer,
                "That is the share of pictures that are right: the accuracy. The error is the rest.",
            ),
            Hint(wrong, f"That is how many are wrong. How much is it of {count}, in percent?"),
            Hint(
                100 * sum(rank >= k for rank in found) // count,
                f"Place {k} still counts as right: the {k} best guesses are looked at.",
            ),
            Hint(
                100 * sum(rank > 1 for rank in found) // count,
                f"That is the top-1 error. Here {k} guesses are allowed.",
            ),
        ),
        fallback=f"Count the ranks that are larger than {k}, and divide by {count}.",
    )


def pictures_exercise(draw: random.Random) -> Exercise:
    """How many pictures lie between two errors."""
    worse, better = draw.sample(COMPARED, 2)
    while worse.error - better.error < 0.2:
        worse, better = draw.sample(COMPARED, 2)
    count = draw.choice((10_000, 50_000, 100_000))
    difference = round(worse.error - better.error, 2)
    answer = round(difference * count / 100)
    return Exercise(
        question=f"{worse.name} ({worse.year}) has a top-5 error of {worse.error:g} %, {better.name} ({better.year}) one of "
        f"{better.error:g} %. On {count:,} pictures like these, how many more does {better.name} get right?",
        answer=answer,
        unit="pictures",
        solution=f"{worse.error:g} % − {better.error:g} % = {difference:g} points, and {difference:g} / 100 × {count:,} = **{answer:,}** "
        "pictures.",
        hints=(
            Hint(round(worse.error * count / 100), f"Those are the pictures that {worse.name} gets wrong."),
            Hint(round(better.error * count / 100), f"Those are the pictures that {better.name} gets wrong."),
            Hint(answer // 10, "A percent is a hundredth: one decimal place is missing."),
        ),
        fallback="The difference of the two errors in points, as a share of all pictures.",
    )


def relative_exercise(draw: random.Random) -> Exercise:
    """By what share the errors fell."""
    worse, better = draw.sample(COMPARED, 2)
    while not 0.12 < 1 - better.error / worse.error < 0.88:
        worse, better = draw.sample(COMPARED, 2)
    answer = round(100 * (1 - better.error / worse.error), 1)
    points = round(worse.error - better.error, 2)
    return Exercise(
        question=f"From {worse.name} ({worse.year}, {worse.error:g} %) to {better.name} ({better.year}, {better.error:g} %): by what share "
        "of the first did the errors shrink, in percent? One digit after the point is plenty.",
        answer=answer,
        unit="%",
        solution=f"1 − {better.error:g} / {worse.error:g} = {1 - better.error / worse.error:.3f}, so **{answer:,} %** of the errors are gone. "
        f"In points it is {points:g}.",
        hints=_apart(
            answer,
            Hint(points, "Those are points. How many of the errors that there were are gone?"),
            Hint(round(100 * better.error / worse.error, 1), "That is the share of errors that is left."),
            Hint(
                round(100 * (worse.error / better.error - 1), 1),
                f"You divided by the smaller error. The share is of what there was: {worse.error:g} %.",
            ),
        ),
        fallback="One minus the new error divided by the old one.",
    )


def cost_exercise(draw: random.Random) -> Exercise:
    """Multiply-accumulates of many networks and crops."""
    weights = draw.choice([row for row in chosen("all", 2019, "first") if 0.3e9 < row.macs < 20e9])
    models, crops = draw.choice((2, 3, 4, 5, 6, 7)), draw.choice((5, 10, 50, 144))
    thousandths = round(weights.macs / 1e6)
    answer = models * crops * thousandths
    each = f"{thousandths:,}"
    return Exercise(
        question=f"{weights.title} takes {each} million MACs for one crop. {models} such networks each look at {crops} crops of a picture, "
        "and the answers are averaged. How many million MACs does one picture take?",
        answer=answer,
        unit="million MACs",
        solution=f"{models} × {crops} = {models * crops:,} passes, and {models * crops:,} × {each} million = **{answer:,}** million.",
        hints=(
            Hint(crops * thousandths, f"That is one network. There are {models}."),
            Hint(models * thousandths, f"That is one crop. There are {crops}."),
            Hint((models + crops) * thousandths, "Every network sees every crop: multiply, do not add."),
            Hint(2 * answer, "That is FLOPs: a MAC is a multiplication and an addition, counted as one."),
            Hint(models * crops, "Those are the passes. Each takes the MACs of the network."),
        ),
        fallback="Networks × crops × MACs of one pass.",
    )


def averaging_exercise(draw: random.Random) -> Exercise:
    """Which class wins after averaging, where a vote or the surest network would say another."""
    names = tuple(draw.sample(("cat", "dog", "fox", "wolf", "bear", "lynx", "otter", "seal"), 3))
    while True:
        rows = [_percentages(draw) for _ in range(3)]
        sums = [sum(row[index] for row in rows) for index in range(3)]
        tops = [row.index(max(row)) for row in rows]
        surest = max(rows, key=max)
        votes = [tops.count(index) for index in range(3)]
        best = sums.index(max(sums))
        apart = sorted(sums)[-1] - sorted(sums)[-2] >= 6
        if apart and best != votes.index(max(votes)) and max(votes) == 2 and min(map(max, rows)) >= 36:
            break
    voted = votes.index(max(votes))
    listed = "; ".join(
        f"network {number}: {', '.join(f'{name} {share} %' for name, share in zip(names, row, strict=True))}"
        for number, row in enumerate(rows, start=1)
    )
    means = ", ".join(f"{name} {total / 3:.1f} %" for name, total in zip(names, sums, strict=True))
    other = next(index for index in range(3) if index not in (best, voted))
    sure = "the surest single answer" if surest.index(max(surest)) == other else "no rule's answer here"
    return Exercise(
        question=f"Three networks give probabilities for one picture. {listed[0].upper()}{listed[1:]}. Their probabilities are averaged. Which "
        "class comes first?",
        answer=names[best],
        choices=names,
        solution=f"The averages are {means}: **{names[best]}**. Two of the three networks would have said {names[voted]}, but an average also counts "
        "how sure they are.",
        hints=(
            Hint(
                names[voted],
                "That is the majority of first guesses. Averaging adds up the probabilities instead.",
            ),
            Hint(names[other], f"Add up the three probabilities of each class; this is {sure}."),
        ),
        fallback="Add up the three probabilities of each class.",
    )


def bytes_exercise(draw: random.Random) -> Exercise:
    """How large a file of weights is."""
    weights = draw.choice(list(all_weights().values()))
    millions = round(weights.parameters / 1e6, 1)
    width, kind = draw.choice(((4, "32-bit floats"), (2, "16-bit floats")))
    answer = round(width * millions, 1)
    return Exercise(
        question=f"{weights.title} has {millions:,.1f} million parameters. How many megabytes (10⁶ bytes) are they as {kind}?",
        answer=answer,
        unit="MB",
        solution=f"{kind.capitalize()} take {width} bytes each: {width} × {millions:,.1f} million = **{answer:,} MB**.",
        hints=(
            Hint(millions, f"That is one byte each. {kind.capitalize()} take {width}."),
            Hint(8 * answer, "Those are bits. A byte has eight."),
            Hint(round((6 - width) * millions, 1), f"{8 * width} bits are {width} bytes."),
        ),
        fallback="Parameters times the bytes of one number.",
    )


def _percentages(draw: random.Random) -> list[int]:
    """Three whole percentages that add up to 100."""
    low, high = sorted(draw.sample(range(2, 99), 2))
    return [low, high - low, 100 - high]


def _apart(answer: float, *hints: Hint) -> tuple[Hint, ...]:
    """The hints whose wrong answers are not taken for the right one."""
    return tuple(
        hint for hint in hints if isinstance(hint.wrong, str) or abs(hint.wrong - answer) > 0.03 * answer
    )


EXERCISES: tuple[Generator, ...] = (
    counting_exercise,
    pictures_exercise,
    relative_exercise,
    cost_exercise,
    averaging_exercise,
    bytes_exercise,
)
