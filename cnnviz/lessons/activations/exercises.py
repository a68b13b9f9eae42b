"""Exercises on activations and response normalisation, with the typical mistakes."""

import math
import random

from cnnviz.lessons.exercise import Exercise, Generator, Hint
from cnnviz.maths import activation, energy, neighbours, response_norm, torch_alpha


def _rounded(value: float, digits: int = 4) -> float:
    """To so many significant digits, so that the solution shows just what is marked."""
    return float(f"{value:.{digits}g}")


def _apart(*hints: Hint) -> tuple[Hint, ...]:
    """Those that marking can tell apart: of two mistakes with nearly the same number, the likelier, which is first."""
    kept: list[Hint] = []
    for hint in hints:
        if not any(math.isclose(float(hint.wrong), float(k.wrong), rel_tol=0.02) for k in kept):
            kept.append(hint)
    return tuple(kept)


def value_exercise(draw: random.Random) -> Exercise:
    """LeNet's scaled tanh at a point."""
    x = draw.choice((-1, 1)) * draw.randint(20, 250) / 100
    inner = math.tanh(2 / 3 * x)
    answer = _rounded(activation("lenet").value(x))
    return Exercise(
        question=f"LeNet-5 uses f(x) = 1.7159 tanh(2x/3). What is f({x:g})? Three digits are enough.",
        answer=answer,
        solution=f"2 × {x:g} / 3 = {_rounded(2 / 3 * x)}, whose tanh is {_rounded(inner)}. "
        f"1.7159 × {_rounded(inner)} = **{answer}**.",
        hints=_apart(
            Hint(_rounded(1.7159 * math.tanh(x)), "You forgot the 2/3 inside: tanh(2x/3), not tanh(x)."),
            Hint(_rounded(inner), "That is the tanh alone. Stretch it by 1.7159."),
            Hint(_rounded(math.tanh(x)), "That is the plain tanh(x). LeNet scales x by 2/3 and the result by 1.7159."),
            Hint(_rounded(1.7159 * 2 / 3 * x), "That is the straight line of the slope at 0. Take the tanh."),
            Hint(-answer, "The sign is wrong: tanh has the sign of x."),
        ),
        fallback="First 2x/3, then its tanh, then times 1.7159.",
    )  # fmt: skip


def slope_exercise(draw: random.Random) -> Exercise:
    """The slope of the sigmoid at a point."""
    x = draw.choice((-1, 1)) * draw.randint(0, 250) / 100
    s = activation("sigmoid").value(x)
    answer = _rounded(activation("sigmoid").slope(x))
    return Exercise(
        question=f"What is the slope of the sigmoid 1/(1 + e^(−x)) at x = {x:g}? Three digits are enough.",
        answer=answer,
        solution=f"σ({x:g}) = {_rounded(s)}. The slope is σ(1 − σ) = {_rounded(s)} × {_rounded(1 - s)} = "
        f"**{answer}**. At x = 0 it is largest: 0.25.",
        hints=_apart(
            Hint(_rounded(s), "That is the value σ(x). The slope is σ(x) times (1 − σ(x))."),
            Hint(_rounded(1 - math.tanh(x) ** 2), "That is the slope of tanh. The sigmoid's is σ(1 − σ)."),
            Hint(_rounded(1 - s * s), "1 − f² belongs to tanh. For the sigmoid it is f(1 − f)."),
            Hint(_rounded(1 - s), "One factor is missing: multiply by σ(x)."),
            Hint(-answer, "The sigmoid rises everywhere: its slope is never negative."),
        ),
        fallback="Work out σ(x) first. The slope is σ(x) × (1 − σ(x)), at most 0.25.",
    )


