"""Lesson B1: what the explorer is told, what changes do, and that what the page says is so."""

import json
import re

import pytest
import torch

from cnnviz.architectures import ARCHITECTURES, build, infer, published
from cnnviz.architectures.classic import C3_TABLE
from cnnviz.lessons.building_blocks import CASES
from cnnviz.lessons.famous_networks import (
    CSV_HEADER,
    STORIES,
    Asked,
    c3_table,
    csv_rows,
    explorer_data,
    formula_lines,
    groups_of,
    printed_rows,
    read_edits,
    share_sentence,
    shares,
    snippet,
    telling_row,
    tidy,
    write_edits,
)
from cnnviz.lessons.famous_networks.edits import applied

EVERY = pytest.mark.parametrize("name", ARCHITECTURES)


@EVERY
@pytest.mark.parametrize("groups", [(), ("all",)])
def test_the_drawing_shows_all_that_the_network_holds(name: str, groups: tuple[str, ...]) -> None:
    asked = Asked(name, open=groups)
    data = explorer_data(asked)
    (net,) = data["networks"]
    main = [unit["sums"] for unit in net["units"] if not unit["side"]]
    assert [sum(column) for column in zip(*main, strict=True)] == net["totals"]
    assert net["totals"][0] == asked.report.main.parameters
    assert all(unit["shape"] for unit in net["units"])
    assert data["problem"] == ""
    units = {unit["name"] for unit in net["units"]}
    assert units == {row["unit"] for row in data["table"]["rows"]} - {""}
    json.dumps(data)


@EVERY
def test_every_layer_has_a_panel_a_formula_and_sliders_that_hold_its_numbers(name: str) -> None:
    asked = Asked(name)
    for unit in asked.drawing.units:
        chosen = explorer_data(Asked(name, layer=unit.name))["chosen"] if unit.column < 3 else None
        row = telling_row(asked.report, unit)
        assert row is not None
        assert formula_lines(asked.report, row, lambda _, inner: inner)
        if chosen:
            assert unit.name in chosen["title"]
            assert all(each["low"] <= each["value"] <= each["high"] for each in chosen["controls"])


def test_the_formula_has_the_layers_numbers() -> None:
    asked = Asked("alexnet", layer="conv2")
    row = telling_row(asked.report, asked.unit)
    assert row is not None
    lines = formula_lines(asked.report, row, lambda role, inner: f"<{role} {inner}>")
    assert lines[0].endswith("= <output 27>")
    assert r"\frac{<input 96>}{2}" in lines[1]
    assert "= 307{,}200" in lines[1]
    assert "= 223{,}948{,}800" in lines[2]
    assert "= <field 51>" in lines[3]


def test_convolutions_have_few_of_alexnets_parameters_and_most_of_its_work() -> None:
    report = infer(build("alexnet"))
    assert "3.8 % of AlexNet’s parameters and do 92 %" in share_sentence(report, "AlexNet")
    for name in ARCHITECTURES:
        report = infer(build(name))
        assert sum(share.parameters for share in shares(report)) == report.main.parameters
        assert sum(share.macs for share in shares(report)) == report.main.macs
        assert sum(share.memory_bytes for share in shares(report)) == report.main.memory_bytes


def test_changes_survive_a_link() -> None:
    edits = {"conv1": {"k": 7, "s": 2}, "conv2_2.conv2*": {"m": 128}}
    assert read_edits(write_edits(edits)) == edits
    assert read_edits("") == {}


@pytest.mark.parametrize(
    "text",
    ["conv1", "conv1:k", "conv1:k99", "conv1:z3", "<script>:k3", "conv1:k3;;x", "conv1:s0", ";".join(f"a{n}:k3" for n in range(40)),
     "a" * 99 + ":k3", "conv1:k99999999"],
)  # fmt: skip
def test_a_link_that_changes_nonsense_is_refused_in_words(text: str) -> None:
    with pytest.raises(ValueError, match="edits: "):
        read_edits(text)


