"""Lesson C4's page with our pair: what stands in its tables is what the probes say."""

import time

import pytest
from streamlit.testing.v1 import AppTest

import cnnviz
from cnnviz.networks.loading import load_network
from cnnviz.probes.aliasing import folded_by_stride
from cnnviz.probes.firing import firing_steps
from cnnviz.ui.warmup import wait_until_warm, warm_up
from tests.browser.server import ROOT
from tests.pages.test_lessons import WAIT_S, texts

NAMES = ("alexnet", "zfnet")
WAITS = ("being measured", "Being computed", "are being loaded")


def opened(**params: str) -> AppTest:
    """The page once everything is measured: without a browser nothing else looks again."""
    warm_up(0)
    assert wait_until_warm(WAIT_S)
    test = AppTest.from_file(str(ROOT / "pages/alexnet_zfnet.py"), default_timeout=WAIT_S)
    for name, value in params.items():
        test.query_params[name] = value
    end = time.monotonic() + WAIT_S
    test.run()
    while any(words in texts(test) for words in WAITS) and time.monotonic() < end:
        time.sleep(0.2)
        test.run()
    test.run()  # what was measured while the last run wrote the page may be missing at its head
    assert not test.exception
    return test


def test_dead_maps_and_claims_are_those_of_the_probes() -> None:
    words = texts(opened(look="dead", threshold="60", quiet="10", photo="espresso"))
    dead = []
    for name in NAMES:
        *_, firing = firing_steps(load_network(f"cnnviz_{name}"), cnnviz.sample_crops())
        dead.append([int(firing.dead(at, 0.6, 0.1).sum()) for at in range(5)])
    assert sum(map(sum, dead)) > 0, "a threshold at which nothing is dead proves nothing"
    (row,) = (line for line in words.splitlines() if line.startswith("| conv2 | 256 |"))
    cells = [cell.strip() for cell in row.split("|")]
    assert (cells[3], cells[6]) == (f"**{dead[0][1]}**", f"**{dead[1][1]}**")
    assert f"AlexNet {dead[0][0]} and {dead[0][1]}, ZFNet {dead[1][0]} and {dead[1][1]}" in words
    image = cnnviz.load_image("espresso")
    shares = [folded_by_stride(load_network(f"cnnviz_{name}"), image) for name in NAMES]
    assert (
        f"{shares[0][3]:.1%} comes back at a wrong frequency in AlexNet, {shares[1][1]:.1%} in ZFNet" in words
    )


@pytest.mark.parametrize("look", ["filters", "aliasing", "second"])
def test_every_look_opens_with_its_snippet(look: str) -> None:
    test = opened(look=look, photo="palace")
    assert test.code[0].value.count("alexnet") >= 1
    if look == "aliasing":
        assert "| ZFNet |" in texts(test)
    if look == "second":
        assert len(test.get("image")) + len(test.get("imgs")) == 4
