"""What each lesson says beyond its picture: registry, formula, snippet and exercises, as pure functions."""

from cnnviz.lessons.exercise import Exercise, Verdict, draw, mark
from cnnviz.lessons.lesson import Lesson, Section
from cnnviz.lessons.registry import LESSONS, find_lesson, neighbours
from cnnviz.lessons.sources import Source

__all__ = [
    "LESSONS",
    "Exercise",
    "Lesson",
    "Section",
    "Source",
    "Verdict",
    "draw",
    "find_lesson",
    "mark",
    "neighbours",
]