def test_a_change_follows_downstream() -> None:
    asked = Asked("alexnet", edits=read_edits("conv1:k7,s2;fc6:u2048"), input=224)
    assert asked.report.by_name["conv1"].shape == (96, 109, 109)
    assert asked.report.by_name["fc6"].shape == (2048,)
    assert not asked.is_published
    units = {unit["name"]: unit for unit in explorer_data(asked)["networks"][0]["units"]}
    assert units["conv1"]["changed"]
    assert not units["conv2"]["changed"]


def test_a_star_changes_the_layer_in_all_equal_blocks() -> None:
    asked = Asked("resnet50", edits=read_edits("conv4_2.conv2*:k5,p2"))
    assert len(asked.change[1]) == 5
    assert all(
        asked.report.by_name[f"conv4_{n}.conv2"].node.layer.windows[0].kernel == 5 for n in range(2, 7)
    )
    assert asked.report.problem is None
    assert [frame.count for frame in asked.drawing.frames] == [1, 2, 1, 3, 1, 5, 1, 2]
    alone = Asked("resnet50", edits=read_edits("conv4_2.conv2:k5,p2"))
    assert [frame.count for frame in alone.drawing.frames] == [1, 2, 1, 3, 1, 1, 4, 1, 2]


def test_changes_that_make_no_sense_are_left_out_with_a_word() -> None:
    network = build("alexnet")
    made, changed, said = applied(network, read_edits("conv9:k3;pool1:m3;fc8:u10;pool2:p4;conv1:k11"))
    assert made == network
    assert not changed
    assert [sentence.partition(" ")[0] for sentence in said] == ["There", "pool1", "fc8", "pool2:"]
    assert tidy(network, {"conv1": {"k": 11, "s": 2}, "conv2": {"k": 5}, "nobody": {"k": 1}}) == {
        "conv1": {"s": 2}
    }


def test_what_breaks_is_said_where_it_breaks() -> None:
    data = explorer_data(Asked("alexnet", input=60))
    assert data["problem"].startswith("pool5 would give 0 × 0")
    assert "The input is 7 px too small" in data["problem"]
    units = {unit["name"]: unit for unit in data["networks"][0]["units"]}
    assert units["pool5"]["problem"]
    assert units["fc6"]["shape"] is None
    assert units["fc6"]["ghost"] == [4096]
    sums = explorer_data(Asked("resnet50", edits=read_edits("conv2_1.conv3:m128")))
    assert sums["problem"] == "conv2_1.add cannot add 128 maps of 56 × 56 and 256 maps of 56 × 56."
    with pytest.raises(ValueError, match="pool5"):
        snippet("alexnet", Asked("alexnet", input=60).report, (3, 60, 60), changed=True)


def test_the_batch_is_named_wherever_it_counts() -> None:
    one, many = (explorer_data(Asked("alexnet", batch=batch))["totals"] for batch in (1, 32))
    assert many.startswith(one)
    assert "× 32: 23.2 G MACs" in many


def printed(code: str) -> list[str]:
    lines: list[str] = []
    exec(compile(code, "snippet", "exec"), {"print": lambda *words: lines.append(" ".join(map(str, words)))})
    return lines


@EVERY
def test_the_snippet_gives_the_numbers_that_it_announces(name: str) -> None:
    """On torch's device without memory, so that VGG's 144 million weights cost nothing."""
    asked = Asked(name, layer=next(node.name for node in build(name).nodes if node.layer.units))
    code = snippet(name, asked.report, asked.shape, changed=False, unit=asked.unit)
    with torch.device("meta"):
        got = printed(code)
    wanted = re.findall(r"  # (.*)", code)[-len(got) :]
    assert got == [re.sub(r", of which .*", "", words) for words in wanted]
    assert len(got) == 3


def test_a_changed_networks_snippet_runs_for_real() -> None:
    asked = Asked(
        "squeezenet_1_1", input=96, channels=1, classes=7, edits=read_edits("fire2.expand3x3:k5,p2")
    )
    got = printed(snippet(asked.net, asked.report, asked.shape, changed=True))
    assert got == ["(1, 7)", str(asked.report.main.parameters)]


