"""What a lesson is."""

from dataclasses import dataclass
from enum import Enum

from cnnviz.lessons.sources import Source


class Section(Enum):
    """The parts of the course, in order; the value is the title on screen."""

    FOUNDATIONS = "Foundations"
    FAMOUS = "Famous networks"
    TRAINED = "Inside trained networks"


@dataclass(frozen=True)
class Lesson:
    """One lesson. Its page is `pages/<slug>.py`, its words and exercises `cnnviz/lessons/<slug>.py`."""

    slug: str
    title: str
    section: Section
    question: str
    summary: str
    sources: tuple[Source, ...]

    @property
    def page(self) -> str:
        return f"pages/{self.slug}.py"
