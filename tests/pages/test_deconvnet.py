"""Lesson C2's page with the real offline networks: what every view is told, what a link asks for in vain."""

import base64
import io
import json
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from streamlit.testing.v1 import AppTest

import cnnviz
from cnnviz.images.offered import VARIABLE
from cnnviz.ui.projections import tiles
from cnnviz.ui.warmup import wait_until_warm, warm_up
from tests.browser.server import ROOT
from tests.pages.test_lessons import WAIT_S, texts

SHOWN = "deconvnet/shown"


def opened(**params: str) -> AppTest:
    """The page once it has its whole answer: without a browser nothing else looks again."""
    warm_up(0)
    assert wait_until_warm(WAIT_S)
    test = AppTest.from_file(str(ROOT / "pages/deconvnet.py"), default_timeout=WAIT_S)
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
    waits = [bar for bar in test.get("progress") if not bar.proto.text.startswith("All ")]
    return SHOWN in test.session_state and test.session_state[SHOWN] is not None and not waits


def shown(test: AppTest) -> dict[str, Any]:
    data: dict[str, Any] = test.session_state[SHOWN]
    json.dumps(data, allow_nan=False)
    return data


def tile(sheet: dict[str, Any], index: int) -> np.ndarray[Any, Any]:
    """The pixels of one picture in a sheet."""
    image = Image.open(io.BytesIO(base64.b64decode(sheet["png"].partition(",")[2])))
    row, column = divmod(index, sheet["columns"])
    height, width = sheet["cell"]
    top, left = row * (height + 1), column * (width + 1)
    return np.asarray(image)[top : top + height, left : left + width, :3]


def test_the_strongest_maps_with_their_numbers() -> None:
    data = shown(opened(photo="espresso", layer="relu4", contrast="shared"))
    net, image = cnnviz.load_network("cnnviz_zfnet"), cnnviz.load_image("espresso")
    made = cnnviz.project(net, image, "relu4", k=12)
    assert [(item["map"], item["row"], item["column"]) for item in data["items"]] == [
        tuple(unit) for unit in made.units.tolist()
    ]
    expected = tiles(made.pixels, shared=True).pictures
    for index in (0, 7, 11):
        difference = tile(data["sheet"], index).astype(int) - expected[index]
        assert np.abs(difference).max() <= 1
        assert data["items"][index]["box"] == made.boxes[index].tolist()
        assert data["items"][index]["value"] == pytest.approx(float(made.activations[index]), rel=1e-4)
    assert data["chosen"] == 0


def test_the_wall_has_every_map_and_the_chosen_one_large() -> None:
    data = shown(opened(show="wall", layer="relu2", map="100"))
    assert sorted(item["map"] for item in data["items"]) == list(range(256))
    assert data["items"][data["chosen"]]["map"] == data["large"]["map"] == 100
    values = [item["value"] for item in data["items"]]
    assert values == sorted(values, reverse=True)


def test_three_methods_with_and_without_switches() -> None:
    data = shown(opened(show="methods", method="guided", switches="off"))
    assert [item["label"] for item in data["items"]] == ["Deconvnet", "Guided", "Gradient"] * 2
    assert data["chosen"] == 4
    assert len({(item["map"], item["row"], item["column"]) for item in data["items"]}) == 1
    assert len({tile(data["sheet"], index).tobytes() for index in range(6)}) == 6


def test_the_way_down_ends_at_the_picture() -> None:
    data = shown(opened(show="down", layer="relu3", step="5"))
    assert [halt["did"] for halt in data["halts"]] == [
        "one unit", "rectify", "batch norm", "filter", "unpool", "rectify", "batch norm", "filter", "unpool", "rectify",
        "batch norm", "filter",
    ]  # fmt: skip
    assert data["halts"][-1]["shape"] == [3, 160, 160]
    assert data["halts"][5]["negative"] == 0


def test_trained_beside_untrained() -> None:
    one, two = (shown(opened(show="random", draw=seed)) for seed in ("0", "1"))
    assert [len(group["items"]) for group in one["groups"]] == [8, 8]
    assert one["items"][:8] == two["items"][:8]
    assert one["items"][8:] != two["items"][8:]


def test_the_nine_strongest_over_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "twenty"
    folder.mkdir()
    crops = cnnviz.sample_crops()
    for index in range(20):
        crops.load(index * 20).save(folder / f"{index:02}.png")
    (folder / "broken.png").write_bytes(b"no picture")
    monkeypatch.setenv(VARIABLE, str(folder))
    test = opened(show="top", set="twenty", layer="relu3", photo="cat")
    data = shown(test)
    net = cnnviz.load_network("cnnviz_zfnet")
    maps = cnnviz.project(net, cnnviz.load_image("cat"), "relu3", k=4).units[:, 0].tolist()
    assert [group["title"] for group in data["groups"]] == [f"Map {of}" for of in maps]
    pictures = cnnviz.image_folder(folder)
    top = cnnviz.top_patches(net, pictures, "relu3", maps=maps)
    first = data["items"][data["groups"][1]["items"][0]]
    assert first["picture"] == pictures.names[int(top.image[1, 0])]
    assert first["value"] == pytest.approx(float(top.activation[1, 0]), rel=1e-4)
    assert [expander.label for expander in test.expander if "cannot be read" in expander.label] == [
        "1 of 21 pictures cannot be read, 0 other files are left out"
    ]


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"layer": "nowhere"}, "no layer called 'nowhere'"),
        ({"map": "3000"}, "There is no map 3000: this layer has maps 0 to 383"),
        ({"network": "efficientnet_lite0"}, "has no max pooling"),
        ({"show": "top", "set": "gone"}, "offers no pictures called “gone”"),
    ],
)
def test_what_is_not_there_gets_a_sentence_and_the_page_stands(params: dict[str, str], words: str) -> None:
    test = opened(**params)
    assert words in texts(test)
    assert shown(test)["items"]
