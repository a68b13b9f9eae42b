"""The builder: a network of one's own, its numbers, what breaks, and challenges."""

from cnnviz.lessons.builder.build import (
    HEADER,
    MAPS,
    SIDE,
    START_INPUT,
    START_TEXT,
    Build,
    read_input,
    shape_words,
    shown_rows,
    table,
    total_words,
    write_input,
)
from cnnviz.lessons.builder.challenges import CHALLENGES, Challenge, Mark, passed
from cnnviz.lessons.builder.exercises import EXERCISES
from cnnviz.lessons.builder.formula import LETTERS, formula_lines
from cnnviz.lessons.builder.snippet import TITLE, snippet

__all__ = [
    "CHALLENGES",
    "EXERCISES",
    "HEADER",
    "LETTERS",
    "MAPS",
    "SIDE",
    "START_INPUT",
    "START_TEXT",
    "TITLE",
    "Build",
    "Challenge",
    "Mark",
    "formula_lines",
    "passed",
    "read_input",
    "shape_words",
    "shown_rows",
    "snippet",
    "table",
    "total_words",
    "write_input",
]
