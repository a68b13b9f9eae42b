"""Every kind of healthy file becomes the same upright RGB picture."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from PIL import Image

from cnnviz.images import ImageError, content_hash, decode_image, to_rgb
from tests.images import make
from tests.images.make import GRAY, GRAY_ALPHA, RGB, RGB_ALPHA, photo, png, png16, saved, with_orientation


def pixels(data: bytes) -> make.Bytes:
    image = decode_image(data)
    assert image.mode == "RGB"
    assert image.info == {}
    return np.asarray(image)


@pytest.mark.parametrize(
    ("kind", "options", "error"),
    [
        ("PNG", {}, 0),
        ("BMP", {}, 0),
        ("WEBP", {"lossless": True}, 0),
        ("WEBP", {"quality": 95}, 12),
        ("JPEG", {"quality": 95}, 12),
        ("JPEG", {"quality": 95, "progressive": True}, 12),
        ("GIF", {}, 12),
    ],
)
def test_colour_survives_every_format(kind: str, options: dict[str, object], error: int) -> None:
    difference = pixels(saved(photo(), kind, **options)).astype(int) - photo()
    assert np.abs(difference).max() <= error


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize(
    ("kind", "options", "error"),
    [("PNG", {}, 0), ("WEBP", {"lossless": True}, 0), ("JPEG", {"quality": 95}, 12)],
)
def test_every_orientation_comes_out_upright(
    orientation: int, kind: str, options: dict[str, object], error: int
) -> None:
    data = with_orientation(photo(), orientation, kind, **options)
    once = decode_image(data)
    assert once.size == (32, 24)
    assert np.abs(np.asarray(once).astype(int) - photo()).max() <= error
    assert np.array_equal(np.asarray(to_rgb(once)), np.asarray(once)), "a second pass turned it again"


@pytest.mark.filterwarnings("ignore:Corrupt EXIF")
@pytest.mark.parametrize(
    "exif", [b"Exif\0\0", b"Exif\0\0garbage", b"Exif\0\0MM\0*\xff\xff\xff\xff", b"II*\0\x08"]
)
def test_broken_orientation_leaves_the_picture_as_stored(exif: bytes) -> None:
    assert np.array_equal(pixels(saved(photo(), "PNG", exif=exif)), photo())


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "BMP", "WEBP", "GIF"])
def test_gray_has_three_equal_channels(kind: str) -> None:
    gray = photo()[:, :, 0]
    options = {"lossless": True} if kind == "WEBP" else {}
    result = pixels(saved(gray, kind, **options)).astype(int)
    assert np.abs(result - gray[:, :, None]).max() <= (3 if kind == "JPEG" else 0)


@pytest.mark.parametrize("kind", ["PNG", "BMP", "GIF"])
def test_one_bit_is_black_and_white(kind: str) -> None:
    board = np.indices((8, 16)).sum(axis=0) % 2
    data = saved(Image.fromarray((board * 255).astype(np.uint8)).convert("1"), kind)
    assert np.array_equal(pixels(data)[:, :, 1], board * 255)


@pytest.mark.parametrize(("depth", "steps"), [(1, 2), (2, 4), (4, 16)])
def test_few_bits_of_gray_span_black_to_white(depth: int, steps: int) -> None:
    per_byte = 8 // depth
    levels = [column * steps // 16 for column in range(16)]
    packed = bytes(
        sum(
            level << (8 - depth * (place + 1)) for place, level in enumerate(levels[start : start + per_byte])
        )
        for start in range(0, 16, per_byte)
    )
    row = pixels(png((16, 8), [packed] * 8, depth=depth))[0, :, 0]
    assert row.tolist() == [level * 255 // (steps - 1) for level in levels]


def test_sixteen_bit_gray_is_scaled_and_not_clipped() -> None:
    ramp = np.arange(65_536, dtype=np.uint16).reshape(256, 256)
    result = pixels(png16(ramp, GRAY))[:, :, 0]
    assert np.array_equal(result, np.round(ramp / 257))
    assert (np.diff(result.ravel().astype(int)) >= 0).all()
    assert (result.min(), result.max()) == (0, 255)


def test_sixteen_bit_gray_with_a_transparent_value_shows_white_there() -> None:
    values = np.full((8, 8), 1000, np.uint16)
    values[0, 0] = 2000
    result = pixels(png16(values, GRAY, extra=make.chunk(b"tRNS", (1000).to_bytes(2, "big"))))
    assert result[0, 0].tolist() == [8, 8, 8]
    assert (result[1:] == 255).all()


@pytest.mark.parametrize("colour", [RGB, GRAY_ALPHA, RGB_ALPHA])
def test_sixteen_bit_colour_and_alpha(colour: int) -> None:
    channels = {RGB: 3, GRAY_ALPHA: 2, RGB_ALPHA: 4}[colour]
    values = np.full((8, 8, channels), 0x4000, np.uint16)
    if colour != RGB:
        values[:, :, -1] = 0x8000
    result = pixels(png16(values, colour)).astype(int)
    expected = 0x40 if colour == RGB else 255 - (255 - 0x40) * 0x80 / 255
    assert np.abs(result - expected).max() <= 1


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
@pytest.mark.parametrize("mode", ["RGBA", "LA"])
def test_transparency_lies_over_white(kind: str, mode: str) -> None:
    alpha = np.linspace(0, 255, 32).astype(np.uint8)[None].repeat(24, axis=0)
    image = Image.fromarray(photo()).convert("L").convert("RGB") if mode == "LA" else Image.fromarray(photo())
    colour = np.asarray(image).astype(float)
    layered = image.convert(mode)
    layered.putalpha(Image.fromarray(alpha))
    options = {"lossless": True, "exact": True} if kind == "WEBP" else {}
    share = alpha[:, :, None] / 255
    expected = colour * share + 255 * (1 - share)
    assert np.abs(pixels(saved(layered, kind, **options)) - expected).max() <= 1


@pytest.mark.parametrize("kind", ["PNG", "GIF"])
def test_palette_with_one_transparent_colour(kind: str) -> None:
    image = Image.new("P", (16, 8), 1)
    image.putpalette([0, 0, 0, 200, 10, 20, 0, 0, 255])
    image.paste(2, (8, 0, 16, 8))
    result = pixels(saved(image, kind, transparency=2))
    assert (result[:, :8] == (200, 10, 20)).all()
    assert (result[:, 8:] == 255).all()


def test_palette_with_a_transparency_for_each_colour() -> None:
    image = Image.new("P", (16, 8), 1)
    image.putpalette([0, 0, 0, 200, 10, 20])
    result = pixels(saved(image, "PNG", transparency=bytes([255, 51])))
    assert np.abs(result.astype(int) - (244, 206, 208)).max() <= 1


def test_transparent_colour_of_an_rgb_png() -> None:
    result = pixels(saved(photo(), "PNG", transparency=tuple(int(value) for value in photo()[0, 0])))
    assert (result[0, 0] == 255).all()
    assert np.array_equal(result[1:], photo()[1:])


def test_cmyk_as_adobe_stores_it() -> None:
    inks = Image.new("CMYK", (16, 16), (0, 255, 255, 0))
    data = saved(inks, "JPEG", quality=95)
    assert b"Adobe" in data
    assert np.abs(pixels(data).astype(int) - (255, 0, 0)).max() <= 3


@pytest.mark.parametrize("kind", ["apng", "webp movie", "gif movie"])
def test_an_animation_shows_its_first_frame(kind: str) -> None:
    assert np.abs(pixels(make.one_of_each()[kind]).astype(int) - photo()).max() <= 12


def test_the_content_decides_and_not_the_name() -> None:
    assert decode_image(saved(photo(), "PNG"), "holiday.jpg").size == (32, 24)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "PA", "RGB", "RGBA", "CMYK", "YCbCr", "HSV", "I;16"])
def test_pictures_in_memory_come_out_rgb_and_stay_as_they_are(mode: str) -> None:
    image = Image.new("L", (9, 8), 255).convert(mode) if mode != "I;16" else Image.new(mode, (9, 8), 65_535)
    image.info["note"] = "mine"
    result = to_rgb(image)
    assert (result.mode, result.getpixel((0, 0))) == ("RGB", (255, 255, 255))
    assert (image.mode, image.info) == (mode, {"note": "mine"})
    assert result is not image


@pytest.mark.parametrize("mode", ["I", "F", "LAB"])
def test_values_without_a_known_white_are_refused(mode: str) -> None:
    with pytest.raises(ImageError, match=f"mode {mode}, which do not say what is black"):
        to_rgb(Image.new(mode, (9, 8)))


def test_threads_do_not_disturb_each_other() -> None:
    files = [*make.one_of_each().values(), b"nothing", make.one_of_each()["png"][:60]]

    def result(data: bytes) -> str:
        try:
            return content_hash(decode_image(data))
        except ImageError as error:
            return str(error)

    expected = [result(data) for data in files]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(result, files * 10)) == expected * 10
