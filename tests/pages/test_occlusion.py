"""Lesson C3's page with the real offline network: its first answer, one's own picture, a kept setting, the gradients."""

import json
import time
from typing import Any

import numpy as np
import pytest
from PIL import Image
from streamlit.testing.v1 import AppTest

import cnnviz
from cnnviz.networks.catalogue import find_entry
from cnnviz.ui.warmup import wait_until_warm, warm_up
from tests.browser.server import ROOT
from tests.pages.test_lessons import WAIT_S, texts

SHOWN = "occlusion/shown"
COARSE = {"network": "cnnviz_zfnet", "size": "64", "stride": "48"}


def until(test: AppTest, words: str) -> AppTest:
    """Run the page until it says so: without a browser nothing else looks again."""
    end = time.monotonic() + WAIT_S
    test.run()
    while words not in texts(test) and time.monotonic() < end and not test.exception:
        time.sleep(0.1)
        test.run()
    assert not test.exception
    assert words in texts(test)
    return test


def opened(**params: str) -> AppTest:
    warm_up(0)
    assert wait_until_warm(WAIT_S)
    test = AppTest.from_file(str(ROOT / "pages/occlusion.py"), default_timeout=WAIT_S)
    for name, value in params.items():
        test.query_params[name] = value
    return test


def shown(test: AppTest) -> dict[str, Any]:
    data: dict[str, Any] = test.session_state[SHOWN]
    return data


def projected_everywhere(test: AppTest) -> AppTest:
    """Run on until the map's projections in the other photos, which come last, are there."""
    end = time.monotonic() + WAIT_S
    while None in [other["picture"] for other in shown(test)["projection"]["others"]]:
        assert time.monotonic() < end
        time.sleep(0.1)
        test.run()
    return test


def test_a_class_beyond_the_top_five_is_named_where_it_is_chosen() -> None:
    names = find_entry("cnnviz_zfnet").labels()
    network = cnnviz.load_network("cnnviz_zfnet")
    target = int(cnnviz.predict(network, cnnviz.load_image("espresso"), k=10).labels[-1])
    test = until(opened(**COARSE, photo="espresso", target=str(target)), "matters most")
    chosen = next(box for box in test.selectbox if box.label == "Map the probability of")
    assert chosen.options[-1] == names[target]
    assert shown(test)["names"][shown(test)["target"]] == names[target]


def test_all_five_panels_carry_the_librarys_numbers() -> None:
    test = until(opened(**COARSE, photo="espresso", shape="disc", fill="blur"), "matters most")
    assert "knows 10 classes (tench, " in texts(test)
    data = shown(projected_everywhere(test))
    json.dumps(data, allow_nan=False)
    net, image = cnnviz.load_network("cnnviz_zfnet"), cnnviz.load_image("espresso")
    maps = cnnviz.occlusion_maps(net, image, size=64, stride=48, shape="disc", fill="blur", layer="relu5")
    assert maps.unit is not None and maps.activation is not None
    assert data["activation"]["title"] == f"conv5, map {maps.unit}"
    assert data["activation"]["values"] == pytest.approx(maps.activation.ravel().tolist(), rel=1e-3)
    assert data["activation"]["clean"] == pytest.approx(maps.unit_activation, rel=1e-4)
    assert data["probability"] == pytest.approx(maps.probability.ravel().tolist(), abs=2e-4)
    assert [data["names"][k] for k in data["label"]] == [maps.names[k] for k in maps.label.ravel()]
    assert data["relation"].startswith("r = ")
    projection = data["projection"]
    down = cnnviz.project(net, image, layer="relu5", maps=[maps.unit])
    assert projection["box"] == down.boxes[0].tolist()
    assert [other["title"] for other in projection["others"]] == [
        "cat", "cameraman", "astronaut", "rocket", "moped", "palace", "flower",
    ]  # fmt: skip
    assert all(other["picture"].startswith("data:image/png") for other in projection["others"])


def test_choosing_a_class_of_the_top_five_computes_nothing_anew() -> None:
    test = until(opened(**COARSE, photo="moped"), "matters most")
    before, question = shown(test), test.session_state["claim/OcclusionRequest"].request
    box = next(box for box in test.selectbox if box.label == "Map the probability of")
    box.select_index(2)
    test.run()
    assert not test.exception
    assert test.session_state["claim/OcclusionRequest"].request == question
    assert shown(test)["names"][shown(test)["target"]] != before["names"][before["target"]]
    assert test.query_params["target"]


def test_a_network_without_switches_says_so_and_a_wrong_wish_gets_a_sentence() -> None:
    test = until(opened(size="96", stride="64", photo="cat", layer="nowhere", map="9"), "matters most")
    assert "no layer “nowhere”" in texts(test)
    assert "classes (" not in texts(test)  # of 1,000 there is one for most pictures
    assert "no max pooling" in shown(test)["projection"]["note"]
    assert test.query_params["layer"] == "head"
    assert shown(test)["activation"]["title"] == "head, map 9"


def test_ones_own_picture_is_mapped_beside_all_the_samples() -> None:
    test = opened(**COARSE, photo="upload")
    noise = np.random.default_rng(3).integers(0, 255, (300, 300, 3), np.uint8)
    until(test, "matters most")
    cat = shown(test)["picture"]
    test.session_state["picture/own"] = Image.fromarray(noise)
    end = time.monotonic() + WAIT_S
    while shown(test)["picture"] == cat and time.monotonic() < end:
        test.run()
        assert not test.exception
    assert len(shown(test)["projection"]["others"]) == 7


def test_two_settings_and_the_gradients_beside_the_map() -> None:
    test = until(
        opened(**COARSE, photo="rocket", kept="48-48-disc-black-0", lenses="on"), "percentage points apart"
    )
    until(test, "it goes with occlusion")
    words = texts(test)
    assert "Kept: disc of 48 px, step 48 px, black" in words
    pictures = [html for html in test.get("html") if "<img" in str(getattr(html, "value", ""))]
    assert len(pictures) == 6
    next(button for button in test.button if button.label == "Let go of it").click().run()
    assert "kept" not in test.query_params


def test_a_hostile_setting_in_the_link_is_dropped_with_a_word() -> None:
    test = opened(**COARSE, kept="48-16-square-gray-999", map="-7", lenses="yes").run()
    assert not test.exception
    assert texts(test).count("not possible") == 3


def test_a_layer_that_comes_back_late_from_the_network_before_is_no_wish_of_the_learners() -> None:
    test = until(opened(**COARSE, photo="cat"), "matters most")
    memory = test.session_state["view/occlusion"]
    memory["values"]["layer"] = "head"  # what a browser may send while the map grows
    memory["drawn"].discard("layer")
    until(test, "matters most")
    assert "no layer" not in texts(test)
    assert test.query_params["layer"] == "relu5"


def test_noise_has_a_seed_to_choose_and_only_noise_asks_for_it() -> None:
    test = until(opened(**COARSE, photo="cat", fill="noise", seed="3"), "matters most")
    seed = next(box for box in test.number_input if box.label == "Seed")
    assert seed.value == 3
    assert test.session_state["claim/OcclusionRequest"].request.seed == 3
    seed.set_value(4).run()
    assert test.session_state["claim/OcclusionRequest"].request.seed == 4
    assert test.query_params["seed"] in ("4", ["4"])
    next(box for box in test.selectbox if box.label == "Made of").select("gray").run()
    assert not test.exception
    assert "Seed" not in [box.label for box in test.number_input]
    assert test.session_state["claim/OcclusionRequest"].request.seed == 0
