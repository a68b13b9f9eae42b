"""Hostile, damaged and shared ZIP files: pictures or sentences, and nothing unpacked."""

import struct
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from PIL import Image

from cnnviz.images import MAX_BYTES, ImageError, Skipped, image_folder
from tests.images.many import BLUE, GREEN, RED, as_zip, flat, reasons


def test_paths_in_a_zip_lead_nowhere(tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    path = as_zip(
        inside, {"../../evil.png": flat(RED), "/etc/evil.png": flat(GREEN), "C:\\evil.png": flat(BLUE)}
    )
    before = sorted(tmp_path.rglob("*"))
    pictures = image_folder(path)
    assert len([image for _, image in pictures.stream() if isinstance(image, Image.Image)]) == 3
    assert sorted(tmp_path.rglob("*")) == before


def test_a_zip_bomb_is_refused_before_it_goes_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = flat(RED) + bytes(40 * 2**20)
    path = as_zip(tmp_path, {"1 bomb.png": bomb, "2 fine.png": flat(GREEN)})
    unpacked: list[int] = []
    read = zipfile.ZipExtFile.read

    def counted(self: zipfile.ZipExtFile, n: int | None = -1) -> bytes:
        data = read(self, n)
        unpacked.append(len(data))
        return data

    monkeypatch.setattr(zipfile.ZipExtFile, "read", counted)
    assert path.stat().st_size < 100_000
    assert f"{len(bomb):,} bytes, but the limit" in reasons(image_folder(path))["1 bomb.png"]
    assert sum(unpacked) == len(flat(GREEN))
    # The same with a header that lies about the size, once in the list of contents and once before the member.
    data = path.read_bytes().replace(struct.pack("<L", len(bomb)), struct.pack("<L", 5000))
    path.write_bytes(data)
    unpacked.clear()
    assert "cannot be unpacked" in reasons(image_folder(path))["1 bomb.png"]
    assert sum(unpacked) <= MAX_BYTES


def test_unusual_packings_and_passwords_are_refused(tmp_path: Path) -> None:
    path = as_zip(tmp_path, {"a.png": flat(RED)}, zipfile.ZIP_LZMA)
    assert "packed in an unusual way" in reasons(image_folder(path))["a.png"]
    path = as_zip(tmp_path, {"a.png": flat(RED)})
    data = bytearray(path.read_bytes())
    data[data.rindex(b"PK\1\2") + 8] |= 1
    path.write_bytes(data)
    assert "locked with a password" in reasons(image_folder(path))["a.png"]


def test_a_zip_damaged_at_any_byte_gives_pictures_or_sentences(tmp_path: Path) -> None:
    whole = as_zip(tmp_path, {"a.png": flat(RED), "b.png": flat(GREEN)}).read_bytes()
    path = tmp_path / "damaged.zip"
    refused = 0
    for place in range(len(whole)):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :])
        try:
            pictures = image_folder(path)
        except ImageError:
            refused += 1
            continue
        for _, found in pictures.stream():
            assert isinstance(found, Skipped | Image.Image)
    assert 0 < refused < len(whole)


def test_one_zip_serves_many_threads(tmp_path: Path) -> None:
    shades = {f"{shade:03}.png": flat((shade, 0, 0)) for shade in range(40)}
    pictures = image_folder(as_zip(tmp_path, shades))
    with ThreadPoolExecutor(8) as pool:
        images = list(pool.map(pictures.load, [*range(40)] * 5))
    assert [image.getpixel((3, 3)) for image in images] == [(shade, 0, 0) for shade in range(40)] * 5
