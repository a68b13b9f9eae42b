"""Downloads in the background and on the command line, from a server on this machine."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from cnnviz.__main__ import main
from cnnviz.networks.catalogue import ready_networks
from cnnviz.networks.download import Offer
from cnnviz.networks.fetching import Fetches
from tests.networks.weights_server import QUICK, WeightsServer, offer_network, serve_network, wait_for

NAME = "tiny"


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[WeightsServer]:
    with serve_network(NAME, tmp_path, monkeypatch) as running:
        yield running


def state(fetches: Fetches, session: str = "me") -> str:
    fetch = fetches.look(session, NAME)
    return fetch.state if fetch else "none"


def test_a_download_in_the_background(server: WeightsServer) -> None:
    fetches = Fetches(QUICK)
    assert NAME not in ready_networks()
    fetches.start("me", NAME)
    wait_for(lambda: state(fetches) == "done")
    fetch = fetches.look("me", NAME)
    assert fetch is not None
    assert fetch.done == fetch.total == len(server.data)
    assert NAME in ready_networks()


def test_two_sessions_share_one_and_it_stops_with_the_last(server: WeightsServer, tmp_path: Path) -> None:
    server.habits.gate = threading.Event()
    fetches = Fetches(QUICK)
    fetches.start("me", NAME)
    fetches.start("her", NAME)
    assert server.halfway.wait(20)
    assert state(fetches, "a third") == "none"
    fetches.stop("me", NAME)
    assert (state(fetches), state(fetches, "her")) == ("none", "running")
    fetches.stop("her", NAME)
    assert state(fetches, "her") == "stopped"
    server.habits.gate.set()
    server.habits.gate = None
    fetches.start("her", NAME)
    wait_for(lambda: state(fetches, "her") == "done")
    assert (tmp_path / server.offer.file_name).read_bytes() == server.data
    assert len(server.asked) <= 2


def test_a_failure_is_a_sentence_and_can_be_tried_again(server: WeightsServer) -> None:
    server.habits.status = 404
    fetches = Fetches(QUICK)
    fetches.start("me", NAME)
    wait_for(lambda: state(fetches) == "failed")
    fetch = fetches.look("me", NAME)
    assert fetch is not None
    assert "has no file" in fetch.error
    server.habits.status = 200
    fetches.start("me", NAME)
    wait_for(lambda: state(fetches) == "done")


def test_what_comes_along_is_not_downloaded(server: WeightsServer) -> None:
    with pytest.raises(ValueError, match="nothing to download"):
        Fetches().start("me", "efficientnet_lite0")


def test_fetch_brings_it_and_says_so(
    server: WeightsServer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    server.habits.breaks_after = [10_000]
    assert main(["fetch", NAME, NAME, "efficientnet_lite0"]) == 0
    said = capsys.readouterr().out
    assert f"Tiny: {tmp_path / server.offer.file_name}" in said
    assert "100%" in said
    assert "EfficientNet-Lite0: comes with cnnviz" in said
    assert (tmp_path / server.offer.file_name).read_bytes() == server.data
    assert main(["fetch", "--list"]) == 0
    assert f"{NAME:20} {'0 MB':>12}  here  Tiny" in capsys.readouterr().out


def test_fetch_into_another_folder_says_how_it_is_found(
    server: WeightsServer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["fetch", NAME, "--folder", str(tmp_path / "usb")]) == 0
    assert f"CNNVIZ_WEIGHTS={tmp_path / 'usb'}" in capsys.readouterr().out


def test_fetch_fails_loudly_and_still_brings_the_others(
    server: WeightsServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    offer_network("wrong", Offer(f"{server.url}/wrong-01234567.pth", 1), monkeypatch)
    assert main(["fetch", "wrong", NAME]) == 1
    said = capsys.readouterr()
    assert "not with 01234567" in said.err
    assert "Not here: Tiny." in said.err
    assert (tmp_path / server.offer.file_name).exists()


def test_a_command_line_that_makes_no_sense(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fetch", "lenet"]) == 2
    assert "There are:" in capsys.readouterr().err
    assert main(["fetch"]) == 2
    for line in ([], ["abacus"]):
        with pytest.raises(SystemExit) as left:
            main(line)
        assert left.value.code == 2


def test_ctrl_c_leaves_what_came(server: WeightsServer, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken_off(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("cnnviz.networks.fetch_command.download", broken_off)
    assert main(["fetch", NAME]) == 130
