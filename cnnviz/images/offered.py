"""Picture sets that whoever runs the server offers to everybody: folders and ZIP files named in `CNNVIZ_PICTURES`."""

import os
import re
from collections.abc import Callable
from functools import partial
from pathlib import Path

from cnnviz.images.errors import ImageError
from cnnviz.images.folder import image_folder, imagenette
from cnnviz.images.picture_set import PictureSet

VARIABLE = "CNNVIZ_PICTURES"

Opener = Callable[[], PictureSet]


def offered_sets() -> dict[str, Opener]:
    """The sets in `CNNVIZ_PICTURES`, by a short name for links; nothing is read before one is opened.

    The variable holds folders and ZIP files, separated as in PATH. A folder that torchvision's Imagenette was
    downloaded into gives its two parts, named `...-val` and `...-train`.

    An opener raises ImageError as `image_folder` does.
    """
    found: dict[str, Opener] = {}
    for text in os.environ.get(VARIABLE, "").split(os.pathsep):
        if not text.strip():
            continue
        path = Path(text.strip()).expanduser()
        for name, opener in _openers(path):
            found.setdefault(_free(name, found), opener)
    return found


def _openers(path: Path) -> list[tuple[str, Opener]]:
    try:
        imagenette(path, "val")
    except (ImageError, OSError):
        return [
            (_slug(path.stem if path.suffix.lower() == ".zip" else path.name), partial(image_folder, path))
        ]
    return [(f"{_slug(path.name)}-{part}", partial(imagenette, path, part)) for part in ("val", "train")]


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:40] or "pictures"


def _free(name: str, taken: dict[str, Opener]) -> str:
    number, free = 2, name
    while free in taken:
        number, free = number + 1, f"{name}-{number}"
    return free
