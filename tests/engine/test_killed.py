"""A server that is killed in the middle of its work, and started again, loses no finished map."""

import os
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import cnnviz
from cnnviz.engine import Engine, OcclusionRequest
from cnnviz.images import content_hash
from cnnviz.probes import occlusion
from tests.browser.server import ROOT
from tests.engine.fakes import wait_until

NETWORK = "cnnviz_zfnet"
FINISHED: dict[str, Any] = {"size": 64, "stride": 48}
SERVER = textwrap.dedent("""
    import time
    import cnnviz
    from cnnviz.engine import OcclusionRequest, get_engine
    from cnnviz.images import content_hash

    image = cnnviz.load_image("cat")

    def ask(until, **asked):
        request = OcclusionRequest("cnnviz_zfnet", content_hash(image), **asked)
        ticket = get_engine().ask("ann", request, image)
        while not until(ticket.progress()):
            time.sleep(0.01)

    ask(lambda progress: progress.ended, size=64, stride=48)
    ask(lambda progress: progress.done > 0, size=16, stride=1)
    print("at work", flush=True)
    time.sleep(60)
""")


def test_a_killed_server_loses_no_finished_map(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CNNVIZ_CACHE", str(tmp_path))
    server = subprocess.Popen(
        [sys.executable, "-c", SERVER],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    )
    with server:
        assert server.stdout is not None
        said = server.stdout.readline()
        server.kill()  # nothing of it gets to say goodbye
    assert said == "at work\n"
    assert [path.suffix for path in tmp_path.iterdir()] == [".npz"]  # the second map was not whole

    image = cnnviz.load_image("cat")
    expected = cnnviz.occlusion_maps(cnnviz.load_network(NETWORK), image, **FINISHED)

    def never(*_: object, **__: object) -> None:
        raise AssertionError("computed twice")

    monkeypatch.setattr(occlusion, "occlusion_steps", never)
    engine = Engine()
    ticket = engine.ask("bob", OcclusionRequest(NETWORK, content_hash(image), **FINISHED), image)
    wait_until(lambda: ticket.progress().ended, 60)
    engine.close()
    progress = ticket.progress()
    assert (progress.state, progress.error) == ("done", "")
    assert progress.result is not None
    np.testing.assert_allclose(progress.result.probability, expected.probability, atol=1e-5)
    np.testing.assert_array_equal(progress.result.label, expected.label)