def test_every_difference_from_print_has_its_reason() -> None:
    assert set(published()) <= set(ARCHITECTURES)
    for name in ARCHITECTURES:
        for row in printed_rows(name):
            assert row[4] == "agrees" or row[6], row


def test_every_family_has_its_story_and_what_it_puts_beside_each_other_exists() -> None:
    assert set(STORIES) == {row.family for row in ARCHITECTURES.values()}
    for story in STORIES.values():
        assert all({beside.net, beside.beside} <= set(ARCHITECTURES) for beside in story.beside)
        assert not story.block or story.block in CASES


def test_the_stories_numbers_are_so() -> None:
    reports = {name: infer(build(name)) for name in ARCHITECTURES}
    parameters = {name: report.main.parameters for name, report in reports.items()}
    macs = {name: report.main.macs for name, report in reports.items()}
    assert round(100 * reports["alexnet"].by_name["fc6"].parameters / parameters["alexnet"]) == 62
    assert infer(build("alexnet"), (3, 66, 66)).problem is not None
    assert len({reports["vgg_d"].by_name[f"conv{stage}_2"].macs for stage in (2, 3, 4)}) == 1
    assert round(reports["vgg_d"].by_name["fc6"].parameters / 1e6) == 103
    assert macs["resnet34"] < macs["vgg_e"] / 5
    assert round(parameters["alexnet"] / parameters["googlenet"]) == 9
    assert round(macs["googlenet"] / macs["alexnet"]) == 2
    assert round(100 * reports["googlenet"].by_name["classifier"].parameters / parameters["googlenet"]) == 15
    assert macs["resnet152"] < macs["vgg_e"]
    assert macs["squeezenet_1_1"] < macs["squeezenet_1_0"] / 2
    assert round(parameters["alexnet"] / parameters["squeezenet_1_1"]) in range(48, 52)
    assert abs(parameters["densenet121"] / parameters["resnet50"] - 1 / 3) < 0.03
    assert abs(macs["densenet121"] / macs["resnet50"] - 3 / 4) < 0.03
    points = sum(row.macs for row in reports["mobilenet_v1"].rows if row.name.endswith("pointwise"))
    assert round(100 * points / macs["mobilenet_v1"]) in (94, 95)
    field = reports["inception_v3"].by_name["mixed_6b.conv1x7"]
    assert (field.rows.field, field.columns.field) == (159, 255)


def test_tables() -> None:
    assert c3_table().count("×") == sum(map(len, C3_TABLE)) == 60
    report = infer(build("inception_v3"))
    rows = csv_rows(report)
    assert len(rows) == len(report.rows)
    assert all(len(row) == len(CSV_HEADER) for row in rows)
    assert sum(int(str(row[8])) + int(str(row[9])) for row in rows if not row[2]) == report.main.parameters


def test_all_groups_are_unfolded_by_one_word() -> None:
    asked = Asked("resnet50", open=("all",))
    assert asked.unfolded == groups_of(build("resnet50"))
    assert len(asked.drawing.frames) == 16


def test_while_a_slider_is_held_only_the_chosen_layer_is_put_in_words() -> None:
    asked = Asked("densenet264", input=256, open=("all",), layer="dense3_2.conv1")
    (full,), (quick,) = explorer_data(asked)["networks"], explorer_data(asked, quick=True)["networks"]
    assert {unit["name"] for unit in quick["units"] if unit["says"]} == {"dense3_2.conv1"}
    assert all(unit["says"] for unit in full["units"])
    silent = [[{**unit, "says": ""} for unit in net["units"]] for net in (full, quick)]
    assert silent[0] == silent[1]
    said = [
        [unit["says"] for unit in net["units"] if unit["name"] == "dense3_2.conv1"] for net in (full, quick)
    ]
    assert said[0] == said[1]
