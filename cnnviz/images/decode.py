"""From the bytes that somebody uploads to an upright RGB picture, or to a sentence that says why not.

Nothing in a file is believed before it is checked: its length, then the format that its content shows
(its name is only ever quoted), then the size that its header claims; only then is a pixel decoded.
Pillow's global settings stay as they are, since many learners share one process.
"""

import io
import re
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice

import numpy as np
from PIL import ExifTags, Image, UnidentifiedImageError

from cnnviz.images.errors import ImageError

MAX_BYTES = 10 * 1024 * 1024
MAX_PIXELS = 20_000_000
MIN_SIDE = 8
FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP")

# Every scan of a progressive JPEG repaints the whole picture and can be 30 bytes long: 150 kB with 1,000
# scans of 20 megapixels kept a core busy for 12 s. Cameras and programs write 1 to about 12.
# A scan begins with FF DA, its header's length (6 + 2n) and its number n of channels.
MAX_SCANS = 100
_SCAN = re.compile(rb"\xff\xda\x00(?:\x08\x01|\x0a\x02|\x0c\x03|\x0e\x04)")

# Modes whose black and white are known, with or without a channel of transparency.
_MODES = {"1", "L", "LA", "P", "PA", "RGB", "RGBA", "RGBa", "RGBX", "CMYK", "YCbCr", "HSV"}
_SIXTEEN_BIT = {"I;16", "I;16L", "I;16B", "I;16N"}

# Pillow documents no common base for what its plugins raise: a damaged file surfaces as any of these,
# depending on the byte that is wrong. Warnings are here because `python -W error` raises them.
_PILLOW_ERRORS = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    Image.DecompressionBombError,
    LookupError,
    MemoryError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    Warning,
    struct.error,
    zlib.error,
)

# How other common files begin, for a sentence that names what the learner has at hand.
_OTHER_FORMATS = (
    (4, b"ftyp", "a HEIC, AVIF or video file"),
    (0, b"II*\0", "a TIFF or camera raw file"),
    (0, b"MM\0*", "a TIFF or camera raw file"),
    (0, b"%PDF", "a PDF document"),
    (0, b"<svg", "an SVG drawing"),
    (0, b"<?xml", "an SVG drawing or another XML file"),
    (0, b"PK\3\4", "a ZIP archive or an Office document"),
)

# EXIF says where row 0 and column 0 of the stored picture belong (Exif 2.32, tag 0x0112).
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}

# 0..65535 to 0..255 in even steps: round(v / 257), since 65535 = 257 x 255.
_SIXTEEN_TO_EIGHT = np.round(np.arange(65_536) / 257).astype(np.uint8)


def decode_image(data: bytes, name: str = "", least: int | None = None) -> Image.Image:
    """The picture in `data`, upright and RGB: the only door for files that come from outside.

    JPEG, PNG, WebP, GIF and BMP, recognised by content; the first frame of an animation; EXIF orientation
    applied; palette, 1-bit, 8- and 16-bit gray, CMYK converted; transparency laid over white. The result
    carries no metadata. `name` is the file's name as the learner knows it, for the sentences. With `least` a
    JPEG may come at 1/2, 1/4 or 1/8 of its size, its sides at least 2 x `least` pixels, which spares most
    of the work and leaves enough to scale down to `least`.

    Raises:
        ImageError: more than `MAX_BYTES` bytes or `MAX_PIXELS` pixels, a side under `MIN_SIDE` pixels,
            another format, or a file that is damaged, cut off or hostile.

    >>> decode_image(b"BM, but no bitmap", "photo.jpg")
    Traceback (most recent call last):
    cnnviz.images.errors.ImageError: The file “photo.jpg” holds no picture that can be read here. \
Choose a JPEG, PNG, WebP, GIF or BMP file.
    """
    what = f"The file “{_short(name)}”" if name else "The file"
    check_length(len(data), what)
    _check_scans(data, what)
    with _in_words(what):
        try:
            image = Image.open(io.BytesIO(data), formats=FORMATS)
        except UnidentifiedImageError as error:
            words = f"{what} {_other_format(data)}. Choose a JPEG, PNG, WebP, GIF or BMP file."
            raise ImageError(words) from error
        except Image.DecompressionBombError as error:
            words = f"{what} has far more than {MAX_PIXELS / 1e6:.0f} million pixels, which is the limit."
            raise ImageError(f"{words} Make the picture smaller and try again.") from error
    if least is not None:
        _check_size(image.size, what)
        with _in_words(what):
            image.draft(None, (2 * least, 2 * least))
    return to_rgb(image, what)


