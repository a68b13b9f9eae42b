"""Lesson C2, deconvnet: what its page says and asks."""

from cnnviz.lessons.deconvnet.exercises import EXERCISES
from cnnviz.lessons.deconvnet.formula import GENERAL, contrast_formula, gate_formula, reach_formula
from cnnviz.lessons.deconvnet.snippet import snippet
from cnnviz.lessons.deconvnet.words import METHODS, NOTHING, SHOWS, TRY, WHY, halt_words, unit_words

__all__ = [
    "EXERCISES",
    "GENERAL",
    "METHODS",
    "NOTHING",
    "SHOWS",
    "TRY",
    "WHY",
    "contrast_formula",
    "gate_formula",
    "halt_words",
    "reach_formula",
    "snippet",
    "unit_words",
]
