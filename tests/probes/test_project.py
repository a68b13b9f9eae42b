"""What `project` gives back, that it leaves no trace, and what it says when something does not fit."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import pytest
import torch
from torch import nn

from cnnviz.probes import deconvnet
from cnnviz.probes.deconvnet import project, project_steps
from cnnviz.probes.descent import METHODS, Method
from cnnviz.probes.projection import Projection, join, pick
from tests.probes.deep import Everything, chain, whole
from tests.probes.test_occlusion import noise, trace
from tests.probes.tiny import tiny_network


def test_the_strongest_maps_come_first_with_their_strongest_units() -> None:
    net, image = tiny_network(chain(), 40, 6), noise(40)
    made = project(net, image, "8")
    with torch.no_grad():
        maps = net.module(net.preprocess(image)[None])[0].numpy()
    assert made.activations.tolist() == sorted((m.max() for m in maps), reverse=True)
    for (number, row, column), value in zip(made.units, made.activations, strict=True):
        assert maps[number, row, column] == maps[number].max() == pytest.approx(value)
    chosen = project(net, image, "8", maps=[4, 1])
    assert chosen.units[:, 0].tolist() == [4, 1]
    order = made.units[:, 0].tolist()
    assert np.count_nonzero(chosen.pixels[0]) > 30
    np.testing.assert_allclose(chosen.whole(0), made.whole(order.index(4)), atol=1e-7)


def test_patches_and_boxes_are_where_they_say() -> None:
    net, image = tiny_network(chain(), 40, 6), noise(40)
    made = project(net, image, "5", k=6)
    picture = np.asarray(image)
    for index in range(made.done):
        (top, left), (_, row, column) = made.corners[index], made.units[index]
        height, width = made.pixels.shape[1:3]
        assert np.array_equal(made.patches[index], picture[top : top + height, left : left + width])
        box = made.boxes[index].tolist()
        assert tuple(box) == made.field.window(row, column)
        outside = made.whole(index)
        outside[box[0] : box[2], box[1] : box[3]] = 0
        assert not outside.any()
        assert np.count_nonzero(made.pixels[index]) > 30, "there is something inside"


def test_a_few_at_a_time_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    net, image = tiny_network(chain(), 40, 6), noise(40)
    at_once = project(net, image, "5", k=5)
    monkeypatch.setattr(deconvnet, "units_at_once", lambda *_: 2)
    steps = list(project_steps(net, image, "5", k=5))
    assert [step.done for step in steps] == [2, 4, 5]
    assert {step.total for step in steps} == {5}
    assert at_once.pixels.any((1, 2, 3)).all()
    np.testing.assert_allclose(steps[-1].pixels, at_once.pixels, atol=1e-6 * np.abs(at_once.pixels).max())
    for step in steps:
        assert np.array_equal(step.pixels, steps[-1].pixels[: step.done])
        with pytest.raises(ValueError, match="read-only"):
            step.pixels[0] = 1


class Fragile(nn.Module):
    broken = False

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        if self.broken:
            raise ZeroDivisionError("half way")
        return x + 1


@pytest.mark.parametrize("way", ["windows", "autograd"])
def test_no_trace_is_left_after_success_or_failure(way: str, monkeypatch: pytest.MonkeyPatch) -> None:
    fragile = Fragile()
    net, image = tiny_network(nn.Sequential(Everything(), fragile), 20, 5), noise(20)
    before = trace(net)
    if way == "autograd":
        monkeypatch.setattr(deconvnet, "obstacle", lambda _: "something")
    project(net, image, "1", method="guided")
    fragile.broken = True
    with pytest.raises(ZeroDivisionError, match="half way"):
        project(net, image, "1")
    assert trace(net) == before
    assert all(parameter.grad is None for parameter in net.module.parameters())
    # Nor does this thread watch torch's functions any more.
    fragile.broken = False
    x = net.preprocess(image)[None].requires_grad_()
    (gradient,) = torch.autograd.grad(net.module(x)[0, 0, 0, 0], x)
    made = project(net, image, "1", units=[(0, 0, 0)], method="gradient")
    scaled = (gradient[0] * made.activations[0]).permute(1, 2, 0)
    assert scaled.any()
    np.testing.assert_allclose(made.whole(0), scaled, atol=1e-5 * float(scaled.abs().max()))


def test_threads_on_one_network_do_not_meet() -> None:
    net, image = tiny_network(whole(Everything()), 24, 5), noise(24)
    methods: list[Method] = [*METHODS] * 4
    alone = {method: project(net, image, "0", method=method) for method in METHODS}
    plain = net.module(net.preprocess(image)[None])
    assert len({made.pixels.tobytes() for made in alone.values()}) == 3

    def ask(method: Method) -> tuple[Projection, torch.Tensor]:
        return project(net, image, "0", method=method), net.module(net.preprocess(image)[None])

    with ThreadPoolExecutor(4) as pool:
        for method, (made, answer) in zip(methods, pool.map(ask, methods), strict=True):
            most = np.abs(alone[method].pixels).max()
            np.testing.assert_allclose(made.pixels, alone[method].pixels, atol=1e-6 * most)
            torch.testing.assert_close(answer, plain)


@pytest.mark.parametrize(
    ("parameters", "words"),
    [
        ({"layer": "conv9"}, "no layer called 'conv9'"),
        ({"maps": [6]}, "no map 6: this layer has maps 0 to 5"),
        ({"maps": []}, "No map was chosen: this layer has maps 0 to 5"),
        ({"units": [(0, 0, 99)]}, r"no unit \(0, 0, 99\): this layer has 6 maps of"),
        ({"units": []}, "No unit was chosen"),
        ({"k": 0}, "k is 0"),
        ({"method": "magic"}, "no method called 'magic'. There are: deconvnet, guided, gradient"),
    ],
)
def test_what_does_not_fit_is_explained_at_the_call(parameters: dict[str, Any], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        project_steps(tiny_network(chain(), 40, 6), noise(40), **{"layer": "8", **parameters})


def test_some_units_of_a_projection_and_several_projections_in_one() -> None:
    net, image = tiny_network(chain(), 40, 6), noise(40)
    made = project(net, image, "8", k=3)
    one = pick(made, [2])
    assert (one.done, one.total, one.units.tolist()) == (1, 1, made.units[2:].tolist())
    assert one.whole(0).any()
    np.testing.assert_array_equal(one.whole(0), made.whole(2))
    both = join([one, made])
    assert both.units.tolist() == [made.units[2].tolist(), *made.units.tolist()]
    np.testing.assert_array_equal(both.pixels[1:], made.pixels)
    with pytest.raises(ValueError, match="read-only"):
        both.pixels[0] = 1
