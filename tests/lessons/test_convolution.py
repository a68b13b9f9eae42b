"""Lesson A2: the snippet gives the page's numbers, links keep every table, the slide's map is what we say it is."""

import re
from typing import Any

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from cnnviz.images import load_image
from cnnviz.lessons.convolution import (
    KERNELS,
    PICTURES,
    SLIDE_KERNEL,
    SLIDE_MAP,
    SLIDE_ZERO,
    Lab,
    flip_words,
    formula,
    number,
    read_kernels,
    read_numbers,
    read_volume,
    snippet,
    table,
    write_kernels,
    write_numbers,
    write_volume,
)
from cnnviz.lessons.convolution.presets import (
    BOX,
    CAMERAMAN,
    DOT,
    EMBOSS,
    FLOWER,
    GAUSSIAN_5,
    IDENTITY,
    SOBEL_X,
    TWO_MAPS,
)  # fmt: skip

RGB_KERNEL = (SOBEL_X, EMBOSS, IDENTITY)
STATES = {
    "start": Lab(),
    "blur": Lab(kernel=((BOX,),), divisor=9, padding=1, at=(2, 3)),
    "flipped": Lab(kernel=((EMBOSS,),), flip=True, bias=(-3,), activation="relu", stride=2, at=(1, 1)),
    "rgb": Lab(input=FLOWER, kernel=(RGB_KERNEL,), bias=(2,), divisor=16, activation="tanh", at=(3, 3)),
    "several": Lab(
        input=TWO_MAPS, kernel=((SOBEL_X, BOX), (BOX, EMBOSS), (IDENTITY,) * 2), bias=(1, -2, 0), filter=1
    ),
    "large": Lab(kernel=((GAUSSIAN_5,),), divisor=256, padding=2),
}


def run(code: str) -> dict[str, Any]:
    names: dict[str, Any] = {}
    exec(compile(code, "snippet", "exec"), names)
    return names


@pytest.mark.parametrize("lab", STATES.values(), ids=STATES)
def test_the_snippet_gives_the_numbers_on_the_page(lab: Lab, capsys: pytest.CaptureFixture[str]) -> None:
    names = run(snippet(lab))
    assert torch.allclose(names["maps"][0].double(), torch.tensor(lab.maps()).double(), atol=1e-4)
    assert names["cell"] == pytest.approx(lab.output, abs=1e-4)
    assert names["parameters"] == lab.parameters
    assert str(lab.parameters) in capsys.readouterr().out


@pytest.mark.parametrize("lab", STATES.values(), ids=STATES)
def test_the_formula_ends_in_the_output(lab: Lab) -> None:
    written = formula(lab, lambda role, inner: inner)
    assert written.endswith(rf"= {number(lab.output)} \end{{aligned}}")
    assert written.count(r"\cdot") == len(lab.input) * lab.size[0] * lab.size[1]
    assert lab.maps()[lab.filter][lab.at[0]][lab.at[1]] == lab.output


def test_the_formula_of_the_start_in_full() -> None:
    written = formula(Lab(at=(0, 1)), lambda role, inner: f"<{inner}>" if role == "output" else inner)
    lines = re.findall(r"O\(0,1\) = \{\} & (.*) \\end", written)
    assert lines[0].startswith(r"0\cdot 0 + 0\cdot 1 + 0\cdot 0 \\")
    assert lines[0].endswith("= <-27>")


cells = st.integers(-99, 99) | st.integers(0, 9)


@st.composite
def planes(draw: st.DrawFn, rows: int, columns: int) -> Any:
    return tuple(tuple(draw(cells) for _ in range(columns)) for _ in range(rows))