def check_length(length: int, what: str) -> None:
    """Refuse a file by its length in bytes, which is known before a byte is read.

    Raises:
        ImageError: no bytes, or more than `MAX_BYTES`.
    """
    if length == 0:
        raise ImageError(f"{what} is empty. Choose another one.")
    if length > MAX_BYTES:
        raise ImageError(
            f"{what} has {length:,} bytes, but the limit is {MAX_BYTES // 2**20} MB ({MAX_BYTES:,} bytes). "
            "Make the picture smaller or save it as JPEG, and try again."
        )


def to_rgb(image: Image.Image, what: str = "The picture") -> Image.Image:
    """A new upright RGB picture without metadata from any picture of Pillow's; `image` stays as it is.

    Raises:
        ImageError: too many pixels, a side under `MIN_SIDE` pixels, a damaged file behind the picture, or
            values whose black and white are unknown (Pillow's modes I, F and LAB).

    >>> to_rgb(Image.new("L", (8, 8), 200)).getpixel((0, 0))
    (200, 200, 200)
    """
    _check_size(image.size, what)
    if image.mode not in _MODES | _SIXTEEN_BIT:
        raise ImageError(
            f"{what} holds values of Pillow's mode {image.mode}, which do not say what is black and what is "
            "white. Convert it to RGB with values 0..255 first."
        )
    with _in_words(what):
        image.load()
        turn = _turn(image)
        flat = _flatten(image)
        upright = flat if turn is None else flat.transpose(turn)
    # Otherwise a second pass would find the old orientation and turn the picture again.
    upright.info = {}
    return upright


@contextmanager
def _in_words(what: str) -> Iterator[None]:
    try:
        yield
    except ImageError:
        raise
    except _PILLOW_ERRORS as error:
        raise ImageError(
            f"{what} cannot be read: it is damaged, cut off or not what it claims to be. "
            "Open it in a picture viewer, save it anew as PNG or JPEG, and try again."
        ) from error


def _check_scans(data: bytes, what: str) -> None:
    if data.startswith(b"\xff\xd8") and next(islice(_SCAN.finditer(data), MAX_SCANS, None), None):
        raise ImageError(
            f"{what} paints its picture in more than {MAX_SCANS} passes, which would take very long to read. "
            "Save it anew as a plain JPEG or as PNG, and try again."
        )


def _check_size(size: tuple[int, int], what: str) -> None:
    width, height = size
    if width * height > MAX_PIXELS:
        raise ImageError(
            f"{what} has {width:,} × {height:,} = {width * height / 1e6:,.2f} million pixels, "
            f"but the limit is {MAX_PIXELS / 1e6:.0f} million. Make the picture smaller and try again."
        )
    if min(size) < MIN_SIDE:
        raise ImageError(
            f"{what} has {width:,} × {height:,} pixels, too few for a network to see anything. "
            f"Each side needs at least {MIN_SIDE} pixels."
        )


def _turn(image: Image.Image) -> Image.Transpose | None:
    """What makes the picture upright; metadata too broken to say leaves it as it is stored."""
    try:
        return _TURNS.get(image.getexif().get(ExifTags.Base.Orientation, 1))
    except _PILLOW_ERRORS:
        return None


def _flatten(image: Image.Image) -> Image.Image:
    """RGB on white, as a new picture."""
    if image.mode in _SIXTEEN_BIT:
        # Pillow's own conversion clips at 255 instead of scaling.
        values = np.asarray(image)
        gray = _SIXTEEN_TO_EIGHT[values]
        if "transparency" in image.info:
            gray[values == image.info["transparency"]] = 255
        return Image.fromarray(gray).convert("RGB")
    if not image.has_transparency_data:
        return image.convert("RGB")
    layer = image.convert("RGBA")
    white = Image.new("RGB", image.size, "white")
    white.paste(layer, mask=layer.getchannel("A"))
    return white


def _other_format(data: bytes) -> str:
    for offset, magic, kind in _OTHER_FORMATS:
        if data.startswith(magic, offset):
            return f"looks like {kind}"
    return "holds no picture that can be read here"


def _short(name: str, limit: int = 60) -> str:
    printable = "".join(letter if letter.isprintable() else "?" for letter in name)
    return printable if len(printable) <= limit else printable[: limit - 1] + "…"
