"""Lesson A4: the snippet runs as printed and gives the page's numbers; published sizes; the shift measured."""

from typing import Any

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnviz.images import gray_square, load_image
from cnnviz.lessons.pooling import (
    MAPS,
    PHOTO_SIDE,
    PRESETS,
    PUBLISHED,
    Layer,
    adaptive_formula,
    change_formulas,
    published_table,
    result,
    size_formula,
    snippet,
    table,
    value_formula,
)

STATES = [
    ("deck", Layer()),
    ("deck", Layer(size=3, padding=1, ceil=True, shift=(0, 1))),
    ("spots", Layer(shift=(0, 1))),
    ("spots", Layer("average", size=3, padding=1, count_padding=False, shift=(1, 1), wrap=False)),
    ("edges", Layer("average", kind="adaptive", target=5, shift=(2, 0))),
    ("edges", Layer(kind="adaptive", target=5)),
    ("edges", Layer("average", kind="global", shift=(1, 3), wrap=False)),
    ("cat", Layer(repeat=4, shift=(0, 1))),
    ("moped", Layer("average", size=3, ceil=True, repeat=3, shift=(1, 0), wrap=False)),
]


def values_of(source: str) -> Any:
    return MAPS[source].values if source in MAPS else gray_square(load_image(source), PHOTO_SIDE)


def plain(role: str, inner: str) -> str:
    return inner


@pytest.mark.parametrize(("source", "layer"), STATES)
def test_the_snippet_gives_the_numbers_on_the_page(
    source: str, layer: Layer, capsys: pytest.CaptureFixture[str]
) -> None:
    names: dict[str, Any] = {}
    exec(compile(snippet(layer, source, values_of(source)), "snippet", "exec"), names)
    found = result(layer, values_of(source))
    assert torch.allclose(names["y"][0, 0], torch.tensor(found.pooled.values).double(), atol=1e-4)
    assert tuple(names["y"].shape) == (1, 1, found.sides[-1], found.sides[-1])
    assert names["before"] == pytest.approx((found.before.share, found.before.relative))
    assert names["after"] == pytest.approx((found.after.share, found.after.relative))
    assert names["parameters"] == 0
    if "switches" in names:
        side = len(found.given)
        flat = [[r * side + c for r, c in line] for line in found.pooled.switches or ()]
        assert names["switches"][0, 0].tolist() == flat
    assert str(tuple(names["y"].shape)) in capsys.readouterr().out


@pytest.mark.parametrize(("name", "side", "layer", "printed"), PUBLISHED, ids=str)
def test_published_layers_have_their_published_sizes(
    name: str, side: int, layer: Layer, printed: str
) -> None:
    assert str(layer.sizes(side)[-1]) == printed
    assert f"| {name} |" in published_table()


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset["label"])
def test_every_preset_fits_every_map(preset: dict[str, Any]) -> None:
    state = preset["state"]
    numbers = {
        name: state[name] for name in ("op", "kind", "size", "stride", "padding", "target") if name in state
    }
    layer = Layer(**numbers, ceil=state["ceil"] == "on")
    for each in MAPS.values():
        assert layer.sizes(len(each.values))[-1] >= 1


def test_a_feature_that_stays_in_its_window_changes_nothing() -> None:
    """Of five features two cross the border of their window: four outputs change."""
    found = result(Layer(shift=(0, 1)), MAPS["spots"].values)
    assert (found.before.differing, found.after.differing) == (10, 4)
    assert (found.before.relative, found.after.relative) == (2.0, 0.8)


def test_a_shift_by_the_stride_moves_the_output_by_one() -> None:
    spots = MAPS["spots"].values
    still, moved = result(Layer(), spots).pooled.values, result(Layer(shift=(0, 2)), spots).pooled.values
    assert moved == tuple((line[-1], *line[:-1]) for line in still)


def test_on_photos_most_outputs_change_but_by_less() -> None:
    for name in ("cat", "astronaut", "moped"):
        found = result(Layer("average", shift=(0, 1)), values_of(name))
        assert found.after.share > 0.5
        assert found.after.relative < found.before.relative


@settings(max_examples=60)
@given(st.integers(1, 3), st.integers(1, 3), st.integers(1, 4))
def test_switches_of_several_passes_lead_to_the_value(size: int, stride: int, repeat: int) -> None:
    values = MAPS["edges"].values
    layer = Layer(size=size, stride=stride, repeat=repeat)
    try:
        pooled = layer.apply(values)
    except ValueError as error:
        assert str(error).startswith(("Pass", "The window"))
        return
    for line, cells in zip(pooled.values, pooled.switches or (), strict=True):
        assert [values[r][c] for r, c in cells] == list(line)


def test_formulas_carry_the_numbers() -> None:
    found = result(Layer(size=3, ceil=True), MAPS["deck"].values)
    assert size_formula(Layer(size=3, ceil=True), 6, plain) == (
        r"\left\lceil \frac{6 + 2\cdot 0 - 3}{2} \right\rceil + 1 = 3"
    )
    assert size_formula(Layer(size=2, stride=3, padding=1, ceil=True), 3, plain).endswith(r"= 2")
    assert size_formula(Layer(size=2, stride=4, ceil=True), 4, plain).endswith(r"= 2 \;\to\; 1")
    assert value_formula(Layer(size=3, ceil=True), found, (2, 2), plain) == r"\max\{2, 5, 2, 4\} = 5"
    mean = Layer("average", size=3, padding=1)
    assert value_formula(mean, result(mean, MAPS["deck"].values), (1, 0), plain) == (
        r"\frac{2 + 0 + 1 + (-1) + 1 + (-1)}{9} = 0.222"
    )
    assert value_formula(Layer(repeat=2), found, (0, 0), plain) is None
    assert "= 9" in adaptive_formula(Layer(kind="adaptive", target=5), 12, plain)
    shift = result(Layer(shift=(0, 1)), MAPS["spots"].values)
    assert change_formulas(shift, plain)[0].endswith(r"\frac{4}{16} = 25\,\%")


def test_the_table_names_every_winner() -> None:
    lines = table(result(Layer(), MAPS["deck"].values))
    assert lines[3] == (1, 0, 1, 2, 0)
    mean = Layer("average")
    assert table(result(mean, MAPS["deck"].values))[0] == (0, 0, 1.25, "", "")
