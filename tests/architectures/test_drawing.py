"""How networks are laid out to be drawn: nothing is lost, everything goes forward, equal blocks are folded."""

import pytest

from cnnviz.architectures import ARCHITECTURES, INPUT, build, grouped
from cnnviz.architectures.drawing import Drawing, arranged


def unfolded(name: str) -> set[str]:
    return {group.name for group in grouped(build(name)) if group.count > 1}


@pytest.fixture(params=ARCHITECTURES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def drawings(name: str) -> list[Drawing]:
    return [arranged(build(name)), arranged(build(name), unfolded(name))]


def test_every_node_is_shown_by_one_unit(name: str) -> None:
    folded, open_ = drawings(name)
    nodes = [node.name for node in build(name).nodes]
    assert set(folded.unit_of) == set(open_.unit_of) == set(nodes)
    assert sorted(member for unit in open_.units for member in unit.members) == sorted(nodes)
    shown = [member for unit in folded.units for twin in folded.twins(unit) for member in twin]
    assert sorted(shown) == sorted(nodes)


def test_every_unit_reads_what_stands_to_its_left(name: str) -> None:
    for drawing in drawings(name):
        column = {INPUT: -1, **{unit.name: unit.column for unit in drawing.units}}
        assert all(column[reads] < unit.column for unit in drawing.units for reads in unit.inputs)


def test_no_two_units_stand_in_one_place(name: str) -> None:
    for drawing in drawings(name):
        places = [(unit.column, unit.lane) for unit in drawing.units]
        assert len(set(places)) == len(places)


def test_the_wiring_of_units_is_that_of_the_nodes(name: str) -> None:
    network, drawing = build(name), arranged(build(name), unfolded(name))
    for unit in drawing.units:
        own = set(unit.members)
        read = {reads for member in unit.members for reads in network.by_name[member].inputs} - own
        assert {drawing.unit_of[one].name if one != INPUT else INPUT for one in read} == set(unit.inputs)


def test_a_unit_has_one_layer_that_matters(name: str) -> None:
    network = build(name)
    for unit in arranged(network).units:
        heads = [
            m
            for m in unit.members
            if network.by_name[m].layer.units or network.by_name[m].layer.sees != "same"
        ]
        assert heads in ([unit.name], [])


def test_known_drawings() -> None:
    """AlexNet's eleven boxes; a dense block's normalisations stand in front of their convolutions."""
    assert [unit.name for unit in arranged(build("alexnet")).units] == [
        "conv1", "pool1", "conv2", "pool2", "conv3", "conv4", "conv5", "pool5", "fc6", "fc7", "fc8",
    ]  # fmt: skip
    dense = next(unit for unit in arranged(build("densenet121")).units if unit.frame == "dense1_1")
    assert [member.partition(".")[2] for member in dense.members] == ["conv1_norm", "conv1_relu", "conv1"]
    counts = [frame.count for frame in arranged(build("resnet152")).frames]
    assert counts == [1, 2, 1, 7, 1, 35, 1, 2]


def test_branches_stand_side_by_side_and_shortcuts_above() -> None:
    module = [unit for unit in arranged(build("googlenet")).units if unit.frame == "inception_3a"]
    assert sorted({unit.lane for unit in module}) == [-1.5, -0.5, 0.0, 0.5, 1.5]
    assert module[-1].lane == 0.0
    shortcut = arranged(build("resnet50")).unit_of["conv3_1.shortcut"]
    assert shortcut.lane == -1.0
    assert shortcut.column == arranged(build("resnet50")).unit_of["conv3_1.conv1"].column


def test_side_branches_stand_below() -> None:
    drawing = arranged(build("googlenet"))
    main = max(unit.lane for unit in drawing.units if not unit.side)
    assert all(unit.lane > main for unit in drawing.units if unit.side)
