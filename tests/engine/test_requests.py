"""The engine with real probes on a tiny network: the same answers as the library's functions."""

from typing import Any

import numpy as np
import pytest
from PIL import Image

from cnnviz.engine import Engine, OcclusionRequest, PredictRequest, ProjectRequest
from cnnviz.probes.deconvnet import project
from cnnviz.probes.occlusion import occlusion_maps
from cnnviz.probes.predict import predict
from tests.engine.fakes import wait_until
from tests.probes.tiny import Convolutional, tiny_network


def test_answers_are_the_probes_own() -> None:
    net = tiny_network(Convolutional(), 9, 7)
    picture = Image.radial_gradient("L").resize((9, 9)).convert("RGB")
    engine = Engine("cpu", load=lambda name, device: net, identify=lambda name: name)
    asked: dict[str, Any] = {"size": 3, "stride": 2, "shape": "disc", "fill": "noise", "seed": 5}
    asked |= {"target": 4, "targets": (1, 2), "layer": "features", "unit": 3}
    request = OcclusionRequest("tiny", "gradient", **asked)
    maps = engine.ask("ann", request, picture)
    top = engine.ask("ann", PredictRequest("tiny", "gradient", k=3), picture)
    wrong = engine.ask("bob", OcclusionRequest("tiny", "gradient", size=10), picture)
    wait_until(lambda: all(ticket.progress().ended for ticket in (maps, top, wrong)))
    engine.close()

    result = maps.progress().result
    assert result is not None
    expected = occlusion_maps(net, picture, **asked)
    np.testing.assert_allclose(result.probabilities, expected.probabilities, atol=1e-6)
    assert (result.done, result.targets, result.layer, result.unit) == (16, (4, 1, 2), "features", 3)
    prediction = top.progress().result
    assert prediction is not None
    assert prediction.probabilities == pytest.approx(predict(net, picture, 3).probabilities)
    assert wrong.progress().error.startswith("The occluder is 10 pixels wide")


def test_projections_are_the_probes_own_and_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    net = tiny_network(Convolutional(), 9, 7)
    picture = Image.radial_gradient("L").resize((9, 9)).convert("RGB")
    request = ProjectRequest("tiny", "gradient", "features", units=((1, 2, 3), (0, 0, 0)), method="guided")
    *_, last = request.steps(net, picture)
    expected = project(net, picture, "features", units=[(1, 2, 3), (0, 0, 0)], method="guided")
    np.testing.assert_allclose(last.result.pixels, expected.pixels, atol=1e-6)
    assert (last.done, last.total, last.result.layer) == (2, 2, "features")
    monkeypatch.setattr(ProjectRequest, "MOST", 3 * 15 * 5 * 5)
    assert [*ProjectRequest("tiny", "gradient", "features", k=3).steps(net, picture)][-1].result.done == 3
    with pytest.raises(ValueError, match=r"4 projections of 5 × 5 pixels are too many .* at most 3"):
        next(iter(ProjectRequest("tiny", "gradient", "features", maps=(0, 1, 2, 3)).steps(net, picture)))
