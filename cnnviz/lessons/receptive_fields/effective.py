"""The effective receptive fields of a trained network, measured once by `python -m cnnviz effective`."""

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

FILE = Path(__file__).with_name("effective.json")


@dataclass(frozen=True)
class Measured:
    """One layer's field.

    Attributes:
        title: the layer's name in the paper.
        theoretical: the side of the field that the arithmetic gives, in pixels.
        half, most: the sides of the centred squares that hold 50 % and 95 % of the influence.
        picture: the influence of each pixel in the field as a picture (a data address).
    """

    title: str
    theoretical: int
    half: int
    most: int
    picture: str


@dataclass(frozen=True)
class Measurement:
    """Of which network, on how many pictures, and layer by layer."""

    network: str
    pictures: int
    side: int
    layers: tuple[Measured, ...]


@lru_cache(maxsize=1)
def measured_fields() -> Measurement:
    """What the command found, as it lies beside this module."""
    found = json.loads(FILE.read_text("utf-8"))
    layers = tuple(
        Measured(one["title"], one["theoretical"], one["sides"]["0.5"], one["sides"]["0.95"], one["picture"])
        for one in found["layers"]
    )
    return Measurement(found["network"], found["pictures"], found["side"], layers)


def effective_words(fields: Measurement) -> str:
    """What the measurement says, with its numbers."""
    last = fields.layers[-1]
    area = (last.most / last.theoretical) ** 2
    return (
        f"The arithmetic says which pixels *can* move a unit of {last.title}: {last.theoretical} × {last.theoretical}. Measured on "
        f"{fields.network}, 95 % of the influence comes from {last.most} × {last.most} of them, {area:.0%} of the area, and half of it "
        f"from {last.half} × {last.half}. Many paths lead to a pixel in the middle of the field and few to one at its rim."
    )
