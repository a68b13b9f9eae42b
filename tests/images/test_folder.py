"""Folders and ZIP files as data sets: everything that is a picture in order, everything else named."""

import io
import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from cnnviz.images import ImageError, image_folder, imagenette
from tests.images.make import many_scans, photo, saved
from tests.images.many import BLUE, GREEN, RED, as_folder, as_zip, flat, reasons

FILES = {
    "b/deep/er/blue.PNG": flat(BLUE),
    "a/red.bmp": flat(RED, "BMP"),
    "a.png": flat(GREEN),
    "b/broken.jpg": saved(photo(), "JPEG")[:300],
    "b/hostile.jpg": many_scans(200),
    "b/empty.gif": b"",
    "b/text.webp": b"no picture at all",
    "b/notes.txt": b"notes",
    "a/.hidden.png": flat(RED),
    "__MACOSX/._a.png": b"\0\5\x16\7",
}
PICTURES = (
    "a.png", "a/red.bmp", "b/broken.jpg", "b/deep/er/blue.PNG", "b/empty.gif", "b/hostile.jpg", "b/text.webp",
)  # fmt: skip


Maker = Callable[[Path, dict[str, bytes]], Path]
BOTH = pytest.mark.parametrize("make", [as_folder, as_zip])


@BOTH
def test_every_picture_in_the_order_of_the_names_and_the_rest_named(make: Maker, tmp_path: Path) -> None:
    pictures = image_folder(make(tmp_path, FILES))
    assert pictures.names == PICTURES
    assert len(pictures) == 7
    assert {other.name for other in pictures.others} == {"b/notes.txt", "a/.hidden.png", "__MACOSX/._a.png"}
    found = dict(pictures.stream())
    assert [*found] == [*range(7)]
    colours = {i: image.getpixel((0, 0)) for i, image in found.items() if isinstance(image, Image.Image)}
    assert colours == {0: GREEN, 1: RED, 3: BLUE}
    why = reasons(pictures)
    assert [*why] == ["b/broken.jpg", "b/empty.gif", "b/hostile.jpg", "b/text.webp"]
    assert "damaged, cut off" in why["b/broken.jpg"]
    assert "more than 100 passes" in why["b/hostile.jpg"]
    assert [index for index, _ in pictures.stream(5)] == [5, 6]


@BOTH
def test_the_id_follows_the_content(make: Maker, tmp_path: Path) -> None:
    def id_of(files: dict[str, bytes]) -> str:
        place = tmp_path / str(len(list(tmp_path.iterdir())))
        place.mkdir()
        made = make(place, files)
        for path in [path for path in place.rglob("*") if path.is_file() and path != made]:
            os.utime(path, (1e9, 1e9))
        return image_folder(made).id

    two = {"1.png": flat(RED), "2.png": flat(GREEN)}
    assert id_of(two) == id_of(dict(reversed(two.items())))
    others = [
        {**two, "3.png": flat(BLUE)},
        {"1.png": flat(RED)},
        {"1.png": flat(RED), "3.png": flat(GREEN)},
        {"1.png": flat(RED), "2.png": saved(photo(), "PNG")},
        {"1.png": flat(GREEN), "2.png": flat(RED)} if make is as_zip else {"1.png": b"1", "2.png": b"2"},
    ]
    assert len({id_of(files) for files in [two, *others]}) == 6
    assert id_of({**two, "notes.txt": b""}) == id_of(two)


def test_a_file_that_was_written_again_changes_the_id(tmp_path: Path) -> None:
    root = as_folder(tmp_path, {"1.png": flat(RED)})
    before = image_folder(root).id
    os.utime(root / "1.png", (1e9, 1e9))
    assert image_folder(root).id != before


