"""Building blocks: what makes the famous networks, one block at a time."""

from cnnviz.lessons.building_blocks.case import Case, Number
from cnnviz.lessons.building_blocks.exercises import (
    concatenated_exercise,
    module_exercise,
    projection_exercise,
    seen_exercise,
    slope_exercise,
    stack_exercise,
)
from cnnviz.lessons.building_blocks.more_exercises import (
    first_layer_exercise,
    layer_exercise,
    second_layer_exercise,
    twice_exercise,
)
from cnnviz.lessons.building_blocks.shown import (
    CASES,
    CSV_HEADER,
    Shown,
    block_data,
    cost_table,
    csv_rows,
    shown,
    start,
)
from cnnviz.lessons.building_blocks.snippet import snippet
from cnnviz.lessons.exercise import Generator

OF_BLOCK: dict[str, tuple[Generator, ...]] = {
    "small": (stack_exercise, seen_exercise),
    "inception": (concatenated_exercise, module_exercise),
    "residual": (projection_exercise, slope_exercise),
    "dense": (layer_exercise, twice_exercise),
    "zfnet": (first_layer_exercise, second_layer_exercise),
}
"""The exercises of each block."""
EXERCISES: tuple[Generator, ...] = tuple(one for several in OF_BLOCK.values() for one in several)


def numbers_of(block: str) -> tuple[int, ...]:
    """The places of a block's exercises among all, counted from 1.

    >>> numbers_of("residual")
    (5, 6)
    """
    return tuple(EXERCISES.index(generator) + 1 for generator in OF_BLOCK[block])


__all__ = [
    "CASES",
    "CSV_HEADER",
    "EXERCISES",
    "OF_BLOCK",
    "Case",
    "Number",
    "Shown",
    "block_data",
    "cost_table",
    "csv_rows",
    "numbers_of",
    "shown",
    "snippet",
    "start",
]
