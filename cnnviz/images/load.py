"""One door for a program: a sample's name, a path, bytes or a picture, and out comes upright RGB."""

from pathlib import Path

from PIL import Image

from cnnviz.images.decode import MAX_BYTES, check_length, decode_image, to_rgb
from cnnviz.images.errors import ImageError
from cnnviz.images.samples import SAMPLES


def load_image(source: str | Path | bytes | Image.Image) -> Image.Image:
    """The picture that `source` means, upright and RGB, as a new `PIL.Image.Image`.

    A string is a sample's name if there is one (`SAMPLES`), else a path. A path reads whatever file it names,
    so a page hands on names that it has looked up, never text from a URL.

    Raises:
        ImageError: no such sample or file, or one that `decode_image` refuses.

    >>> load_image("cat").size
    (451, 300)
    """
    if isinstance(source, Image.Image):
        return to_rgb(source)
    if isinstance(source, bytes):
        return decode_image(source)
    if isinstance(source, str) and source in SAMPLES:
        return load_image(SAMPLES[source].path())
    return read_image(Path(source))


def read_image(path: Path, least: int | None = None) -> Image.Image:
    """The picture in a regular file; `least` as for `decode_image`.

    Raises:
        ImageError: there is no such file, or one that `decode_image` refuses.
    """
    try:
        # A regular file only: a device or a pipe may never end.
        length = path.stat().st_size if path.is_file() else None
        data = path.read_bytes() if length is not None and length <= MAX_BYTES else b""
    except (OSError, ValueError) as error:
        raise ImageError(
            f"The file “{path}” cannot be opened. Check its name and who may read it."
        ) from error
    if length is None:
        raise ImageError(
            f"“{path}” is neither a sample photo nor a file. The sample photos are: {', '.join(SAMPLES)}."
        )
    check_length(length, f"The file “{path.name}”")
    return decode_image(data, path.name, least)
