"""The way down of one unit as the page of lesson C2 shows it: one sheet of maps per stage, with words and numbers."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from cnnviz.engine import WayDownRequest
from cnnviz.images import stretch
from cnnviz.images.montage import montage, palette_png, png_address, reduced, sheet_png
from cnnviz.images.poster import Section, poster
from cnnviz.lessons.deconvnet import halt_words
from cnnviz.palette import SIGNED
from cnnviz.ui.deconvnet import Look, Question
from cnnviz.ui.deconvnet_files import Files, signed_pictures
from cnnviz.ui.deconvnet_views import Shown
from cnnviz.ui.downloads import csv_text, npz_bytes
from cnnviz.ui.projections import CUT

if TYPE_CHECKING:
    from cnnviz.probes.way_down import Halt

MOST = 112  # pixels along a side of a map
COLUMNS = 3
DID = {
    "filter": "filter",
    "unpool": "unpool",
    "spread": "spread",
    "rectify": "rectify",
    "normalise": "batch norm",
    "crop": "crop",
    "take apart": "take apart",
    "pass to both": "sum",
    "colour": "colour",
    "pass": "pass",
}
_ZERO, _STEPS = 127, 127  # of 255 levels, 254 of which are colours: a montage keeps the last for its gaps


def down_view(look: Look) -> Shown:
    """Every stage from the unit to the picture."""
    wish, question = look.wish, _question(look)
    progress = question.ask(soon=True)
    if progress.result is None:
        return Shown(None, ((question, progress),))
    halts = progress.result.halts
    told = []
    for before, halt in zip((halts[0], *halts), halts, strict=False):
        told.append(_halt_data(before, halt, look))
    data = {
        "stamp": repr(question.request),
        "photo": wish.picture.uri,
        "alt": wish.picture.alt,
        "side": look.own.side,
        "box": look.own.boxes[0].tolist(),
        "halts": told,
    }
    return Shown(data, ((question, progress),), files=_files(look, halts, told))


def _question(look: Look) -> Question:
    wish = look.wish
    request = WayDownRequest(
        wish.network.name, wish.picture.hash, wish.layer, look.unit, wish.method, wish.switches
    )
    return Question(request, wish.picture.crop, "ways down")


def first_gate(look: Look) -> tuple[str, tuple[int, int], int] | None:
    """The first ReLU at which a signal of many values arrives: its layer, how many above and below 0, how many pass."""
    way = _question(look).ask(soon=True).result
    if way is None:
        return None
    for before, halt in pairwise(way.halts):
        if halt.steps == ("rectify",) and before.negative:
            return halt.layers[0], (before.positive, before.negative), halt.positive + halt.negative
    return None


def _files(look: Look, halts: "Sequence[Halt]", told: Sequence[Mapping[str, Any]]) -> Files:
    """Every stage's strongest maps under the sentence that says what was done."""

    def png() -> bytes:
        sections = [_section(halt, one) for halt, one in zip(halts, told, strict=True)]
        of, row, column = look.unit
        return poster(f"{look.heading}; map {of}, row {row}, column {column}", sections)

    def npz() -> bytes:
        arrays: dict[str, Any] = {"unit": look.unit, "says": [one["says"] for one in told]}
        for number, halt in enumerate(halts):
            arrays |= {f"{number:02}_{name}": getattr(halt, name) for name in ("values", "maps", "corner")}
        return npz_bytes(arrays | look.about)

    def table() -> str:
        names = ("maps", "rows", "columns", "window rows", "window columns", "maps with signal")
        header = ("stage", "done", "layer", *names, "values above 0", "values below 0")
        return csv_text(
            header,
            (
                (
                    number,
                    one["did"],
                    one["layer"],
                    *halt.shape,
                    *halt.size,
                    halt.live,
                    halt.positive,
                    halt.negative,
                )
                for number, (halt, one) in enumerate(zip(halts, told, strict=True))
            ),
        )

    return Files("way-down", png, npz, table)


def _section(halt: "Halt", told: Mapping[str, Any]) -> Section:
    if not halt.arrived:
        made = stretch(_whole(halt).transpose(1, 2, 0)[None], cut=CUT)
        return Section(told["says"], made.pictures, (), 1)
    some = max(1, min(halt.live, len(halt.values)))
    pictures = signed_pictures(_whole(halt)[:some], told["limit"])
    return Section(told["says"], pictures, told["names"][:some], 9)


def _halt_data(before: "Halt", halt: "Halt", look: Look) -> dict[str, Any]:
    layers = [_short(layer, look.titles) for layer in halt.layers]
    counts = (before.positive, before.negative), (halt.positive, halt.negative)
    picture = not halt.arrived
    png, sheet, limit = _picture(halt) if picture else _maps(halt)
    maps = halt.maps.tolist()
    legend = (
        "Red, green and blue together: the projection. Gray is 0."
        if picture
        else f"The {len(maps)} maps with the most signal, strongest first: {', '.join(map(str, maps))}. Red is above 0, blue below, "
        "white 0."
    )
    if look.wish.switches is False and "unpool" in halt.steps:
        legend += " Without switches."
    return {
        "did": " + ".join(dict.fromkeys(DID[step] for step in halt.steps)) or "one unit",
        "kind": halt.steps[0].replace(" ", "-") if halt.steps else "start",
        "layer": ", ".join(dict.fromkeys(layers)) or look.names(look.wish.layer),
        "says": halt_words(halt.steps, layers, *counts, look.wish.switches),
        "legend": legend,
        "png": png,
        "sheet": sheet,
        "limit": limit,
        "names": [f"map {of}" for of in maps],
        "shape": list(halt.shape),
        "size": list(halt.size),
        "live": halt.live,
        "positive": halt.positive,
        "negative": halt.negative,
        "share": halt.share,
    }


def _short(layer: str, titles: Mapping[str, str]) -> str:
    """A layer by its title if it has one of its own, else by its address."""
    return titles.get(layer, layer)


def _whole(halt: "Halt") -> npt.NDArray[np.float32]:
    """(k, H, W): the signal in whole maps."""
    maps = np.zeros((len(halt.values), *halt.shape[1:]), np.float32)
    (top, left), (height, width) = halt.corner, halt.size
    maps[:, top : top + height, left : left + width] = halt.values
    return maps


def _maps(halt: "Halt") -> tuple[str, dict[str, Any], float]:
    """The maps as one PNG in the colours of signed values, all on the same scale."""
    maps = _whole(halt)
    limit = float(np.abs(maps).max())
    levels = np.round(_ZERO + _STEPS * maps / (limit or 1)).astype(np.uint8)
    small = reduced(levels, MOST)
    png = png_address(palette_png(montage(small, COLUMNS), SIGNED))
    return png, {"columns": COLUMNS, "count": len(small), "cell": list(small.shape[1:])}, limit


def _picture(halt: "Halt") -> tuple[str, dict[str, Any], float]:
    """The signal at the pixels in its colours."""
    made = stretch(_whole(halt).transpose(1, 2, 0)[None], cut=CUT)
    png = png_address(sheet_png(made.pictures, 1))
    return png, {"columns": 1, "count": 1, "cell": list(made.pictures.shape[1:3])}, float(made.limits[0])
