"""Lesson C3, occlusion: what its page says and asks."""

from cnnviz.lessons.occlusion.exercises import EXERCISES
from cnnviz.lessons.occlusion.formula import GENERAL, SUM, count_formula, positions
from cnnviz.lessons.occlusion.snippet import snippet

__all__ = ["EXERCISES", "GENERAL", "SUM", "count_formula", "positions", "snippet"]
