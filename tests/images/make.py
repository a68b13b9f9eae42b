"""Picture files of every kind, made on the spot: by Pillow where it can write them, else byte by byte."""

import io
import struct
import zlib
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image

Bytes = npt.NDArray[np.uint8]
GRAY, RGB, GRAY_ALPHA, RGB_ALPHA = 0, 2, 4, 6


def photo(height: int = 24, width: int = 32) -> Bytes:
    """An RGB picture (H, W, 3) without any symmetry: smooth, so that JPEG keeps it, bright at the top left."""
    rows, columns = np.mgrid[0:height, 0:width]
    red = 255 - 200 * columns / (width - 1)
    green = 255 - 230 * rows / (height - 1)
    return np.stack([red, green, 60 + 0 * red], axis=2).astype(np.uint8)


def saved(image: Image.Image | Bytes, kind: str, **options: Any) -> bytes:
    buffer = io.BytesIO()
    picture = image if isinstance(image, Image.Image) else Image.fromarray(image)
    picture.save(buffer, kind, **options)
    return buffer.getvalue()


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(
    size: tuple[int, int], rows: list[bytes], *, depth: int = 8, colour: int = GRAY, extra: bytes = b""
) -> bytes:
    """A PNG from raw rows (PNG specification, 3rd edition); with no rows it is all header and no picture."""
    header = struct.pack(">IIBBBBB", *size, depth, colour, 0, 0, 0)
    data = zlib.compress(b"".join(b"\0" + row for row in rows))
    chunks = chunk(b"IHDR", header) + extra + chunk(b"IDAT", data) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunks


def png16(values: npt.NDArray[np.uint16], colour: int, extra: bytes = b"") -> bytes:
    """16 bits per channel, big-endian, from values of shape (H, W) or (H, W, channels)."""
    rows = [row.astype(">u2").tobytes() for row in values]
    return png((values.shape[1], values.shape[0]), rows, depth=16, colour=colour, extra=extra)


def with_orientation(upright: Bytes, orientation: int, kind: str, **options: Any) -> bytes:
    """`upright` as a camera held in another way stores it, with the tag that says so (Exif 2.32)."""
    stored = {
        1: upright,
        2: upright[:, ::-1],
        3: upright[::-1, ::-1],
        4: upright[::-1],
        5: upright.swapaxes(0, 1),
        6: np.rot90(upright, 1),
        7: np.rot90(upright, 2).swapaxes(0, 1),
        8: np.rot90(upright, -1),
    }[orientation]
    exif = Image.Exif()
    exif[0x0112] = orientation
    return saved(np.ascontiguousarray(stored), kind, exif=exif.tobytes(), **options)


def many_scans(count: int) -> bytes:
    """A progressive JPEG whose last scan is repeated `count` times."""
    whole = saved(photo(), "JPEG", progressive=True)
    start, end = whole.rindex(b"\xff\xda"), whole.rindex(b"\xff\xd9")
    return whole[:end] + whole[start:end] * count + whole[end:]


def one_of_each() -> dict[str, bytes]:
    """A healthy file of every format, small enough to be damaged at every byte."""
    frames = [Image.fromarray(photo()), Image.new("RGB", (32, 24), "black")]
    movie: dict[str, Any] = {"save_all": True, "append_images": frames[1:], "duration": 100}
    return {
        "jpeg": saved(photo(), "JPEG", exif=b"Exif\0\0MM\0*\0\0\0\x08\0\0\0\0\0\0"),
        "progressive": saved(photo(), "JPEG", progressive=True),
        "cmyk": saved(Image.fromarray(photo()).convert("CMYK"), "JPEG"),
        "png": saved(photo(), "PNG"),
        "palette": saved(Image.fromarray(photo()).quantize(16), "PNG", transparency=3),
        "png16": png16(np.arange(24 * 32, dtype=np.uint16).reshape(24, 32) * 85, GRAY),
        "apng": saved(frames[0], "PNG", **movie),
        "webp": saved(photo(), "WEBP"),
        "webp movie": saved(frames[0], "WEBP", lossless=True, **movie),
        "gif": saved(photo(), "GIF"),
        "gif movie": saved(frames[0], "GIF", **movie),
        "bmp": saved(photo(), "BMP"),
        "bmp palette": saved(Image.fromarray(photo()).quantize(16), "BMP"),
    }
