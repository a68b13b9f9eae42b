"""Lesson C6, evolution: what its page says and asks."""

from cnnviz.lessons.evolution.exercises import EXERCISES
from cnnviz.lessons.evolution.formula import (
    ALIKE,
    STRONGEST,
    alike_formula,
    settled_table,
    snippet,
    strongest_formula,
    verdict,
)

__all__ = [
    "ALIKE",
    "EXERCISES",
    "STRONGEST",
    "alike_formula",
    "settled_table",
    "snippet",
    "strongest_formula",
    "verdict",
]
