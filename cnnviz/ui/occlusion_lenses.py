"""Occlusion beside Grad-CAM and integrated gradients: the same picture, the same class, three questions."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import streamlit as st
from PIL import Image

from cnnviz.engine import AttributionRequest
from cnnviz.palette import ACTIVATION, SIGNED
from cnnviz.probes.occluders import occluder_mask
from cnnviz.probes.occlusion_reading import correlation, on_pixels, under_occluder
from cnnviz.ui.asking import Progress, ask, look_every_s, progress_row
from cnnviz.ui.frame import part
from cnnviz.ui.occlusion import Mapped, mapped, signed
from cnnviz.ui.occlusion_asking import Question
from cnnviz.ui.occlusion_pictures import Values, painted, panel, scale_bar, signed_bar, signed_end
from cnnviz.ui.pictures import Picture
from cnnviz.ui.view import View

if TYPE_CHECKING:
    from cnnviz.probes.attributions import Attributions
    from cnnviz.probes.occlusion import OcclusionMaps

STEPS = 48  # points of the path, as the probe takes them
CUT = 99.5  # percentile at which the scale of the pixels' gradients ends; a few pixels tower over the rest


def lenses(request: AttributionRequest, picture: Picture, this: Mapped, layer_title: str) -> None:
    """The three pictures. While the gradients are under way, a line says so and looks again."""
    progress = ask(request, picture.crop)
    st.fragment(_lenses, run_every=None if progress.ended else look_every_s(progress))(
        request, picture, this, layer_title, progress.ended
    )


def _lenses(
    request: AttributionRequest, picture: Picture, this: Mapped, layer_title: str, drawn_at_end: bool
) -> None:
    progress = ask(request, picture.crop)
    if progress.state != "done":
        progress_row(request, progress, "points of the path", slot="")
    columns = st.columns(3, gap="medium")
    with columns[0]:
        _occlusion(picture, this)
    if progress.result is not None:
        _gradients(columns[1:], picture, this, progress, layer_title)
    if progress.ended and not drawn_at_end:
        st.rerun()


def loss(this: Mapped) -> Values:
    """(R, C) what each position of the occluder takes away, in percentage points."""
    return 100 * (this.clean - this.probability.astype(np.float64))


def _occlusion(picture: Picture, this: Mapped) -> None:
    maps, lost = this.maps, loss(this)
    values = on_pixels(lost, maps.rows, maps.columns, maps.size, maps.side)
    end = signed_end(values)
    panel(
        "Occlusion: clean − covered",
        painted(values, SIGNED, -end, end, picture.crop),
        "What each position of the occluder takes away",
        signed_bar(end),
        "Removes something and asks again. It measures what the answer does without it; it sees no more finely than the occluder.",
    )


def _gradients(
    columns: "Sequence[st.delta_generator.DeltaGenerator]",
    picture: Picture,
    this: Mapped,
    progress: "Progress[Attributions]",
    layer_title: str,
) -> None:
    made = progress.result
    assert made is not None
    side = this.maps.side
    cam = resized(made.cam, side)
    top = max(float(cam.max()), 1e-9)
    with columns[0]:
        panel(
            f"Grad-CAM at {layer_title}",
            painted(cam, ACTIVATION, 0, top, picture.crop, cover=0.65),
            "Grad-CAM over the picture",
            scale_bar(ACTIVATION, "0", f"{top:.3g}"),
            f"Weighs the maps of {layer_title} by their gradients: where do maps speak for the class? Only {made.cam.shape[0]} × "
            f"{made.cam.shape[1]} values, and a region may speak for the class and still be dispensable. {_together(this, cam)}",
        )
    end = max(1e-9, float(np.percentile(np.abs(made.integrated), CUT)))
    with columns[1]:
        panel(
            "Integrated gradients",
            painted(made.integrated, SIGNED, -end, end, picture.crop),
            "Integrated gradients, pixel by pixel",
            signed_bar(100 * end),
            f"Shares {made.probability:.1%} − {made.covered:.1%} (clean − all covered) out among the pixels, along the way from the "
            f"covered picture to the clean one. Fine, but noisy. {_together(this, made.integrated) if progress.state == 'done' else ''}",
        )


def _together(this: Mapped, heat: Values) -> str:
    """How a heat map, summed under the occluder, goes with what the occluder takes."""
    maps = this.maps
    sums = under_occluder(heat, maps.rows, maps.columns, occluder_mask(maps.shape, maps.size))
    r = correlation(sums, loss(this))
    return "" if r is None else f"Summed under the occluder, it goes with occlusion at r = {signed(r)}."


def resized(values: Values, side: int) -> Values:
    """A coarse map at the picture's size, bilinear, as Grad-CAM is shown in its paper.

    >>> resized(np.array([[1.0]]), 2).tolist()
    [[1.0, 1.0], [1.0, 1.0]]
    """
    image = Image.fromarray(values.astype(np.float32))
    return np.asarray(image.resize((side, side), Image.Resampling.BILINEAR), np.float64)


def lens_part(view: View, question: Question, progress: "Progress[OcclusionMaps]") -> None:
    """Grad-CAM and integrated gradients, when the learner asks for them: they cost some fifty passes up and down."""
    part("Occlusion, Grad-CAM, integrated gradients")
    if view["lenses"] == "off":
        left, right = st.columns([1.2, 3], vertical_alignment="center")
        left.button("Ask the gradients, too", on_click=lambda: view.update(lenses="on"), width="stretch")
        right.markdown(
            f"Two methods that cover nothing and follow gradients, on this picture and this class. {STEPS} passes up and down."
        )
        return
    if progress.state != "done":
        st.caption("They follow when the map is complete.")
        return
    assert progress.result is not None
    this = mapped(progress.result, question.target)
    setting = question.request
    request = AttributionRequest(
        setting.network,
        setting.picture,
        target=this.target,
        layer=question.watched.layer,
        fill=setting.fill,
        seed=setting.seed,
    )
    lenses(request, question.picture, this, question.watched.layer_title)
    st.button("Put the gradients away", on_click=lambda: view.update(lenses="off"))
