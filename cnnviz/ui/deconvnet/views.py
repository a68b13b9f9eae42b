"""From projections to what the page of lesson C2 shows in the browser: tiles, groups, and the one that is large."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from cnnviz.engine import Progress, Wall, WallRequest, WaysRequest
from cnnviz.images.montage import columns_for
from cnnviz.lessons.deconvnet import METHODS
from cnnviz.networks.untrained import untrained
from cnnviz.ui.deconvnet.files import Files, Group, group_files, wall_files
from cnnviz.ui.deconvnet.looks import Look, Question
from cnnviz.ui.projections import Tiles, tiles

if TYPE_CHECKING:
    from cnnviz.probes.projection import Projection

COMPARED = 8  # maps of the trained and of the untrained network


@dataclass(frozen=True)
class Shown:
    """What there is to show, and what it still waits for.

    Attributes:
        data: for the component, None while there is nothing.
        waiting: the questions behind it, each with how far its answer is.
        broken: indices of pictures of a set that cannot be read.
        files: the same to take home, None while there is nothing.
    """

    data: dict[str, Any] | None
    waiting: tuple[tuple[Question, Progress[Any]], ...] = ()
    broken: tuple[int, ...] = ()
    files: Files | None = None

    @property
    def ended(self) -> bool:
        return all(progress.ended for _, progress in self.waiting)

    @property
    def progresses(self) -> list[Progress[Any]]:
        return [progress for _, progress in self.waiting]


def strongest_view(look: Look) -> Shown:
    """The strongest maps, each projection beside the patch that its unit sees."""
    made = look.strongest
    labels = [f"map {of}" for of in made.units[:, 0].tolist()]
    title = f"{look.names(look.wish.layer)}: the {len(labels)} maps with the strongest units"
    groups = [Group(title, made, labels)]
    return Shown(_gallery(look, "pairs", groups, look.rank), files=_files(look, "strongest", groups))


def methods_view(look: Look) -> Shown:
    """One unit, three methods, with switches and without."""
    wish = look.wish
    ways: Any = tuple((method, switches) for switches in (True, False) for method in METHODS)
    request = WaysRequest(wish.network.name, wish.picture.hash, wish.layer, look.unit, ways)
    question = Question(request, wish.picture.crop, "ways down")
    answer = question.ask(soon=True)
    units = answer.result
    if units is None or answer.state != "done":
        return Shown(None, ((question, answer),))
    from cnnviz.probes.projection import join

    groups = []
    for number, words in enumerate(
        ("With switches", "Without switches: every value goes to the middle of its window")
    ):
        made = join(units[3 * number : 3 * number + 3])
        groups.append(Group(words, made, list(METHODS.values())))
    chosen = 3 * (not wish.switches) + list(METHODS).index(wish.method)
    of, row, column = look.unit
    title = f"{wish.network.title}, {wish.picture.title}, {look.names(wish.layer)}: map {of}, row {row}, column {column}"
    about = {"network": wish.network.name, "layer": wish.layer}
    files = group_files("methods", title, groups, shared=wish.shared, about=about)
    return Shown(_gallery(look, "methods", groups, chosen), ((question, answer),), files=files)


def random_view(look: Look, seed: int) -> Shown:
    """The strongest maps of the trained network and of one that has learned nothing."""
    from cnnviz.probes.projection import pick

    wish = look.wish
    request = wish.request(network=untrained(wish.network.name, seed))
    question = Question(request, wish.picture.crop, "maps", "/random")
    progress = question.ask(soon=True)
    if progress.result is None:
        return Shown(None, ((question, progress),))
    groups = []
    for words, made in (
        (wish.network.title, look.strongest),
        (f"Random weights, seed {seed}", progress.result),
    ):
        few = pick(made, range(min(COMPARED, made.done)))
        groups.append(Group(words, few, [f"map {of}" for of in few.units[:, 0].tolist()]))
    chosen = look.rank if look.rank is not None and look.rank < COMPARED else None
    files = _files(look, "trained-and-untrained", groups)
    return Shown(_gallery(look, "compared", groups, chosen), ((question, progress),), files=files)


def wall_view(look: Look) -> Shown:
    """All maps of the layer, small; the chosen one large."""
    wish = look.wish
    request = WallRequest(wish.network.name, wish.picture.hash, wish.layer, wish.method, wish.switches)
    question = Question(request, wish.picture.crop, "maps", lasting=True)
    progress = question.ask(soon=True)
    wall: Wall | None = progress.result
    if wall is None:
        return Shown(None, ((question, progress),))
    small = tiles(wall.pixels, shared=wish.shared)
    maps = wall.units[:, 0].tolist()
    silent = int((wall.activations <= 0).sum())
    title = f"{look.names(wish.layer)}: all {wall.total:,} maps, the one with the strongest unit first"
    large = tiles(look.own.pixels)
    data = {
        **_frame(look, "wall"),
        "sheet": small.sheet(columns_for(wall.total, 1.45), wall.total),
        "groups": [{"title": title, "items": list(range(len(maps)))}],
        "note": f"{silent:,} of them silent on this picture: their largest value is 0, so there is nothing to project."
        if silent
        else "Each of these maps has something to say on this picture.",
        "items": [
            {"map": of, "value": value} for of, value in zip(maps, wall.activations.tolist(), strict=True)
        ],
        "chosen": maps.index(look.unit[0]) if look.unit[0] in maps else None,
        "large": {**_items(look.own, large, [f"map {look.unit[0]}"])[0], "sheet": large.sheet(1)},
    }
    files = wall_files(f"{look.heading}, {title}", wall, shared=wish.shared, about=look.about)
    return Shown(data, ((question, progress),), files=files)


def _files(look: Look, what: str, groups: Sequence[Group]) -> Files:
    return group_files(what, look.heading, groups, shared=look.wish.shared, about=look.about)


def _gallery(look: Look, layout: str, groups: Sequence[Group], chosen: int | None) -> dict[str, Any]:
    """Tiles in groups; all of them stretched together if they share their contrast."""
    made = tiles(np.concatenate([group.made.pixels for group in groups]), shared=look.wish.shared)
    items: list[dict[str, Any]] = []
    told = []
    for group in groups:
        count = group.made.done
        some = slice(len(items), len(items) + count)
        told.append({"title": group.title, "items": list(range(len(items), len(items) + count))})
        items += _items(
            group.made, Tiles(made.pictures[some], made.limits[some], made.saturated[some]), group.labels
        )
    return {
        **_frame(look, layout),
        "sheet": made.sheet(),
        "groups": told,
        "note": "",
        "items": items,
        "chosen": chosen,
        "large": None,
    }


def _frame(look: Look, layout: str) -> dict[str, Any]:
    """What every view has: the photo, and how large a window is."""
    picture = look.wish.picture
    height, width = look.own.pixels.shape[1:3]
    return {
        "layout": layout,
        "photo": picture.uri,
        "alt": picture.alt,
        "side": look.own.side,
        "window": [height, width],
        "field": list(look.own.field.size),
        "patches": None,
    }


def _items(made: "Projection", pictures: Tiles, labels: Sequence[str]) -> list[dict[str, Any]]:
    """What is known of each projection, in numbers."""
    found = []
    for index, label in enumerate(labels):
        of, row, column = made.units[index].tolist()
        found.append(
            {
                "label": label,
                "map": of,
                "row": row,
                "column": column,
                "value": float(made.activations[index]),
                "box": made.boxes[index].tolist(),
                "corner": made.corners[index].tolist(),
                "limit": float(pictures.limits[index]),
                "saturated": float(pictures.saturated[index]),
                "reached": float((made.pixels[index] != 0).any(2).mean()),
            }
        )
    return found
