"""Exercises on a training: steps, the angle between weights, jumps, and when a layer has settled."""

import itertools
import math
import random

from cnnviz.lessons.exercise import Exercise, Generator, Hint

_TRIPLES = ((3, 4, 5), (5, 12, 13), (8, 15, 17), (20, 21, 29), (7, 24, 25))


def steps_exercise(draw: random.Random) -> Exercise:
    """How many updates the weights have had after some epochs."""
    pictures, batch, epochs = draw.randint(40, 200) * 50 + 7, draw.choice((32, 64, 128)), draw.randint(3, 44)
    each = pictures // batch
    answer = each * epochs
    return Exercise(
        question=f"A training set has {pictures:,} pictures; the weights are updated once per batch of {batch}, and a last batch "
        f"that is not full is left out. How many updates have there been after {epochs} epochs?",
        answer=answer,
        unit="updates",
        solution=f"An epoch goes through all pictures once: ⌊{pictures:,} / {batch}⌋ = {each} updates. {epochs} epochs make "
        f"{epochs} · {each} = **{answer:,}**.",
        hints=(
            Hint(each, "That is one epoch."),
            Hint((each + 1) * epochs, "The batch that is not full is left out."),
            Hint(pictures * epochs, "That would be one update per picture; a batch shares one."),
            Hint(epochs, "An epoch is many updates: one per batch."),
        ),
        fallback="How many full batches does an epoch have? Then times the epochs.",
    )


def cosine_exercise(draw: random.Random) -> Exercise:
    """The cosine between a small filter then and at the end."""
    (along, across, long), factor = draw.choice(_TRIPLES), draw.randint(1, 6)
    (right, down, wide), other = draw.choice(_TRIPLES), draw.randint(1, 6)
    if draw.random() < 0.5:
        right, down = down, right
    then, end = (factor * along, factor * across), (other * right, -other * down)
    product = then[0] * end[0] + then[1] * end[1]
    lengths = factor * long * other * wide
    answer = round(product / lengths, 3)
    distance = round(math.dist(then, end), 2)
    return Exercise(
        question=f"A filter of two weights was ({then[0]}, {then[1]}) at epoch 1 and is ({end[0]}, {end[1]}) at the end. What is the "
        "cosine between the two?",
        answer=answer,
        solution=f"w·v = {then[0]} · {end[0]} + {then[1]} · ({end[1]}) = {product}; the lengths are {factor * long} and {other * wide}. "
        f"The cosine is {product} / {lengths} = **{answer:,}**. It does not change when a filter only grows longer, which "
        "batch normalisation would undo anyway.",
        hints=(
            Hint(product, "That is w·v. Divide it by both lengths."),
            Hint(-answer, "Mind the sign: the second weights have opposite signs."),
            Hint(
                round((then[0] * end[0] - then[1] * end[1]) / lengths, 3),
                "The second product is negative: one of its factors is.",
            ),
            Hint(distance, "That is how far apart they are. The cosine asks only for the direction."),
        ),
        fallback="Multiply weight by weight, add, and divide by both lengths.",
    )


def jump_exercise(draw: random.Random) -> Exercise:
    """How often a map's strongest picture changes over the stages."""
    names = draw.sample(("cat", "espresso", "astronaut", "rocket", "moped", "palace", "flower"), 3)
    stages = 8
    table = [[draw.randint(10, 99) / 10 for _ in range(stages)] for _ in names]
    for column in range(stages):  # no two pictures may share the lead
        while len({row[column] for row in table}) < len(names):
            for row in table:
                row[column] = draw.randint(10, 99) / 10
    leaders = [max(range(3), key=lambda i, at=at: table[i][at]) for at in range(stages)]  # type: ignore[misc]
    answer = sum(one != other for one, other in itertools.pairwise(leaders))
    rows = "\n".join(
        f"| {name} | {' | '.join(map(str, row))} |" for name, row in zip(names, table, strict=True)
    )
    head = f"| stage | {' | '.join(map(str, range(1, stages + 1)))} |\n|:--|{'--:|' * stages}"
    way = ", ".join(names[leader] for leader in leaders)
    return Exercise(
        question="A map's strongest activation on three pictures, at eight stages of training:\n\n"
        f"{head}\n{rows}\n\nHow often does its projection jump, since another picture leads than at the stage before?",
        answer=answer,
        unit="jumps",
        solution=f"The leaders are, stage by stage: {way}. Two neighbours differ **{answer:,}** times.",
        hints=(
            Hint(
                len(set(leaders)),
                "That is how many pictures lead at some stage. Count the changes between stages.",
            ),
            Hint(answer + 1, "Count the changes, not the stretches between them."),
            Hint(stages - 1, "At some stages the same picture leads as before."),
            Hint(stages, "Eight stages have seven steps between them, and not each of them is a jump."),
        ),
        fallback="Write the leader under each stage, then count where it changes.",
    )


def settled_exercise(draw: random.Random) -> Exercise:
    """From which epoch on a layer stays close to its end."""
    epochs = [0, 1, 4, 8, 16, 28, 44]
    until = draw.randint(2, 5)
    values = [
        round(draw.uniform(0.05, 0.3), 2),
        *(round(draw.uniform(0.35, 0.89), 2) for _ in epochs[1:until]),
    ]
    early = draw.randint(1, until - 1)
    values[early] = round(draw.uniform(0.9, 0.97), 2)  # above for once, and below again
    if early == until - 1:
        values[early], values[early - 1] = round(draw.uniform(0.4, 0.89), 2), values[early]
    rest = sorted(round(draw.uniform(0.9, 0.99), 2) for _ in epochs[until:-1])
    values += [*rest, 1.0]
    answer = epochs[until]
    above = next(epoch for epoch, value in zip(epochs, values, strict=True) if value >= 0.9)
    head = f"| epoch | {' | '.join(map(str, epochs))} |\n|:--|{'--:|' * len(epochs)}"
    return Exercise(
        question="How like its end a layer is, at the epochs whose weights were kept:\n\n"
        f"{head}\n| likeness | {' | '.join(f'{value:.2f}' for value in values)} |\n\n"
        "By which of these epochs has it settled: from when on is the likeness at least 0.90 and stays so?",
        answer=answer,
        unit="epoch",
        solution=f"Go back from the end while the likeness is at least 0.90: the last one below is at epoch {epochs[until - 1]}, so "
        f"the layer has settled by epoch **{answer:,}**.",
        hints=(
            Hint(above, "It is above 0.90 there, but falls below it again."),
            Hint(44, "It is like its end before the end: go back from there."),
            Hint(epochs[until - 1], "That is the last epoch at which it is still below 0.90."),
        ),
        fallback="Go back from the last epoch as long as the number is at least 0.90.",
    )


EXERCISES: tuple[Generator, ...] = (steps_exercise, cosine_exercise, jump_exercise, settled_exercise)
