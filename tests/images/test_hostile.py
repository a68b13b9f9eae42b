"""Whatever is uploaded: an RGB picture or a sentence, and nothing else changes."""

import re
import struct
import subprocess
import sys
import warnings
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageFile, PngImagePlugin

from cnnviz.images import MAX_BYTES, MAX_PIXELS, MIN_SIDE, ImageError, decode_image
from tests.images import make
from tests.images.make import chunk, photo, png, saved

HEALTHY = make.one_of_each()
MAGIC = (
    b"\xff\xd8\xff",
    b"\x89PNG\r\n\x1a\n",
    b"GIF89a",
    b"BM",
    b"RIFF\x40\0\0\0WEBPVP8 ",
    b"RIFF\x40\0\0\0WEBPVP8X",
)
ROWS = [bytes(16)] * 16


def read(data: bytes) -> str:
    """'' for a picture that keeps what is promised, else the sentence; anything else fails the test."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            image = decode_image(data, "mine.jpg")
        except ImageError as error:
            sentence = str(error)
            assert sentence.startswith("The file “mine.jpg” ")
            assert sentence.endswith(".")
            assert not re.search(r"PIL|Error|Traceback|0x|\n", sentence)
            return sentence
    assert image.mode == "RGB"
    assert min(image.size) >= MIN_SIDE
    assert image.width * image.height <= MAX_PIXELS
    return ""


@settings(deadline=None)
@given(st.sampled_from((b"", *MAGIC)), st.binary(max_size=300))
def test_random_bytes(magic: bytes, rest: bytes) -> None:
    read(magic + rest)


@pytest.mark.parametrize("kind", HEALTHY)
def test_cut_off_at_many_places(kind: str) -> None:
    whole = HEALTHY[kind]
    assert read(whole) == ""
    assert all(read(whole[:end]) for end in range(min(40, len(whole) // 4)))
    for end in range(40, len(whole), max(1, len(whole) // 150)):
        read(whole[:end])


@settings(deadline=None, max_examples=400)
@given(st.sampled_from(sorted(HEALTHY)), st.data())
def test_flipped_bytes(kind: str, data: st.DataObject) -> None:
    damaged = bytearray(HEALTHY[kind])
    for _ in range(data.draw(st.integers(1, 4))):
        # Headers are where the harm is, so half of the flips go there.
        last = data.draw(st.sampled_from((min(60, len(damaged) - 1), len(damaged) - 1)))
        damaged[data.draw(st.integers(0, last))] = data.draw(st.integers(0, 255))
    read(bytes(damaged))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is empty"),
        (bytes(MAX_BYTES + 1), r"has 10,485,761 bytes, but the limit is 10 MB \(10,485,760 bytes\)"),
        (b"just some words", "holds no picture that can be read here. Choose a JPEG, PNG, WebP, GIF or BMP"),
        (b"%PDF-1.7 and so on", "looks like a PDF document"),
        (b"\0\0\0\x18ftypheic", "looks like a HEIC, AVIF or video file"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "looks like an SVG drawing"),
        (b"PK\3\4 zip", "looks like a ZIP archive"),
        (saved(photo(), "TIFF"), "looks like a TIFF"),
        (saved(photo(), "ICO"), "holds no picture"),
        (saved(photo(), "PPM"), "holds no picture"),
        (HEALTHY["jpeg"][:-60], "is damaged, cut off"),
        (HEALTHY["png"][:-60], "is damaged, cut off"),
        (saved(photo()[:1, :1], "PNG"), "1 × 1 pixels, too few .* at least 8 pixels"),
        (saved(photo()[:7], "PNG"), "32 × 7 pixels, too few"),
        (make.many_scans(200), "more than 100 passes"),
    ],
)
def test_the_sentence_says_what_is_wrong(data: bytes, words: str) -> None:
    assert re.search(words, read(data))


def test_eight_pixels_and_a_few_scans_are_enough() -> None:
    assert read(saved(photo()[:8, :8], "PNG")) == ""
    assert read(make.many_scans(20)) == ""


def sized(width: int, height: int) -> dict[str, bytes]:
    """Headers that claim a size, with no picture behind them."""
    gif = (
        b"GIF89a" + struct.pack("<HH", width, height) + b"\0\0\0,\0\0\0\0" + struct.pack("<HH", width, height)
    )
    bmp = struct.pack("<IiiHHIIIIII", 40, width, height, 1, 24, 0, 0, 0, 0, 0, 0)
    jpeg = bytearray(HEALTHY["jpeg"])
    frame = jpeg.index(b"\xff\xc0")
    jpeg[frame + 5 : frame + 9] = struct.pack(">HH", height, width)
    canvas = struct.pack("<I", width - 1)[:3] + struct.pack("<I", height - 1)[:3]
    still = saved(photo(), "WEBP", lossless=True)[12:]
    placed = b"\0" * 6 + struct.pack("<I", 31)[:3] + struct.pack("<I", 23)[:3] + b"\0" * 4 + still
    webp = b"WEBPVP8X" + struct.pack("<I", 10) + b"\2\0\0\0" + canvas
    webp += b"ANIM" + struct.pack("<IIH", 6, 0, 0) + b"ANMF" + struct.pack("<I", len(placed)) + placed
    return {
        "png": png((width, height), []),
        "gif": gif + b"\0\x08\0;",
        "bmp": b"BM" + struct.pack("<IHHI", 54, 0, 0, 54) + bmp,
        "jpeg": bytes(jpeg),
        "webp": b"RIFF" + struct.pack("<I", len(webp)) + webp,
    }


@pytest.mark.parametrize("kind", ["png", "gif", "bmp", "jpeg", "webp"])
def test_too_many_pixels_are_refused_before_one_is_decoded(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def load(image: ImageFile.ImageFile) -> None:
        pytest.fail("a pixel was decoded")

    # Every plugin decodes through here, some after work of their own in `load_prepare`.
    monkeypatch.setattr(ImageFile.ImageFile, "load", load)
    monkeypatch.setattr(ImageFile.ImageFile, "load_prepare", load)
    words = read(sized(5001, 4000)[kind])
    assert "has 5,001 × 4,000 = 20.00 million pixels, but the limit is 20 million" in words
    assert "million pixels" in read(sized(16_000, 16_000)[kind])


def test_a_picture_of_exactly_the_limit_is_read() -> None:
    assert read(png((5000, 4000), [bytes(625)] * 4000, depth=1)) == ""


@pytest.mark.parametrize(
    "extra",
    [
        chunk(b"zTXt", b"note\0\0" + zlib.compress(bytes(2**27))),
        chunk(b"iCCP", b"note\0\0" + zlib.compress(bytes(2**27))),
        chunk(b"iTXt", b"note\0\1\0\0\0" + zlib.compress(bytes(2**27))),
        chunk(b"zTXt", b"note\0\0" + zlib.compress(bytes(2**20 - 9))) * 200,
    ],
    ids=["zTXt", "iCCP", "iTXt", "many"],
)
def test_hidden_data_that_unpacks_to_gigabytes(extra: bytes) -> None:
    assert "is damaged" in read(png((16, 16), ROWS, extra=extra))


def tag_bomb() -> bytes:
    """EXIF of 3 MB whose 65,535 tags all claim the same 2 MB."""
    tags = b"".join(struct.pack("<HHLL", tag, 1, 2_000_000, 8) for tag in range(65_535))
    exif = b"II*\0" + struct.pack("<IH", 8, 65_535) + tags + bytes(2_300_000)
    return png((16, 16), ROWS, extra=chunk(b"eXIf", exif))


def test_memory_stays_bounded() -> None:
    """In a process of its own, since the peak of this one may lie in another test."""
    pytest.importorskip("resource")
    script = """
