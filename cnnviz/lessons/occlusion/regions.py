"""What covering each ninth of a sample photo does to a real network, measured once by `python -m cnnviz regions`."""

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

FILE = Path(__file__).with_name("regions.json")
PLACES = tuple(
    f"{row} {column}" for row in ("top", "middle", "bottom") for column in ("left", "centre", "right")
)
SUBJECTS = {
    "cat": "a cat's face",
    "espresso": "a cup of espresso",
    "cameraman": "a man with a camera",
    "astronaut": "an astronaut",
    "rocket": "a rocket",
    "moped": "a motorcycle",
    "palace": "a palace",
    "flower": "a dahlia",
}


@dataclass(frozen=True)
class Layer:
    """The map of a layer with the largest sum in the clean picture: the sum, and what is left with each ninth covered."""

    title: str
    unit: int
    clean: float
    covered: tuple[float, ...]

    def lost(self, place: int) -> float:
        """The share of the clean sum that is lost with that ninth covered, in percent; negative for a gain."""
        return 100 * (1 - self.covered[place] / self.clean)


@dataclass(frozen=True)
class Photo:
    """One sample photo: what it shows, its clean answer, and each layer's map."""

    name: str
    label: str
    clean: float
    probability: tuple[float, ...]
    layers: tuple[Layer, ...]

    @property
    def subject(self) -> str:
        return SUBJECTS[self.name]


@dataclass(frozen=True)
class Regions:
    """Of which network, with which square."""

    network: str
    side: int
    size: int
    photos: tuple[Photo, ...]


@lru_cache(maxsize=1)
def measured_regions() -> Regions:
    """What the command found, as it lies beside this module."""
    found = json.loads(FILE.read_text("utf-8"))
    photos = []
    for name, one in found["photos"].items():
        rows = zip(found["layers"], one["units"], one["sums"], one["covered"], strict=True)
        layers = tuple(Layer(title, unit, clean, tuple(covered)) for title, unit, clean, covered in rows)
        photos.append(Photo(name, one["label"], one["clean"], tuple(one["probability"]), layers))
    return Regions(found["network"], found["side"], found["size"], tuple(photos))
