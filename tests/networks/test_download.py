"""A weights file comes whole or not at all, whatever the server and the line do."""

import hashlib
import shutil
import socket
import subprocess
import sys
import threading
from collections import namedtuple
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from torch import nn

from cnnviz.networks.checkpoints import read_checkpoint
from cnnviz.networks.download import DownloadError, Offer, Patience, StoppedError, download
from tests.networks.weights_server import QUICK, Habits, WeightsServer, checkpoint, serve

NET = nn.Sequential(nn.Conv2d(3, 64, 11), nn.ReLU(), nn.Conv2d(64, 64, 5))


@pytest.fixture(scope="module")
def data() -> bytes:
    return checkpoint(NET)


@pytest.fixture
def server(data: bytes) -> Iterator[WeightsServer]:
    with serve(data) as running:
        yield running


def part(folder: Path, offer: Offer) -> Path:
    return folder / f"{offer.file_name}.part"


def assert_whole(path: Path, server: WeightsServer) -> None:
    assert path.read_bytes() == server.data
    assert [child.name for child in path.parent.iterdir()] == [path.name], "nothing else is left behind"
    assert read_checkpoint(path).keys() == NET.state_dict().keys()


def test_a_file_comes_whole_and_progress_grows(server: WeightsServer, tmp_path: Path) -> None:
    seen: list[tuple[int, int | None]] = []
    path = download(server.offer, tmp_path / "new" / "folder", report=lambda *at: seen.append(at))
    assert_whole(path, server)
    assert seen[0] == (0, len(server.data))
    assert seen[-1] == (len(server.data), len(server.data))
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)


def test_what_is_here_is_not_asked_for_again(server: WeightsServer, tmp_path: Path) -> None:
    download(server.offer, tmp_path)
    download(server.offer, tmp_path)
    assert len(server.asked) == 1


def test_a_broken_line_is_taken_up_where_it_broke(server: WeightsServer, tmp_path: Path) -> None:
    server.habits.breaks_after = [100_000, 50_000, 0, 20_000]
    assert_whole(download(server.offer, tmp_path, patience=QUICK), server)
    assert server.asked == [None, "bytes=100000-", "bytes=150000-", "bytes=150000-", "bytes=170000-"]


def test_a_server_without_ranges_sends_all_again(server: WeightsServer, tmp_path: Path) -> None:
    server.habits = Habits(breaks_after=[100_000], ranges=False)
    assert_whole(download(server.offer, tmp_path, patience=QUICK), server)
    assert server.asked == [None, "bytes=100000-"]


def test_a_server_that_is_busy_for_a_while_is_borne(server: WeightsServer, tmp_path: Path) -> None:
    server.habits.busy = 2
    assert_whole(download(server.offer, tmp_path, patience=QUICK), server)
    assert len(server.asked) == 3


def test_one_that_stays_busy_is_not(server: WeightsServer, tmp_path: Path) -> None:
    server.habits.status = 503
    with pytest.raises(DownloadError, match="busy or out of order"):
        download(server.offer, tmp_path, patience=QUICK)
    assert len(server.asked) == QUICK.tries


def test_a_line_that_never_holds_is_given_up_and_what_came_stays(
    server: WeightsServer, tmp_path: Path
) -> None:
    server.habits.breaks_after = [1000] + [0] * 10
    with pytest.raises(DownloadError, match=r"connection broke after 0\.0 of 0\.\d MB"):
        download(server.offer, tmp_path, patience=QUICK)
    assert part(tmp_path, server.offer).read_bytes() == server.data[:1000]
    server.habits = Habits()
    assert_whole(download(server.offer, tmp_path), server)
    assert server.asked[-1] == "bytes=1000-"


def test_a_silent_line_counts_as_broken(server: WeightsServer, tmp_path: Path) -> None:
    server.habits.silent = True
    with pytest.raises(DownloadError, match="connection broke"):
        download(server.offer, tmp_path, patience=Patience(silence_s=0.2, tries=1, pause_s=0.01))
    assert not (tmp_path / server.offer.file_name).exists()


def test_a_file_that_is_not_there_is_not_asked_for_twice(server: WeightsServer, tmp_path: Path) -> None:
    server.habits.status = 404
    with pytest.raises(DownloadError, match=r"has no file tiny-.*\.pth \(it answers 404\)"):
        download(server.offer, tmp_path, patience=QUICK)
    server.habits.status = 403
    with pytest.raises(DownloadError, match=r"does not give tiny-.* away \(it answers 403"):
        download(server.offer, tmp_path, patience=QUICK)
    assert len(server.asked) == 2


def test_without_a_connection_there_is_a_sentence(tmp_path: Path) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    for host in (f"127.0.0.1:{port}", "no-such-host.invalid"):
        with pytest.raises(DownloadError, match=f"no connection to {host}.*CNNVIZ_WEIGHTS"):
            download(Offer(f"http://{host}/tiny-01234567.pth", 1), tmp_path, patience=QUICK)
    assert list(tmp_path.glob("tiny*")) == []


