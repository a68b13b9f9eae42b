"""One holder at a time for a file, among all threads and programs of a machine."""

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

LOOK_S = 0.2  # how often a waiting one tries again


class LockRefusedError(Exception):
    """Whoever waited was told to stop."""


@contextmanager
def lock_file(path: Path, stop: threading.Event) -> Iterator[Path]:
    """Hold the lock on `path`, which is made if it is not there; wait for it until `stop` is set.

    The lock belongs to this opening of the file, not to the process, so two threads exclude each other
    just as two programs do, and it is gone when its holder is.

    Raises:
        LockRefusedError: `stop` was set before the lock was free.
        OSError: the file cannot be made.
    """
    with path.open("a+b") as file:
        while not _try_lock(file):
            if stop.wait(LOOK_S):
                raise LockRefusedError
        yield path


if sys.platform == "win32":
    import msvcrt

    def _try_lock(file: BinaryIO) -> bool:
        try:
            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _try_lock(file: BinaryIO) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
