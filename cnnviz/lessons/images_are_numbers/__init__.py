"""Lesson A1, images are numbers: what its page says and asks."""

from cnnviz.lessons.images_are_numbers.exercises import EXERCISES
from cnnviz.lessons.images_are_numbers.picture import (
    GENERAL,
    Grid,
    count_formula,
    index_formulas,
    size_table,
    snippet,
    weight_formulas,
)

__all__ = [
    "EXERCISES",
    "GENERAL",
    "Grid",
    "count_formula",
    "index_formulas",
    "size_table",
    "snippet",
    "weight_formulas",
]
