"""The sample photos, cut into overlapping squares at three scales: a data set that is always there."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from math import ceil

from PIL import Image

from cnnviz.images.errors import ImageError
from cnnviz.images.load import load_image
from cnnviz.images.picture_set import PictureSet, Skipped
from cnnviz.images.samples import SAMPLES

SHARES = (1, 2, 4)
"""A square's side is the photo's shorter side divided by one of these."""

# Neighbours share at least a quarter of their width: more, and the strongest nine would be nine times one spot.
_STEP = 0.75


@dataclass(frozen=True)
class _Crop:
    sample: str
    left: int
    top: int
    side: int

    @property
    def name(self) -> str:
        return f"{self.sample}, {self.side} × {self.side} from row {self.top}, column {self.left}"


class _Crops(PictureSet):
    def __init__(self) -> None:
        crops: list[_Crop] = []
        stamps: list[str] = []
        others: list[Skipped] = []
        # The photo that was decoded last serves the crops that follow; one set holds two at most.
        self._photo = lru_cache(maxsize=2)(load_image)
        for name, sample in SAMPLES.items():
            try:
                data = sample.path().read_bytes()
                size = self._photo(name).size
            except (OSError, ImageError) as error:
                others.append(Skipped(name, str(error)))
                continue
            own = [_Crop(name, *place) for place in _places(*size)]
            crops += own
            stamps += [f"{crop.name} {len(data)} {zlib.crc32(data)}" for crop in own]
        self._crops = tuple(crops)
        super().__init__("Sample crops", (crop.name for crop in crops), stamps, others)

    def _load(self, index: int, least: int | None) -> Image.Image:  # noqa: ARG002 - they come in one size
        crop = self._crops[index]
        right, bottom = crop.left + crop.side, crop.top + crop.side
        return self._photo(crop.sample).crop((crop.left, crop.top, right, bottom))


def sample_crops() -> PictureSet:
    """Overlapping square crops of all sample photos at three scales, in a fixed order.

    Sides are 1, 1/2 and 1/4 of the photo's shorter side (`SHARES`); per axis the squares are spread evenly from
    border to border, each at most 3/4 of its side from the last.

    >>> sample_crops().names[0]
    'cat, 300 × 300 from row 0, column 0'
    """
    return _Crops()


def _places(width: int, height: int) -> Iterator[tuple[int, int, int]]:
    """(left, top, side) of the squares in a photo, largest first, row by row."""
    for share in SHARES:
        side = min(width, height) // share
        for top, left in product(_starts(height, side), _starts(width, side)):
            yield left, top, side


def _starts(length: int, side: int) -> tuple[int, ...]:
    """First pixels along an axis: ceil((length - side) / step) + 1 of them, from 0 to length - side.

    >>> _starts(451, 300)
    (0, 151)
    """
    gaps = ceil((length - side) / (_STEP * side))
    return tuple(round(i * (length - side) / gaps) for i in range(gaps + 1)) if gaps else (0,)
