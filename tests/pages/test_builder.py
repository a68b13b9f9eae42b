"""The builder's page: links, what it starts from, challenges, and what it does with what breaks."""

import pytest
from streamlit.testing.v1 import AppTest

from cnnviz.lessons.builder import CHALLENGES
from tests.browser.server import ROOT


def opened(**params: str) -> AppTest:
    test = AppTest.from_file(str(ROOT / "pages" / "builder.py"), default_timeout=120)
    for name, value in params.items():
        test.query_params[name] = value
    test.run()
    assert not test.exception
    return test


def words(test: AppTest) -> str:
    parts = (*test.markdown, *test.caption, *test.info, *test.warning, *test.success)
    return "\n".join(str(part.value) for part in parts)


def press(test: AppTest, label: str) -> AppTest:
    (button,) = (button for button in test.button if button.label == label)
    button.click().run()
    assert not test.exception
    return test


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("layers", "c16_x", "layer 2, “x”, is no layer"),
        ("layers", "c16p1_s.0.2", "layer 2 reads layer 2"),
        ("layers", "_".join(["r"] * 500), "are too many"),
        ("input", "3x9999x1", "is no shape"),
        ("input", "3x0x1", "outside 1 to 512"),
        ("chosen", "-1", "outside"),
        ("run", "perhaps", "neither 0 nor 1"),
        ("challenge", "win", "is none of"),
    ],
)
def test_a_bad_link_is_dropped_with_a_word(name: str, text: str, sentence: str) -> None:
    assert sentence in words(opened(**{name: text}))


def test_a_block_of_a_network_is_loaded_and_is_in_the_link() -> None:
    test = opened()
    network, part = (box for box in test.selectbox if box.label in ("Network", "Part"))
    network.set_value("googlenet").run()
    (part,) = (box for box in test.selectbox if box.label == "Part")
    part.set_value("inception_3a").run()
    press(test, "Load it")
    assert test.query_params["input"] == "192x28x28"
    assert test.query_params["layers"].endswith("_j.2.6.10.13")
    press(test, "Start empty")
    assert "layers" in test.query_params
    assert "There is no layer yet: add one." in words(test)


@pytest.mark.parametrize("key", CHALLENGES)
def test_a_challenge_starts_undone(key: str) -> None:
    test = press(opened(challenge=key), "Start it")
    assert CHALLENGES[key].task in words(test)
    assert "not yet" in words(test)
    assert "every condition" not in words(test)


def test_a_challenge_that_is_met_says_so() -> None:
    met = opened(challenge="separable", input="32x112x112", layers="wp1_ck1")
    assert "Done: every condition is met." in words(met)


def test_a_network_that_breaks_keeps_its_page() -> None:
    shown = words(opened(layers="ck15_f_l10", input="3x8x8", run="1"))
    assert "conv1 would give 0 × 0" in shown
    assert "As soon as a network holds together" in shown


def test_what_is_too_large_is_said_instead_of_run() -> None:
    assert "at most 40,000,000 are run here" in words(opened(layers="f_l8192_l8192", run="1"))


def test_networks_with_layers_of_their_own_are_loaded_and_what_is_left_out_is_said() -> None:
    test = opened()
    (network,) = (box for box in test.selectbox if box.label == "Network")
    network.set_value("inception_v3").run()
    assert "As a whole it has 310 layers" in words(test)
    (network,) = (box for box in test.selectbox if box.label == "Network")
    network.set_value("lenet").run()
    press(test, "Load it")
    assert test.query_params["input"] == "1x32x32"
    assert test.query_params["layers"].startswith("c6k5_r5_u_r5_v")
    assert test.query_params["layers"].endswith("_e")
