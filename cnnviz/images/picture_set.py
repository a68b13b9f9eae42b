"""Many pictures as one data set: known by name, decoded one at a time, never in memory together."""

import hashlib
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from PIL import Image

from cnnviz.images.errors import ImageError


@dataclass(frozen=True)
class Skipped:
    """A file that is no picture of the data set: its name, and a sentence or a few words that say why."""

    name: str
    reason: str


class PictureSet(ABC):
    """Pictures in a fixed order, each decoded when it is asked for. Threads may share one.

    Attributes:
        title: what to call it on screen.
        id: 64 hex digits that change when a picture is added, removed, renamed or changed; they come from
            names, sizes and dates or checksums, without reading the pictures.
        names: the pictures' names in their order, printable, at index 0 .. len - 1.
        others: what was found beside the pictures and is not taken for one.
    """

    def __init__(
        self, title: str, names: Iterable[str], stamps: Iterable[str], others: Iterable[Skipped]
    ) -> None:
        self.title = title
        self.names = tuple(names)
        self.others = tuple(others)
        digest = hashlib.sha256()
        for stamp in stamps:
            # The length first, so that no two lists of stamps run together to the same text.
            encoded = stamp.encode("utf-8", "surrogateescape")
            digest.update(b"%d:%b," % (len(encoded), encoded))
        self.id = digest.hexdigest()

    def __len__(self) -> int:
        return len(self.names)

    def load(self, index: int, least: int | None = None) -> Image.Image:
        """The picture at `index`, upright and RGB, a new object every time.

        `least` allows a large JPEG to come at 1/2, 1/4 or 1/8 of its size (`decode_image`).

        Raises:
            ImageError: the picture is broken, hostile, or gone.
            IndexError: there is no such index.
        """
        if not 0 <= index < len(self):
            raise IndexError(f"There is no picture {index}: this data set has {len(self):,}, counted from 0.")
        return self._load(index, least)

    def stream(self, start: int = 0, least: int | None = None) -> Iterator[tuple[int, Image.Image | Skipped]]:
        """(index, picture) from `start` on, one at a time; for one that cannot be read, why it cannot."""
        for index in range(start, len(self)):
            try:
                yield index, self.load(index, least)
            except ImageError as error:
                yield index, Skipped(self.names[index], str(error))

    @abstractmethod
    def _load(self, index: int, least: int | None) -> Image.Image:
        """`load`, for an index that exists."""
