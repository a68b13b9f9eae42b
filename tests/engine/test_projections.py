"""Walls, ways down and the strongest patches' projections are made of what `project` gives."""

from collections.abc import Callable, Iterator
from itertools import pairwise

import numpy as np
import pytest
import torch
from PIL import Image
from torch import nn

from cnnviz.engine import TopProjectionsRequest, WallRequest, WayDownRequest, WaysRequest
from cnnviz.engine import projections as engine_projections
from cnnviz.images.montage import reduced_pixels
from cnnviz.networks.network import Network
from cnnviz.probes.deconvnet import Below, Unit, project
from cnnviz.probes.descent import METHODS, Method
from cnnviz.probes.projection import Projection
from cnnviz.probes.stages import descend
from tests.probes.deep import Everything, chain
from tests.probes.pictures import Made
from tests.probes.test_occlusion import noise
from tests.probes.tiny import tiny_network
from tests.probes.top import whole_network

LAYER = "8"


@pytest.fixture(scope="module")
def net() -> Network:
    return tiny_network(chain(), 40, 6)


@pytest.fixture(scope="module")
def image() -> Image.Image:
    return noise(40)


def test_a_wall_holds_every_map_strongest_first_and_grows(
    net: Network, image: Image.Image, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine_projections, "_AT_ONCE", 2)
    monkeypatch.setattr(engine_projections, "TILE", 9)
    updates = list(WallRequest("tiny", "x", LAYER).steps(net, image))
    made = project(net, image, LAYER, k=999)
    assert [update.done for update in updates][:2] == [2, min(4, made.done)]
    wall = updates[-1].result
    assert updates[-1].done == updates[-1].total == wall.total == made.done
    np.testing.assert_array_equal(wall.units, made.units)
    np.testing.assert_allclose(wall.activations, made.activations)
    assert made.pixels.any((1, 2, 3)).all()
    np.testing.assert_allclose(wall.pixels, reduced_pixels(made.pixels, 9), atol=1e-6)
    assert wall.window == made.pixels.shape[1:3]
    first = updates[0].result
    np.testing.assert_array_equal(first.pixels, wall.pixels[:2])
    with pytest.raises(ValueError, match="read-only"):
        wall.pixels[0] = 1


@pytest.mark.parametrize("method", ["deconvnet", "guided", "gradient"])
def test_a_way_down_ends_at_the_projection(method: Method) -> None:
    net, image = tiny_network(nn.Sequential(Everything()), 20, 5), noise(20)
    made = project(net, image, "0", units=[(2, 3, 4)], method=method)
    assert made.pixels.any()
    (update,) = WayDownRequest("tiny", "x", "0", (2, 3, 4), method).steps(net, image)
    halts = update.result.halts
    assert halts[0].live == halts[0].positive + halts[0].negative == 1
    last = halts[-1]
    assert last.maps.tolist() == [0, 1, 2]
    pixels = np.zeros((3, 20, 20), np.float32)
    (top, left), (height, width) = last.corner, last.size
    pixels[:, top : top + height, left : left + width] = last.values
    np.testing.assert_allclose(pixels.transpose(1, 2, 0), made.whole(0), atol=1e-6)
    assert last.share == pytest.approx(1)
    for halt in halts[:-1]:
        assert (np.diff(np.square(halt.values).sum((1, 2))) <= 1e-6).all(), "the strongest map comes first"
        assert halt.steps != ("rectify",) or method == "gradient" or halt.negative == 0


