"""Lesson A7, the 1 × 1 bottleneck: what its page says and asks."""

from cnnviz.lessons.bottleneck.cases import CASES, Case, Number, blocks, start
from cnnviz.lessons.bottleneck.exercises import EXERCISES
from cnnviz.lessons.bottleneck.formula import (
    HEADER,
    LETTERS,
    macs_formula,
    numbers,
    ratio_formula,
    ratio_words,
    table,
)
from cnnviz.lessons.bottleneck.snippet import snippet

__all__ = [
    "CASES",
    "EXERCISES",
    "HEADER",
    "LETTERS",
    "Case",
    "Number",
    "blocks",
    "macs_formula",
    "numbers",
    "ratio_formula",
    "ratio_words",
    "snippet",
    "start",
    "table",
]
