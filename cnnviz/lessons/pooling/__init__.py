"""Lesson A4, pooling: what its page says and asks."""

from cnnviz.lessons.pooling.exercises import EXERCISES
from cnnviz.lessons.pooling.layer import KINDS, OPS, Layer, Result, result
from cnnviz.lessons.pooling.maps import MAPS, PHOTO_SIDE, PHOTOS
from cnnviz.lessons.pooling.presets import PRESETS
from cnnviz.lessons.pooling.words import (
    GENERAL,
    GENERAL_ADAPTIVE,
    GENERAL_CEIL,
    PUBLISHED,
    adaptive_formula,
    change_formulas,
    published_table,
    size_formula,
    snippet,
    table,
    value_formula,
)

__all__ = [
    "EXERCISES",
    "GENERAL",
    "GENERAL_ADAPTIVE",
    "GENERAL_CEIL",
    "KINDS",
    "MAPS",
    "OPS",
    "PHOTOS",
    "PHOTO_SIDE",
    "PRESETS",
    "PUBLISHED",
    "Layer",
    "Result",
    "adaptive_formula",
    "change_formulas",
    "published_table",
    "result",
    "size_formula",
    "snippet",
    "table",
    "value_formula",
]
