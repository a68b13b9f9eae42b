"""Predict, then reveal: an exercise is drawn from a seed, and a reply is marked with a hint.

A generator is a function of a `random.Random`; the same seed draws the same numbers everywhere, so an
instructor can share one. Typical wrong answers are computed by the generator from the same numbers,
each with the sentence that names the mistake.
"""

import math
import random
import re
from collections.abc import Callable
from dataclasses import dataclass

Answer = int | float | str


@dataclass(frozen=True)
class Hint:
    """What a learner who gives this wrong answer probably did."""

    wrong: Answer
    says: str


@dataclass(frozen=True)
class Exercise:
    """A question with its checked answer.

    Attributes:
        question: Markdown, with the drawn numbers in it.
        answer: an int (marked exactly), a float (marked within `tolerance`, relative) or one of `choices`.
        solution: Markdown, the worked solution with the numbers.
        hints: typical wrong answers. One that happens to equal the right answer is left out.
        choices: what to choose from; empty for a number.
        unit: what the number counts, shown beside the field.
        fallback: the hint for any other wrong answer.
    """

    question: str
    answer: Answer
    solution: str
    hints: tuple[Hint, ...]
    fallback: str
    choices: tuple[str, ...] = ()
    unit: str = ""
    tolerance: float = 0.01

    def __post_init__(self) -> None:
        if self.choices and self.answer not in self.choices:
            raise ValueError(f"The answer {self.answer!r} is not among the choices {self.choices}.")
        apart = tuple(hint for hint in self.hints if not _same(hint.wrong, self.answer, self.tolerance))
        object.__setattr__(self, "hints", apart)


Generator = Callable[[random.Random], Exercise]


@dataclass(frozen=True)
class Verdict:
    """`right` is None where the reply could not be read as an answer at all."""

    right: bool | None
    says: str


def draw(generator: Generator, seed: int) -> Exercise:
    """The exercise that this generator draws from this seed, the same on every machine.

    >>> from cnnviz.lessons.convolution_arithmetic import EXERCISES
    >>> draw(EXERCISES[0], 7) == draw(EXERCISES[0], 7)
    True
    """
    return generator(random.Random(f"{generator.__module__}.{generator.__name__}:{seed}"))


def mark(exercise: Exercise, reply: str) -> Verdict:
    """Mark a free-form reply: right, wrong with the likely mistake, or unreadable with what to type."""
    given = _read(exercise, reply)
    if isinstance(given, Verdict):
        return given
    if _same(given, exercise.answer, exercise.tolerance):
        return Verdict(True, "Right.")
    for hint in exercise.hints:
        if _same(given, hint.wrong, exercise.tolerance):
            return Verdict(False, hint.says)
    return Verdict(False, exercise.fallback)


def _read(exercise: Exercise, reply: str) -> Answer | Verdict:
    text = reply.strip()
    if not text:
        return Verdict(None, "Type your prediction first, then check it.")
    if exercise.choices:
        return text
    number = read_number(text, whole=isinstance(exercise.answer, int))
    if number is None:
        return Verdict(None, f"“{text[:40]}” is not a number. Type digits, such as 28 or 1,510.")
    if isinstance(exercise.answer, int) and number != int(number):
        return Verdict(
            False,
            f"{number:g} is not a whole number, and this counts whole things. Did you forget the floor?",
        )
    return int(number) if isinstance(exercise.answer, int) else number


def read_number(text: str, whole: bool) -> float | None:
    """Read a number as people type it: spaces, apostrophes and commas between thousands.

    A comma before exactly three digits separates thousands; any other single comma is a decimal comma.

    >>> read_number("1,510", whole=True), read_number("0,75", whole=False), read_number("2 408 448", True)
    (1510.0, 0.75, 2408448.0)
    """
    compact = re.sub(r"[\s'’_\u202f\u00a0]", "", text)
    thousands = re.fullmatch(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?", compact)
    if thousands and (whole or not re.fullmatch(r"[+-]?0,\d{3}", compact)):
        compact = compact.replace(",", "")
    compact = compact.replace(",", ".") if compact.count(",") == 1 else compact
    try:
        value = float(compact)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def _same(one: Answer, other: Answer, tolerance: float) -> bool:
    if isinstance(one, str) or isinstance(other, str):
        return one == other
    if isinstance(one, int) and isinstance(other, int):
        return one == other
    return math.isclose(one, other, rel_tol=tolerance, abs_tol=1e-12)
