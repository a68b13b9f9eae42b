"""Downloads in the background, for many sessions of one app: whoever asks for the same network shares one."""

import logging
import threading
import time
from dataclasses import dataclass, field
from typing import Literal

from cnnviz.networks.catalogue import find_entry
from cnnviz.networks.download import DownloadError, Offer, Patience, StoppedError, download
from cnnviz.networks.folders import download_folder

FetchState = Literal["running", "done", "failed", "stopped"]
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Fetch:
    """A download at one moment.

    Attributes:
        state: "running", and at the end "done", "failed" or "stopped".
        done: bytes that are here.
        total: bytes of the whole file.
        remaining: seconds that it will still take at its pace so far; None while unknown.
        error: a sentence if it failed, else "".
    """

    state: FetchState
    done: int
    total: int
    remaining: float | None = None
    error: str = ""


@dataclass(eq=False)
class _Line:
    """One running download. Only read or written under the lock of its `Fetches`."""

    offer: Offer
    total: int
    watchers: set[str]
    stop: threading.Event = field(default_factory=threading.Event)
    state: FetchState = "running"
    done: int = 0
    began: tuple[float, int] | None = None
    error: str = ""


class Fetches:
    """The downloads of this process."""

    def __init__(self, patience: Patience | None = None) -> None:
        self._patience = patience
        self._lines: dict[str, _Line] = {}
        self._lock = threading.Lock()

    def start(self, session: str, name: str) -> None:
        """Begin the download of that network's weights, or join the one that runs. Returns at once.

        Raises:
            ValueError: there is no such network, or nothing to download for it.
        """
        entry = find_entry(name)
        if entry.offer is None:
            raise ValueError(f"{entry.title} comes with cnnviz; there is nothing to download.")
        with self._lock:
            line = self._lines.get(name)
            if line is not None and line.state == "running" and not line.stop.is_set():
                line.watchers.add(session)
                return
            line = self._lines[name] = _Line(entry.offer, entry.offer.size, {session})
        threading.Thread(target=self._work, args=(line,), name=f"fetch-{name}", daemon=True).start()

    def stop(self, session: str, name: str) -> None:
        """This session does not want it any more; if nobody does, it stops. What has come stays for next time."""
        with self._lock:
            line = self._lines.get(name)
            if line is None or line.state != "running":
                return
            line.watchers.discard(session)
            if not line.watchers:
                line.stop.set()
                line.state = "stopped"

    def look(self, session: str, name: str) -> Fetch | None:
        """How far the download is that this session asked for; None if it asked for none."""
        with self._lock:
            line = self._lines.get(name)
            if line is None or (session not in line.watchers and line.state != "stopped"):
                return None
            remaining = None
            if line.state == "running" and line.began is not None:
                since, first = line.began
                seconds, came = time.monotonic() - since, line.done - first
                remaining = (line.total - line.done) * seconds / came if came and seconds > 1 else None
            return Fetch(line.state, line.done, line.total, remaining, line.error)

    def _work(self, line: _Line) -> None:
        def report(done: int, total: int | None) -> None:
            with self._lock:
                line.done, line.total = done, total or line.total
                line.began = line.began or (time.monotonic(), done)

        try:
            download(line.offer, download_folder(), report=report, stop=line.stop, patience=self._patience)
        except StoppedError:
            self._end(line, "stopped")
        except DownloadError as error:
            self._end(line, "failed", str(error))
        except Exception as error:  # whatever it is, the page must not wait for ever
            _log.exception("%s failed", line.offer.url)
            self._end(
                line, "failed", f"The download broke off ({type(error).__name__}: {error}). Try it again."
            )
        else:
            self._end(line, "done")

    def _end(self, line: _Line, state: FetchState, error: str = "") -> None:
        with self._lock:
            line.state, line.error = state, error
            if state == "done":
                line.done = line.total


_fetches = Fetches()


def get_fetches() -> Fetches:
    """The process's downloads."""
    return _fetches
