"""Lesson A1: the snippet runs as printed, gives the page's numbers, and proves what the page claims."""

from typing import Any

import pytest

from cnnviz.images import SAMPLES, load_image, square
from cnnviz.lessons.images_are_numbers import (
    Grid,
    count_formula,
    index_formulas,
    size_table,
    snippet,
    weight_formulas,
)
from cnnviz.maths import gray_value, memory_index

STATES = [
    Grid(),
    Grid(photo="flower", side=4, at=(3, 3)),
    Grid(photo="palace", side=7, channel="apart", at=(0, 6)),
    Grid(photo="rocket", side=28, channel="gray", at=(14, 3)),
    Grid(photo="cameraman", side=56, channel="green", at=(55, 0)),
    Grid(photo="astronaut", side=224, at=(100, 223)),
]


def plain(role: str, inner: str) -> str:
    return inner


def run(code: str) -> dict[str, Any]:
    names: dict[str, Any] = {}
    exec(compile(code, "snippet", "exec"), names)
    return names


def shown(grid: Grid) -> list[int]:
    rgb = square(load_image(grid.photo), grid.side).getpixel(grid.at[::-1])
    assert isinstance(rgb, tuple)
    if grid.channel == "gray":
        return [gray_value(*rgb)]
    return list(rgb) if grid.channels == 3 else [int(rgb[("red", "green", "blue").index(grid.channel)])]


@pytest.mark.parametrize("grid", STATES, ids=lambda g: f"{g.photo}-{g.side}-{g.channel}")
def test_the_snippet_gives_the_numbers_on_the_page(grid: Grid, capsys: pytest.CaptureFixture[str]) -> None:
    names = run(snippet(grid))
    assert names["numbers"] == grid.numbers
    assert names["pixel"] == shown(grid)
    place = (*grid.at, grid.channels - 1)
    assert names["index"] == memory_index(place, grid.shape, "channels first")
    assert names["dense_weights"] == grid.dense
    assert names["convolution_weights"] == grid.convolution.weights
    assert str(grid.dense) in capsys.readouterr().out


@pytest.mark.parametrize("grid", STATES[::2], ids=lambda g: f"{g.photo}-{g.side}")
def test_a_shuffle_is_nothing_to_a_dense_layer_and_much_to_a_convolution(grid: Grid) -> None:
    names = run(snippet(grid))
    assert names["same_numbers"] is True
    assert names["dense_change"] < 1e-12
    assert names["convolution_change"] > 0.01


def test_formulas_carry_the_pictures_numbers() -> None:
    grid = Grid(side=32, at=(12, 9))
    assert count_formula(grid, plain) == r"32\cdot 32\cdot 3 = 3{,}072"
    assert index_formulas(grid, plain) == (
        r"(12\cdot 32 + 9)\cdot 3 + 2 = 1{,}181",
        r"(2\cdot 32 + 12)\cdot 32 + 9 = 2{,}441",
    )
    assert weight_formulas(grid, plain) == (
        r"3{,}072\cdot 3{,}072 = 9{,}437{,}184",
        r"3\cdot 3\cdot 3\cdot 3 = 81",
    )


def test_the_table_reaches_a_phones_photo() -> None:
    phone = [cell.replace("\u00a0", " ") for cell in size_table(Grid())[-1]]
    assert phone[0].startswith("1080 × 1080 × 3")
    assert phone[1:] == [
        "3,499,200",
        "3.50 MB; 14.00 MB",
        "12,244,400,640,000 (48.98 TB)",
        "81 (324 bytes)",
    ]


def test_every_sample_can_be_shown() -> None:
    for photo in SAMPLES:
        assert square(load_image(photo), 4).size == (4, 4)
