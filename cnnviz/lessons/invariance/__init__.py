"""Lesson C5, invariance: what its page says and asks."""

from cnnviz.lessons.invariance.exercises import EXERCISES
from cnnviz.lessons.invariance.formula import GENERAL, distance_formula, snippet, sweep_words

__all__ = ["EXERCISES", "GENERAL", "distance_formula", "snippet", "sweep_words"]
