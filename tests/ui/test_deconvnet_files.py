"""What lesson C2 gives to take home reads back as what was computed."""

import csv
import io

import numpy as np
import pytest
from PIL import Image

from cnnviz.engine import Wall, WallRequest
from cnnviz.probes.deconvnet import project
from cnnviz.probes.projection import pick
from cnnviz.probes.top_patches import top_patches
from cnnviz.probes.top_projections import top_projection_steps
from cnnviz.ui.deconvnet_files import Files, Group, group_files, signed_pictures, top_files, wall_files
from cnnviz.ui.deconvnet_top import seen_by
from tests.probes.deep import chain
from tests.probes.pictures import Made
from tests.probes.test_occlusion import noise
from tests.probes.tiny import tiny_network
from tests.probes.top import whole_network

ABOUT = {"layer": "5", "network": "tiny", "method": "deconvnet", "switches": True}


def rows(files: Files) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(files.csv(), newline="")))


def arrays(files: Files) -> dict[str, np.ndarray[tuple[int, ...], np.dtype[np.float32]]]:
    back = np.load(io.BytesIO(files.npz()), allow_pickle=False)
    assert str(back["method"]) == "deconvnet"
    return dict(back)


def sheet(files: Files) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    return np.asarray(Image.open(io.BytesIO(files.png())))


def test_groups_of_projections() -> None:
    made = project(tiny_network(chain(), 40, 6), noise(40), "5", k=4)
    assert made.pixels.any((1, 2, 3)).all()
    groups = [Group("first", pick(made, [0, 1, 2]), "abc"), Group("second", pick(made, [3]), "d")]
    files = group_files("some", "A title", groups, shared=True, about=ABOUT)
    back = arrays(files)
    np.testing.assert_array_equal(back["pixels"], made.pixels)
    np.testing.assert_array_equal(back["patches"], made.patches)
    assert back["groups"].tolist() == ["first"] * 3 + ["second"]
    table = rows(files)
    assert [row["shown as"] for row in table] == [*"abcd"]
    for row, unit, box, pixels in zip(table, made.units, made.boxes, made.pixels, strict=True):
        assert [int(row[name]) for name in ("map", "row", "column")] == unit.tolist()
        assert [int(row[name]) for name in ("top", "left", "bottom", "right")] == box.tolist()
        assert float(row["largest absolute value"]) == pytest.approx(float(np.abs(pixels).max()))
    patch, found = made.patches[3], sheet(files)
    zoom = -(-96 // patch.shape[1])
    large = patch.repeat(zoom, 0).repeat(zoom, 1)
    windows = np.lib.stride_tricks.sliding_window_view(found, large.shape)[..., 0, :, :, :]
    corners = (windows[..., 0, 0, :] == large[0, 0]).all(-1) & (windows[..., -1, -1, :] == large[-1, -1]).all(
        -1
    )
    assert any(np.array_equal(windows[y, x], large) for y, x in np.argwhere(corners)), (
        "the patch is on the sheet"
    )


def test_a_wall() -> None:
    net, image = tiny_network(chain(), 40, 6), noise(40)
    *_, last = WallRequest("tiny", "x", "5").steps(net, image)
    wall: Wall = last.result
    files = wall_files("All", wall, shared=False, about=ABOUT)
    np.testing.assert_array_equal(arrays(files)["units"], wall.units)
    table = rows(files)
    assert [int(row["map"]) for row in table] == wall.units[:, 0].tolist()
    assert [float(row["activation"]) for row in table] == pytest.approx(wall.activations.tolist())
    height, width, _ = sheet(files).shape
    assert height > 96
    assert width > 3 * 96


def test_the_nine_strongest() -> None:
    net, images = whole_network(), Made(7, broken=(2,))
    names = [f"picture {index}" for index in range(7)]
    top = top_patches(net, images, "features.1")
    sightings = seen_by(top, [0, 3])
    assert len(sightings) > 6
    *_, made = top_projection_steps(net, images, "features.1", sightings)
    files = top_files("Nine", top, made, sightings, names, shared=False, about=ABOUT)
    table = rows(files)
    assert [row["picture"] for row in table] == [names[index] for index, _ in sightings]
    assert [float(row["activation"]) for row in table] == pytest.approx([
        value for row in top.activation[[0, 3]] for value in row if value > 0
    ])  # fmt: skip
    back = arrays(files)
    assert back["pictures"].tolist() == [names[index] for index, _ in sightings]
    np.testing.assert_array_equal(back["units"], [unit for _, unit in sightings])
    assert sheet(files).shape[1] > 6 * 96


def test_signed_values_are_blue_white_and_red() -> None:
    maps = np.array([[[-2.0, 0.0, 2.0]]], np.float32)
    (((low, middle, high),),) = signed_pictures(maps, 2.0).tolist()
    assert low[2] > low[0]
    assert min(middle) > 240
    assert high[0] > high[2]
    assert signed_pictures(0 * maps, 0.0).min() > 240
