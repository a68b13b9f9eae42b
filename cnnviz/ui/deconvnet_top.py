"""The nine strongest patches of some maps over many pictures, with their projections: figure 2 of the paper."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import streamlit as st

from cnnviz.engine import Progress, Request, TopProjectionsRequest, TopRequest
from cnnviz.images import PictureSet
from cnnviz.images.montage import png_address, sheet_png
from cnnviz.ui.deconvnet import Look, Question
from cnnviz.ui.deconvnet_files import top_files
from cnnviz.ui.deconvnet_views import Shown
from cnnviz.ui.projections import tiles

if TYPE_CHECKING:
    from cnnviz.probes.top_index import TopPatches
    from cnnviz.probes.top_projections import TopProjections

CARDS = 4
_FIRST = 500  # pictures before the first look at what is found so far
_KEPT, _DRAWN = "deconvnet/so-far", "deconvnet/drawn"
CHOICES = {
    "strongest": "The strongest on your picture",
    "random": "Drawn without looking",
    "chosen": "The chosen map",
}
Sighting = tuple[int, tuple[int, int, int]]


def top_view(look: Look, pictures: PictureSet, choice: str, seed: int) -> Shown:
    """Ask for the index of the layer over all pictures, and for the projections of what it has found so far."""
    wish = look.wish
    index = Question(
        TopRequest(wish.network.name, pictures.id, layer=wish.layer), pictures, "pictures", lasting=True
    )
    progress = index.ask(soon=True)
    waiting: list[tuple[Question, Progress[Any]]] = [(index, progress)]
    top = _so_far(index.request, progress)
    if top is None:
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
    question = Question(request, pictures, "projections", lasting=True)
    answer = question.ask(soon=True)
    waiting.append((question, answer))
    made, about = answer.result, (index.request, maps)
    files = None
    if made is not None:
        st.session_state[_DRAWN] = (about, _data(look, pictures, top, made, maps=maps, sightings=sightings))
        title = f"{look.wish.network.title}, {look.names(wish.layer)}, {pictures.title}"
        files = top_files(title, top, made, sightings, pictures.names, shared=wish.shared, about=look.about)
    # While the next ones are on their way, the last ones stay.
    drawn, data = st.session_state.get(_DRAWN, (None, None))
    return Shown(data if drawn == about else None, tuple(waiting), broken, files)


def _so_far(request: Request[Any], progress: "Progress[TopPatches]") -> "TopPatches | None":
    """The index if it stands still, else as it was when it last doubled: its projections cost as much as many pictures."""
    top = progress.result
    if top is None or progress.ended:
        return top if top is not None and top.done else None
    kept: tuple[Request[Any], TopPatches] | None = st.session_state.get(_KEPT)
    if kept is not None and kept[0] != request:
        kept = None
    if top.done >= (2 * kept[1].done if kept else _FIRST):
        kept = (request, top)
        st.session_state[_KEPT] = kept
    return kept[1] if kept else None


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
    height, width = made.pixels.shape[1:3]
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
                "corner": np.minimum(
                    made.boxes[index, :2], (look.own.side - height, look.own.side - width)
                ).tolist(),
                "limit": float(stretched.limits[at]),
                "saturated": float(stretched.saturated[at]),
            }
        )
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
        "note": ""
        if top.done == top.total
        else f"So far: the strongest of the first {top.done:,} of {top.total:,} pictures.",
        "items": items,
        "chosen": 0 if items else None,
        "large": None,
    }


def _note(of: int, top: "TopPatches") -> str:
    values = top.activation[top.row(of)]
    live = values[np.nan_to_num(values) > 0]
    if not live.size:
        return f"Never above 0 on these {top.done:,} pictures: this map is dead here."
    return f"activations {live[0]:.3g} to {live[-1]:.3g}"