def chain_exercise(draw: random.Random) -> Exercise:
    """What is left of a gradient after several sigmoid layers."""
    depth = draw.randint(2, 5)
    out = draw.choice([v for v in range(20, 81) if v not in range(47, 54)]) / 100
    slope = out * (1 - out)
    answer = _rounded(slope**depth)
    return Exercise(
        question=f"A chain of {depth} sigmoid layers with weights of 1. Each unit puts out {out:g}. A gradient of 1 arrives "
        "behind the last layer. What is left of it in front of the first? Three digits are enough.",
        answer=answer,
        solution=f"Every layer multiplies by its slope σ(1 − σ) = {out:g} × {1 - out:.2g} = {_rounded(slope)}. "
        f"{_rounded(slope)} to the power of {depth} is **{answer}**.",
        hints=_apart(
            Hint(_rounded(slope), f"That is one layer. The chain rule multiplies {depth} such slopes."),
            Hint(_rounded(slope * depth), "The chain rule multiplies the slopes; it does not add them."),
            Hint(_rounded(out**depth), "You multiplied the outputs. The gradient takes the slopes σ(1 − σ)."),
            Hint(_rounded((1 - out * out) ** depth), "1 − f² is the slope of tanh. The sigmoid's is f(1 − f)."),
            Hint(_rounded(slope ** (depth - 1)), f"One factor is missing: there are {depth} layers."),
        ),
        fallback="The slope of one layer is σ(1 − σ). Multiply one for each layer.",
    )  # fmt: skip


def norm_exercise(draw: random.Random) -> Exercise:
    """One map normalised by hand."""
    values = [10 * draw.randint(2, 30) for _ in range(4)]
    at, n = draw.randint(0, 3), 3
    used = [values[j] for j in neighbours(4, n, at)]
    total = energy(values, n, at)
    bracket = 2 + 1e-4 * total
    answer = _rounded(response_norm(values, n)[at])

    def with_sum(sum_: float) -> float:
        return _rounded(values[at] / (2 + 1e-4 * sum_) ** 0.75)

    squares = " + ".join(f"{value}²" for value in used)
    return Exercise(
        question=f"Four maps respond {', '.join(map(str, values))} at one position. Normalise map {at} (counted from 0) "
        f"with n = {n}, k = 2, alpha = 0.0001, beta = 0.75. Three digits are enough.",
        answer=answer,
        solution=f"The window holds {len(used)} maps: {squares} = {total:,}. 2 + 0.0001 × {total:,} = {bracket:g}; to the "
        f"power of 0.75 that is {_rounded(bracket**0.75)}. {values[at]} / {_rounded(bracket**0.75)} = **{answer}**.",
        hints=_apart(
            Hint(with_sum(sum(used)), "You added the responses themselves. The formula adds their squares."),
            Hint(with_sum(total / n), "You divided alpha by n. That is torch's convention, not the paper's."),
            Hint(_rounded(values[at] / bracket), "The power beta = 0.75 of the bracket is missing."),
            Hint(with_sum(total - values[at] ** 2), "The map itself belongs to its window, too."),
            Hint(with_sum(sum(value**2 for value in values)), f"Only the n = {n} maps around map {at} count."),
            Hint(_rounded(bracket**0.75), "That is the divisor. Divide the response by it."),
        ),
        fallback="Square and add the responses in the window, times alpha, plus k, to the power of beta; divide by that.",
    )  # fmt: skip


def alpha_exercise(draw: random.Random) -> Exercise:
    """Which alpha makes torch's layer the paper's."""
    n, hundred_thousandths = draw.choice((3, 5, 7, 9)), draw.randint(10, 90)
    alpha = hundred_thousandths / 100_000
    answer = round(torch_alpha(alpha, n), 8)
    return Exercise(
        question=f"A paper normalises with n = {n} and alpha = {alpha:g} in front of the sum of squares. "
        f"Which alpha must `torch.nn.LocalResponseNorm({n}, alpha=…)` get to do the same?",
        answer=answer,
        solution=f"torch divides its alpha by n = {n} before it multiplies the sum. So it needs {n} × {alpha:g} = **{answer}**.",
        hints=(
            Hint(alpha, f"torch divides it by {n}, so this would be {n} times too weak."),
            Hint(alpha / n, "torch does that division itself. You have to make up for it: multiply."),
            Hint(alpha * n * n, "n once is enough: torch divides by n, not by n²."),
            Hint(round(alpha * (n - 1), 8), "The map itself counts too: there are n maps in the window."),
        ),
        fallback="torch uses alpha / n. What must you put in so that the paper's alpha comes out?",
    )


