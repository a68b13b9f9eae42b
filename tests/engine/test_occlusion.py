"""Occlusion maps through the engine: kept on disk when they are whole, and thirty sessions that ask at once."""

from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from cnnviz.engine import Engine, OcclusionRequest, PaceRequest
from cnnviz.networks.network import Network
from cnnviz.probes import occlusion
from cnnviz.probes.occlusion import OcclusionMaps, occlusion_maps
from tests.engine.fakes import wait_until
from tests.probes.tiny import Convolutional, tiny_network

PICTURE = Image.radial_gradient("L").resize((9, 9)).convert("RGB")
ASKED: dict[str, Any] = {"size": 3, "stride": 2, "layer": "features", "targets": (4, 1), "fill": "noise"}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CNNVIZ_CACHE", str(tmp_path))
    return tmp_path


@pytest.fixture
def net() -> Network:
    return tiny_network(Convolutional(), 9, 7)


def answer(net: Network, request: OcclusionRequest) -> OcclusionMaps:
    """A new engine's, as after a restart of the server."""
    engine = Engine("cpu", load=lambda name, device: net, identify=lambda name: name)
    ticket = engine.ask("ann", request, PICTURE)
    wait_until(lambda: ticket.progress().ended, 60)
    engine.close()
    progress = ticket.progress()
    assert (progress.state, progress.error) == ("done", "")
    assert progress.result is not None
    return progress.result


def assert_the_same(one: OcclusionMaps, other: OcclusionMaps) -> None:
    for field in fields(OcclusionMaps):
        a, b = getattr(one, field.name), getattr(other, field.name)
        if field.name == "baseline":
            assert a.names == b.names
            a, b = a.probabilities, b.probabilities
        if isinstance(a, np.ndarray):
            np.testing.assert_array_equal(a, b)
            assert a.dtype == b.dtype
        else:
            assert a == b, field.name


def test_a_restarted_server_finds_a_finished_map(net: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    request = OcclusionRequest("tiny", "gradient", **ASKED)
    first = answer(net, request)
    assert_the_same(first, occlusion_maps(net, PICTURE, **ASKED))

    def never(*_: Any, **__: Any) -> None:
        raise AssertionError("computed twice")

    monkeypatch.setattr(occlusion, "occlusion_steps", never)
    again = answer(net, request)
    assert_the_same(again, first)
    with pytest.raises(ValueError, match="read-only"):
        again.probability[0, 0] = 1


@pytest.mark.parametrize(
    "other",
    [
        {"size": 4}, {"stride": 3}, {"shape": "disc"}, {"fill": "black"}, {"seed": 1}, {"target": 2}, {"targets": (1, 4)},
        {"layer": "features.0"}, {"unit": 2},
    ],
)  # fmt: skip
def test_another_question_has_another_answer(net: Network, folder: Path, other: dict[str, Any]) -> None:
    answer(net, OcclusionRequest("tiny", "gradient", **ASKED))
    answer(net, OcclusionRequest("tiny", "gradient", **{**ASKED, **other}))
    answer(net, OcclusionRequest("tiny", "another picture", **ASKED))
    assert len(list(folder.iterdir())) == 3


def test_an_unfinished_map_is_not_kept(net: Network, folder: Path) -> None:
    steps = OcclusionRequest("tiny", "gradient", size=3, stride=1).steps(net, PICTURE)
    assert [next(steps).done for _ in range(2)] == [0, 12]
    del steps
    assert not list(folder.iterdir())


def test_thirty_sessions_grow_side_by_side_and_nobody_gets_anothers(net: Network) -> None:
    engine = Engine("cpu", load=lambda name, device: net, identify=lambda name: name)
    pictures = [Image.effect_noise((9, 9), 20 + n).convert("RGB") for n in range(10)]
    # Ten pictures, three learners each: ten computations.
    tickets = [
        engine.ask(f"learner {n}", OcclusionRequest("tiny", f"picture {n % 10}", size=3, stride=1), pictures[n % 10])
        for n in range(30)
    ]  # fmt: skip
    # Three ask for each picture, and do not count as others to each other.
    assert all(ticket.progress().ahead <= 27 for ticket in tickets)
    tickets[29].stop()
    tickets[0].stop()
    wait_until(lambda: all(ticket.progress().ended for ticket in tickets), 60)
    states = [ticket.progress().state for ticket in tickets]
    engine.close()
    assert [n for n, state in enumerate(states) if state == "stopped"] in ([0, 29], [29], [0], [])
    for n, ticket in enumerate(tickets[1:29], 1):
        result = ticket.progress().result
        assert result is not None
        expected = occlusion_maps(net, pictures[n % 10], size=3, stride=1)
        np.testing.assert_array_equal(result.probability, expected.probability)
        assert result is tickets[1 + (n - 1) % 10 if n % 10 else 10].progress().result


def test_the_pace_is_measured_once_per_network_and_size(net: Network) -> None:
    engine = Engine("cpu", load=lambda name, device: net, identify=lambda name: name)
    one = engine.ask("ann", PaceRequest("tiny", "", size=3), PICTURE)
    wait_until(lambda: one.progress().ended, 60)
    other = engine.ask("bob", PaceRequest("tiny", "", size=3), PICTURE)
    engine.close()
    pace = one.progress().result
    assert pace is not None
    assert pace is other.progress().result
    assert pace.seconds(2) > pace.seconds(4) > 0
