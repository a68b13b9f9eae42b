"""Two occluders on the same picture: both maps side by side, and their difference."""

from typing import TYPE_CHECKING

import numpy as np
import streamlit as st

from cnnviz.engine import OcclusionRequest
from cnnviz.palette import PROBABILITY, SIGNED
from cnnviz.probes.occlusion_reading import correlation, on_pixels
from cnnviz.ui.asking import Progress, ask, progress_words
from cnnviz.ui.occlusion.linked import Mapped, mapped, signed
from cnnviz.ui.occlusion.pictures import Values, painted, panel, scale_bar, signed_bar, signed_end
from cnnviz.ui.occlusion.setting import Setting, asked, setting_of
from cnnviz.ui.pictures import Picture
from cnnviz.ui.view import View

if TYPE_CHECKING:
    from cnnviz.probes.occlusion import OcclusionMaps

SLOT = "/kept"


def ask_kept(view: View, request: OcclusionRequest, picture: Picture) -> "Progress[OcclusionMaps] | None":
    """The map of the setting that the learner keeps; None if there is none, or if it is the one on screen."""
    kept: Setting | None = view["kept"]
    if kept is None or kept == setting_of(view):
        return None
    return ask(asked(request, kept), picture.crop, SLOT)


def keep_row(view: View) -> None:
    """The buttons that keep the setting on screen and let go of it."""
    kept: Setting | None = view["kept"]
    left, right, words = st.columns([1, 1, 2.4], vertical_alignment="center")
    left.button(
        "Keep this setting",
        on_click=lambda: view.update(kept=setting_of(view)),
        disabled=kept == setting_of(view),
        width="stretch",
        help="Then change the occluder above: both maps and their difference are shown.",
    )
    right.button(
        "Let go of it", on_click=lambda: view.update(kept=None), disabled=kept is None, width="stretch"
    )
    if kept is not None:
        words.markdown(f"Kept: {kept.words()}")


def compare(
    view: View,
    picture: Picture,
    now: "Progress[OcclusionMaps]",
    then: "Progress[OcclusionMaps] | None",
    target: int | None,
) -> None:
    """Kept, now, and now minus kept, on the pixels where both have a cell."""
    if then is None:
        if view["kept"] is not None:
            st.caption(
                "This is the setting that you keep. Change the size, the step, the shape or the fill above."
            )
        return
    if not (now.result and then.result and now.result.done and then.result.done):
        waiting = then if then.result is None or then.result.done == 0 else now
        st.caption(f"{progress_words(waiting, 'positions', True)}.")
        return
    first, second = mapped(then.result, target), mapped(now.result, target)
    before, after = _pixels(first), _pixels(second)
    end = 100 * signed_end(after - before)
    columns = st.columns(3, gap="medium")
    bar = scale_bar(PROBABILITY, "0 %", "100 %", f"clean {100 * first.clean:.0f} %", first.clean)
    with columns[0]:
        picture_ = painted(before, PROBABILITY, 0, 1, picture.crop)
        panel(f"Kept: {view['kept'].words()}", picture_, f"Probability of {first.name}, kept setting", bar)
    with columns[1]:
        picture_ = painted(after, PROBABILITY, 0, 1, picture.crop)
        panel(f"Now: {setting_of(view).words()}", picture_, f"Probability of {first.name}, setting now", bar)
    with columns[2]:
        picture_ = painted(100 * (after - before), SIGNED, -end, end, picture.crop)
        panel("Now − kept", picture_, "Difference of the two maps", signed_bar(end))
    st.markdown(difference_words(before, after, first))


def _pixels(this: Mapped) -> Values:
    maps = this.maps
    return on_pixels(this.probability, maps.rows, maps.columns, maps.size, maps.side)


def difference_words(before: Values, after: Values, this: Mapped) -> str:
    """How far two maps are apart, with numbers."""
    apart = after - before
    if not np.isfinite(apart).any():
        return "The two maps have no pixel in common yet."
    row, column = np.unravel_index(int(np.nanargmax(np.abs(apart))), apart.shape)
    r = correlation(before, after)
    alike = "" if r is None else f" The two maps go together with r = {signed(r)}."
    return (
        f"On average the two maps are {100 * float(np.nanmean(np.abs(apart))):.1f} percentage points apart. They differ most at "
        f"row {row}, column {column}: “{this.name}” {before[row, column]:.1%} with the kept occluder, {after[row, column]:.1%} "
        f"with this one.{alike}"
    )
