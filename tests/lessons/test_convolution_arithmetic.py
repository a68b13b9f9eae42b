"""Lesson A3: the snippet runs as printed and gives the page's numbers; published layers come out right."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnviz.lessons.convolution_arithmetic import (
    PRESETS,
    Layer,
    activation_bytes,
    cost_formulas,
    formula,
    numbers,
    size_words,
    snippet,
)

STATES = [
    Layer(),
    Layer(input=(32, 32), kernel=(5, 5), channels=(3, 6)),
    Layer(input=(227, 227), kernel=(11, 11), stride=(4, 4), channels=(3, 96)),
    Layer(input=(9, 14), kernel=(3, 5), stride=(2, 1), padding=(1, 2), dilation=(2, 1), channels=(4, 8)),
    Layer(transposed=True, input=(3, 3), stride=(2, 2), padding=(1, 1), output_padding=(1, 1)),
    Layer(
        transposed=True, input=(5, 4), kernel=(4, 3), stride=(3, 2), output_padding=(2, 0), channels=(6, 2)
    ),
]


def plain(role: str, inner: str) -> str:
    return inner


def run(code: str) -> dict[str, Any]:
    names: dict[str, Any] = {}
    exec(compile(code, "snippet", "exec"), names)
    return names


@pytest.mark.parametrize("layer", STATES, ids=size_words)
def test_the_snippet_gives_the_numbers_on_the_page(layer: Layer, capsys: pytest.CaptureFixture[str]) -> None:
    names = run(snippet(layer))
    assert names["output"] == (1, layer.channels[1], *layer.output)
    assert names["parameters"] == layer.cost.parameters
    assert names["macs"] == layer.cost.macs
    assert names["activation_bytes"] == activation_bytes(layer)
    assert str(layer.cost.macs) in capsys.readouterr().out


def preset_layer(state: dict[str, Any]) -> Layer:
    pairs = {name: tuple(value) for name, value in state.items() if name not in {"mode", "at"}}
    return Layer(transposed=state["mode"] == "transposed", **pairs)


PUBLISHED = {
    "CS231n, layer 1": "32 × 32 × 3 → 28 × 28 × 6",
    "CS231n, layer 2": "28 × 28 × 6 → 24 × 24 × 10",
    "AlexNet, conv1": "227 × 227 × 3 → 55 × 55 × 96",
    "ZFNet, conv1": "224 × 224 × 3 → 110 × 110 × 96",
    "VGG": "14 × 14 × 512 → 14 × 14 × 512",
    "Dumoulin & Visin, figure 4.5": "2 × 2 × 1 → 5 × 5 × 1",
    "Dumoulin & Visin, figure 4.7": "3 × 3 × 1 → 6 × 6 × 1",
}


@pytest.mark.parametrize("start", PUBLISHED)
def test_published_presets_have_their_published_sizes(start: str) -> None:
    (preset,) = (p for p in PRESETS if p["label"].startswith(start))
    assert size_words(preset_layer(preset["state"])) == PUBLISHED[start]


def test_every_preset_fits() -> None:
    for preset in PRESETS:
        assert preset_layer(preset["state"]).cost.macs > 0


def test_the_decks_parameter_counts() -> None:
    """One bias per filter: 456 and 1,510, where a slide prints 468 and 1,560."""
    assert Layer(input=(32, 32), kernel=(5, 5), channels=(3, 6)).cost.parameters == 456
    assert Layer(input=(28, 28), kernel=(5, 5), channels=(6, 10)).cost.parameters == 1510


def test_the_table_has_every_number_once() -> None:
    layer = Layer(input=(227, 227), kernel=(11, 11), stride=(4, 4), channels=(3, 96))
    table = {what: (value, unit) for what, value, unit in numbers(layer)}
    assert len(table) == len(numbers(layer))
    assert table["output, rows"] == (55, "pixels")
    assert table["weights"] == (34_848, "parameters")
    assert table["multiply-accumulates"] == (105_415_200, "MACs for one picture")


def test_formulas_carry_the_layers_numbers() -> None:
    layer = Layer(input=(32, 40), kernel=(5, 3), stride=(2, 1), padding=(2, 1), channels=(3, 6))
    assert formula(layer, 0, plain) == (
        r"\left\lfloor \frac{32 + 2\cdot 2 - 1\,(5-1) - 1}{2} \right\rfloor + 1 = 16"
    )
    assert layer.axes == (0, 1)
    parameters, macs = cost_formulas(layer, plain)
    assert parameters.endswith("= 276")
    assert macs.endswith(f"= {270 * 16 * 40:,}".replace(",", "{,}"))


sides = st.tuples(st.integers(1, 20), st.integers(1, 20))
small = st.tuples(st.integers(1, 4), st.integers(1, 4))
pads = st.tuples(st.integers(0, 3), st.integers(0, 3))


@settings(max_examples=150)
@given(st.booleans(), sides, small, small, pads, small, pads, small)
def test_any_layer_agrees_with_torch(
    transposed: bool,
    size: Any,
    kernel: Any,
    stride: Any,
    padding: Any,
    dilation: Any,
    extra: Any,
    channels: Any,
) -> None:
    layer = Layer(
        transposed, size, kernel, stride, padding, dilation, extra if transposed else (0, 0), channels
    )
    try:
        expected = (1, channels[1], *layer.output)
    except ValueError:
        with pytest.raises(RuntimeError):
            run(snippet(layer))
    else:
        assert run(snippet(layer))["output"] == expected