@given(st.data(), st.integers(1, 5), st.integers(1, 5), st.integers(1, 3), st.integers(1, 3))
def test_tables_survive_the_link(data: st.DataObject, rows: int, columns: int, depth: int, maps: int) -> None:
    volume = st.tuples(*[planes(rows, columns)] * depth)
    kernels = tuple(data.draw(volume) for _ in range(maps))
    assert read_kernels("kernel", write_kernels(kernels)) == kernels
    assert read_volume("input", write_volume(kernels[0]), 12) == kernels[0]
    assert re.fullmatch(r"[0-9._~-]+", write_kernels(kernels)), "nothing that a link would have to escape"
    numbers = kernels[0][0][0]
    if len(numbers) <= 3:
        assert read_numbers("bias", write_numbers(numbers)) == numbers


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "empty row"),
        ("12_1", "different lengths"),
        ("1a", "not a whole number"),
        ("<b>", "not a whole number"),
        ("1.100", "outside"),
        ("1" * 13, "1 × 13"),
        ("_".join(["1"] * 13), "13 × 1"),
        ("1~2~3~4", "4 channels"),
        ("11~1", "different sizes"),
        ("1.²", "not a whole number"),
    ],
)
def test_a_broken_table_is_refused_in_words(text: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        read_volume("input", text, 12)


def test_parts_that_do_not_fit_are_refused_in_words() -> None:
    with pytest.raises(ValueError, match="full depth"):
        Lab(input=FLOWER)
    with pytest.raises(ValueError, match="given: 2"):
        Lab(bias=(0, 1))
    with pytest.raises(ValueError, match="spans 5 pixels"):
        Lab(input=(IDENTITY,), kernel=((GAUSSIAN_5,),))


def test_a_cell_outside_the_map_is_brought_inside() -> None:
    lab = Lab(at=(23, 23), filter=2)
    assert (lab.at, lab.filter) == ((6, 5), 0)


def test_every_preset_fits_its_picture_and_every_kernel() -> None:
    for picture in PICTURES:
        for known in KERNELS:
            depth = len(picture["state"]["input"])
            own = {"kernel": ((known["kernel"],) * depth,), "divisor": known["divisor"], "bias": (0,)}
            assert Lab(**({**own, "input": picture["state"]["input"]})).maps()
        assert Lab(**picture["state"]).maps() if "kernel" in picture["state"] else True


def test_the_slide_prints_another_map_than_its_kernel_gives() -> None:
    lab = Lab(input=(SLIDE_ZERO,), kernel=((SLIDE_KERNEL,),))
    assert (len(SLIDE_ZERO), len(SLIDE_ZERO[0]), lab.shape) == (9, 9, (7, 7))
    assert (len(SLIDE_MAP), len(SLIDE_MAP[0])) == (7, 6)
    made = lab.maps()[0]
    assert sum(a != b for r, s in zip(SLIDE_MAP, made, strict=True) for a, b in zip(r, s, strict=False)) == 31
    assert (made[0][0], SLIDE_MAP[0][0]) == (4, 3)


def test_a_point_shows_the_kernel_turned() -> None:
    lab = Lab(input=(DOT,), kernel=((SLIDE_KERNEL,),), flip=True)
    assert [row[1:4] for row in lab.maps()[0][1:4]] == [[9 * w for w in row] for row in SLIDE_KERNEL]


def test_what_flipping_does_is_said_per_kernel() -> None:
    assert "the same" in flip_words(Lab())
    assert "negative" in flip_words(Lab(kernel=((SOBEL_X,),)))
    assert "values differ" in flip_words(Lab(kernel=((EMBOSS,),)))


def test_a_filter_has_one_bias() -> None:
    five = ((0,) * 5,) * 5
    big = ((0,) * 12,) * 12
    assert Lab(input=(big,) * 3, kernel=((five,) * 3,)).parameters == 76


def test_the_table_has_every_value_once() -> None:
    rows = table(STATES["several"])
    assert len(rows) == 3 * 4 * 4
    assert len({row[:3] for row in rows}) == len(rows)


def test_the_photo_crops_are_the_photos() -> None:
    """Block means of the sample photos, scaled to 0 to 9."""
    import numpy as np

    def blocks(name: str, top: int, left: int, block: int, count: int) -> Any:
        pixels = np.asarray(load_image(name)).astype(float)
        side = block * count
        crop = pixels[top : top + side, left : left + side]
        means = crop.reshape(count, block, count, block, 3).mean((1, 3))
        return np.rint(means / 255 * 9).astype(int).transpose(2, 0, 1)

    assert blocks("cameraman", 60, 180, 12, 10)[0].tolist() == [list(row) for row in CAMERAMAN]
    assert blocks("flower", 40, 200, 50, 6).tolist() == [[list(row) for row in plane] for plane in FLOWER]
