"""Pictures as bytes: for a download, for a page, and as a key that says which picture it is."""

import base64
import hashlib
import io
from typing import Literal

import numpy as np
import numpy.typing as npt
from PIL import Image

from cnnviz.images.errors import ImageError

Picture = npt.NDArray[np.uint8] | Image.Image
Kind = Literal["png", "jpeg", "webp"]


def png_bytes(picture: Picture) -> bytes:
    """The picture as a PNG file, pixel for pixel.

    Arrays are uint8 of shape (H, W), (H, W, 3) or (H, W, 4).

    Raises:
        ImageError: an array of another type or shape.

    >>> png_bytes(np.zeros((2, 3), np.uint8))[1:4]
    b'PNG'
    """
    return _encode(picture, "png")


def data_uri(picture: Picture, kind: Kind = "png") -> str:
    """The picture as a `data:` address that a page can show at once.

    `png` keeps every pixel. For photos `jpeg` (quality 90) is about 6 times smaller and 50 times faster to make
    (512 x 512: 2 ms against 100 ms); `webp` is smaller still and takes about 40 ms.

    Raises:
        ImageError: an array of another type or shape than `png_bytes` takes.

    >>> data_uri(np.zeros((2, 3), np.uint8))[:22]
    'data:image/png;base64,'
    """
    return f"data:image/{kind};base64,{base64.b64encode(_encode(picture, kind)).decode('ascii')}"


def content_hash(picture: Picture) -> str:
    """SHA-256 over mode, size and pixels: the same picture from any file has the same 64 hex digits.

    >>> content_hash(Image.new("L", (3, 2))) == content_hash(np.zeros((2, 3), np.uint8))
    True
    """
    image = _image(picture)
    digest = hashlib.sha256(f"{image.mode} {image.width} x {image.height}\n".encode())
    digest.update(image.tobytes())
    return digest.hexdigest()


def _encode(picture: Picture, kind: Kind) -> bytes:
    image = _image(picture)
    if kind == "jpeg":
        image = image.convert("RGB")
    buffer = io.BytesIO()
    # PNG has no quality; Pillow ignores it there.
    image.save(buffer, kind.upper(), quality=90)
    return buffer.getvalue()


def _image(picture: Picture) -> Image.Image:
    if isinstance(picture, Image.Image):
        return picture
    shape = " × ".join(str(side) for side in picture.shape)
    colour = picture.ndim == 3 and picture.shape[2] in (3, 4)
    if picture.dtype != np.uint8 or not (picture.ndim == 2 or colour) or picture.size == 0:
        raise ImageError(
            f"An array of {shape} {picture.dtype} numbers is no picture. It takes uint8 values 0..255 "
            "in the shape rows × columns, or rows × columns × 3 (RGB) or 4 (RGBA)."
        )
    return Image.fromarray(np.ascontiguousarray(picture))
