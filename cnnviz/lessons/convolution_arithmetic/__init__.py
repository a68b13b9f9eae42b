"""Lesson A3, convolution arithmetic: what its page says and asks."""

from cnnviz.lessons.convolution_arithmetic.exercises import EXERCISES
from cnnviz.lessons.convolution_arithmetic.layer import (
    GENERAL,
    GENERAL_TRANSPOSED,
    Layer,
    activation_bytes,
    cost_formulas,
    formula,
    numbers,
    size_words,
    snippet,
)
from cnnviz.lessons.convolution_arithmetic.presets import PRESETS

__all__ = [
    "EXERCISES",
    "GENERAL",
    "GENERAL_TRANSPOSED",
    "PRESETS",
    "Layer",
    "activation_bytes",
    "cost_formulas",
    "formula",
    "numbers",
    "size_words",
    "snippet",
]