def window_exercise(draw: random.Random) -> Exercise:
    """How many maps take part, also at the border."""
    n, maps = draw.choice((3, 5, 7, 9)), draw.choice((16, 32, 48, 64, 96, 128, 256))
    near = draw.randint(0, n // 2)
    at = draw.choice((near, maps - 1 - near))
    answer = len(neighbours(maps, n, at))
    first, last = neighbours(maps, n, at)[0], neighbours(maps, n, at)[-1]
    return Exercise(
        question=f"A layer has {maps} maps, numbered from 0. The response normalisation uses n = {n}. How many maps, itself "
        f"included, are in the sum for map {at}?",
        answer=answer,
        unit="maps",
        solution=f"From max(0, {at} − {n // 2}) = {first} to min({maps - 1}, {at} + {n // 2}) = {last}: **{answer}**.",
        hints=(
            Hint(n, f"True in the middle. Map {at} is near the end, and there are no maps beyond it."),
            Hint(answer - 1, "The map itself is in the sum as well."),
            Hint(answer + 1, f"Count again: n/2 rounds down to {n // 2} on each side, and maps are numbered from 0."),
            Hint(maps, f"Not all maps compete, only the n = {n} around it."),
        ),
        fallback="From max(0, i − n/2) to min(N − 1, i + n/2), n/2 rounded down, both ends included.",
    )  # fmt: skip


def batch_exercise(draw: random.Random) -> Exercise:
    """One example of a batch, normalised in training."""
    spread = draw.choice((2, 3, 4, 5))
    middle, gamma, beta = draw.randint(-4, 9), draw.choice((0.5, 2, 3)), draw.choice((-2, -1, 1, 2))
    batch = [middle - spread, middle + spread, middle - spread, middle + spread]
    draw.shuffle(batch)
    at = draw.randrange(4)
    x, mean, variance = batch[at], middle, spread * spread
    sign = 1 if x > mean else -1
    answer = _rounded(gamma * sign + beta)
    return Exercise(
        question=f"In training, one unit gives {', '.join(map(str, batch))} for the four examples of a batch. Batch "
        f"normalisation has γ = {gamma:g} and β = {beta}. What becomes of the {x} (example {at}, counted from 0)? "
        "Leave ε out.",
        answer=answer,
        solution=f"The mean is {mean}, the variance {variance}, its root {spread}. ({x} − ({mean})) / {spread} = {sign}; "
        f"{gamma:g} × ({sign}) + ({beta}) = **{answer}**.",
        hints=_apart(
            Hint(_rounded(float(sign)), "That is the normalised value. Stretch it by γ and add β."),
            Hint(_rounded(gamma * sign / spread + beta), "You divided by the variance. Divide by its root."),
            Hint(
                _rounded(gamma * sign * math.sqrt(3 / 4) + beta),
                "You divided the squares by m − 1. In training it is m.",
            ),
            Hint(_rounded(gamma * (x - mean) + beta), "You did not divide by the standard deviation."),
            Hint(_rounded(gamma * x / spread + beta), "Subtract the mean of the batch first."),
            Hint(_rounded(gamma * x + beta), "That leaves out mean and variance: it is only γ x + β."),
        ),
        fallback="Subtract the mean, divide by the root of the variance, times γ, plus β.",
    )


EXERCISES: tuple[Generator, ...] = (
    value_exercise, slope_exercise, chain_exercise, norm_exercise, alpha_exercise, window_exercise,
    batch_exercise,
)  # fmt: skip
