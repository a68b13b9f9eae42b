"""Lesson A7: the snippet runs as printed and gives the page's numbers; every preset says what is true."""

import re
from typing import Any

import pytest

from cnnviz.lessons.bottleneck import (
    CASES,
    HEADER,
    blocks,
    macs_formula,
    numbers,
    ratio_formula,
    ratio_words,
    snippet,
    start,
    table,
)

SMALL = {
    "reduction": {"reduction_size": 9, "reduction_in": 24, "reduction_out": 12, "reduction_width": 4},
    "inception": {"inception_size": 7, "inception_in": 16, "inception_projection": 0, "inception_r5": 3},
    "resnet": {"resnet_size": 6, "resnet_maps": 20, "resnet_width": 5},
    "separable": {"separable_size": 8, "separable_in": 12, "separable_out": 20, "separable_kernel": 5},
    "asymmetric": {"asymmetric_size": 8, "asymmetric_in": 6, "asymmetric_kernel": 4, "asymmetric_width": 3},
    "grouped": {"grouped_size": 5, "grouped_in": 12, "grouped_out": 24, "grouped_groups": 4},
}
STATES: list[tuple[str, dict[str, int]]] = [(name, {}) for name in CASES] + list(SMALL.items())


def plain(role: str, inner: str) -> str:
    return inner


def run(code: str) -> dict[str, Any]:
    names: dict[str, Any] = {}
    exec(compile(code, "snippet", "exec"), names)
    return names


@pytest.mark.filterwarnings("ignore:Using padding='same' with even kernel lengths")
@pytest.mark.parametrize("bias", [False, True])
@pytest.mark.parametrize(("case", "changes"), STATES)
def test_the_snippet_gives_the_numbers_on_the_page(
    case: str, changes: dict[str, int], bias: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    pair = blocks(case, start() | changes)
    names = run(snippet(pair, bias))
    for block in pair:
        cost = block.cost(bias=bias)
        assert names[f"{block.name}_cost"] == (cost.parameters, cost.macs, cost.output_bytes)
    assert str(pair[1].cost().macs) in capsys.readouterr().out


PRESETS = [(case.name, preset) for case in CASES.values() for preset in case.presets]


@pytest.mark.parametrize(("case", "preset"), PRESETS, ids=[preset["label"] for _, preset in PRESETS])
def test_a_preset_is_complete_inside_the_limits_and_its_note_is_true(case: str, preset: Any) -> None:
    limits = {f"{case}_{number.name}": number for number in CASES[case].numbers}
    assert set(preset["state"]) == set(limits)
    assert all(limits[name].low <= value <= limits[name].high for name, value in preset["state"].items())
    pair = blocks(case, preset["state"])
    known = {f"{n:,}" for block in pair for n in (block.cost().macs, block.cost().weights)} | {"73,728"}
    assert set(re.findall(r"\d{1,3}(?:,\d{3})+", preset["note"])) <= known


@pytest.mark.parametrize("case", CASES)
def test_each_case_starts_from_its_first_preset(case: str) -> None:
    begin = {name: value for name, value in start().items() if name.startswith(f"{case}_")}
    assert CASES[case].presets[0]["state"] == begin


def test_formulas_carry_the_numbers() -> None:
    pair = blocks("reduction", start())
    assert macs_formula(pair[0], plain) == (
        r"\begin{aligned}\text{5}\times\text{5} &= 5\cdot 5\cdot 192\cdot 32\cdot 28\cdot 28 = 120{,}422{,}400\end{aligned}"
    )
    assert r"2{,}408{,}448 + 10{,}035{,}200 = \mathbf{12{,}443{,}648}" in macs_formula(pair[1], plain)
    assert r"= 0.1033" in ratio_formula("reduction", pair)
    grouped = macs_formula(blocks("grouped", start())[1], plain)
    assert r"5\cdot 5\cdot 48\cdot 256\cdot 27\cdot 27" in grouped, "maps in per group"


@pytest.mark.parametrize("case", CASES)
def test_every_case_has_a_ratio_and_no_formula_counts_the_pooling(case: str) -> None:
    pair = blocks(case, start())
    assert f"{pair[1].cost().macs:,}".replace(",", "{,}") in ratio_formula(case, pair)
    assert "pool 3" not in "".join(macs_formula(block, plain) for block in pair)


def test_the_table_has_every_layer_and_the_totals() -> None:
    pair = blocks("inception", start())
    rows = numbers(pair)
    assert all(len(row) == len(HEADER) for row in rows)
    totals = {row[0]: dict(zip(HEADER, row, strict=True)) for row in rows if row[1] == "total"}
    assert (totals["naive"]["weights"], totals["reduced"]["weights"]) == (1_089_536, 346_112)
    assert totals["reduced"]["output bytes"] == 4 * 677_376
    assert table(pair).count("\n") == 1 + len(rows)


def test_what_cannot_be_split_is_a_sentence() -> None:
    with pytest.raises(ValueError, match="Choose a number of groups that divides both"):
        blocks("grouped", start() | {"grouped_groups": 5})


def test_comparisons_in_words() -> None:
    assert ratio_words(154, 10) == "15.4 times less"
    assert ratio_words(10, 13) == "1.3 times as much"