def test_another_file_is_thrown_away(server: WeightsServer, tmp_path: Path) -> None:
    offer = Offer(f"{server.url}/tiny-01234567.pth", 1)
    found = hashlib.sha256(server.data).hexdigest()[:8]
    with pytest.raises(DownloadError, match=f"SHA-256 starts with {found}, not with 01234567"):
        download(offer, tmp_path, patience=QUICK)
    assert list(tmp_path.glob("tiny*")) == []


def test_the_beginning_of_another_file_is_not_completed(server: WeightsServer, tmp_path: Path) -> None:
    part(tmp_path, server.offer).write_bytes(bytes(5000))
    assert_whole(download(server.offer, tmp_path, patience=QUICK), server)
    assert server.asked == ["bytes=5000-", None]


@pytest.mark.parametrize("extra", [b"", b"more than there is"])
def test_a_part_that_has_everything_or_too_much(server: WeightsServer, tmp_path: Path, extra: bytes) -> None:
    part(tmp_path, server.offer).write_bytes(server.data + extra)
    assert_whole(download(server.offer, tmp_path, patience=QUICK), server)


def test_a_damaged_file_under_the_right_name_is_replaced(server: WeightsServer, tmp_path: Path) -> None:
    (tmp_path / server.offer.file_name).write_bytes(server.data[:-1])
    assert_whole(download(server.offer, tmp_path), server)


def test_stopped_in_the_middle_and_taken_up_again(server: WeightsServer, tmp_path: Path) -> None:
    server.habits.gate, stop, came = threading.Event(), threading.Event(), threading.Event()

    def report(done: int, _total: int | None) -> None:
        if done:
            came.set()

    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(download, server.offer, tmp_path, report=report, stop=stop)
        assert came.wait(20)
        assert not (tmp_path / server.offer.file_name).exists()
        stop.set()
        server.habits.gate.set()
        with pytest.raises(StoppedError):
            running.result(20)
    assert part(tmp_path, server.offer).stat().st_size > 0
    assert not (tmp_path / server.offer.file_name).exists()
    assert_whole(download(server.offer, tmp_path), server)
    assert server.asked[-1] is not None


def test_many_threads_make_one_download(server: WeightsServer, tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        paths = list(pool.map(lambda _: download(server.offer, tmp_path), range(8)))
    assert len(server.asked) == 1
    assert_whole(paths[0], server)


ANOTHER_PROGRAM = """
import sys
from pathlib import Path
from cnnviz.networks.download import Offer, download
download(Offer(sys.argv[1], 1), Path(sys.argv[2]))
"""


def test_two_programs_make_one_download(server: WeightsServer, tmp_path: Path) -> None:
    server.habits.gate = threading.Event()
    command = [sys.executable, "-c", ANOTHER_PROGRAM, server.offer.url, str(tmp_path)]
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(download, server.offer, tmp_path)
        assert server.halfway.wait(20)
        other = subprocess.Popen(command, cwd=Path(__file__).parents[2])
        with pytest.raises(subprocess.TimeoutExpired):
            other.wait(1.5)
        server.habits.gate.set()
        path = first.result(20)
        assert other.wait(20) == 0
    assert len(server.asked) == 1
    assert_whole(path, server)


def test_whoever_waits_can_be_stopped(server: WeightsServer, tmp_path: Path) -> None:
    server.habits.gate, stop = threading.Event(), threading.Event()
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(download, server.offer, tmp_path)
        assert server.halfway.wait(20)
        waiting = pool.submit(download, server.offer, tmp_path, stop=stop)
        stop.set()
        with pytest.raises(StoppedError):
            waiting.result(20)
        server.habits.gate.set()
        assert_whole(first.result(20), server)


def test_a_full_disk_is_said_before_anything_is_written(
    server: WeightsServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(1, 1, 1000))
    with pytest.raises(DownloadError, match=r"disk is too full for tiny-.*0 MB are free"):
        download(server.offer, tmp_path)
    assert not part(tmp_path, server.offer).exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")
def test_a_disk_that_fills_up_meanwhile(server: WeightsServer, tmp_path: Path) -> None:
    part(tmp_path, server.offer).symlink_to("/dev/full")
    with pytest.raises(DownloadError, match=r"cannot be written into .*: No space left on device"):
        download(server.offer, tmp_path)
    assert not (tmp_path / server.offer.file_name).exists()


def test_a_folder_that_cannot_be_made(server: WeightsServer, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(DownloadError, match="cannot be written into"):
        download(server.offer, tmp_path / "file" / "folder")


def test_a_file_whose_name_carries_no_hash_is_not_offered() -> None:
    with pytest.raises(ValueError, match="carries no hash"):
        _ = replace(Offer("https://example.org/alexnet.pth", 1)).digits
