"""Lesson C1's page with the real offline network: what a link asks for, and what the component is told."""

import base64
import json
import time
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

import cnnviz
from cnnviz.ui.warmup import wait_until_warm, warm_up
from tests.browser.server import ROOT
from tests.pages.test_lessons import WAIT_S, texts

SHOWN = "feature_maps/shown"


def opened(**params: str) -> AppTest:
    """The page once it has its answer: without a browser nothing else looks again."""
    warm_up(0)
    assert wait_until_warm(WAIT_S)
    test = AppTest.from_file(str(ROOT / "pages/feature_maps.py"), default_timeout=WAIT_S)
    for name, value in params.items():
        test.query_params[name] = value
    end = time.monotonic() + WAIT_S
    test.run()
    while not whole(test) and time.monotonic() < end:
        time.sleep(0.2)
        test.run()
    assert not test.exception
    return test


def whole(test: AppTest) -> bool:
    """Whether nothing is waited for any more."""
    return SHOWN in test.session_state and not test.exception and not test.get("progress")


def shown(test: AppTest) -> dict[str, Any]:
    data: dict[str, Any] = test.session_state[SHOWN]
    return data


def test_the_glance_shows_every_layer_and_the_numbers_add_up() -> None:
    data = shown(opened(photo="espresso"))
    json.dumps(data, allow_nan=False)
    net, image = cnnviz.load_network("efficientnet_lite0"), cnnviz.load_image("espresso")
    assert [(layer["name"], tuple(layer["shape"])) for layer in data["layers"]] == [
        (layer.name, layer.shape) for layer in net.layers
    ]
    assert data["top"][0]["name"] == "espresso"
    assert data["filters"]["count"] == 32
    unit = data["unit"]
    assert sum(feeder["term"] for feeder in unit["feeders"]) + unit["rest"]["sum"] + unit[
        "bias"
    ] == pytest.approx(unit["total"])
    assert (unit["steps"][-1] if unit["steps"] else {"value": unit["total"]})["value"] == pytest.approx(
        unit["value"], rel=1e-4, abs=1e-4
    )
    plane = np.frombuffer(base64.b64decode(unit["plane"]), "<f4").reshape(unit["planeSize"])
    chosen = data["chosen"]
    assert plane[chosen["row"], chosen["column"]] == pytest.approx(unit["value"])
    assert plane.max() == pytest.approx(unit["value"]), "a link that names no place gets the peak"
    values = cnnviz.layer_maps(net, image, "stem").values
    assert values is not None
    np.testing.assert_allclose(plane, values[chosen["map"]], atol=1e-4)
    assert chosen["field"]["size"] == [3, 3]


def test_a_link_opens_a_unit_inside_a_block() -> None:
    test = opened(layer="blocks.3.depthwise", map="69", at="4,9")
    data = shown(test)
    assert (data["chosen"]["title"], data["chosen"]["map"]) == ("block 3, depthwise", 69)
    assert (data["unit"]["row"], data["unit"]["column"]) == (4, 9)
    assert data["unit"]["feeding"] == "blocks.3.expand"
    assert "Map 69 of block 3, depthwise at row 4, column 9" in texts(test)


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"layer": "nowhere"}, "no layer called 'nowhere'"),
        ({"map": "3000"}, "There is no map 3000 here: the layer's 32 maps"),
        ({"at": "500,3"}, "There is no row 500, column 3 here: the maps are 112 × 112"),
    ],
)
def test_what_is_not_there_gets_a_sentence_and_the_page_stands(params: dict[str, str], words: str) -> None:
    data = shown(opened(**params))
    assert words in data["sorry"]
    assert data["chosen"]["layer"] == "stem"


@pytest.mark.parametrize(
    ("against", "field"), [("photo", "photo2"), ("layer", "layer2"), ("network", "network2")]
)
def test_side_by_side(against: str, field: str) -> None:
    test = opened(against=against, photo="cat")
    assert "Side by side" in [heading.value for heading in test.subheader]
    assert len(test.get("image")) == 2
    assert any(box.key == f"feature_maps/{field}" for box in test.selectbox)


def test_two_networks_are_compared_in_the_layer_of_one_name_unless_told_otherwise() -> None:
    test = opened(against="network", network="cnnviz_zfnet", network2="cnnviz_alexnet", layer="relu3")
    assert "**AlexNet (ours), conv3**" in texts(test)
    box = next(box for box in test.selectbox if box.key == "feature_maps/layer2")
    box.set_value("relu1").run()
    assert "**AlexNet (ours), conv1**" in texts(test)
    assert "**ZFNet (ours), conv3**" in texts(test)


def test_a_network_that_is_not_here_gets_a_sentence() -> None:
    test = opened(network="own")
    assert "A network of one's own is never part of a link" in texts(test)
    assert shown(test)["stamp"].startswith("efficientnet_lite0/")
