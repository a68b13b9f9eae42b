"""Pictures as bytes: what goes out comes back."""

import base64
import io

import numpy as np
import pytest
from PIL import Image

from cnnviz.images import ImageError, content_hash, data_uri, decode_image, png_bytes
from cnnviz.images.views import Kind
from tests.images.make import photo, saved


@pytest.mark.parametrize("shape", [(8, 9), (8, 9, 3), (8, 9, 4)])
def test_png_keeps_every_pixel(shape: tuple[int, ...]) -> None:
    values = np.random.default_rng(0).integers(0, 256, shape, dtype=np.uint8)
    for picture in (values, values[::-1][::-1], Image.fromarray(values)):
        assert np.array_equal(np.asarray(Image.open(io.BytesIO(png_bytes(picture)))), values)


@pytest.mark.parametrize(("kind", "error"), [("png", 0), ("jpeg", 16), ("webp", 16)])
def test_data_uri_holds_the_picture(kind: Kind, error: int) -> None:
    head, body = data_uri(photo(), kind).split(",")
    assert head == f"data:image/{kind};base64"
    image = Image.open(io.BytesIO(base64.b64decode(body)))
    assert image.format == kind.upper()
    assert np.abs(np.asarray(image).astype(int) - photo()).max() <= error


def test_jpeg_takes_a_picture_with_transparency() -> None:
    assert data_uri(Image.new("RGBA", (8, 8)), "jpeg").startswith("data:image/jpeg")


def test_the_hash_knows_pixels_and_size_and_not_the_file() -> None:
    known = content_hash(photo())
    assert content_hash(decode_image(saved(photo(), "PNG"))) == known
    assert content_hash(decode_image(saved(photo(), "BMP"))) == known
    changed = photo()
    changed[0, 0, 0] ^= 1
    others = [changed, photo().reshape(32, 24, 3), photo()[:, :, 0], photo()[:, ::-1]]
    assert len({known, *(content_hash(other) for other in others)}) == 5


@pytest.mark.parametrize(
    "values",
    [np.zeros((4, 4)), np.zeros((4, 4, 2), np.uint8), np.zeros(4, np.uint8), np.zeros((0, 4), np.uint8)],
)
def test_other_arrays_are_refused_in_words(values: np.ndarray) -> None:
    with pytest.raises(ImageError, match=r"is no picture\. It takes uint8 values 0\.\.255"):
        png_bytes(values)
