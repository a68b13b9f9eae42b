"""Accuracy, MACs and parameters of torchvision's weights, as plain data, and which of them are worth their cost."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from cnnviz.architectures import ARCHITECTURES
from cnnviz.lessons.imagenet_story.families import Family, family_of, title_of

FILE = Path(__file__).with_name("torchvision.json")
Axis = Literal["macs", "parameters"]
Score = Literal["top1", "top5"]

RECIPES = {
    "V1": "first weights",
    "V2": "newer training recipe",
    "SWAG": "outside data",
}
"""What stands behind the versions. SWAG's were trained on 3.6 billion pictures from Instagram before ImageNet."""


@dataclass(frozen=True)
class Weights:
    """One set of weights of one network.

    Attributes:
        model: torchvision's name of the network.
        name: torchvision's name of the weights, as `get_weight` takes it.
        macs: multiply-accumulates for one picture of `crop` pixels, to three digits after the point of 10^9.
        top1, top5: percent of ImageNet's 50,000 validation pictures, one network, one crop.
    """

    model: str
    name: str
    parameters: int
    macs: int
    top1: float
    top5: float
    crop: int

    @property
    def family(self) -> Family:
        return family_of(self.model)

    @property
    def version(self) -> str:
        """The part of the name after the network's."""
        return self.name.partition(".")[2].removeprefix("IMAGENET1K_")

    @property
    def recipe(self) -> str:
        """A key of `RECIPES`."""
        return self.version.partition("_")[0]

    @property
    def key(self) -> str:
        """Short and unique, for a link."""
        return f"{self.model}.{self.version}".removesuffix(".V1")

    @property
    def title(self) -> str:
        """On screen; the version where it is not the first."""
        version = {"V2": ", V2", "SWAG_E2E_V1": ", SWAG", "SWAG_LINEAR_V1": ", SWAG linear"}
        return title_of(self.model) + version.get(self.version, "")

    @property
    def architecture(self) -> str:
        """The same network in `cnnviz.architectures`, or ""."""
        return _twins().get(self.model, "")


@lru_cache(maxsize=1)
def all_weights() -> dict[str, Weights]:
    """All of them by key, as `python -m cnnviz metadata` wrote them down."""
    found = [
        Weights(
            row["model"], row["weights"], row["parameters"], round(row["gmacs"] * 1e9), row["top1"],
            row["top5"], row["crop"],
        )
        for row in json.loads(FILE.read_text("utf-8"))["weights"]
    ]  # fmt: skip
    return {weights.key: weights for weights in found}


@lru_cache(maxsize=1)
def torchvision_version() -> str:
    """The torchvision whose metadata these are."""
    return str(json.loads(FILE.read_text("utf-8"))["torchvision"])


@lru_cache(maxsize=1)
def _twins() -> dict[str, str]:
    return {row.torchvision: row.name for row in ARCHITECTURES.values() if row.torchvision}


def chosen(group: str, until: int, recipes: str) -> list[Weights]:
    """The weights of a group ("all" for every one) whose paper is not younger than `until`.

    `recipes` is "first" (the first weights of each network), "best" (the most accurate without outside data) or "all".
    """
    rows = [
        weights
        for weights in all_weights().values()
        if group in ("all", weights.family.group) and weights.family.year <= until
    ]
    if recipes == "all":
        return rows
    wanted = ("V1",) if recipes == "first" else ("V1", "V2")
    last = {weights.model: weights for weights in rows if weights.recipe in wanted}
    return list(last.values())


def frontier(rows: Iterable[Weights], axis: Axis, score: Score) -> list[Weights]:
    """Those than which no other is both cheaper and at least as accurate, cheapest first."""
    best: list[Weights] = []
    for weights in sorted(rows, key=lambda row: (getattr(row, axis), -getattr(row, score))):
        if not best or getattr(weights, score) > getattr(best[-1], score):
            best.append(weights)
    return best


def within(rows: Sequence[Weights], axis: Axis, score: Score, limit: int | None) -> Weights | None:
    """The most accurate one that costs at most `limit`; None if there is none."""
    fit = [row for row in frontier(rows, axis, score) if limit is None or getattr(row, axis) <= limit]
    return fit[-1] if fit else None
