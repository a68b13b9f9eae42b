"""The nine strongest patches of some maps over many pictures, with their projections: figure 2 of the paper."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from cnnviz.engine import Progress, TopProjectionsRequest, TopRequest
from cnnviz.images import PictureSet
from cnnviz.images.montage import png_address, sheet_png
from cnnviz.ui.deconvnet import Look, Question
from cnnviz.ui.deconvnet_views import Shown
from cnnviz.ui.projections import tiles

if TYPE_CHECKING:
    from cnnviz.probes.top_index import TopPatches
    from cnnviz.probes.top_projections import TopProjections

CARDS = 4
CHOICES = {
    "strongest": "The strongest on your picture",
    "random": "Drawn without looking",
    "chosen": "The chosen map",
}
Sighting = tuple[int, tuple[int, int, int]]


def top_view(look: Look, pictures: PictureSet, choice: str, seed: int) -> Shown:
    """Ask for the index of the layer over all pictures; when it is whole, for the projections of what it found."""
    wish = look.wish
    index = Question(
        TopRequest(wish.network.name, pictures.id, layer=wish.layer), pictures, "pictures", lasting=True
    )
    progress = index.ask(soon=True)
    waiting: list[tuple[Question, Progress[Any]]] = [(index, progress)]
    top: TopPatches | None = progress.result
    if top is None or progress.state != "done":
        return Shown(None, tuple(waiting))
    broken = tuple(top.broken.tolist())
    maps = chosen_maps(look, choice, seed, top.shape[0])
    sightings = seen_by(top, maps)
    if not sightings:
        return Shown(None, tuple(waiting), broken)
    request = TopProjectionsRequest(
        wish.network.name,
        pictures.id,
        layer=wish.layer,
        sightings=sightings,
        method=wish.method,
        switches=wish.switches,
    )
    question = Question(request, pictures, "projections")
    answer = question.ask(soon=True)
    waiting.append((question, answer))
    made = answer.result
    data = None if made is None else _data(look, pictures, top, made, maps=maps, sightings=sightings)
    return Shown(data, tuple(waiting), broken)


def chosen_maps(look: Look, choice: str, seed: int, count: int) -> tuple[int, ...]:
    """The maps whose nine patches are shown."""
    from cnnviz.probes.top_patches import random_maps

    if choice == "chosen":
        return (look.unit[0],)
    if choice == "random":
        return random_maps(count, CARDS, seed)
    return tuple(look.strongest.units[:CARDS, 0].tolist())


def seen_by(top: "TopPatches", maps: Sequence[int]) -> tuple[Sighting, ...]:
    """Picture and unit of each of the maps' strongest patches; a map that never fires has none."""
    found: list[Sighting] = []
    for of in maps:
        row = top.row(of)
        for image, (line, column), value in zip(
            top.image[row].tolist(), top.unit[row].tolist(), top.activation[row].tolist(), strict=True
        ):
            if image >= 0 and value > 0:
                found.append((image, (of, line, column)))
    return tuple(found)


def _data(
    look: Look,
    pictures: PictureSet,
    top: "TopPatches",
    made: "TopProjections",
    *,
    maps: Sequence[int],
    sightings: Sequence[Sighting],
) -> dict[str, Any]:
    ready = np.flatnonzero(made.ready)
    stretched = tiles(made.pixels[ready], shared=look.wish.shared)
    items, groups = [], []
    for of in maps:
        places = [at for at, index in enumerate(ready.tolist()) if sightings[index][1][0] == of]
        groups.append({"title": f"Map {of}", "items": places, "note": _note(of, top)})
    for at, index in enumerate(ready.tolist()):
        image, (of, row, column) = sightings[index]
        items.append(
            {
                "label": f"map {of}",
                "picture": pictures.names[image],
                "map": of,
                "row": row,
                "column": column,
                "value": float(made.activations[index]),
                "box": made.boxes[index].tolist(),
                "corner": [0, 0],
                "limit": float(stretched.limits[at]),
                "saturated": float(stretched.saturated[at]),
            }
        )
    height, width = made.pixels.shape[1:3]
    columns = 9
    return {
        "layout": "nine",
        "photo": None,
        "alt": "",
        "side": look.own.side,
        "window": [height, width],
        "field": list(look.own.field.size),
        "sheet": stretched.sheet(columns),
        "patches": {
            "png": png_address(sheet_png(made.patches[ready], columns)),
            "columns": columns,
            "cell": [height, width],
            "count": len(ready),
        },
        "groups": groups,
        "note": "",
        "items": items,
        "chosen": 0 if items else None,
        "large": None,
    }


def _note(of: int, top: "TopPatches") -> str:
    values = top.activation[top.row(of)]
    live = values[np.nan_to_num(values) > 0]
    if not live.size:
        return f"Never above 0 on these {top.total:,} pictures: this map is dead here."
    return f"activations {live[0]:.3g} to {live[-1]:.3g}"