def test_listing_reads_no_picture(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = as_folder(tmp_path, FILES)

    def refuse(*_: object) -> bytes:
        raise AssertionError("a file was read")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    monkeypatch.setattr(Path, "open", refuse)
    assert len(image_folder(root)) == 7


def test_links_and_pipes_are_left_alone(tmp_path: Path) -> None:
    root = as_folder(tmp_path, {"a.png": flat(RED)})
    (tmp_path / "secret.png").write_bytes(flat(BLUE))
    (root / "file.png").symlink_to(tmp_path / "secret.png")
    (root / "loop").symlink_to(root)
    os.mkfifo(root / "pipe.png")
    pictures = image_folder(root)
    assert pictures.names == ("a.png",)
    assert {other.name: other.reason for other in pictures.others} == {
        "file.png": "a link; it is not followed",
        "loop": "a link; it is not followed",
        "pipe.png": "not a regular file",
    }


def test_a_picture_that_is_gone_or_became_a_pipe_is_named(tmp_path: Path) -> None:
    root = as_folder(tmp_path, {"a.png": flat(RED), "b.png": flat(RED), "c.png": flat(RED)})
    pictures = image_folder(root)
    (root / "a.png").unlink()
    (root / "b.png").unlink()
    os.mkfifo(root / "b.png")
    assert [*reasons(pictures)] == ["a.png", "b.png"]


def test_a_large_jpeg_may_come_smaller_and_is_the_same_picture(tmp_path: Path) -> None:
    large = saved(Image.fromarray(photo(600, 900)), "JPEG", quality=95)
    pictures = image_folder(as_folder(tmp_path, {"a.jpg": large, "b.png": saved(photo(600, 900), "PNG")}))
    assert pictures.load(0).size == (900, 600)
    assert pictures.load(0, 100).size == (450, 300)
    assert pictures.load(0, 75).size == (225, 150)
    assert pictures.load(0, 400).size == (900, 600)
    assert pictures.load(1, 75).size == (900, 600)
    small, whole = (pictures.load(0, least).resize((75, 50)) for least in (75, None))
    assert np.abs(np.asarray(small, int) - np.asarray(whole, int)).max() <= 4


def test_too_many_pixels_are_refused_although_a_smaller_size_was_asked_for(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    Image.new("L", (5000, 4100)).save(buffer, "JPEG")
    pictures = image_folder(as_folder(tmp_path, {"a.jpg": buffer.getvalue()}))
    with pytest.raises(ImageError, match=r"20\.50 million pixels"):
        pictures.load(0, 8)


def test_an_index_that_is_not_there(tmp_path: Path) -> None:
    pictures = image_folder(as_folder(tmp_path, {"a.png": flat(RED)}))
    for index in (-1, 1):
        with pytest.raises(IndexError, match=f"no picture {index}: this data set has 1"):
            pictures.load(index)


def test_what_is_no_data_set_is_said_in_a_sentence(tmp_path: Path) -> None:
    text = tmp_path / "text.zip"
    text.write_bytes(b"not a zip")
    for path, words in (
        (tmp_path / "nowhere", "There is no folder or ZIP file"),
        ("a\0b", "There is no folder or ZIP file"),
        (text, "cannot be opened as a ZIP archive"),
        (as_folder(tmp_path, {"notes.txt": b""}), "holds no picture: none of its 1 other files"),
        (as_zip(tmp_path, {}), "holds no picture"),
        (Path(os.devnull), "neither a folder nor a ZIP file"),
    ):
        with pytest.raises(ImageError, match=words):
            image_folder(path)


@pytest.mark.parametrize("name", ["imagenette2", "imagenette2-320", "imagenette2-160"])
def test_imagenette_as_torchvision_leaves_it(name: str, tmp_path: Path) -> None:
    for split, count in (("train", 3), ("val", 2)):
        for number in range(count):
            path = tmp_path / name / split / "n01440764" / f"{number}.JPEG"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(flat(RED, "JPEG"))
    assert len(imagenette(tmp_path, "train")) == 3
    assert imagenette(tmp_path).names == ("n01440764/0.JPEG", "n01440764/1.JPEG")
    assert len(imagenette(tmp_path / name)) == 2
    with pytest.raises(ImageError, match="no part called “test”"):
        imagenette(tmp_path, "test")
    with pytest.raises(ImageError, match="There is no Imagenette in"):
        imagenette(tmp_path / name / "val")
