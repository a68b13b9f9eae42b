"""Results on disk, so that a second visit, or a second process, finds them: numbers and a header, never code."""

import hashlib
import io
import json
import logging
import os
import re
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Arrays = Mapping[str, npt.NDArray[Any]]
Key = tuple[str | int | float | None, ...]

LIMIT = 512 * 2**20
"""Bytes that the folder may take."""

_VERSION = 1
_SUFFIX, _UNFINISHED = ".npz", ".part"
_HEADER = "header.json"

# Whoever points `CNNVIZ_CACHE` at a folder of his own keeps what he has in it.
_OURS = re.compile(r"[0-9a-f]{64}\.npz|[0-9a-f]{16}\w+\.part")

# A process that dies while it writes leaves a part behind; after an hour nobody writes it any more.
_STALE_S = 3600.0

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Entry:
    """What was kept under a key: JSON values by name, and arrays by name."""

    header: Mapping[str, Any]
    arrays: Arrays


class DiskCache:
    """Entries by key, up to `limit` bytes; what was used longest ago goes first.

    Any number of threads and processes may share a folder: an entry appears whole, under its final name, or
    not at all. A file that is damaged, or does not hold what its name says, is removed and counts as absent.
    Nothing here raises because of the disk: a full or read-only one means that results are computed again.

    Args:
        folder: where the files are; None takes `cache_folder()`, at the first use.
        limit: bytes that they may take together.
    """

    def __init__(self, folder: Path | None = None, limit: int = LIMIT) -> None:
        self._folder, self._limit = folder, limit

    def get(self, key: Key) -> Entry | None:
        """What was kept under `key`, if it is still there; from now on it is the most recently used."""
        path = self._path(key)
        if path is None:
            return None
        try:
            data = path.read_bytes()
        except OSError:
            return None
        try:
            entry = _unpack(data, key)
        except Exception as error:  # numpy and zipfile raise whatever the damaged bytes lead them into
            _log.warning("%s is damaged and will be removed (%s: %s)", path, type(error).__name__, error)
            _remove(path)
            return None
        with suppress(OSError):  # removed by another process, or read-only: the data is good all the same
            _touch(path)
        return entry

    def put(self, key: Key, header: Mapping[str, Any], arrays: Arrays) -> None:
        """Keep this under `key`; larger than the limit, it is not kept at all.

        Raises:
            ValueError: an array of objects, or a header that is not JSON.
        """
        data = _pack(key, header, arrays)
        path = self._path(key)
        if path is None or len(data) > self._limit:
            return
        try:
            _write(path, data)
            self._evict(path.parent)
        except OSError as error:
            _log.warning("%s cannot be written: %s", path, error)

    def _path(self, key: Key) -> Path | None:
        folder = self._folder or cache_folder()
        return folder and folder / (hashlib.sha256(_text(key).encode()).hexdigest() + _SUFFIX)

    def _evict(self, folder: Path) -> None:
        """Remove what was used longest ago until the rest fits, and parts that nobody writes any more."""
        found = sorted(_files(folder))
        total = sum(size for _, _, size in found)
        for used_ns, path, size in found:
            stale = path.suffix == _UNFINISHED and used_ns < time.time_ns() - _STALE_S * 1e9
            if stale or (total > self._limit and path.suffix == _SUFFIX):
                _remove(path)
                total -= size


def cache_folder() -> Path | None:
    """`CNNVIZ_CACHE` if it is set, else the folder that the platform has for caches; None if there is no home."""
    chosen = os.environ.get("CNNVIZ_CACHE")
    if chosen:
        return Path(chosen)
    try:
        home = Path.home()
    except RuntimeError:
        return None
    if sys.platform == "darwin":
        return home / "Library" / "Caches" / "cnnviz"
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / "cnnviz" / "Cache"
    return Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache") / "cnnviz"


def _text(key: Key) -> str:
    return json.dumps([_VERSION, *key], ensure_ascii=True)


def _pack(key: Key, header: Mapping[str, Any], arrays: Arrays) -> bytes:
    text = json.dumps({"key": _text(key), "values": dict(header)}, allow_nan=False)
    members = {_HEADER: np.frombuffer(text.encode(), np.uint8), **arrays}
    buffer = io.BytesIO()
    np.savez(buffer, allow_pickle=False, **members)
    return buffer.getvalue()


def _unpack(data: bytes, key: Key) -> Entry:
    # The archive holds a checksum of every member, which reading it whole verifies.
    with np.load(io.BytesIO(data), allow_pickle=False) as members:
        arrays = {name: members[name] for name in members.files}
    header = json.loads(arrays.pop(_HEADER).tobytes())
    if header["key"] != _text(key):
        raise ValueError("it was kept under another key")
    return Entry(header["values"], arrays)


def _write(path: Path, data: bytes) -> None:
    """Under another name first, so that nobody ever reads half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    number, name = tempfile.mkstemp(_UNFINISHED, path.stem[:16], path.parent)
    part = Path(name)
    try:
        with os.fdopen(number, "wb") as file:
            file.write(data)
        _touch(part)
        part.replace(path)
    except BaseException:
        _remove(part)
        raise


def _touch(path: Path) -> None:
    # Some file systems tick in steps of milliseconds when they set the time themselves.
    now = time.time_ns()
    os.utime(path, ns=(now, now))


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as error:  # Windows keeps what another process has open
        _log.warning("%s cannot be removed: %s", path, error)


def _files(folder: Path) -> Iterator[tuple[int, Path, int]]:
    """(last use in ns, path, bytes) of everything that a cache wrote there."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if _OURS.fullmatch(entry.name):
                try:
                    info = entry.stat(follow_symlinks=False)
                except FileNotFoundError:  # removed by another process meanwhile
                    continue
                yield info.st_mtime_ns, Path(entry.path), info.st_size
