"""Lesson A6, activations and normalisation: what its page says and asks."""

from cnnviz.lessons.activations.batch import GENERAL_BATCH, Batch, batch_formulas, batch_table
from cnnviz.lessons.activations.exercises import EXERCISES
from cnnviz.lessons.activations.formulas import (
    BATCH,
    NAMES,
    Inputs,
    chain_formula,
    curve_formulas,
    dying_formula,
    saturation_formula,
)
from cnnviz.lessons.activations.norm import GENERAL, Maps, norm_formula
from cnnviz.lessons.activations.snippets import norm_snippet, shown, snippet
from cnnviz.lessons.activations.tables import curve_table, map_table

__all__ = [
    "BATCH",
    "EXERCISES",
    "GENERAL",
    "GENERAL_BATCH",
    "NAMES",
    "Batch",
    "Inputs",
    "Maps",
    "batch_formulas",
    "batch_table",
    "chain_formula",
    "curve_formulas",
    "curve_table",
    "dying_formula",
    "map_table",
    "norm_formula",
    "norm_snippet",
    "saturation_formula",
    "shown",
    "snippet",
]
