"""Lesson C1, filters and feature maps: what its page says and asks."""

from cnnviz.lessons.feature_maps.exercises import EXERCISES
from cnnviz.lessons.feature_maps.formula import GENERAL, Move, Term, norm_formula, step_formula, sum_formula
from cnnviz.lessons.feature_maps.snippet import snippet

__all__ = ["EXERCISES", "GENERAL", "Move", "Term", "norm_formula", "snippet", "step_formula", "sum_formula"]
