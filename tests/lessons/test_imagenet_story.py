"""The ImageNet story: torchvision's numbers are torchvision's, the snippet runs, the tables agree with one another."""

import itertools
import json
import re
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from cnnviz.architectures import ARCHITECTURES, build, infer
from cnnviz.figures.imagenet import bubbles, places, timeline, votes
from cnnviz.figures.points import Look, Point, thinned
from cnnviz.lessons import imagenet_story as story
from cnnviz.lessons.imagenet_story.weights import FILE, Weights
from cnnviz.metadata_command import metadata_text
from tests.browser.server import ROOT

WEIGHTS = story.all_weights()


def plain(role: str, inner: str) -> str:
    return inner


def run(code: str) -> dict[str, Any]:
    names: dict[str, Any] = {}
    exec(compile(code, "snippet", "exec"), names)
    return names


def test_the_numbers_beside_the_lesson_are_torchvisions() -> None:
    assert json.loads(metadata_text()) == json.loads(FILE.read_text("utf-8"))


def test_every_set_of_weights_has_a_key_a_family_and_a_title_of_its_own() -> None:
    assert len(WEIGHTS) == 114
    assert len({weights.title for weights in WEIGHTS.values()}) == len(WEIGHTS)
    assert {weights.recipe for weights in WEIGHTS.values()} == set(story.RECIPES)
    assert {weights.family.group for weights in WEIGHTS.values()} == set(story.GROUPS)


def test_what_torchvision_has_and_we_have_is_linked_and_counts_the_same() -> None:
    linked = {weights.architecture for weights in WEIGHTS.values()} - {""}
    assert linked == {row.name for row in ARCHITECTURES.values() if row.torchvision}
    for weights in WEIGHTS.values():
        if weights.architecture:
            report = infer(build(weights.architecture))
            assert report.main.macs == pytest.approx(weights.macs, abs=1.5e6), weights.key


def test_filters_leave_what_they_say() -> None:
    first = story.chosen("all", 2022, "first")
    best = story.chosen("all", 2022, "best")
    assert len({row.model for row in first}) == len(first)
    assert all(row.version == "V1" for row in first)
    assert {row.recipe for row in best} == {"V1", "V2"}
    assert WEIGHTS["resnet50.V2"] in best
    assert WEIGHTS["resnet50"] not in best
    assert len(story.chosen("all", 2022, "all")) == len(WEIGHTS)
    assert {row.family.title for row in story.chosen("plain", 2013, "all")} == {"AlexNet"}


@pytest.mark.parametrize("axis", ["macs", "parameters"])
@pytest.mark.parametrize("score", ["top1", "top5"])
def test_the_frontier_is_what_nobody_beats(axis: Any, score: Any) -> None:
    rows = story.chosen("all", 2022, "all")
    edge = story.frontier(rows, axis, score)

    def beaten(row: Weights) -> bool:
        cost, gain = getattr(row, axis), getattr(row, score)
        return any(
            getattr(other, axis) <= cost and getattr(other, score) >= gain and (getattr(other, axis), getattr(other, score)) != (cost, gain)
            for other in rows
        )  # fmt: skip

    assert set(edge) == {row for row in rows if not beaten(row)}
    for limit in (10**5, 10**8, 5 * 10**9, None):
        fit = [row for row in rows if limit is None or getattr(row, axis) <= limit]
        best = story.within(rows, axis, score, limit)
        assert (best is None) == (not fit)
        assert best is None or getattr(best, score) == max(getattr(row, score) for row in fit)


def test_the_winners_are_one_a_year_and_get_better() -> None:
    assert [winner.year for winner in story.WINNERS] == list(range(2010, 2018))
    errors = [winner.error for winner in story.WINNERS]
    assert errors == sorted(errors, reverse=True)
    assert story.before(story.ENTRIES["nec"]) is None
    assert story.before(story.ENTRIES["resnet"]) is story.ENTRIES["googlenet"]


