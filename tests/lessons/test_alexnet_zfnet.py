"""Lesson C4: the snippets run as printed and give the page's numbers; claims are judged by the numbers."""

import re
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

import cnnviz
from cnnviz.lessons.alexnet_zfnet import Measured, alias_formula, claims_table, folded_table, snippet
from cnnviz.networks.loading import load_network
from cnnviz.probes.aliasing import first_layers, folded, folded_share
from cnnviz.probes.firing import firing_steps
from cnnviz.probes.spectrum import spectra

NAMES = ("alexnet", "zfnet")


def run(look: str, capsys: pytest.CaptureFixture[str], **values: Any) -> list[str]:
    exec(compile(snippet(look, **values), "snippet", "exec"), {})
    return capsys.readouterr().out.strip().splitlines()


def numbers(line: str) -> list[float]:
    return [float(word) for word in re.findall(r"\d+\.\d+(?:e-\d+)?", line)]


def test_the_snippet_of_the_filters_gives_their_bands(capsys: pytest.CaptureFixture[str]) -> None:
    for name, line in zip(NAMES, run("filters", capsys, first=5, second=17), strict=True):
        made = spectra(first_layers(load_network(f"cnnviz_{name}").module)[0].weight.detach().cpu().numpy())
        k = {"alexnet": 5, "zfnet": 17}[name]
        assert numbers(line) == pytest.approx([*made.mean_shares, *made.shares[k]], abs=1e-4)


@pytest.mark.parametrize(("frequency", "angle"), [(0.2, 0), (0.09, 90), (0.32, 0)])
def test_the_snippet_of_the_grating_finds_where_it_comes_back(
    frequency: float, angle: int, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = run("aliasing", capsys, frequency=frequency, angle=angle)
    for stride, line in zip((4, 2), lines, strict=True):
        assert numbers(line)[-1] == pytest.approx(abs(folded(frequency, stride)), abs=0.004)


def test_the_snippet_of_dead_maps_counts_as_the_page_does(capsys: pytest.CaptureFixture[str]) -> None:
    lines = run("dead", capsys, threshold=0.6, quiet=0.1)
    for name, line in zip(NAMES, lines, strict=True):
        *_, firing = firing_steps(load_network(f"cnnviz_{name}"), cnnviz.sample_crops())
        assert int(line.split()[2]) == int(firing.dead(0, 0.6, 0.1).sum())
        assert numbers(line)[-1] == pytest.approx(100 * firing.fires(0, 0.6).min(), abs=0.06)


def test_the_snippet_of_the_second_layer_gives_the_share_that_is_too_fine(
    capsys: pytest.CaptureFixture[str],
) -> None:
    lines = run("second", capsys, picture="cat")
    for name, stride, line in zip(NAMES, (4, 2), lines, strict=True):
        down = cnnviz.project(load_network(f"cnnviz_{name}"), cnnviz.load_image("cat"), "relu2", k=12)
        maps = down.pixels.transpose(0, 3, 1, 2).reshape(-1, *down.pixels.shape[1:3])
        assert numbers(line)[-1] == pytest.approx(100 * folded_share(maps, [stride])[0], abs=0.06)
        assert str(down.units[:, 0].tolist()) in line


ALEXNET = Measured("AlexNet", 4, 0.85, 4000, (0.6, 0.1, 0.3), (0, 0.01, 0.03, 0.1), (3, 1), 0.4)
ZFNET = Measured("ZFNet", 2, 0.90, 4000, (0.5, 0.3, 0.2), (0, 0.02, 0.08, 0.2), (0, 0), 0.2)


def test_a_pair_like_the_papers_agrees_with_every_claim() -> None:
    lines = claims_table(ALEXNET, ZFNET).splitlines()[2:]
    assert len(lines) == 5
    assert all("as in the paper" in line for line in lines)
    assert "at stride 4, ZFNet’s would fold 20.0%" in lines[1]


def test_the_other_way_round_ours_differs_everywhere() -> None:
    other = (
        replace(ZFNET, stride=4, folded=ALEXNET.folded),
        replace(ALEXNET, stride=2, folded=(0, 0.2, 0.3, 0.4)),
    )
    table = claims_table(*other)
    assert "as in the paper" not in table
    assert table.count("ours differs") == 5


def test_what_is_not_known_yet_and_what_is_too_close_is_said() -> None:
    bare = Measured("AlexNet", 4, 0.851, 400)
    assert claims_table(bare, replace(bare, title="ZFNet", accuracy=0.853)).count("being measured") == 4
    assert "too close to tell" in claims_table(bare, replace(bare, accuracy=0.853))
    none = claims_table(replace(ALEXNET, dead=(0, 0)), ZFNET)
    assert "none in either: **ours differs**" in none


def test_the_formula_folds_with_the_learners_numbers() -> None:
    plain = lambda role, inner: inner  # noqa: E731
    assert alias_formula("ZFNet", 0.3, 2, plain).endswith(r"= 0.300 - \frac{1}{2} = -0.200")
    table = folded_table(["AlexNet", "ZFNet"], np.array([[0, 0.1], [0, 0.02]]).tolist(), [1, 2])
    assert table.splitlines()[-1] == "| ZFNet | 0.0% | **2.0%** |"
