"""A server on this machine that gives weights files, well or badly, and notes what it was asked."""

import hashlib
import io
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import torch
from torch import nn

from cnnviz.networks.catalogue import CATALOGUE
from cnnviz.networks.download import Offer, Patience
from cnnviz.networks.folders import find_weights
from cnnviz.networks.weights import FileWeights

QUICK = Patience(silence_s=5.0, tries=3, pause_s=0.01)


@dataclass
class Habits:
    """How the server behaves.

    Attributes:
        breaks_after: it hangs up after so many bytes of an answer, once for each number in the list.
        ranges: whether it knows of ranges.
        status: it answers every request with this, if not 200.
        busy: so many requests are answered 503 first.
        gate: it waits for it in the middle of the file.
        silent: it sends half the file, then nothing.
    """

    breaks_after: list[int] = field(default_factory=list)
    ranges: bool = True
    status: int = 200
    busy: int = 0
    gate: threading.Event | None = None
    silent: bool = False


@dataclass
class WeightsServer:
    url: str
    data: bytes
    habits: Habits
    asked: list[str | None]  # the Range header of every request
    halfway: threading.Event

    @property
    def offer(self) -> Offer:
        digits = hashlib.sha256(self.data).hexdigest()[:8]
        return Offer(f"{self.url}/tiny-{digits}.pth", len(self.data))


def checkpoint(module: nn.Module) -> bytes:
    """A network's tensors as PyTorch writes them."""
    buffer = io.BytesIO()
    torch.save(module.state_dict(), buffer)
    return buffer.getvalue()


@contextmanager
def serve(data: bytes, habits: Habits | None = None) -> Iterator[WeightsServer]:
    """Serve these bytes under every path while inside."""
    kept = WeightsServer("", data, habits or Habits(), [], threading.Event())
    closing = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            wanted = self.headers.get("Range")
            kept.asked.append(wanted)
            habits = kept.habits
            if habits.busy:
                habits.busy -= 1
                self.send_error(503)
                return
            if habits.status != 200:
                self.send_error(habits.status)
                return
            found = re.fullmatch(r"bytes=(\d+)-", wanted or "") if habits.ranges else None
            start = int(found[1]) if found else 0
            if found and start >= len(kept.data):
                self.send_response(416)
                self.send_header("Content-Range", f"bytes */{len(kept.data)}")
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            self.send_response(206 if found else 200)
            if found:
                self.send_header("Content-Range", f"bytes {start}-{len(kept.data) - 1}/{len(kept.data)}")
            body = kept.data[start:]
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self._body(body, habits)

        def _body(self, body: bytes, habits: Habits) -> None:
            if habits.breaks_after:
                self.wfile.write(body[: habits.breaks_after.pop(0)])
                return  # HTTP/1.0: the end of the answer is the end of the connection
            middle = len(body) // 2
            self.wfile.write(body[:middle])
            kept.halfway.set()
            if habits.gate is not None:
                habits.gate.wait(30)
            if habits.silent:
                closing.wait(30)
                return
            with suppress(OSError):  # whoever asked may have gone
                self.wfile.write(body[middle:])

        def log_message(self, *_: object) -> None:
            """Not a word."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        kept.url = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield kept
        finally:
            closing.set()
            server.shutdown()
            thread.join()


@contextmanager
def serve_network(name: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[WeightsServer]:
    """A server whose tiny network is in the catalogue, and `folder`, empty, for what is downloaded."""
    monkeypatch.setenv("CNNVIZ_WEIGHTS", str(folder))
    monkeypatch.setenv("TORCH_HOME", str(folder / "torch"))
    with serve(checkpoint(nn.Conv2d(3, 64, 11))) as running:
        offer_network(name, running.offer, monkeypatch)
        yield running


def offer_network(name: str, offer: Offer, monkeypatch: pytest.MonkeyPatch) -> None:
    """A row of the catalogue for a file that can be downloaded."""
    weights = FileWeights(
        lambda: find_weights(offer.file_name, "Tiny"), lambda _: nn.Identity(), offer.digits
    )
    monkeypatch.setitem(
        CATALOGUE, name, replace(CATALOGUE["alexnet"], title="Tiny", offer=offer, weights=weights)
    )


def wait_for(condition: Callable[[], object], seconds: float = 20.0) -> None:
    """Wait until a function gives something true."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.005)