@pytest.mark.parametrize("build", [chain, lambda: nn.Sequential(Everything())], ids=["chain", "all"])
def test_several_ways_down_from_one_way_up(build: Callable[[], nn.Module]) -> None:
    small, layer = tiny_network(build(), 40, 6), "8" if build is chain else "0"
    of, row, column = project(small, noise(40), layer, k=1).units[0].tolist()
    ways = tuple((method, switches) for switches in (True, False) for method in METHODS)
    updates = list(WaysRequest("tiny", "x", layer, (of, row, column), ways).steps(small, noise(40)))
    assert [update.done for update in updates] == [1, 2, 3, 4, 5, 6]
    for (method, switches), made in zip(ways, updates[-1].result, strict=True):
        alone = project(small, noise(40), layer, units=[(of, row, column)], method=method, switches=switches)
        assert (made.method, made.switches) == (method, switches)
        assert alone.pixels.any()
        np.testing.assert_allclose(made.pixels, alone.pixels, atol=1e-6 * float(np.abs(alone.pixels).max()))
    assert len({made.pixels.tobytes() for made in updates[-1].result}) == 6


def test_without_a_max_pool_nothing_goes_down_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    torch.manual_seed(6)
    layers = nn.Sequential(nn.Conv2d(3, 4, 3), nn.ReLU(), nn.Conv2d(4, 4, 3, 2))
    small, downs = tiny_network(layers, 20, 4), []
    whole = Below.steps

    def counted(self: Below, units: list[Unit]) -> Iterator[Projection]:
        downs.append((self.method, self.switches))
        return whole(self, units)

    monkeypatch.setattr(Below, "steps", counted)
    ways: tuple[tuple[Method, bool], ...] = (("guided", True), ("gradient", True), ("guided", False))
    *_, last = WaysRequest("tiny", "x", "2", (1, 2, 3), ways).steps(small, noise(20))
    assert downs == [("guided", True), ("gradient", True)]
    one, _, other = last.result
    assert one.pixels.any()
    assert other.pixels is one.pixels
    assert (one.switches, other.switches) == (True, False)


def test_the_numbers_of_a_stage_are_the_signals(net: Network, image: Image.Image) -> None:
    of, row, column = project(net, image, LAYER, k=1).units[0].tolist()
    unit = (of, row, column)
    (update,) = WayDownRequest("tiny", "x", LAYER, unit).steps(net, image)
    stages = descend(net, image, LAYER, unit)
    for halt, stage in zip(update.result.halts, stages, strict=True):
        assert (halt.steps, halt.layers, halt.arrived) == (stage.steps, stage.layers, stage.arrived)
        assert halt.positive == int((stage.signal > 0).sum())
        assert halt.negative == int((stage.signal < 0).sum())
        assert halt.live == int(stage.signal.any((1, 2)).sum())
        np.testing.assert_array_equal(halt.values, stage.signal[halt.maps])
    for before, halt in pairwise(update.result.halts):
        if halt.steps == ("rectify",):
            assert (halt.positive, halt.negative) == (before.positive, 0)


def test_the_strongest_patches_are_projected_on_their_own_pictures() -> None:
    net, images = whole_network(), Made(6, broken=(4,))
    sightings = ((2, (0, 1, 1)), (5, (1, 0, 1)), (2, (3, 1, 0)), (4, (1, 1, 1)))
    request = TopProjectionsRequest("tiny", images.id, "features.4", sightings)
    updates = list(request.steps(net, images))  # type: ignore[arg-type]
    assert [update.done for update in updates] == [2, 3, 4]
    assert updates[0].result.ready.tolist() == [True, False, True, False]
    made = updates[-1].result
    assert made.ready.tolist() == [True, True, True, False], "a picture that cannot be read stays out"
    assert made.pixels[:3].any((1, 2, 3)).sum() >= 2
    for index, (picture, unit) in enumerate(sightings[:3]):
        alone = project(net, images.load(picture), "features.4", units=[unit])
        assert alone.activations[0] == 0 or alone.pixels.any()
        np.testing.assert_allclose(made.pixels[index], alone.pixels[0], atol=1e-6)
        np.testing.assert_array_equal(made.patches[index], alone.patches[0])
        np.testing.assert_array_equal(made.boxes[index], alone.boxes[0])
        assert made.activations[index] == pytest.approx(float(alone.activations[0]))
    with pytest.raises(ValueError, match="No unit was chosen"):
        list(TopProjectionsRequest("tiny", images.id, "features.4", ()).steps(net, images))  # type: ignore[arg-type]
