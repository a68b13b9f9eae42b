"""Lesson A5, why convolution: what its page says and asks."""

from cnnviz.lessons.why_convolution.exercises import EXERCISES
from cnnviz.lessons.why_convolution.pictures import FILTERS, SHAPES
from cnnviz.lessons.why_convolution.state import Cost, Diagram, Network
from cnnviz.lessons.why_convolution.words import (
    cost_formulas,
    diagram_formula,
    edge_formulas,
    numbers,
    snippet,
)

__all__ = [
    "EXERCISES",
    "FILTERS",
    "SHAPES",
    "Cost",
    "Diagram",
    "Network",
    "cost_formulas",
    "diagram_formula",
    "edge_formulas",
    "numbers",
    "snippet",
]
