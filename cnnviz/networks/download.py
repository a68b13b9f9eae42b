"""Downloading a weights file: whole or not at all, however often the line breaks.

What has come is kept as `<name>.part`; the next try asks the server for the rest. A file gets its
name only after its hash was checked, in one step of the file system, so no half file is ever taken for
a whole one. While one thread or program writes, others wait for it: the operating system's file lock
holds them, and lets go by itself if its holder dies.
"""

import hashlib
import os
import re
import shutil
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from cnnviz.networks.locks import LockRefusedError, lock_file
from cnnviz.networks.transfer import BrokenError, DownloadError, StoppedError, open_at, receive

__all__ = ["DownloadError", "Offer", "Patience", "StoppedError", "download"]

Report = Callable[[int, int | None], None]


@dataclass(frozen=True)
class Offer:
    """A file that can be downloaded.

    Attributes:
        url: its address; the file's name ends in the first 8 hex digits of its SHA-256, as torchvision's do.
        size: in bytes, to show before it is asked for; what the server says counts.
    """

    url: str
    size: int

    @property
    def file_name(self) -> str:
        return urlsplit(self.url).path.rpartition("/")[2]

    @property
    def digits(self) -> str:
        """The first hex digits of the file's SHA-256.

        >>> Offer("https://download.pytorch.org/models/alexnet-owt-7be5be79.pth", 1).digits
        '7be5be79'
        """
        found = re.search(r"-([0-9a-f]{8,64})\.[a-z]+$", self.file_name)
        if found is None:
            raise ValueError(
                f"The file name {self.file_name!r} carries no hash, so nobody could check the file."
            )
        return found[1]


@dataclass(frozen=True)
class Patience:
    """How long a bad line is borne.

    Attributes:
        silence_s: seconds without a byte after which a connection counts as broken.
        tries: how many times in a row nothing may come before it is given up.
        pause_s: seconds before the second try; doubled for each further one.
    """

    silence_s: float = 20.0
    tries: int = 5
    pause_s: float = 1.0


def download(
    offer: Offer,
    folder: Path,
    *,
    report: Report = lambda _done, _total: None,
    stop: threading.Event | None = None,
    patience: Patience | None = None,
) -> Path:
    """Bring a file into a folder, unless it is there, and give its path.

    Args:
        offer: what to bring.
        folder: made if it is not there.
        report: called with the bytes that are here and those of the whole file (None if the server
            does not say), often.
        stop: set it to break off; what has come stays for the next time.
        patience: how long a bad line is borne.

    Raises:
        StoppedError: `stop` was set.
        DownloadError: there is no connection, no such file, no room, or what came is something else. The text
            is a sentence for whoever asked.
    """
    target = folder / offer.file_name
    job = _Job(offer, target, report, stop or threading.Event(), patience or Patience())
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with lock_file(folder / f".{offer.file_name}.lock", job.stop) as lock:
            if not (target.is_file() and _digest(target).startswith(offer.digits)):
                job.bring()
            # Whoever waited for this lock, or makes it anew, finds the whole file.
            with suppress(OSError):
                lock.unlink()
    except LockRefusedError as error:
        raise StoppedError(f"The download of {offer.file_name} was stopped.") from error
    except OSError as error:
        raise DownloadError(
            f"{offer.file_name} cannot be written into {folder}: {error.strerror}."
        ) from error
    return target


@dataclass
class _Job:
    offer: Offer
    target: Path
    report: Report
    stop: threading.Event
    patience: Patience

    @property
    def part(self) -> Path:
        return self.target.with_name(self.target.name + ".part")

    def here(self) -> int:
        return self.part.stat().st_size if self.part.exists() else 0

    def bring(self) -> None:
        """All of the file into the part, then check it, then give it its name."""
        started_with = self.here()
        self.receive_all()
        if not self.is_whole() and started_with:
            # The beginning may be from another file; once more, from nothing.
            self.part.unlink()
            self.receive_all()
        if not self.is_whole():
            found, size = _digest(self.part)[:8], self.here()
            self.part.unlink()
            raise DownloadError(
                f"What came for {self.offer.file_name} is another file: {size:,} bytes whose SHA-256 starts with {found}, "
                f"not with {self.offer.digits}. It was thrown away. A network that asks for a login first may have sent its "
                "own page; open any web page, then try again."
            )
        with self.part.open("rb+") as file:
            os.fsync(file.fileno())
        self.part.replace(self.target)

    def is_whole(self) -> bool:
        return _digest(self.part).startswith(self.offer.digits)

    def receive_all(self) -> None:
        """Try until everything is here, going on where the last try broke off."""
        in_vain = 0
        while True:
            before = self.here()
            try:
                self.receive_more()
                return
            except BrokenError as broken:
                in_vain = 0 if self.here() > before else in_vain + 1
                if in_vain >= self.patience.tries or (broken.unreachable and self.here() == 0):
                    raise DownloadError(str(broken)) from broken
            if self.stop.wait(self.patience.pause_s * 2**in_vain):
                raise StoppedError(f"The download of {self.offer.file_name} was stopped.")

    def receive_more(self) -> None:
        have = self.here()
        answer = open_at(self.offer.url, have, self.patience.silence_s)
        if answer is None:  # the server has nothing beyond what is here
            return
        with answer.response:
            total = answer.total
            if total is not None:
                _require_room(self.target.parent, total - answer.start, self.offer.file_name)
            with self.part.open("ab" if answer.start else "wb", buffering=0) as file:
                receive(answer, file.write, self.report, self.stop)


def _require_room(folder: Path, needed: int, name: str) -> None:
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise DownloadError(
            f"The disk is too full for {name}: {needed / 1e6:,.0f} MB are needed and {free / 1e6:,.0f} MB are free "
            f"in {folder}."
        )


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
