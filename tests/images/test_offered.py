"""Picture sets that the server offers, and a ZIP file that was uploaded."""

import os
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from cnnviz.images import ImageError, image_folder, image_zip, offered_sets
from cnnviz.images.offered import VARIABLE


def fill(folder: Path, *names: str) -> Path:
    folder.mkdir(parents=True)
    for name in names:
        Image.new("RGB", (20, 16), "#336699").save(folder / name)
    return folder


def test_nothing_is_offered_unless_somebody_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    assert offered_sets() == {}


def test_folders_zip_files_and_imagenette_have_short_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    birds = fill(tmp_path / "My Birds", "a.png", "b.png")
    more = fill(tmp_path / "other" / "My birds", "c.png")
    fill(tmp_path / "data" / "imagenette2-160" / "val" / "n01440764", "d.png")
    fill(tmp_path / "data" / "imagenette2-160" / "train" / "n01440764", "e.png", "f.png")
    packed = tmp_path / "Fish.zip"
    with zipfile.ZipFile(packed, "w") as file:
        file.write(birds / "a.png", "fish/a.png")
    places = [birds, packed, more, tmp_path / "data", tmp_path / "gone"]
    monkeypatch.setenv(VARIABLE, os.pathsep.join(map(str, places)))
    sets = offered_sets()
    assert list(sets) == ["my-birds", "fish", "my-birds-2", "data-val", "data-train", "gone"]
    assert [len(sets[name]()) for name in list(sets)[:5]] == [2, 1, 1, 1, 2]
    with pytest.raises(ImageError, match="There is no folder"):
        sets["gone"]()


def test_an_uploaded_zip_file_is_read_in_memory(tmp_path: Path) -> None:
    folder = fill(tmp_path / "some", "a.png", "b.png")
    packed = tmp_path / "some.zip"
    with zipfile.ZipFile(packed, "w") as file:
        for name in ("a.png", "b.png"):
            file.write(folder / name, name)
        file.writestr("notes.txt", "no picture")
    uploaded, from_disk = image_zip(packed.read_bytes(), "some.zip"), image_folder(packed)
    assert (uploaded.id, uploaded.names, uploaded.title) == (from_disk.id, from_disk.names, "some.zip")
    assert uploaded.load(1).size == (20, 16)
    assert [other.name for other in uploaded.others] == ["notes.txt"]
    with pytest.raises(ImageError, match="cannot be opened as a ZIP"):
        image_zip(b"no zip", "x.zip")
