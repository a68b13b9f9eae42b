"""Building blocks: published numbers, formulas and snippets that agree with the drawing, and what breaks."""

import json
import re
from typing import Any

import pytest

from cnnviz.architectures import build, infer
from cnnviz.architectures.googlenet import MODULES
from cnnviz.lessons.building_blocks import (
    CASES,
    CSV_HEADER,
    OF_BLOCK,
    block_data,
    cost_table,
    csv_rows,
    shown,
    snippet,
    start,
)
from cnnviz.lessons.building_blocks.inception import COMES_IN
from cnnviz.lessons.building_blocks.residual import PROJECTION, ZEROS

PRESETS = [(case.name, label, values) for case in CASES.values() for label, values in case.presets]
SMALL: dict[str, dict[str, int]] = {
    "small": {"layers": 5, "maps": 4, "size": 12},
    "inception": {"in": 8, "n1": 3, "r3": 2, "n3": 5, "r5": 1, "n5": 4, "pool": 2, "size": 9},
    "residual": {"kind": 1, "in": 8, "out": 12, "stride": 2, "shortcut": PROJECTION, "size": 11, "w": 0, "blocks": 1},
    "dense": {"k": 3, "layers": 4, "in": 5, "neck": 2, "keep": 30, "size": 7},
    "zfnet": {"kernel": 5, "stride": 3, "padding": 2, "maps": 16, "stride2": 1, "groups": 2},
}  # fmt: skip
STATES = [(name, values) for name, _, values in PRESETS] + list(SMALL.items())


def plain(role: str, inner: str) -> str:
    return inner


def with_values(name: str, values: dict[str, int]) -> dict[str, int]:
    return start() | CASES[name].state(values)


@pytest.mark.parametrize("name", CASES)
def test_a_block_starts_from_its_first_known_numbers_and_all_are_inside_the_limits(name: str) -> None:
    case = CASES[name]
    assert case.presets[0][1] == {number.name: number.start for number in case.numbers}
    for _, values in case.presets:
        assert list(values) == [number.name for number in case.numbers] or set(values) == {
            number.name for number in case.numbers
        }
        assert all(number.low <= values[number.name] <= number.high for number in case.numbers)
    assert all(len(number.names) in (0, number.high - number.low + 1) for number in case.numbers)
    assert len(OF_BLOCK[name]) >= 2


@pytest.mark.parametrize(("name", "values"), STATES)
def test_the_picture_holds_both_and_agrees_with_the_sums(name: str, values: dict[str, int]) -> None:
    state = with_values(name, values)
    data, now = block_data(name, state), shown(name, state)
    json.dumps(data)
    for net, report in zip(data["networks"], now.reports, strict=True):
        assert net["totals"][:2] == [report.main.parameters, report.main.macs]
        assert not any(frame["group"] for frame in net["frames"])
    assert f"{now.reports[1].main.parameters:,}" in cost_table(now)
    assert all(len(row) == len(CSV_HEADER) for row in csv_rows(now))
    assert {control["key"] for control in data["controls"]} <= set(data["state"])


def run(code: str) -> dict[str, Any]:
    names: dict[str, Any] = {}
    exec(compile(code, "snippet", "exec"), names)
    return names


@pytest.mark.parametrize(("name", "values"), list(SMALL.items()))
def test_the_snippet_prints_what_it_announces(name: str, values: dict[str, int], capsys: Any) -> None:
    now = shown(name, with_values(name, values))
    code = snippet(now)
    run(code)
    got = capsys.readouterr().out.splitlines()
    assert got == re.findall(r"^print.*  # (.*)$", code, re.MULTILINE)
    assert [got[1], got[3]] == [str(report.main.parameters) for report in now.reports]


def test_with_all_weights_at_0_the_residual_block_hands_x_on(capsys: Any) -> None:
    values = {"kind": 0, "in": 6, "out": 6, "stride": 1, "shortcut": 0, "size": 8, "w": 0, "blocks": 3}
    run(snippet(shown("residual", with_values("residual", values))))
    assert capsys.readouterr().out.splitlines()[-1] == "True 0.0"


def test_the_slopes_are_what_autograd_gives() -> None:
    import torch

    values = {**CASES["residual"].values(start()), "w": 30, "blocks": 5}
    slopes = block_data("residual", with_values("residual", values))["slopes"]
    for name, kept in (("plain", 0.0), ("residual", 1.0)):
        x = torch.tensor(0.7, requires_grad=True)
        y = x
        for _ in range(5):
            y = 0.3 * torch.relu(y) + kept * y
        y.backward()  # type: ignore[no-untyped-call]
        assert x.grad is not None
        assert slopes[name] == pytest.approx(x.grad.item(), rel=1e-5)