import resource, sys, warnings
from tests.images import make, test_hostile as hostile
warnings.simplefilter("ignore")
peak = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1024 if sys.platform != "darwin" else 2**20)
hostile.read(make.saved(make.photo(), "WEBP"))
rgba = make.png((4400, 4400), [bytes(4 * 4400)] * 4400, colour=make.RGB_ALPHA)
before = peak()
for data in (hostile.tag_bomb(), rgba, *hostile.sized(4400, 4400).values(), *hostile.sized(13_000, 13_000).values()):
    hostile.read(data)
print(peak() - before)
"""
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=120, check=True
    )
    # Twenty megapixels with transparency, twice in four bytes each, and WebP's two canvases on the way.
    assert int(done.stdout) < 600


@pytest.mark.parametrize("name", ["a\nb\x1b[31m.png", "x" * 500, "<b>.png"])
def test_a_strange_name_is_quoted_short_and_printable(name: str) -> None:
    with pytest.raises(ImageError) as caught:
        decode_image(b"no picture", name)
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 200


def test_warnings_as_errors_stay_inside() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for kind in ("png", "gif", "bmp", "jpeg", "webp"):
            with pytest.raises(ImageError):
                decode_image(sized(10_000, 10_000)[kind])


def test_pillows_global_settings_stay_as_they_are() -> None:
    def settings_now() -> tuple[object, ...]:
        return (
            Image.MAX_IMAGE_PIXELS,
            ImageFile.LOAD_TRUNCATED_IMAGES,
            PngImagePlugin.MAX_TEXT_CHUNK,
            PngImagePlugin.MAX_TEXT_MEMORY,
        )

    before = settings_now()
    for data in (*HEALTHY.values(), *sized(10_000, 10_000).values(), b"nothing"):
        read(data)
    assert settings_now() == before
