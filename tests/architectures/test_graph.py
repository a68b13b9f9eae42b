"""Networks are plain data: compared, hashed, edited, refused when they make no sense."""

import subprocess
import sys

import pytest

from cnnviz.architectures import INPUT, Network, Node, Sketch, build, edited, grouped, infer
from cnnviz.architectures.layers import Dense, Pool, conv, max_pool
from cnnviz.architectures.simple import Activation, Flatten
from cnnviz.architectures.windows import make_windows
from tests.architectures.helpers import NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_network_is_a_value(name: str) -> None:
    assert build(name) is build(name)
    other = Network(build(name).input, build(name).nodes, build(name).heads)
    assert other == build(name)
    assert hash(other) == hash(build(name))


def test_an_edit_makes_a_new_network() -> None:
    before = build("alexnet")
    after = edited(before, "conv1", kernel=7, stride=(2, 3), padding=1, maps=64)
    assert before == build("alexnet") != after
    assert after.by_name["conv1"].layer.words == "convolution 7 × 7, stride 2 × 3, padding 1"
    assert infer(after).by_name["conv1"].shape == (64, 112, 75)
    assert edited(after, "conv1", kernel=11, stride=4, padding=0, maps=96) == before
    assert edited(before, "fc6", outputs=10).by_name["fc6"].layer == Dense(10)


@pytest.mark.parametrize(
    ("name", "changes", "words"),
    [
        ("conv9", {"kernel": 3}, "There is no node conv9"),
        ("relu1", {"kernel": 3}, "relu1 is a layer of the kind ReLU; it has no kernel."),
        ("pool1", {"maps": 3}, "it has no maps"),
        ("conv1", {"stride": 0}, "The stride must be at least 1, not 0."),
        ("pool1", {"padding": 2}, "at most half of its window: here 1, not 2"),
    ],
)
def test_an_impossible_edit_is_refused_in_words(name: str, changes: dict[str, int], words: str) -> None:
    with pytest.raises(ValueError, match=r"\.") as refused:
        edited(build("alexnet"), name, **changes)
    assert words in str(refused.value)


def test_nodes_must_read_what_is_there() -> None:
    relu = Activation()
    with pytest.raises(ValueError, match="a reads b, which is not there before it"):
        Network((1, 4, 4), (Node("a", relu, ("b",)), Node("b", relu, (INPUT,))))
    with pytest.raises(ValueError, match="two nodes with the name a"):
        Network((1, 4, 4), (Node("a", relu, (INPUT,)), Node("a", relu, (INPUT,))))
    with pytest.raises(ValueError, match="at least one node"):
        Network((1, 4, 4), ())


def test_average_pooling_has_no_dilation() -> None:
    with pytest.raises(ValueError, match="no dilation"):
        Pool(*make_windows(3, dilation=2), "average")


def test_a_sketch_puts_layers_on_top_of_each_other() -> None:
    net = Sketch((3, 8, 8))
    net.add("conv", conv(4, 3))
    with net.side("aux"):
        net.add("flatten", Flatten())
        net.head("out", Dense(2))
    net.add("pool", max_pool(2, 2))
    network = net.network()
    assert [(node.name, node.inputs, node.side) for node in network.nodes] == [
        ("conv", (INPUT,), ""),
        ("aux.flatten", ("conv",), "aux"),
        ("aux.out", ("aux.flatten",), "aux"),
        ("pool", ("conv",), ""),
    ]
    assert (network.output, network.sides, network.heads) == ("pool", ("aux",), ("aux.out",))
    assert not network.is_chain
    assert build("alexnet").is_chain


def test_chains_are_known() -> None:
    chains = {name for name in NAMES if build(name).is_chain}
    vgg = {f"vgg_{column}" for column in ("a", "a_lrn", "b", "c", "d", "e")}
    assert chains == vgg | {
        "lenet", "alexnet", "alexnet_torchvision", "zfnet", "zfnet_wide", "plain34", "mobilenet_v1", "deepface",
    }  # fmt: skip


def test_nothing_is_built_before_it_is_asked_for() -> None:
    code = (
        "import sys, cnnviz.architectures; print([m for m in sys.modules if 'densenet' in m or m == 'torch'])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(ValueError, match="no architecture with the name 'nonet'"):
        build("nonet")


@pytest.mark.parametrize("name", NAMES)
def test_folding_keeps_every_node(name: str) -> None:
    groups = grouped(build(name))
    assert [node for group in groups for block in group.blocks for node in block] == list(build(name).nodes)
    for group in groups:
        for block in group.blocks:
            assert [node.layer for node in block] == [node.layer for node in group.nodes]


def test_equal_blocks_are_folded() -> None:
    """He et al. 2015, table 1: the first block of a stage has another shortcut than those that follow."""
    counts = [(group.name, group.count) for group in grouped(build("resnet152")) if group.nodes[0].block]
    assert counts == [
        ("conv2_1", 1), ("conv2_2", 2), ("conv3_1", 1), ("conv3_2", 7), ("conv4_1", 1), ("conv4_2", 35), ("conv5_1", 1),
        ("conv5_2", 2),
    ]  # fmt: skip
    assert {group.count for group in grouped(build("googlenet"))} == {1}
    middle = next(group for group in grouped(build("xception")) if group.name == "block5")
    assert middle.count == 8


def test_equal_blocks_side_by_side_are_not_folded() -> None:
    net = Sketch((3, 8, 8))
    for name in ("a", "b"):
        with net.block(name):
            net.add("conv", conv(3, 1), INPUT)
    assert [group.count for group in grouped(net.network())] == [1, 1]
