"""The one list of lessons: router, home page, previous and next, and the tests are built from it."""

from cnnviz.lessons.lesson import Lesson
from cnnviz.lessons.registry.famous import FAMOUS
from cnnviz.lessons.registry.foundations import FOUNDATIONS
from cnnviz.lessons.registry.trained import TRAINED

LESSONS: tuple[Lesson, ...] = FOUNDATIONS + FAMOUS + TRAINED


def find_lesson(slug: str) -> Lesson:
    """The lesson with this slug.

    Raises:
        ValueError: no lesson has it; the message names those there are.
    """
    for lesson in LESSONS:
        if lesson.slug == slug:
            return lesson
    raise ValueError(f"There is no lesson {slug!r}. There are: {', '.join(x.slug for x in LESSONS)}.")


def neighbours(slug: str) -> tuple[Lesson | None, Lesson | None]:
    """The lessons before and after this one, None at either end.

    >>> neighbours(LESSONS[0].slug) == (None, LESSONS[1])
    True
    """
    at = LESSONS.index(find_lesson(slug))
    before = LESSONS[at - 1] if at > 0 else None
    after = LESSONS[at + 1] if at + 1 < len(LESSONS) else None
    return before, after
