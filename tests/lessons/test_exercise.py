"""Marking: what counts as right, which hint answers which mistake, what cannot be read."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnviz.lessons import LESSONS, Exercise, draw, mark
from cnnviz.lessons.exercise import Generator, Hint, read_number
from tests.lessons.catalogue import GENERATORS, GOOD_SEEDS


def example(**changes: object) -> Exercise:
    parts = {
        "question": "How many?",
        "answer": 28,
        "solution": "28.",
        "hints": (Hint(27, "You forgot the + 1."), Hint(28, "never shown")),
        "fallback": "Count again.",
    }
    return Exercise(**(parts | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize("reply", ["28", " 28 ", "28.0", "+28", "2 8"])
def test_the_right_answer_is_accepted_as_people_type_it(reply: str) -> None:
    assert mark(example(), reply).right is True


@pytest.mark.parametrize(
    ("reply", "words"),
    [("27", "You forgot the + 1."), ("13", "Count again."), ("28.5", "floor")],
)
def test_a_wrong_answer_gets_its_hint(reply: str, words: str) -> None:
    verdict = mark(example(), reply)
    assert verdict.right is False
    assert words in verdict.says


@pytest.mark.parametrize("reply", ["", "   ", "a lot", "nan", "inf", "1e999", "28 28 x", "--3"])
def test_what_is_no_number_is_not_marked_wrong(reply: str) -> None:
    assert mark(example(), reply).right is None


def test_a_hint_that_equals_the_answer_is_dropped() -> None:
    assert [hint.wrong for hint in example().hints] == [27]


def test_choices_are_marked_by_name() -> None:
    exercise = example(answer="b", choices=("a", "b"), hints=(Hint("a", "Look again."),))
    assert mark(exercise, "b").right is True
    assert mark(exercise, "a").says == "Look again."
    with pytest.raises(ValueError, match="not among"):
        example(answer="c", choices=("a", "b"))


@given(st.integers(0, 10**9))
def test_grouped_numbers_read_back(number: int) -> None:
    for text in (
        f"{number:,}",
        f"{number:_}",
        f"{number:,}".replace(",", " "),
        f"{number:,}".replace(",", "'"),
    ):
        assert read_number(text, whole=True) == number


@pytest.mark.parametrize("generator", GENERATORS, ids=lambda g: g.__name__)
def test_a_seed_draws_the_same_exercise_and_seeds_differ(generator: Generator) -> None:
    drawn = [draw(generator, seed) for seed in GOOD_SEEDS]
    assert drawn == [draw(generator, seed) for seed in GOOD_SEEDS]
    assert len({exercise.question for exercise in drawn}) > len(drawn) // 2


@pytest.mark.parametrize("generator", GENERATORS, ids=lambda g: g.__name__)
def test_every_exercise_accepts_its_answer_and_refuses_its_typical_mistakes(generator: Generator) -> None:
    for seed in GOOD_SEEDS:
        exercise = draw(generator, seed)
        assert mark(exercise, str(exercise.answer)).right is True
        assert exercise.choices or str(f"{exercise.answer:,}") in exercise.solution
        seen: set[object] = set()
        for hint in exercise.hints:
            verdict = mark(exercise, str(hint.wrong))
            assert verdict.right is False
            if hint.wrong not in seen and not (isinstance(hint.wrong, int) and hint.wrong < 0):
                assert verdict.says == hint.says
            seen.add(hint.wrong)


@pytest.mark.parametrize("generator", GENERATORS, ids=lambda g: g.__name__)
def test_most_draws_know_at_least_two_mistakes(generator: Generator) -> None:
    rich = [len({hint.wrong for hint in draw(generator, seed).hints}) >= 2 for seed in GOOD_SEEDS]
    assert sum(rich) >= 0.9 * len(rich)


def test_every_lesson_has_at_least_three_exercises() -> None:
    for lesson in LESSONS:
        of_lesson = [g for g in GENERATORS if f".{lesson.slug}" in g.__module__]
        assert len(of_lesson) >= 3, lesson.slug


def test_draws_do_not_touch_the_global_random_state() -> None:
    random.seed(5)
    expected = random.random()
    random.seed(5)
    draw(GENERATORS[0], 3)
    assert random.random() == expected
