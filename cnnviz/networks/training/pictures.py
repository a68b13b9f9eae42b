"""The training pictures, in memory: at 160 px Imagenette's 9,469 take 0.7 GB, and decoding is paid once."""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from PIL import Image

# The ten classes of Imagenette, by WordNet id (https://github.com/fastai/imagenette).
IMAGENETTE = {
    "n01440764": "tench",
    "n02102040": "English springer",
    "n02979186": "cassette player",
    "n03000684": "chain saw",
    "n03028079": "church",
    "n03394916": "French horn",
    "n03417042": "garbage truck",
    "n03425413": "gas pump",
    "n03445777": "golf ball",
    "n03888257": "parachute",
}
_KINDS = {".jpeg", ".jpg", ".png", ".webp"}


@dataclass(frozen=True, eq=False)
class Split:
    """One half of a data set.

    Attributes:
        pixels: (N, side, side, 3), 0..255.
        labels: (N,) indices into `classes`.
        classes: the class names.
    """

    pixels: torch.Tensor
    labels: torch.Tensor
    classes: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.labels)


def load_split(folder: Path, split: str, side: int) -> Split:
    """The pictures of `folder/split/<class>/`, shorter side resized to `side`, cropped to the centre.

    Raises:
        ValueError: the folder is not laid out like this, or a picture cannot be read; the text names it.
    """
    root = folder / split
    names = sorted(path.name for path in root.iterdir() if path.is_dir()) if root.is_dir() else []
    files = [
        (path, label)
        for label, name in enumerate(names)
        for path in sorted((root / name).iterdir())
        if path.suffix.lower() in _KINDS
    ]
    if not files:
        raise ValueError(
            f"There are no pictures in {root}. Expected {folder.name}/{split}/<class>/<picture>.jpeg, "
            "as in the Imagenette archive that torchvision.datasets.Imagenette downloads."
        )
    pixels = np.empty((len(files), side, side, 3), np.uint8)
    with ThreadPoolExecutor() as pool:
        for row, picture in enumerate(pool.map(lambda item: _square(item[0], side), files)):
            pixels[row] = picture
    labels = torch.tensor([label for _, label in files])
    return Split(torch.from_numpy(pixels), labels, _titles(names))


def _titles(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(IMAGENETTE.get(name, name) for name in names)


def _square(path: Path, side: int) -> npt.NDArray[np.uint8]:
    try:
        image = Image.open(path).convert("RGB")
    except (OSError, Image.DecompressionBombError) as error:
        raise ValueError(f"The picture {path} cannot be read: {error}.") from error
    shorter = min(image.size)
    left, top = ((length - shorter) / 2 for length in image.size)
    box = (left, top, left + shorter, top + shorter)
    if image.size != (side, side):
        image = image.resize((side, side), Image.Resampling.BICUBIC, box)
    return np.asarray(image)
