"""Lesson C5: the snippet runs as printed and gives the page's numbers."""

from typing import Any

import pytest

import cnnviz
from cnnviz.lessons.invariance import distance_formula, snippet, sweep_words
from cnnviz.probes.invariance import invariance

LOADS = 'cnnviz.load_network("efficientnet_lite0", device="cpu")'


@pytest.mark.parametrize(("move", "index"), [("shift", 3), ("scale", 12), ("turn", 9)])
def test_the_snippet_gives_the_numbers_of_the_page(move: str, index: int) -> None:
    net = cnnviz.load_network("efficientnet_lite0", device="cpu")
    curves = invariance(net, cnnviz.load_image("espresso"), move)
    names: dict[str, Any] = {}
    exec(compile(snippet("espresso", LOADS, move, float(curves.amounts[index])), "snippet", "exec"), names)
    assert names["d_first"] == pytest.approx(curves.first[index], abs=1e-4)
    assert names["d_top"] == pytest.approx(curves.top[index], abs=1e-4)
    assert float(names["probability"][curves.target]) == pytest.approx(curves.probability[index], abs=1e-4)
    assert not any(module._forward_hooks for module in net.module.modules())


def test_the_formula_says_how_the_picture_is_moved() -> None:
    plain = lambda role, inner: inner  # noqa: E731
    assert r"d_{\text{first}}(\text{-20 px}) = 0.41" in distance_formula("shift", -20, 0.414, 0.2, plain)
    assert r"1.40\times" in distance_formula("scale", 1.4, 1, 1, plain)


def test_a_picture_that_never_loses_its_answer() -> None:
    says = sweep_words("scale", [1, 1.4, 1.8], [0.9, 0.7, 0.8], [3, 3, 3], 3)
    assert says == (
        "The answer stays the same at 3 of 3 amounts. It is least probable when the picture is enlarged 1.40 times (70%)."
    )
