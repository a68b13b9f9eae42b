"""Lesson C2: the snippet runs as printed and gives the page's numbers; formulas and sentences carry them."""

from typing import Any

import numpy as np
import pytest

import cnnviz
from cnnviz.lessons.deconvnet import contrast_formula, gate_formula, halt_words, reach_formula, snippet

ZFNET = 'cnnviz.load_network("cnnviz_zfnet")'
LITE0 = 'cnnviz.load_network("efficientnet_lite0")'


def plain(_role: str, inner: str) -> str:
    return inner


@pytest.mark.parametrize(
    ("loads", "layer", "method", "switches"),
    [
        (ZFNET, "relu3", "deconvnet", True),
        (ZFNET, "relu4", "guided", False),
        (ZFNET, "pool2", "gradient", True),
        (LITE0, "blocks.3", "guided", True),
    ],
)
def test_the_snippet_gives_the_projection_on_the_page(
    loads: str, layer: str, method: Any, switches: bool
) -> None:
    net = eval(loads)
    image = cnnviz.load_image("cat")
    of, row, column = cnnviz.project(net, image, layer, k=3).units[2].tolist()
    unit = (of, row, column)
    made = cnnviz.project(net, image, layer, units=[unit], method=method, switches=switches)
    names: dict[str, Any] = {}
    exec(
        compile(snippet(loads, "cat", layer, unit, method=method, switches=switches), "snippet", "exec"),
        names,
    )
    assert names["activation"].item() == pytest.approx(float(made.activations[0]), rel=1e-4, abs=1e-6)
    expected = made.whole(0)
    largest = float(np.abs(expected).max())
    assert largest > 0
    np.testing.assert_allclose(names["signal"].numpy(), expected, atol=2e-4 * largest)
    assert not any(module._forward_hooks for module in net.module.modules())


def test_formulas_carry_the_learners_numbers() -> None:
    words = reach_formula((17, 3, 4), 8.3125, (20, 0, 95, 75), 160, plain)
    assert "s(17, 3, 4) = 8.312" in words
    assert r"75 \times 75 = 5{,}625" in words
    assert "25{,}600" in words
    assert "1{,}123" in gate_formula("relu2", (756, 1123), 756)
    assert r"\tfrac{v}{0.003027}" in contrast_formula(0.0030271, plain)
    assert r"4.200 \cdot 10^{-5}" in contrast_formula(0.000042, plain)


def test_what_happened_at_a_stage_in_words() -> None:
    assert halt_words((), (), (1, 0), (1, 0), True) == (
        "One unit is kept, everything else in its layer is set to 0."
    )
    assert halt_words(("unpool",), ("pool1",), (90, 0), (88, 0), False) == (
        "Unpooled at pool1: every value goes to the middle of its window (no switches); 90 values that are not 0 become 88."
    )
    assert halt_words(("rectify",), ("relu1",), (30, 10), (20, 0), True) == (
        "Rectified at relu1: 30 values are positive, 20 of them pass, 10 are negative and become 0."
    )
    assert halt_words(("rectify",), ("relu1",), (30, 10), (20, 5), True) == (
        "Rectified at relu1: 25 of 40 values pass, 15 become 0."
    )
    assert "Passed on at a and b; then" in halt_words(
        ("pass", "pass", "crop"), ("a", "b", "c"), (3, 0), (3, 0), True
    )
