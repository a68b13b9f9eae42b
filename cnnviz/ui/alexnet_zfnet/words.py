"""Lesson C4 in words, tables and pictures that stand still: the second layer, dead maps, formulas, downloads."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import streamlit as st

from cnnviz.images.montage import png_address
from cnnviz.lessons.alexnet_zfnet import (
    DEAD,
    FOLDED,
    SPECTRUM,
    alias_formula,
    bands_formula,
    dead_formula,
    folded_formula,
)
from cnnviz.ui.alexnet_zfnet.layers import (
    PAIR,
    One,
    ask_filters,
    ask_folded,
    ask_second_maps,
    drawn,
    maps_png,
    projections_png,
    second_maps_request,
    second_of,
    second_request,
    too_fine,
    wait_line,
)
from cnnviz.ui.downloads import csv_text, npz_bytes
from cnnviz.ui.frame import part
from cnnviz.ui.pictures import Picture
from cnnviz.ui.style import latex
from cnnviz.ui.view import View

if TYPE_CHECKING:
    from cnnviz.probes.firing import Firing

_TRY = {
    "filters": "**Try:** sort by strength and look at the last ones: which are noise? Find an AlexNet filter with fine stripes. "
    "White rings mark 1/8 and 1/4 cycles per pixel: what stride 4 and stride 2 can carry.",
    "aliasing": "**Try:** raise the frequency slowly and watch the maps. When does AlexNet’s begin to run backwards? What happens at "
    "0.250? Turn the grating a little: do the stripes come back at another angle?",
    "second": "**Try:** take another photo. Each pair is a projection and the patch that its unit sees. Where do you see a grid "
    "that is not in the patch?",
    "dead": "**Try:** raise the threshold until the first map dies. In which layer and which network?",
}


def try_words(look: str) -> str:
    """What to try while looking at this."""
    return _TRY[look]


def second_side(one: One, picture: Picture) -> None:
    """One network's second layer on a picture: projections beside patches, and the strongest maps."""
    st.markdown(f"**{one.title}**, second layer, the 12 strongest maps: projection and patch")
    down, maps = second_of(one, picture), ask_second_maps(one, picture)
    if down is None or maps is None:
        wait_line(one, picture, second_request(one, picture), second_maps_request(one, picture), what="maps")
        return
    st.image(png_address(projections_png(down)), width="stretch")
    height, width = down.pixels.shape[1:3]
    share = too_fine(one, down)
    st.caption(
        f"Each unit sees {height} × {width} pixels. {share:.1%} of the projections’ energy is finer than 1/{2 * one.stride} "
        "cycles per pixel, which the first layer’s units cannot tell apart. Below: the strongest of its "
        f"{maps.shape[0]} maps, {maps.shape[1]} × {maps.shape[2]} units each."
    )
    st.image(png_address(maps_png(maps)), width="stretch")


def dead_table(firings: "Sequence[Firing | None]", threshold: float, quiet: float) -> None:
    """Dead maps of every layer of both networks."""
    if any(firing is None for firing in firings):
        return
    known: list[Firing] = [firing for firing in firings if firing is not None]
    head = "| layer | maps | " + " | ".join(
        f"{one.title}: dead | fires least on | half of them fire on at least" for one in PAIR
    )
    lines = [f"{head} |", "|:--|--:|" + "--:|--:|--:|" * len(PAIR)]
    for at, layer in enumerate(known[0].layers):
        cells = []
        for firing in known:
            fires = firing.fires(at, threshold)
            dead = int((fires <= quiet).sum())
            cells.append(f"**{dead}** | {fires.min():.1%} | {np.median(fires):.1%}")
        lines.append(
            f"| {layer.replace('relu', 'conv')} | {known[0].peaks[at].shape[1]} | {' | '.join(cells)} |"
        )
    st.markdown("\n".join(lines))
    st.caption(
        f"Asked on {known[0].total} crops of the sample photos, in shares of the crops. The typical peak of a layer is the median of "
        "its maps’ strongest activations, so one threshold serves both networks."
    )


