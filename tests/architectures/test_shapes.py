"""The inference: sums, branches, what breaks and where."""

from dataclasses import fields

import pytest

from cnnviz.architectures import Sketch, build, edited, infer, total, with_classes
from cnnviz.architectures.layers import (
    AdaptivePool,
    Dense,
    Layer,
    conv,
)
from cnnviz.architectures.simple import Flatten
from cnnviz.architectures.special import PartialConv
from cnnviz.architectures.windows import make_windows
from tests.architectures.helpers import NAMES, report


@pytest.mark.parametrize("name", NAMES)
def test_the_columns_add_up_to_the_totals(name: str) -> None:
    found = report(name)
    assert found.problem is None
    parts = [found.main, *found.sides.values()]
    for column in fields(total(())):
        rows = sum(getattr(row, column.name) for row in found.rows)
        assert rows == sum(getattr(part, column.name) for part in parts)


@pytest.mark.parametrize("name", NAMES)
def test_every_network_follows_another_number_of_classes(name: str) -> None:
    network = build(name)
    found = infer(network, classes=7)
    assert [found.by_name[head].shape[0] for head in network.heads] == [7] * len(network.heads)
    assert found.by_name[network.output].shape == (7,)
    assert infer(with_classes(network, 7)).rows == found.rows


def test_memory_and_neurons_of_one_layer() -> None:
    """4 bytes for every value; a ReLU takes its input's place, and only layers that weigh have neurons."""
    rows = report("alexnet").by_name
    assert rows["conv1"].memory_bytes == 4 * 55 * 55 * 96
    assert (rows["relu1"].memory_bytes, rows["relu1"].neurons) == (0, 0)
    assert (rows["pool1"].memory_bytes, rows["pool1"].neurons) == (4 * 27 * 27 * 96, 0)
    assert rows["conv1"].neurons == 290_400


def test_what_dense_and_global_units_see() -> None:
    """All that the maps below them see, padding included."""
    rows = report("alexnet").by_name
    assert (rows["fc6"].rows.field, rows["fc6"].rows.reach.size) == (195 + 5 * 32, 1)
    assert rows["fc6"].rows.reach.first == rows["pool5"].rows.reach.first
    uneven = report("googlenet_torchvision").by_name["aux1.average"].rows
    assert (uneven.exact, uneven.reach.size) == (False, 4)
    assert len(uneven.whole) == len(report("googlenet_torchvision").by_name["inception_4a.concat"].rows.whole)


def test_rows_and_columns_are_apart() -> None:
    row = report("inception_v3").by_name["mixed_6b.conv1x7"]
    assert row.columns.field - row.rows.field == 6 * 16
    assert infer(build("vgg_a"), (3, 224, 320)).by_name["pool5"].shape == (512, 7, 10)


# What breaks


def test_a_small_input_is_named_with_what_it_lacks() -> None:
    found = infer(build("alexnet"), (3, 32, 32))
    problem = found.problem
    assert problem is not None
    assert problem.node == "pool2"
    assert problem.sentence == (
        "pool2 would give 0 × 0: its 3 × 3 window finds only 2 × 2. The input is 3 px too small: 35 × 35 is the "
        "smallest that works here."
    )
    assert problem.smallest == (35, 35)
    assert [row.name for row in found.rows][-1] == "norm2" or found.rows[-1].name == "relu2"
    assert "pool2" not in found.by_name


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("axis", [0, 1])
def test_the_smallest_input_works_and_one_less_does_not(name: str, axis: int) -> None:
    network = build(name)
    size = [network.input[0], network.input[1], network.input[2]]
    size[1 + axis] = 1
    for _ in range(20):
        problem = infer(network, tuple(size)).problem
        if problem is None:
            return
        assert problem.smallest is not None, problem
        least = problem.smallest[axis]
        assert least > size[1 + axis]
        size[1 + axis] = least - 1
        again = infer(network, tuple(size)).problem
        assert again is not None
        assert again.node == problem.node or again.smallest is not None
        size[1 + axis] = least
        here = infer(network, tuple(size)).problem
        assert here is None or here.node != problem.node
    pytest.fail("it never works")


def test_only_one_side_too_small() -> None:
    problem = infer(build("alexnet"), (3, 227, 40)).problem
    assert problem is not None
    assert problem.smallest == (227, 67)
    assert (
        "The input is not wide enough by 27 px: 227 × 67 is the smallest that works here." in problem.sentence
    )
    problem = infer(build("alexnet"), (3, 30, 20)).problem
    assert problem is not None
    assert "px too low and" in problem.sentence


def test_a_side_branch_that_breaks_leaves_the_main_path() -> None:
    found = infer(build("inception_v3"), (3, 139, 139))
    problem = found.problem
    assert problem is not None
    assert (problem.node, problem.smallest) == ("aux.conv1", (299, 299))
    assert found.by_name["classifier"].shape == (1000,)


def test_shapes_that_do_not_go_together() -> None:
    network = edited(build("resnet18_torchvision"), "conv3_1.conv1", stride=1)
    assert infer(network).problem == (
        "conv3_1.add",
        "conv3_1.add cannot add 128 maps of 56 × 56 and 128 maps of 28 × 28.",
        None,
    )
    network = edited(build("googlenet"), "inception_3a.conv5x5", padding=1)
    problem = infer(network).problem
    assert problem is not None
    assert "cannot concatenate 64 maps of 28 × 28 and 32 maps of 26 × 26" in problem.sentence


@pytest.mark.parametrize(
    ("layers", "words"),
    [
        ((conv(6, 3, groups=2),), "cannot be split"),
        ((Dense(3),), "takes a row of values, but gets 3 maps: flatten them first"),
        ((Flatten(), conv(6, 3)), "slides over maps, but gets 192 values in a row"),
        ((PartialConv(*make_windows(3), ((0, 1), (4, 5))),), "has a table for 6 input maps, but gets 3"),
        ((Flatten(), Dense(0)), "needs at least 1 unit"),
        ((conv(0, 3),), "output channels must be at least 1"),
    ],
)
def test_what_breaks_is_said_with_the_layers_name(layers: tuple[Layer, ...], words: str) -> None:
    net = Sketch((3, 8, 8))
    for index, layer in enumerate(layers):
        net.add(f"layer{index}", layer)
    problem = infer(net.network()).problem
    assert problem is not None
    assert problem.sentence.startswith(f"layer{len(layers) - 1}")
    assert words in problem.sentence


def test_an_input_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="each at least 1"):
        infer(build("alexnet"), (3, 0, 5))
    with pytest.raises(ValueError, match="at least 1 class, not 0"):
        infer(build("alexnet"), classes=0)


def test_no_larger_input_helps_where_the_size_is_fixed() -> None:
    net = Sketch((3, 8, 8))
    net.add("average", AdaptivePool(2, 2))
    net.add("conv", conv(4, 3))
    problem = infer(net.network()).problem
    assert problem is not None
    assert problem.smallest is None
    assert problem.sentence.endswith("No larger input helps.")
