"""Lesson C1: the snippet runs as printed and gives the page's numbers; the formulas carry them."""

from typing import Any

import numpy as np
import pytest

import cnnviz
from cnnviz.lessons.feature_maps import Move, Term, snippet, step_formula, sum_formula

LITE0 = 'cnnviz.load_network("efficientnet_lite0")'


def plain(_role: str, inner: str) -> str:
    return inner


@pytest.mark.parametrize(
    ("picture", "layer", "map_", "place"),
    [
        ("cat", "stem", 12, (111, 110)),
        ("espresso", "blocks.3.depthwise", 69, (4, 9)),
        ("rocket", "head", 1279, (6, 0)),
    ],
)
def test_the_snippet_gives_the_numbers_on_the_page(
    picture: str, layer: str, map_: int, place: tuple[int, int]
) -> None:
    names: dict[str, Any] = {}
    exec(compile(snippet(LITE0, picture, layer, map_, place), "snippet", "exec"), names)
    net, image = cnnviz.load_network("efficientnet_lite0"), cnnviz.load_image(picture)
    maps = cnnviz.layer_maps(net, image, layer)
    unit = cnnviz.explain_unit(net, image, layer, map=map_, row=place[0], column=place[1])
    assert maps.values is not None
    np.testing.assert_allclose(names["maps"].numpy(), maps.values, rtol=1e-4, atol=1e-4)
    np.testing.assert_allclose(names["strength"].numpy(), maps.strength, rtol=1e-3, atol=1e-5)
    assert names["order"][0] == maps.order[0]
    assert float(names["zeros"].mean()) == pytest.approx(maps.sparsity, abs=1e-5)
    assert int((names["zeros"] == 1).sum()) == len(maps.dead)
    assert float(names["value"]) == pytest.approx(unit.value, rel=1e-4, abs=1e-4)
    assert unit.computed == pytest.approx(unit.value, rel=1e-4, abs=1e-4)
    assert not any(module._forward_hooks for module in net.module.modules())


def test_a_later_run_of_a_layer_is_the_snippets_output_of_that_number() -> None:
    assert 'get_submodule("layer1.0.relu")' in snippet(LITE0, "cat", "layer1.0.relu#1", 0, (0, 0))
    assert "maps = outputs[1][0]" in snippet(LITE0, "cat", "layer1.0.relu#1", 0, (0, 0))


def test_the_sum_carries_its_terms_the_others_and_the_bias() -> None:
    terms = (Term(7, 1.25), Term(3, -0.5))
    assert sum_formula(terms, (1200, 0.0625), -0.25, 0.5625, plain) == (
        r"\underset{n = 7}{1.250} \underset{n = 3}{- 0.500} \underset{\text{1{,}200 others}}{+ 0.0625} "
        r"\underset{\text{bias}}{- 0.250} = 0.562"
    )
    assert "others" not in sum_formula(terms, (0, 0.0), 0.0, 0.75, plain)


@pytest.mark.parametrize(
    ("move", "formula"),
    [
        (Move("activation", "ReLU", {}, -1.5, 0.0), r"\text{ReLU: } \max(0,\; -1.500) = 0"),
        (Move("activation", "ReLU6", {}, 7.0, 6.0), r"\text{ReLU6: } \min(6,\; \max(0,\; 7.000)) = 6.000"),
        (Move("activation", "SiLU", {}, 1.0, 0.731), r"\text{SiLU: } f(1.000) = 0.731"),
        (Move("sum", "shortcut", {"shortcut": -0.5}, 2.0, 1.5), r"\text{shortcut: } 2.000 - 0.500 = 1.500"),
        (
            Move("batch norm", "batch norm", {"gamma": 2, "beta": -1, "mean": 0.5, "variance": 4, "epsilon": 0.001}, 1.5, 0.0),
            r"\text{batch norm: } 2.000 \cdot \frac{1.500 - 0.500}{\sqrt{4.000 + 0.001}} - 1.000 = 0",
        ),
        (
            Move("maximum", "max pooling", {"row": 3, "column": 4}, 1.0, 1.0),
            r"\text{max pooling, the largest in its window stands at row 3, column 4: } 1.000",
        ),
        (
            Move("branch", "concatenation", {"branch": 1, "map": 9}, 1.0, 1.0),
            r"\text{stacked, it is map 9 of part 1 of the stack: } 1.000",
        ),
    ],
)  # fmt: skip
def test_every_step_with_its_numbers(move: Move, formula: str) -> None:
    assert step_formula(move, plain) == formula
