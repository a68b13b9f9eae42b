"""Lesson A8, receptive fields: what its page says and asks."""

from cnnviz.lessons.receptive_fields.exercises import EXERCISES
from cnnviz.lessons.receptive_fields.formula import (
    GENERAL,
    branches,
    field_term,
    jump_term,
    number,
    snippet,
    start_term,
    steps,
    unrolled,
    weights,
)
from cnnviz.lessons.receptive_fields.presets import PRESETS
from cnnviz.lessons.receptive_fields.stack import (
    KINDS,
    LIMITS,
    Layer,
    Stack,
    read_layers,
    table,
    write_layers,
)

__all__ = [
    "EXERCISES",
    "GENERAL",
    "KINDS",
    "LIMITS",
    "PRESETS",
    "Layer",
    "Stack",
    "branches",
    "field_term",
    "jump_term",
    "number",
    "read_layers",
    "snippet",
    "start_term",
    "steps",
    "table",
    "unrolled",
    "weights",
    "write_layers",
]
