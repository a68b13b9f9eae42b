"""Lesson C3: the snippet runs as printed and gives the page's map; the count is the probe's."""

import json
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import cnnviz
from cnnviz.lessons import draw
from cnnviz.lessons.occlusion import count_formula, positions, snippet
from cnnviz.lessons.occlusion.measured_exercises import first_drop_exercise
from cnnviz.lessons.occlusion.regions import FILE, PLACES, measured_regions
from cnnviz.probes.positions import occluder_positions
from cnnviz.regions_command import measure


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


@pytest.mark.parametrize(
    ("shape", "fill", "seed", "layer", "unit"),
    [("disc", "noise", 4, "relu5", 7), ("square", "white", 0, "pool1", 2)],
)
def test_the_snippet_watches_the_map_that_the_page_watches(
    shape: str, fill: str, seed: int, layer: str, unit: int
) -> None:
    names: dict[str, Any] = {}
    asked: dict[str, Any] = {"shape": shape, "seed": seed, "layer": layer, "unit": unit}
    code = snippet(
        "astronaut", 48, 56, fill, None, **asked, loads='cnnviz.load_network("cnnviz_zfnet")', side=160
    )
    exec(compile(code, "snippet", "exec"), names)
    net = cnnviz.load_network("cnnviz_zfnet")
    maps = cnnviz.occlusion_maps(net, cnnviz.load_image("astronaut"), size=48, stride=56, fill=fill, **asked)
    assert maps.activation is not None
    np.testing.assert_allclose(names["probability"].numpy(), maps.probability, atol=1e-5)
    np.testing.assert_allclose(names["activation"].numpy(), maps.activation, rtol=1e-4)
    assert names["clean_sum"] == pytest.approx(maps.unit_activation, rel=1e-4)
    assert not any(module._forward_hooks for module in net.module.modules())


def test_the_exercises_stand_on_what_the_network_gives() -> None:
    shipped = json.loads(FILE.read_text("utf-8"))
    assert shipped["weights"] == cnnviz.load_network("cnnviz_zfnet").weights_id
    fresh = measure(("astronaut",), ("relu2", "relu5"))
    then, now = shipped["photos"]["astronaut"], fresh["photos"]["astronaut"]
    assert (fresh["side"], fresh["size"]) == (shipped["side"], shipped["size"])
    assert now["label"] == then["label"]
    np.testing.assert_allclose(now["probability"], then["probability"], atol=1e-3)
    for k, layer in enumerate((1, 4)):
        assert now["units"][k] == then["units"][layer]
        np.testing.assert_allclose(now["covered"][k], then["covered"][layer], rtol=5e-3)


def test_what_drops_first_is_computed() -> None:
    """An independent count over the shipped numbers: the right choice loses the largest share, clearly."""
    regions = {photo.subject: photo for photo in measured_regions().photos}
    for seed in range(1, 60):
        exercise = draw(first_drop_exercise, seed)
        photo = next(
            photo for subject, photo in regions.items() if f"the photo of {subject}," in exercise.question
        )
        place = next(k for k, name in enumerate(PLACES) if f"the ninth in the {name}." in exercise.question)
        left = {
            layer.title: layer.covered[place] / layer.clean
            for layer in photo.layers
            if layer.title in exercise.choices
        }
        assert min(left, key=left.__getitem__) == exercise.answer
        assert sorted(left.values())[1] - left[str(exercise.answer)] >= 0.05
