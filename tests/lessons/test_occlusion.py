"""Lesson C3: the snippet runs as printed and gives the page's map; the count is the probe's."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import cnnviz
from cnnviz.lessons.occlusion import count_formula, positions, snippet
from cnnviz.probes.positions import occluder_positions


@given(st.integers(1, 224), st.integers(1, 80))
def test_the_count_is_the_probes(size: int, stride: int) -> None:
    assert positions(224, size, stride) == len(occluder_positions(224, size, stride))


def test_the_formula_carries_the_numbers() -> None:
    assert count_formula(224, 48, 4, lambda role, inner: inner) == (
        r"\left\lceil \frac{I - K}{S} \right\rceil + 1 = \left\lceil \frac{224 - 48}{4} \right\rceil + 1 = 45, "
        r"\qquad 45 \cdot 45 = 2{,}025 \text{ looks}"
    )


@pytest.mark.parametrize(
    ("picture", "size", "stride", "fill", "target"),
    [("espresso", 64, 50, "gray", None), ("cat", 96, 64, "blur", 282), ("rocket", 112, 60, "mean", None)],
)
def test_the_snippet_gives_the_map_on_the_page(
    picture: str, size: int, stride: int, fill: str, target: int | None
) -> None:
    names: dict[str, Any] = {}
    exec(compile(snippet(picture, size, stride, fill, target), "snippet", "exec"), names)
    maps = cnnviz.occlusion_maps(
        cnnviz.load_network("efficientnet_lite0"),
        cnnviz.load_image(picture),
        size=size,
        stride=stride,
        fill=fill,
        target=target,
    )
    assert names["target"] == maps.target
    assert float(names["clean"][maps.target]) == pytest.approx(maps.target_probability, abs=1e-5)
    np.testing.assert_allclose(names["probability"].numpy(), maps.probability, atol=1e-5)