def test_entries_name_known_networks_and_the_paper_counts() -> None:
    for entry in story.ENTRIES.values():
        assert entry.architecture in ("", *ARCHITECTURES)
        assert entry.where
    assert story.ENTRIES["googlenet"].wrong == 6_660
    assert story.ENTRIES["alexnet_one"].wrong == 9_100
    assert story.ENTRIES["person"].wrong in (76, 77)


def test_the_decks_tables_agree_with_the_timeline() -> None:
    """What both have is the same number, as far as it is printed."""
    printed = {
        ("AlexNet, its table 2", "1 CNN"): "alexnet_one",
        ("AlexNet, its table 2", "5 CNNs"): "supervision",
        ("AlexNet, its table 2", "7 CNNs*"): "supervision_outside",
        ("ZFNet, its table 2", "6 networks, (a) and (b)"): "zfnet",
        ("ZFNet, its table 2", "(b) 1 network with 512, 1,024, 512 maps"): "zfnet_one",
        ("VGG, its table 7", "VGG, 2 networks, many crops and slid"): "vgg_two",
        ("VGG, its table 7", "OverFeat, 7 networks"): "overfeat_paper",
        ("ResNet, its table 5", "ResNet (ILSVRC 2015)"): "resnet",
        ("ResNet, its table 5", "PReLU-net"): "prelu",
    }
    for table in story.TABLES:
        assert all(len(row) == len(table.header) for row in table.rows)
        assert story.markdown(table).count("\n") == 1 + len(table.rows)
        for row in table.rows:
            if key := printed.pop((table.title, row[0]), ""):
                entry = story.ENTRIES[key]
                column = table.header.index("top-5 val" if entry.data == "val" else "top-5 test")
                assert float(row[column].removesuffix(" %")) == entry.error, key
    assert not printed


STATES = [(1, 5, 7, 144, "resnet50"), (2, 1, 1, 1, "vit_h_14.SWAG_E2E_V1"), (99, 10, 1, 10, "alexnet"), (3, 3, 7, 10, "efficientnet_b1.V2")]  # fmt: skip


@pytest.mark.parametrize(("draw", "k", "models", "crops", "key"), STATES)
def test_the_snippet_gives_the_numbers_on_the_page(
    draw: int, k: int, models: int, crops: int, key: str
) -> None:
    found, weights = story.ranks(draw), WEIGHTS[key]
    names = run(story.snippet(found, k, models, crops, weights))
    assert names["error"] == pytest.approx(story.missed(found, k) / len(found))
    assert names["passes"] == story.passes(models, crops)
    assert (names["top1"], names["top5"]) == (weights.top1, weights.top5)
    assert names["parameters"] == weights.parameters
    assert round(names["gmacs"] * 1e9) == weights.macs


def test_formulas_carry_the_numbers() -> None:
    lines = story.entry_lines(story.ENTRIES["senet"], story.ENTRIES["trimps"], plain)
    assert r"2.25\,\% \cdot 100{,}000 = 2{,}250" in lines[0]
    assert r"24.7\,\%" in lines[1], "the paper says about 25 %"
    assert "fewer errors than Trimps" in lines[1]
    assert "more errors than" in story.entry_lines(story.ENTRIES["isi"], story.ENTRIES["xrce"], plain)[1]
    assert r"7 \cdot 144 = 1{,}008 \text{ passes}" in story.voting_lines(7, 144, plain)[0]
    assert r"3.40 \text{ points fewer}" in story.voting_lines(7, 144, plain)[2]
    lines = story.weights_lines(WEIGHTS["vgg16"], plain)
    assert r"138{,}357{,}544 = 553.4 \text{ MB" in lines[2]
    assert r"30.94 \cdot 10^9 \text{ FLOPs}" in lines[1]
    assert r"e_{5} = \frac{1}{10} = 10\,\%" in story.error_line((1,) * 9 + (6,), 5, plain)


