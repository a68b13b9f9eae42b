"""From the engine's answers about our pair to what lesson C4 shows."""

import base64
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from cnnviz.engine import FiltersRequest, LayerMapsRequest, ProjectRequest
from cnnviz.engine.pairs import FiringRequest, FlickerRequest, FoldedRequest, GratingRequest
from cnnviz.images import PictureSet, sample_crops
from cnnviz.images.montage import montage, palette_png, png_address, reduced, sheet_png
from cnnviz.lessons.alexnet_zfnet import Measured
from cnnviz.networks.catalogue import find_entry
from cnnviz.networks.snapshots import History, history
from cnnviz.palette import ACTIVATION
from cnnviz.ui.asking import Progress, Request, ask, ask_soon, progress_row
from cnnviz.ui.pictures import Picture
from cnnviz.ui.projections import sheet_data, tiles

if TYPE_CHECKING:
    from cnnviz.probes.activations import LayerMaps
    from cnnviz.probes.aliasing import Flicker, GratingFilters
    from cnnviz.probes.firing import Firing
    from cnnviz.probes.projection import Projection
    from cnnviz.probes.spectrum import Spectra

NO_PICTURE = ""  # the hash in a request whose answer is the same for every picture
COLUMNS = 12
SECOND = "relu2"
SHOWN = 12  # projections of each network
MAPS, MAPS_ACROSS = 42, 14
ACROSS = 96  # pixels of a projection on screen, at least


@dataclass(frozen=True)
class One:
    """One network of the pair, as far as the page needs it."""

    kind: str
    title: str
    kernel: int
    stride: int

    @property
    def name(self) -> str:
        return f"cnnviz_{self.kind}"

    @property
    def past(self) -> History:
        return _history(self.kind)


PAIR = (One("alexnet", "AlexNet", 11, 4), One("zfnet", "ZFNet", 7, 2))


@lru_cache(maxsize=2)
def _history(kind: str) -> History:
    return history(kind)


@lru_cache(maxsize=1)
def crops() -> PictureSet:
    """What the maps are asked to fire on; shared by all sessions, never changed."""
    return sample_crops()


def side() -> int:
    """Of both networks' input, px."""
    return find_entry(PAIR[1].name).input_size


def filters_request(one: One) -> FiltersRequest:
    return FiltersRequest(one.name, NO_PICTURE, "relu1")


def ask_filters(one: One, picture: Picture) -> "npt.NDArray[np.float32] | None":
    return ask_soon(filters_request(one), picture.crop, one.kind).result


def gratings_request(one: One) -> GratingRequest:
    return GratingRequest(one.name, NO_PICTURE)


def ask_gratings(one: One, picture: Picture) -> "GratingFilters | None":
    return ask_soon(gratings_request(one), picture.crop, one.kind).result


def ask_folded(one: One, picture: Picture) -> "npt.NDArray[np.float64] | None":
    return ask_soon(FoldedRequest(one.name, picture.hash), picture.crop, one.kind).result


def ask_flicker(one: One, picture: Picture, angle: int) -> "Progress[Flicker]":
    return ask(FlickerRequest(one.name, NO_PICTURE, angle), picture.crop, one.kind)


def firing_request(one: One) -> FiringRequest:
    return FiringRequest(one.name, crops().id)


def ask_firing(one: One) -> "Progress[Firing]":
    return ask(firing_request(one), crops(), one.kind)


def second_request(one: One, picture: Picture) -> ProjectRequest:
    return ProjectRequest(one.name, picture.hash, SECOND, k=SHOWN)


def ask_second(one: One, picture: Picture) -> "Progress[Projection]":
    """The strongest units of the second layer on a picture, projected."""
    return ask_soon(second_request(one, picture), picture.crop, one.kind)


def second_of(one: One, picture: Picture) -> "Projection | None":
    """The same once it is whole."""
    down = ask_second(one, picture)
    return down.result if down.state == "done" else None


def second_maps_request(one: One, picture: Picture) -> LayerMapsRequest:
    return LayerMapsRequest(one.name, picture.hash, SECOND)


def ask_second_maps(one: One, picture: Picture) -> "LayerMaps | None":
    return ask_soon(second_maps_request(one, picture), picture.crop, one.kind).result


def wait_line(one: One, picture: Picture, *requests: Request[Any], what: str) -> None:
    """A line on the first of these that is not there yet."""
    for request in requests:
        progress = ask(request, picture.crop, one.kind)
        if progress.state != "done":
            progress_row(request, progress, f"{what} of {one.title}", slot=one.kind)
            return


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
