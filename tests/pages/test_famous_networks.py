"""Lesson B1's page: every network opens, links hold the whole state, nonsense gets a word."""

import pytest
from streamlit.testing.v1 import AppTest

from cnnviz.architectures import ARCHITECTURES
from tests.browser.server import ROOT


def opened(**params: str) -> AppTest:
    test = AppTest.from_file(str(ROOT / "pages" / "famous_networks.py"), default_timeout=120)
    for name, value in params.items():
        test.query_params[name] = value
    return test.run()


def words(test: AppTest) -> str:
    return "\n".join(str(part.value) for part in (*test.markdown, *test.warning, *test.caption, *test.code))


@pytest.mark.parametrize("name", ARCHITECTURES)
def test_every_network_has_its_page(name: str) -> None:
    test = opened(net=name)
    assert not test.exception
    assert not test.warning
    row = ARCHITECTURES[name]
    assert any(heading.value.startswith(f"{row.title}, {row.year}") for heading in test.subheader)
    assert row.source in words(test)


def test_a_link_holds_the_whole_state() -> None:
    query = {"net": "resnet50", "edits": "conv4_2.conv2*:k5,p2", "open": "conv2_2", "layer": "conv4_2.conv2", "input": "256",
             "classes": "10", "batch": "8", "channels": "1"}  # fmt: skip
    test = opened(**query)
    assert not test.exception
    assert {name: test.query_params[name] for name in query} == query
    assert "**conv4_2.conv2**, convolution 5 × 5, padding 2" in words(test)
    assert "torch.randn(1, 1, 256, 256)" in words(test)
    assert "times 8" in words(test)


def test_a_network_that_breaks_is_explained_and_the_published_code_stays() -> None:
    test = opened(net="alexnet", input="60")
    assert not test.exception
    assert any("pool5 would give 0 × 0" in warning.value for warning in test.warning)
    assert "torch.randn(1, 3, 227, 227)" in words(test)


@pytest.mark.parametrize(
    "query",
    [{"net": "nobody"}, {"with": "<b>"}, {"input": "3"}, {"edits": "conv1:k0"}, {"edits": "<script>"}, {"open": "~".join("a" * 50)},
     {"layer": "x" * 99}, {"batch": "0"}],
)  # fmt: skip
def test_hostile_links(query: dict[str, str]) -> None:
    test = opened(**query)
    assert not test.exception
    assert "not possible" in words(test)


@pytest.mark.parametrize(
    "query", [{"edits": "conv9:k3"}, {"layer": "conv9"}, {"with": "zfnet", "layer": "~conv9"}]
)
def test_names_that_are_not_there_get_a_word(query: dict[str, str]) -> None:
    test = opened(**query)
    assert not test.exception
    assert "There is no layer" in words(test)


def test_the_story_puts_networks_beside_each_other() -> None:
    test = opened(net="resnet34", edits="conv1:k5")
    (button,) = (each for each in test.button if each.label.startswith("Put ResNet-34 beside Plain-34"))
    test = button.click().run()
    assert not test.exception
    assert (test.query_params["net"], test.query_params["with"]) == ("resnet34", "plain34")
    assert "edits" not in test.query_params