def formulas(view: View, picture: Picture, firings: "Sequence[Firing | None]") -> None:
    """The formula of what is looked at, with the learner's numbers."""
    part("The formula, with your numbers")
    look = view["look"]
    if look == "filters":
        st.latex(SPECTRUM)
        for one, k in zip(PAIR, (view["first"], view["second"]), strict=True):
            weights = ask_filters(one, picture)
            if weights is not None:
                st.latex(bands_formula(one.title, k, drawn(weights).spectra.shares[k].tolist(), latex))
        st.caption(
            "f in cycles per pixel, ‖f‖ its length; low is below 1/8, high from 1/4 on: the finest that units 4 and 2 pixels apart can "
            "carry, 1/(2S). The bars are means over all filters; each counts the same, since batch normalisation undoes its strength."
        )
    elif look == "aliasing":
        for one in PAIR:
            st.latex(alias_formula(one.title, view["f"] / 1000, one.stride, latex))
        _folded(picture)
        st.caption(
            "The formula is for upright stripes; others are folded along each axis. Flicker is how much the mean of a map goes up and "
            "down while a grating slides by one period, over the mean: Σ std / Σ mean over all maps. True stripes stay as many, so it "
            "is 0; a map that blinks as a whole has much of it. γ is batch normalisation’s factor; a map’s mean does not count in A."
        )
    elif look == "second":
        st.latex(FOLDED.partition(r"\qquad")[0])
        st.caption(
            "r are the projections here, S the stride of the first layer; the mean of each does not count."
        )
        for one in PAIR:
            share = too_fine(one, second_of(one, picture))
            if share is not None:
                st.latex(folded_formula(f"{one.title}, projections", one.stride, share, latex))
    else:
        st.latex(DEAD)
        for one, firing in zip(PAIR, firings, strict=True):
            if firing is not None:
                _dead(one, firing, view["threshold"] / 100)


def _folded(picture: Picture) -> None:
    st.latex(FOLDED)
    for one in PAIR:
        folded = ask_folded(one, picture)
        if folded is not None:
            st.latex(
                folded_formula(
                    f"{one.title} on {picture.title}", one.stride, float(folded[one.stride - 1]), latex
                )
            )


def _dead(one: One, firing: "Firing", threshold: float) -> None:
    from cnnviz.probes.firing import typical

    fires = firing.fires(0, threshold)
    st.latex(dead_formula(one.title, float(fires.min()), threshold, typical(firing.peaks[0]), latex))


def downloads(picture: Picture, firings: "Sequence[Firing | None]", threshold: float, quiet: float) -> None:
    """Every filter as a line of a table, and everything measured as arrays; made when a button is pressed."""
    weights = [ask_filters(one, picture) for one in PAIR]
    if any(each is None for each in weights):
        return
    header = (
        "network",
        "filter",
        "low",
        "middle",
        "high",
        "cycles per pixel",
        "strength",
        "fires on",
        "dead",
    )

    def lines() -> Iterable[tuple[object, ...]]:
        for one, each, firing in zip(PAIR, weights, firings, strict=True):
            assert each is not None
            spectra = drawn(each).spectra
            fires = None if firing is None else firing.fires(0, threshold)
            for k in range(len(each)):
                known = ("", "") if fires is None else (float(fires[k]), bool(fires[k] <= quiet))
                bands = (float(share) for share in spectra.shares[k])
                yield one.title, k, *bands, float(spectra.centre[k]), float(spectra.strength[k]), *known

    named: dict[str, Any] = {}
    for one, each in zip(PAIR, weights, strict=True):
        down = second_of(one, picture)
        values = {"filters": each, "folded": ask_folded(one, picture), "projections": down and down.pixels}
        named |= {f"{one.kind}_{what}": value for what, value in values.items() if value is not None}

    left, right, _ = st.columns([1, 1, 2])
    name, kind = "alexnet-zfnet", "application/octet-stream"
    left.download_button(
        "Numbers as CSV", lambda: csv_text(header, lines()).encode(), f"{name}.csv", "text/csv", on_click="ignore", width="stretch"
    )  # fmt: skip
    right.download_button(
        "Numbers as NPZ", lambda: npz_bytes(named), f"{name}.npz", kind, on_click="ignore", width="stretch"
    )
