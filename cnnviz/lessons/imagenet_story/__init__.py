"""The ImageNet story: what the errors count, how they fell, and what accuracy costs."""

from cnnviz.lessons.imagenet_story.decks import MORE_SLIPS, TABLES, markdown
from cnnviz.lessons.imagenet_story.entries import ENTRIES, KINDS, WINNERS, Entry, before
from cnnviz.lessons.imagenet_story.exercises import EXERCISES
from cnnviz.lessons.imagenet_story.families import GROUPS, YEARS
from cnnviz.lessons.imagenet_story.formula import (
    AVERAGE,
    ERROR,
    LETTERS,
    entry_lines,
    error_line,
    voting_lines,
    weights_lines,
)
from cnnviz.lessons.imagenet_story.marks import area, entry_mark, weights_mark
from cnnviz.lessons.imagenet_story.snippet import snippet
from cnnviz.lessons.imagenet_story.voting import (
    CROPS,
    ERRORS,
    MODELS,
    RANKS,
    macs,
    missed,
    passes,
    ranks,
    vote_words,
)
from cnnviz.lessons.imagenet_story.weights import (
    RECIPES,
    Weights,
    all_weights,
    chosen,
    frontier,
    torchvision_version,
    within,
)

__all__ = [
    "AVERAGE",
    "CROPS",
    "ENTRIES",
    "ERROR",
    "ERRORS",
    "EXERCISES",
    "GROUPS",
    "KINDS",
    "LETTERS",
    "MODELS",
    "MORE_SLIPS",
    "RANKS",
    "RECIPES",
    "TABLES",
    "WINNERS",
    "YEARS",
    "Entry",
    "Weights",
    "all_weights",
    "area",
    "before",
    "chosen",
    "entry_lines",
    "entry_mark",
    "error_line",
    "frontier",
    "macs",
    "markdown",
    "missed",
    "passes",
    "ranks",
    "snippet",
    "torchvision_version",
    "vote_words",
    "voting_lines",
    "weights_lines",
    "weights_mark",
    "within",
]
