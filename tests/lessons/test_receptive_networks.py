"""The table of published networks in lesson A8, and which of them the explorer can show."""

import pytest
from streamlit.testing.v1 import AppTest

from cnnviz.architectures import ARCHITECTURES, build, infer
from cnnviz.lessons.receptive_fields import Stack, read_layers
from cnnviz.lessons.receptive_fields.networks import DETAIL, HEADER, field_rows, listed, preset
from cnnviz.lessons.receptive_fields.presets import ALEXNET_LAYERS, VGG_LAYERS
from tests.browser.server import ROOT

PRESETS = tuple(name for name in ARCHITECTURES if preset(name))


@pytest.mark.parametrize("detail", DETAIL)
@pytest.mark.parametrize("name", ARCHITECTURES)
def test_every_network_has_a_table(name: str, detail: str) -> None:
    rows = field_rows(name, detail)
    assert len(rows) >= 5
    assert all(len(row) == len(HEADER) for row in rows)
    assert rows[-1][0] in (build(name).heads[-1], "average")


def test_the_table_has_the_published_fields() -> None:
    """Araujo, Norris & Sim 2019: the last layer before the network looks at everything."""
    wanted = {"alexnet": ("pool5", "195"), "vgg_d": ("pool5", "212"), "inception_v3": ("mixed_7c", "1,311"),
              "resnet50": ("conv5_3", "483"), "resnet101": ("conv5_3", "1,027"), "resnet152": ("conv5_3", "1,507"),
              "mobilenet_v1": ("separable13", "315")}  # fmt: skip
    for name, (layer, field) in wanted.items():
        assert next(row for row in field_rows(name) if row[0] == layer)[3] == field
        said = listed(name)
        assert said is not None
        assert said.startswith("Araujo, Norris & Sim 2019 list")
    assert listed("googlenet") is None


def test_branches_show_rows_and_columns_apart() -> None:
    rows = {row[0]: row for row in field_rows("inception_v3", "layers")}
    assert rows["mixed_6b.conv1x7"][3] == "159 × 255"
    assert rows["mixed_6b.concat"][3] == "351"
    assert "mixed_6b.conv1x1" not in rows  # sees what the block below sees


def test_the_presets_are_the_plain_stacks() -> None:
    assert set(PRESETS) == {
        "lenet", "alexnet", "alexnet_torchvision", "zfnet", "zfnet_wide",
        "vgg_a", "vgg_a_lrn", "vgg_b", "vgg_c", "vgg_d",
    }  # fmt: skip


@pytest.mark.parametrize("name", PRESETS)
def test_a_preset_has_the_networks_fields(name: str) -> None:
    found = preset(name)
    assert found is not None
    rows = [row for row in infer(build(name)).rows if row.node.layer.sees == "window"]
    stack = Stack(found.input, found.layers, 99, None)
    assert list(stack.reaches[1:]) == [row.rows.reach for row in rows]


def test_the_presets_of_the_explorer_are_the_same_stacks() -> None:
    for name, text in (("alexnet", ALEXNET_LAYERS), ("vgg_d", VGG_LAYERS)):
        found = preset(name)
        assert found is not None
        assert found.layers == read_layers(text)


def test_the_page_loads_a_network_into_the_explorer_and_the_link() -> None:
    test = AppTest.from_file(str(ROOT / "pages" / "receptive_fields.py"), default_timeout=120)
    test.query_params["net"] = "zfnet"
    test.run()
    assert not test.exception
    assert any("| conv1 | convolution 7 × 7" in str(block.value) for block in test.markdown)
    (load,) = (button for button in test.button if button.label.startswith("Load it"))
    load.click().run()
    assert not test.exception
    assert test.query_params["layers"] == "c7s2p1_m3s2p1_c5s2_m3s2p1_c3p1_c3p1_c3p1_m3s2"
    assert test.query_params["input"] == "224"
    assert test.query_params["net"] == "zfnet"


def test_a_network_with_branches_is_no_stack() -> None:
    test = AppTest.from_file(str(ROOT / "pages" / "receptive_fields.py"), default_timeout=120)
    test.query_params["net"] = "densenet264"
    test.query_params["rows"] = "layers"
    test.run()
    assert not test.exception
    assert not [button for button in test.button if button.label.startswith("Load it")]
    assert any("Not a plain stack" in str(caption.value) for caption in test.caption)
