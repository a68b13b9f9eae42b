"""From the engine's answers about our pair to what lesson C4 shows."""

import base64
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from cnnviz.images.montage import montage, palette_png, png_address, reduced, sheet_png
from cnnviz.lessons.alexnet_zfnet import Measured
from cnnviz.palette import ACTIVATION
from cnnviz.ui.alexnet_zfnet.asking import One, ask_filters, ask_folded, second_of
from cnnviz.ui.pictures import Picture
from cnnviz.ui.projections import sheet_data, tiles

if TYPE_CHECKING:
    from cnnviz.probes.activations import LayerMaps
    from cnnviz.probes.aliasing import Flicker, GratingFilters
    from cnnviz.probes.firing import Firing
    from cnnviz.probes.projection import Projection
    from cnnviz.probes.spectrum import Spectra

COLUMNS = 12
MAPS, MAPS_ACROSS = 42, 14
ACROSS = 96  # pixels of a projection on screen, at least


@dataclass(frozen=True, eq=False)
class Drawn:
    """A first layer's filters and their spectra as sheets."""

    spectra: "Spectra"
    sheet: dict[str, Any]
    energies: dict[str, Any]


def drawn(weights: npt.NDArray[np.float32]) -> Drawn:
    """The same for the same weights, made once."""
    return _drawn(weights.tobytes(), weights.shape)


@lru_cache(maxsize=8)
def _drawn(data: bytes, shape: tuple[int, ...]) -> Drawn:
    from cnnviz.probes.spectrum import spectra

    weights = np.frombuffer(data, np.float32).reshape(shape)
    made = spectra(weights)
    pictures = tiles(weights.transpose(0, 2, 3, 1), cut=0).pictures
    half = made.energy.reshape(len(weights), 32, 2, 32, 2).mean((2, 4))
    # The square root: amplitudes, since energies would show little but the peak.
    levels = np.sqrt(half / half.max((1, 2), keepdims=True).clip(1e-12)) * 254
    grid = palette_png(montage(levels.astype(np.uint8), COLUMNS), ACTIVATION)
    energies = {"png": png_address(grid), "columns": COLUMNS, "cell": [32, 32], "count": len(weights)}
    return Drawn(made, sheet_data(pictures, COLUMNS), energies)


def filters_data(
    one: One, made: Drawn, firing: "Firing | None", threshold: float, quiet: float
) -> dict[str, Any]:
    """What the component of the filters shows of one network."""
    spectra = made.spectra
    orders = {"frequency": np.argsort(spectra.centre), "strength": np.argsort(-spectra.strength)}
    fires = None if firing is None else firing.fires(0, threshold)
    if fires is not None:
        orders["firing"] = np.argsort(fires, kind="stable")
    return {
        "title": one.title,
        "says": f"{one.kernel} × {one.kernel}, stride {one.stride}: {one.past.accuracy:.1%} right",
        "sheet": made.sheet,
        "spectra": made.energies,
        "bands": spectra.shares.round(4).tolist(),
        "mean": spectra.mean_shares.round(4).tolist(),
        "centre": spectra.centre.round(4).tolist(),
        "strength": spectra.strength.round(4).tolist(),
        "fires": None if fires is None else fires.round(4).tolist(),
        "dead": None if fires is None else (fires <= quiet).tolist(),
        "orders": {name: order.tolist() for name, order in orders.items()},
    }


def grating_data(one: One, filters: "GratingFilters", flicker: "Flicker | None") -> dict[str, Any]:
    """What the component of the grating shows of one network."""
    return {
        "title": one.title,
        "filters": {
            "gray": base64.b64encode(filters.gray.astype("<f4").tobytes()).decode("ascii"),
            "size": filters.gray.shape[1],
            "gain": filters.gain.astype(float).round(6).tolist(),
            "base": filters.base.astype(float).round(6).tolist(),
            "stride": filters.stride,
            "padding": filters.padding,
            "pool": list(filters.pool),
        },
        "flicker": flicker
        and {
            "frequencies": flicker.frequencies.tolist(),
            "first": flicker.first.round(4).tolist(),
            "pooled": flicker.pooled.round(4).tolist(),
        },
    }


def projections_png(down: "Projection") -> bytes:
    """Each projection beside its patch, as large as whole pixels make them, four pairs in a row."""
    zoom = max(1, -(-ACROSS // down.pixels.shape[1]))
    pairs = np.concatenate([tiles(down.pixels).pictures, down.patches], axis=2)
    return sheet_png(pairs.repeat(zoom, 1).repeat(zoom, 2), 4, gap=zoom * pairs.shape[1] // 12)


def maps_png(maps: "LayerMaps") -> bytes:
    """The strongest maps of the layer, each on its own scale."""
    small = reduced(maps.levels[maps.order[:MAPS]], 64)
    zoom = max(1, -(-48 // small.shape[1]))
    return palette_png(montage(small.repeat(zoom, 1).repeat(zoom, 2), MAPS_ACROSS), ACTIVATION)


def too_fine(one: One, down: "Projection | None") -> float | None:
    """Share of the projections' energy that is finer than the first layer's stride can carry, 1/(2S)."""
    if down is None:
        return None
    from cnnviz.probes.aliasing import folded_share

    maps = down.pixels.transpose(0, 3, 1, 2).reshape(-1, *down.pixels.shape[1:3])
    return float(folded_share(maps, [one.stride])[0])


def measured(one: One, picture: Picture, firing: "Firing | None", threshold: float, quiet: float) -> Measured:
    """Everything that the table of claims needs to know of one network, as far as it is known."""
    weights, folded = ask_filters(one, picture), ask_folded(one, picture)
    bands = None if weights is None else tuple(drawn(weights).spectra.mean_shares.tolist())
    dead = None
    if firing is not None:
        dead = tuple(int(firing.dead(at, threshold, quiet).sum()) for at in range(2))
    return Measured(
        title=one.title,
        stride=one.stride,
        accuracy=one.past.accuracy,
        pictures=one.past.asked,
        bands=bands,
        folded=None if folded is None else tuple(folded.tolist()),
        dead=dead,
        too_fine=too_fine(one, second_of(one, picture)),
    )
