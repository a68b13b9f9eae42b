"""Lesson C3, occlusion: what its page says and asks."""

from cnnviz.lessons.occlusion.exercises import EXERCISES
from cnnviz.lessons.occlusion.formula import GENERAL, count_formula, positions, snippet

__all__ = ["EXERCISES", "GENERAL", "count_formula", "positions", "snippet"]