@pytest.mark.parametrize("look", [Look(), Look(dark=True, large=True)])
def test_figures_hold_what_they_are_given(look: Look) -> None:
    marks = [Point(*story.entry_mark(entry)) for entry in story.ENTRIES.values()]
    best = [(w.year, w.error) for w in story.WINNERS]
    drawn = timeline(marks, tuple(story.KINDS.values()), best, "googlenet", look)
    keys = [key for trace in drawn.data if trace.customdata is not None for (key,) in trace.customdata]
    assert sorted(keys) == sorted(story.ENTRIES)
    assert not [a for a, b in itertools.combinations(marks, 2) if (a.x, a.y) == (b.x, b.y)], (
        "each can be pressed"
    )
    rows = list(WEIGHTS.values())
    points = [Point(*story.weights_mark(row, "macs", "top1", False)) for row in rows]
    chart = bubbles(points, story.GROUPS, [], chosen="alexnet", limit=1e9, titles=("x", "y"), look=look)
    assert sum(len(trace.x) for trace in chart.data if trace.customdata is not None) == len(rows)
    areas = {point.key: point.size**2 / WEIGHTS[point.key].parameters for point in points if point.size > 8}
    assert max(areas.values()) == pytest.approx(min(areas.values())), "area proportional to parameters"
    bars = votes(("a", "b"), (2.0, 1.0), ("2", "1"), 1, look).data[0]
    assert bars.marker.color[0] != bars.marker.color[1]
    found = (1, 5, 6)
    assert [len(trace.x) for trace in places(found, 5, 12, look).data] == [2, 1]


def test_labels_that_would_cover_one_another_are_left_out() -> None:
    near = [
        Point("a", 1e9, 80.0, "", "first", ""),
        Point("b", 1.01e9, 80.1, "", "second", ""),
        Point("c", 1e6, 50.0, "", "third", ""),
    ]
    assert [point.label for point in thinned(near, "a")] == ["first", "", "third"]
    assert [point.label for point in thinned(near, "c")] == ["", "second", "third"]
    assert thinned([], "a") == []


def opened(**params: str) -> AppTest:
    test = AppTest.from_file(str(ROOT / "pages" / "imagenet_story.py"), default_timeout=120)
    for name, value in params.items():
        test.query_params[name] = value
    test.run()
    assert not test.exception
    return test


def words(test: AppTest) -> str:
    return "\n".join(str(part.value) for part in (*test.markdown, *test.caption))


def test_the_link_says_what_is_looked_at() -> None:
    assert "1,500 test pictures" in words(opened(entry="person"))
    shown = words(opened(show="cost", limit="1G", network="resnet18"))
    assert "The most accurate within it: **EfficientNet-B1**, 78.6 %" in shown
    assert "11,689,512" in shown
    assert r"ResNet18\_Weights.IMAGENET1K\_V1: first weights" in shown
    assert "No network of these is within that" in words(opened(show="cost", limit="1M"))
    assert "8.09 %**, for 7 passes" in words(opened(show="votes", crops="1"))
    test = opened(show="counting", k="1")
    assert re.search(r"\d of 10 wrong: a top-1 error", words(test))
    (button,) = (button for button in test.button if button.label == "Ten other answers")
    assert button.click().run().query_params["draw"] == "2"


def test_a_chart_is_drawn_from_the_filters() -> None:
    test = opened(show="cost", group="plain", until="2012")
    spec = json.loads(test.get("plotly_chart")[0].proto.spec)
    keys = [key for trace in spec["data"] for (key,) in trace.get("customdata", [])]
    assert keys == ["alexnet"]


def test_what_was_not_read_at_the_source_names_who_quotes_it() -> None:
    """Numbers of the result pages of 2013 and later come from those who quote them; papers speak for themselves."""
    quoted = {entry.key for entry in story.ENTRIES.values() if entry.second_hand}
    assert quoted == {
        "nec", "xrce", "clarifai", "clarifai_outside", "nus", "zf_entry", "overfeat", "trimps",
    }  # fmt: skip
    assert all(story.ENTRIES[key].where for key in quoted)
    assert story.ENTRIES["isi"].link == "https://image-net.org/challenges/LSVRC/2012/results.html"
    assert story.ENTRIES["senet"].link == story.ENTRIES["senet"].source.link
    words = " ".join(f"{entry.name} {entry.where} {entry.story}" for entry in story.ENTRIES.values())
    assert not re.search(r"\b(networks|methods)\.[A-Z]", words)
