"""Lesson C4, AlexNet against ZFNet: what its page says and asks."""

from cnnviz.lessons.alexnet_zfnet.claims import Measured, claims_table
from cnnviz.lessons.alexnet_zfnet.exercises import EXERCISES
from cnnviz.lessons.alexnet_zfnet.formula import (
    DEAD,
    FOLDED,
    SPECTRUM,
    alias_formula,
    bands_formula,
    dead_formula,
    folded_formula,
    folded_table,
)
from cnnviz.lessons.alexnet_zfnet.snippets import snippet

__all__ = [
    "DEAD",
    "EXERCISES",
    "FOLDED",
    "SPECTRUM",
    "Measured",
    "alias_formula",
    "bands_formula",
    "claims_table",
    "dead_formula",
    "folded_formula",
    "folded_table",
    "snippet",
]
