"""Lesson B1's comparison: two networks or variants, each with changes of its own."""

from cnnviz.lessons.famous_networks import Asked, explorer_data, read_edits


def test_two_networks_side_by_side() -> None:
    data = explorer_data(Asked("resnet50", "resnet50_torchvision"))
    assert [net["title"] for net in data["networks"]] == [
        "ResNet-50 (paper, v1, 2015)",
        "ResNet-50 (torchvision, v1.5, 2015)",
    ]
    cells = [row["cells"] for row in data["table"]["rows"]]
    assert cells[0] == ["parameters", "25,557,032", "25,557,032", "the same"]
    differing = [row[0] for row in cells[8:]]
    assert differing == [f"conv{stage}_1.conv{number}" for stage in (3, 4, 5) for number in (1, 2)]
    same = explorer_data(Asked("vgg_a", "vgg_a"))["table"]["rows"]
    assert same[-1]["cells"][0] == "No layer differs"


def test_the_second_network_is_changed_as_well() -> None:
    asked = Asked("alexnet", "alexnet", input2=320, edits2=read_edits("conv1:s8"), layer="~conv1", classes=10)
    data = explorer_data(asked)
    first, second = data["networks"]
    assert first["title"].endswith("changed")
    assert second["input"] == [3, 320, 320]
    units = [{unit["name"]: unit for unit in net["units"]} for net in (first, second)]
    assert units[0]["conv1"]["shape"] == [96, 55, 55]
    assert units[1]["conv1"]["shape"] == [96, 39, 39]
    assert units[1]["conv1"]["changed"]
    assert not units[0]["conv1"]["changed"]
    assert [net["fc8"]["shape"] for net in units] == [[10], [10]], "classes belong to the task"
    assert data["chosen"]["controls"] == []
    assert data["chosen"]["lines"][-1] == "Swap the two networks to change it."
    assert data["usual"]["input2"] == 227
    assert data["problem"] == ""
    small = explorer_data(Asked("alexnet", "zfnet", input2=40))
    assert small["problem"].startswith("ZFNet (")
