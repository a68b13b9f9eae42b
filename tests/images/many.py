"""Folders and ZIP files of pictures, made on the spot."""

import zipfile
from pathlib import Path

from PIL import Image

from cnnviz.images import PictureSet, Skipped
from tests.images.make import saved

RED, GREEN, BLUE = ((255, 0, 0), (0, 255, 0), (0, 0, 255))


def flat(colour: tuple[int, int, int], kind: str = "PNG") -> bytes:
    return saved(Image.new("RGB", (10, 12), colour), kind)


def as_folder(place: Path, files: dict[str, bytes]) -> Path:
    root = place / "pictures"
    for name, data in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)
    return root


def as_zip(place: Path, files: dict[str, bytes], packing: int = zipfile.ZIP_DEFLATED) -> Path:
    path = place / "pictures.zip"
    with zipfile.ZipFile(path, "w", packing) as archive:
        archive.mkdir("folder.png")
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def reasons(pictures: PictureSet) -> dict[str, str]:
    return {found.name: found.reason for _, found in pictures.stream() if isinstance(found, Skipped)}
