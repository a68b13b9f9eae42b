"""Lesson B1, published networks layer by layer: what its page says and asks."""

from cnnviz.lessons.famous_networks.asked import OTHER, Asked, asked_from, groups_of
from cnnviz.lessons.famous_networks.edits import read_edits, tidy, write_edits
from cnnviz.lessons.famous_networks.exercises import EXERCISES
from cnnviz.lessons.famous_networks.explorer import LIMITS, explorer_data
from cnnviz.lessons.famous_networks.formula import LETTERS, formula_lines, telling_row, with_thousands
from cnnviz.lessons.famous_networks.printed import notes, printed_rows, printed_summary, source_words
from cnnviz.lessons.famous_networks.shares import share_sentence, shares
from cnnviz.lessons.famous_networks.snippet import snippet
from cnnviz.lessons.famous_networks.stories import STORIES, Story
from cnnviz.lessons.famous_networks.tables import (
    CSV_HEADER,
    c3_table,
    csv_rows,
    printed_table,
    shares_table,
)

__all__ = [
    "CSV_HEADER",
    "EXERCISES",
    "LETTERS",
    "LIMITS",
    "OTHER",
    "STORIES",
    "Asked",
    "Story",
    "asked_from",
    "c3_table",
    "csv_rows",
    "explorer_data",
    "formula_lines",
    "groups_of",
    "notes",
    "printed_rows",
    "printed_summary",
    "printed_table",
    "read_edits",
    "share_sentence",
    "shares",
    "shares_table",
    "snippet",
    "source_words",
    "telling_row",
    "tidy",
    "with_thousands",
    "write_edits",
]
