"""Choosing a network on a page: what is ready, what a link asks for in vain, downloads, one's own."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Selectbox
from torchvision import models

from cnnviz.networks import own
from cnnviz.ui import warmup
from cnnviz.ui.more_networks import OwnNetwork
from tests.networks.weights_server import WeightsServer, checkpoint, serve_network, wait_for

NAME = "tiny"


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[WeightsServer]:
    with serve_network(NAME, tmp_path, monkeypatch) as running:
        yield running


def page() -> None:
    import streamlit as st

    from cnnviz.ui.more_networks import network_sidebar
    from cnnviz.ui.networks import choose_network, network_field
    from cnnviz.ui.view import View

    view = View("occlusion", (network_field(),))
    network_sidebar()
    chosen = choose_network(view)
    st.info(chosen.notice)
    st.json({"name": chosen.name, "side": chosen.side, "loads": chosen.loads, "unfit": chosen.unfit})


def opened(**params: str) -> AppTest:
    test = AppTest.from_function(page, default_timeout=120)
    test.session_state["more-networks"] = True
    for name, value in params.items():
        test.query_params[name] = value
    return test.run()


def chosen(test: AppTest) -> str:
    assert not test.exception
    return str(test.json[0].value)


def options(test: AppTest) -> list[str]:
    (box,) = (box for box in test.selectbox if box.label == "Network")
    return list(box.options)


def words(test: AppTest) -> str:
    return "\n".join(str(part.value) for part in (*test.info, *test.warning, *test.caption))


def test_what_is_ready_can_be_chosen(server: WeightsServer) -> None:
    test = opened()
    assert options(test)[0] == "EfficientNet-Lite0"
    assert not {"Tiny", "VGG-16", "Your own"} & set(options(test))
    assert '"side":224' in chosen(test).replace(" ", "")
    assert "no max pooling" in chosen(test)


def test_a_link_to_what_is_not_here_gets_a_sentence_and_an_answer(server: WeightsServer) -> None:
    test = opened(network="vgg16")
    assert "efficientnet_lite0" in chosen(test)
    assert "VGG-16, not here yet" in options(test)
    assert "VGG-16 is not on this machine yet: download it under" in words(test)
    assert "EfficientNet-Lite0 answers" in words(test)


def offers(test: AppTest) -> Selectbox[str]:
    (box,) = (box for box in test.selectbox if box.label == "Not here yet")
    return box


def begin(test: AppTest) -> AppTest:
    offers(test).set_value(NAME).run()
    return test.button(key="fetch/start").click().run()


def test_a_network_is_downloaded_on_the_learners_word_only(server: WeightsServer) -> None:
    server.habits.gate = threading.Event()
    test = opened()
    assert "VGG-16, 553 MB" in offers(test).options
    assert server.asked == []
    begin(test)
    assert server.halfway.wait(20)
    test.run()
    assert not test.exception
    test.button(key=f"fetch/stop/{NAME}").click().run()
    assert test.button(key=f"fetch/again/{NAME}").label == "Go on"
    server.habits.gate.set()
    test.button(key=f"fetch/again/{NAME}").click().run()
    wait_for(lambda: "Tiny" in options(test.run()))
    test.run()  # the list of offers is drawn before the list of networks, and the last byte may have come in between
    assert not any("Tiny" in option for option in offers(test).options)


def test_a_failed_download_says_why(server: WeightsServer) -> None:
    server.habits.status = 404
    test = begin(opened())
    wait_for(lambda: "has no file tiny-" in words(test.run()))
    assert test.run().button(key=f"fetch/again/{NAME}").label == "Try again"


def test_ones_own_is_the_sessions_and_never_a_links(server: WeightsServer) -> None:
    stranger = opened(network="own")
    assert "efficientnet_lite0" in chosen(stranger)
    assert "never part of a link" in words(stranger)
    name = own.keep("me", "squeezenet1_1", checkpoint(models.squeezenet1_1(num_classes=3)), side=160)
    test = opened(network="own")
    test.session_state["network/own"] = OwnNetwork(name, "squeezenet1_1")
    test.run()
    assert "Your own (squeezenet1_1)" in options(test)
    assert name in chosen(test)
    assert "side=160" in chosen(test)
    assert name not in str(test.query_params)


def test_a_closed_drawer_draws_nothing(server: WeightsServer) -> None:
    test = AppTest.from_function(page, default_timeout=120).run()
    assert not test.exception
    assert [box.label for box in test.selectbox] == ["Network"]


def test_the_sidebar_says_where_it_computes(server: WeightsServer) -> None:
    warmup.warm_up(delay_s=0)
    assert warmup.wait_until_warm(300)
    test = opened()
    assert "Computes on " in words(test)
    (box,) = (box for box in test.selectbox if box.label == "Architecture")
    assert {"cnnviz_zfnet", "resnet18"} <= set(box.options)
    (use,) = (button for button in test.button if button.label == "Use it")
    use.click().run()
    assert "Choose a file first." in words(test)