def products(line: str) -> list[tuple[str, int]]:
    """Sums of products in LaTeX, as Python, with the numbers that they are said to give."""
    found = []
    for piece in re.split(r"\\text\{[^{}]*\}|\\qquad|\\quad|\\to|\\iff|\\;", line):
        match = re.match(r"[\s:]*((?:[\d^{},()+\-*/ ]|\\cdot|\\,)+?) = ([\d{},]+)", piece)
        if match:
            text = (
                match[1].replace("{,}", "").replace(r"\cdot", "*").replace(r"\,(", "*(").replace("^2", "**2")
            )
            found.append((text.strip(" ,"), int(re.sub(r"\D", "", match[2]))))
    return [(text, number) for text, number in found if re.fullmatch(r"[\d\s*+()\-]+", text)]


@pytest.mark.parametrize(("name", "values"), STATES)
def test_the_formulas_products_give_what_they_say(name: str, values: dict[str, int]) -> None:
    checked = [one for line in CASES[name].formulas(values, plain) for one in products(line)]
    assert checked
    for text, number in checked:
        assert eval(text) == number, text


def test_the_formulas_sums_are_those_of_the_networks() -> None:
    for name, values in STATES:
        now = shown(name, with_values(name, values))
        if name in ("small", "inception"):
            lines = "".join(CASES[name].formulas(values, plain)).replace("{,}", ",")
            assert all(f"{report.main.parameters:,}" in lines for report in now.reports)


@pytest.mark.parametrize("module", MODULES)
def test_the_modules_are_googlenets(module: str) -> None:
    """Maps in, side and weights of each module, as the whole network has them."""
    values = dict(CASES["inception"].presets)[f"GoogLeNet, module {module}"]
    own = shown("inception", with_values("inception", values)).reports[1]
    whole = infer(build("googlenet"))
    rows = [row for row in whole.rows if row.node.block == f"inception_{module}"]
    assert rows[0].inputs[0] == (COMES_IN[module][0], COMES_IN[module][1], COMES_IN[module][1])
    assert own.main.macs == sum(row.macs for row in rows)
    assert own.main.parameters == sum(row.weights for row in rows)


def test_known_blocks_are_those_of_the_published_networks() -> None:
    def weights(network: str, block: str) -> int:
        rows = infer(build(network)).rows
        return sum(
            row.weights for row in rows if row.node.block == block and "norm" not in row.node.local_name
        )

    known = {label: shown(name, with_values(name, values)) for name, label, values in PRESETS}
    for label, network, block in (
        ("ResNet-34, conv2: 64 maps", "resnet34", "conv2_2"),
        ("ResNet-34, conv3_1 with option A", "resnet34", "conv3_1"),
        ("The same with option B", "resnet34_torchvision", "conv3_1"),
        ("ResNet-50, conv2_2: a bottleneck of 256 maps", "resnet50", "conv2_2"),
        ("ResNet-50, conv3_1: 256 to 512 maps", "resnet50", "conv3_1"),
    ):
        assert known[label].reports[1].main.parameters == weights(network, block), label
    dense = known["DenseNet-121, block 1"].reports[1]
    blocks = [f"dense1_{layer}" for layer in range(1, 7)] + ["transition1"]
    assert dense.main.parameters == sum(weights("densenet121", block) for block in blocks)
    assert dense.rows[-1].shape == (128, 28, 28)
    alex, zf = known["ZFNet"].reports
    for report, network in ((alex, "alexnet"), (zf, "zfnet")):
        whole = infer(build(network)).by_name
        for layer in ("conv1", "conv2", "pool2"):
            assert report.by_name[layer].shape == whole[layer].shape
            assert report.by_name[layer].macs == whole[layer].macs


def test_what_does_not_fit_says_why() -> None:
    values = dict(CASES["residual"].presets)["Identity where it does not fit"]
    now = shown("residual", with_values("residual", values))
    assert now.problem == "block.add cannot add 128 maps of 28 × 28 and 64 maps of 56 × 56."
    assert now.sentence == ""
    fewer = {**values, "in": 128, "out": 64, "shortcut": ZEROS}
    assert "pads up to 64 maps" in shown("residual", with_values("residual", fewer)).problem
    with pytest.raises(ValueError, match="cannot add"):
        snippet(now)


def test_the_bottleneck_of_a_dense_layer_saves_from_the_said_number_of_maps_on() -> None:
    """k = 32, neck 4: from 7.2 k = 230 maps on (Huang et al. 2017 set 4 k)."""
    for maps, saves in ((230, False), (231, True)):
        assert (maps * 128 + 9 * 128 * 32 < 9 * maps * 32) is saves
    assert any("= 230" in line for line in CASES["dense"].formulas(CASES["dense"].values(start()), plain))
