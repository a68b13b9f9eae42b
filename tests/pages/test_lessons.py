"""Every lesson, in Streamlit's own test harness: it opens, follows its URL, and its exercises work."""

import pytest
from streamlit.testing.v1 import AppTest

from cnnviz.lessons import LESSONS, Lesson, draw
from cnnviz.lessons.exercise import Exercise, Generator
from tests.browser.server import ROOT
from tests.lessons.catalogue import GENERATORS

EVERY = pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.slug)
WAIT_S = 120


def opened(lesson: Lesson, **params: str) -> AppTest:
    test = AppTest.from_file(str(ROOT / lesson.page), default_timeout=WAIT_S)
    for name, value in params.items():
        test.query_params[name] = value
    return test.run()


def texts(test: AppTest) -> str:
    parts = [
        *test.markdown,
        *test.title,
        *test.subheader,
        *test.warning,
        *test.success,
        *test.info,
        *test.caption,
    ]
    return "\n".join(str(part.value) for part in parts)


def generators_of(lesson: Lesson) -> list[Generator]:
    return [generator for generator in GENERATORS if f".{lesson.slug}." in generator.__module__ + "."]


@EVERY
def test_a_lesson_has_its_five_parts_and_its_sources(lesson: Lesson) -> None:
    test = opened(lesson)
    assert not test.exception
    assert test.title[0].value == lesson.title
    headings = [heading.value for heading in test.subheader]
    for heading in (
        "The formula, with your numbers",
        "The same thing in PyTorch",
        "Predict, then reveal",
        "Sources",
    ):
        assert heading in headings
    words = texts(test)
    for source in lesson.sources:
        assert source.citation in words
        assert source.link in words
    formulas = [formula.value for formula in test.latex]
    assert [formula for formula in formulas if not formula.isascii()] == [], "KaTeX warns of every other sign"


@EVERY
def test_a_hostile_link_gets_a_word_and_the_page_stands(lesson: Lesson) -> None:
    names = [
        "kernel",
        "input",
        "mode",
        "view",
        "stride",
        "padding",
        "dilation",
        "output_padding",
        "channels",
        "at",
        "size",
        "fill",
        "source",
        "op",
        "kind",
        "shift",
        "photo",
        "target",
        "pin",
        "q",
        "q1",
        "present",
    ]
    test = opened(lesson, **dict.fromkeys(names, "<script>alert(1)</script>"))
    assert not test.exception
    assert "not possible" in texts(test)
    assert "<script>" not in "".join(str(html.value) for html in test.get("html") if hasattr(html, "value"))


@EVERY
def test_presenter_view_opens_from_the_link(lesson: Lesson) -> None:
    test = opened(lesson, present="1")
    assert not test.exception
    assert test.session_state["present"] is True
    assert test.query_params["present"] == "1"


def reply(test: AppTest, exercise: Exercise, answer: object) -> AppTest:
    if exercise.choices:
        test.radio[0].set_value(str(answer))
    else:
        test.text_input[0].set_value(str(answer))
    (check,) = (button for button in test.button if button.label == "Check")
    return check.click().run()


@EVERY
def test_every_exercise_takes_the_right_answer_and_refuses_a_wrong_one(lesson: Lesson) -> None:
    for number, generator in enumerate(generators_of(lesson), start=1):
        exercise = draw(generator, 5)
        test = opened(lesson, q=str(number), **{f"q{number}": "5"})
        wrong = exercise.hints[0]
        test = reply(test, exercise, wrong.wrong)
        assert not test.exception
        assert wrong.says in [warning.value for warning in test.warning]
        assert "0 of 1" in texts(test)
        test = reply(test, exercise, exercise.answer)
        assert not test.exception
        assert "Right." in [success.value for success in test.success]
        assert exercise.solution in texts(test)
        assert "0 of 1" in texts(test), "the score counts the first try"


@EVERY
def test_new_numbers_change_the_question_and_the_link(lesson: Lesson) -> None:
    generator = generators_of(lesson)[0]
    test = opened(lesson, q="1", q1="7")
    assert draw(generator, 7).question in texts(test)
    (again,) = (button for button in test.button if button.label == "New numbers")
    test = again.click().run()
    assert draw(generator, 8).question in texts(test)
    assert test.query_params["q1"] == "8"


def test_the_router_knows_every_lesson() -> None:
    test = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=WAIT_S).run()
    assert not test.exception
    links = [link.proto.page for link in test.get("page_link")]
    assert set(links) >= {lesson.slug for lesson in LESSONS}
    for lesson in LESSONS:
        test.switch_page(lesson.page).run()
        assert not test.exception
        assert test.title[0].value == lesson.title
