"""What is shown in lesson C2, to take home: a captioned sheet, the signals as numbers, a table."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from cnnviz.images.montage import colour_table, columns_for
from cnnviz.images.poster import Section, poster
from cnnviz.palette import SIGNED
from cnnviz.ui.downloads import csv_text, npz_bytes
from cnnviz.ui.projections import tiles

if TYPE_CHECKING:
    from cnnviz.engine import Wall
    from cnnviz.probes.projection import Projection
    from cnnviz.probes.top_index import TopPatches
    from cnnviz.probes.top_projections import TopProjections

PLACES = ("map", "row", "column", "activation", "top", "left", "bottom", "right")
SIGNAL = ("largest absolute value", "share of pixels that are not 0")
Pixels = npt.NDArray[np.uint8]


@dataclass(frozen=True)
class Files:
    """One view's three files; each is made when somebody asks for it.

    Attributes:
        what: goes into the files' names.
        png, npz, csv: their contents.
    """

    what: str
    png: Callable[[], bytes]
    npz: Callable[[], bytes]
    csv: Callable[[], str]


@dataclass(frozen=True)
class Group:
    """Projections that belong together, with a heading and a label for each."""

    title: str
    made: "Projection"
    labels: Sequence[str]


def group_files(
    what: str, title: str, groups: Sequence[Group], *, shared: bool, about: Mapping[str, Any]
) -> Files:
    """Of projections in groups: each beside its patch; `about` is said of all of them in the NPZ file."""
    from cnnviz.probes.projection import join

    titles = [group.title for group in groups for _ in group.labels]
    labels = [label for group in groups for label in group.labels]

    def png() -> bytes:
        stretched = tiles(np.concatenate([group.made.pixels for group in groups]), shared=shared).pictures
        sections, first = [], 0
        for group in groups:
            some = stretched[first : first + group.made.done]
            first += group.made.done
            pairs = np.stack([some, group.made.patches], 1).reshape(-1, *some.shape[1:])
            words = zip(group.labels, group.made.activations.tolist(), strict=True)
            lines = [line for label, value in words for line in (f"{label}: {value:.3g}", "what it sees")]
            sections.append(Section(group.title, pairs, lines, 8))
        return poster(title, sections)

    def npz() -> bytes:
        whole = join([group.made for group in groups])
        names = ("pixels", "patches", "units", "activations", "boxes", "corners")
        return npz_bytes(
            {name: getattr(whole, name) for name in names}
            | {"groups": titles, "labels": labels}
            | dict(about)
        )

    def table() -> str:
        rows = (line for group in groups for line in _unit_lines(group.made))
        named = ((*pair, *row) for pair, row in zip(zip(titles, labels, strict=True), rows, strict=True))
        return csv_text(("group", "shown as", *PLACES, *SIGNAL), named)

    return Files(what, png, npz, table)


def wall_files(title: str, wall: "Wall", *, shared: bool, about: Mapping[str, Any]) -> Files:
    """Of all maps of a layer, as many as there are by now."""
    maps = wall.units[:, 0].tolist()

    def png() -> bytes:
        lines = [f"map {of}: {value:.3g}" for of, value in zip(maps, wall.activations.tolist(), strict=True)]
        pictures = tiles(wall.pixels, shared=shared).pictures
        return poster(
            title,
            [
                Section(
                    "Below each: its map, and the value of the map's strongest unit",
                    pictures,
                    lines,
                    columns_for(len(maps), 1.45),
                )
            ],
        )

    def npz() -> bytes:
        names = ("pixels", "units", "activations", "window")
        return npz_bytes({name: getattr(wall, name) for name in names} | dict(about))

    def table() -> str:
        header = ("map", "row", "column", "activation", *SIGNAL)
        sizes = zip(wall.units.tolist(), wall.activations.tolist(), wall.pixels, strict=True)
        return csv_text(header, ((*unit, value, *_strength(pixels)) for unit, value, pixels in sizes))

    return Files("wall", png, npz, table)


def top_files(
    title: str,
    top: "TopPatches",
    made: "TopProjections",
    sightings: Sequence[tuple[int, tuple[int, int, int]]],
    names: Sequence[str],
    *,
    shared: bool,
    about: Mapping[str, Any],
) -> Files:
    """Of the nine strongest patches of some maps: three rows of three projections, and the patches beside them."""
    ready = np.flatnonzero(made.ready).tolist()
    maps = list(dict.fromkeys(sightings[index][1][0] for index in ready))

    def png() -> bytes:
        stretched = dict(zip(ready, tiles(made.pixels[ready], shared=shared).pictures, strict=True))
        sections = []
        for of in maps:
            own = [index for index in ready if sightings[index][1][0] == of]
            pictures, lines = _nine(
                [stretched[index] for index in own],
                [made.patches[index] for index in own],
                [f"{made.activations[index]:.3g}" for index in own],
                [names[sightings[index][0]] for index in own],
            )
            heading = f"Map {of}: projections with their activations, and the patches"
            sections.append(Section(heading, pictures, lines, 6))
        return poster(f"{title}, {top.done:,} of {top.total:,} pictures", sections)

    def npz() -> bytes:
        arrays = ("pixels", "patches", "boxes", "activations")
        return npz_bytes(
            {name: getattr(made, name)[ready] for name in arrays}
            | {
                "units": [sightings[index][1] for index in ready],
                "pictures": [names[sightings[index][0]] for index in ready],
                "looked_at": (top.done, top.total),
            }
            | dict(about)
        )

    def table() -> str:
        def lines() -> Iterable[tuple[object, ...]]:
            for index in ready:
                image, unit = sightings[index]
                yield (
                    names[image], *unit, float(made.activations[index]), *made.boxes[index].tolist(),
                    *_strength(made.pixels[index]),
                )  # fmt: skip

        return csv_text(("picture", *PLACES, *SIGNAL), lines())

    return Files("top9", png, npz, table)


def signed_pictures(maps: npt.NDArray[np.float32], limit: float) -> Pixels:
    """(N, H, W) signed maps in the colours of signed values, from -limit to limit, as (N, H, W, 3)."""
    levels = np.round(127.5 + 127.5 * (maps / (limit or 1)).clip(-1, 1)).astype(np.uint8)
    return colour_table(SIGNED)[levels]


def _nine(
    projections: Sequence[Pixels], patches: Sequence[Pixels], values: Sequence[str], names: Sequence[str]
) -> tuple[Pixels, list[str]]:
    """Rows of three projections and their three patches; white where there are fewer than three."""
    blank = np.full_like(patches[0], 255)
    pictures: list[Pixels] = []
    lines: list[str] = []
    for first in range(0, len(projections), 3):
        for some, words in ((projections, values), (patches, names)):
            row = list(some[first : first + 3])
            missing = 3 - len(row)
            pictures += row + missing * [blank]
            lines += list(words[first : first + 3]) + missing * [""]
    return np.stack(pictures), lines


def _unit_lines(made: "Projection") -> Iterable[tuple[object, ...]]:
    """One line per unit; top, left, bottom, right: its receptive field in pixels of the network's view."""
    for index, unit in enumerate(made.units.tolist()):
        value = float(made.activations[index])
        yield (*unit, value, *made.boxes[index].tolist(), *_strength(made.pixels[index]))


def _strength(pixels: npt.NDArray[np.float32]) -> tuple[float, float]:
    return float(np.abs(pixels).max()), float((pixels != 0).any(2).mean())
