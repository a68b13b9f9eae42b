"""How long a map takes on this machine, said before it starts, and the step that fits ten seconds."""

from typing import TYPE_CHECKING, Any

import streamlit as st
from PIL import Image

from cnnviz.engine import OcclusionRequest, PaceRequest, Progress
from cnnviz.lessons.occlusion import positions
from cnnviz.ui.asking import POLL_S, again, ask, look_every_s, progress_words, stop
from cnnviz.ui.feature_maps.looking import NO_PICTURE
from cnnviz.ui.occlusion.asking import Question
from cnnviz.ui.occlusion.setting import Setting
from cnnviz.ui.view import View
from cnnviz.ui.warmup import is_warm

if TYPE_CHECKING:
    from cnnviz.probes.occlusion import OcclusionMaps

PATIENCE_S = 10.0
LIVE_POLL_S = 0.15  # a graphics card is done so soon that a slower look would be the wait
MEASURED_WITH = 48  # pixels
LIVE_S = 2.0  # a map that takes longer does not follow the hand, whatever computes it
_TAKEN = "occlusion/step taken"
LEAST = 8  # positions after which a pace means something


def device_kind() -> str:
    """ "cpu", "cuda" or "mps"; "cpu" as long as torch is not loaded."""
    if not is_warm():
        return "cpu"
    from cnnviz.networks.devices import find_device

    return find_device().type


def poll_s(progress: Progress[Any]) -> float:
    """How often the growing map is redrawn."""
    return look_every_s(progress, POLL_S if device_kind() == "cpu" else LIVE_POLL_S)


def note_pace(
    request: OcclusionRequest, progress: "Progress[OcclusionMaps]", picture: Image.Image
) -> float | None:
    """Seconds per position of this network here; None while unknown.

    From the map that grows, else from the last one that this session saw; at the very first it is measured on a few positions.
    """
    key = f"occlusion/pace/{request.network}"
    if progress.state in {"running", "done"} and progress.done >= LEAST and progress.elapsed > 0:
        st.session_state[key] = progress.elapsed / progress.done
    if key not in st.session_state:
        measured = ask(PaceRequest(request.network, NO_PICTURE, size=MEASURED_WITH), picture).result
        return None if measured is None else measured.per_position
    pace: float = st.session_state[key]
    return pace


def fitting_step(side: int, setting: Setting, pace: float, steps: range = range(4, 65, 4)) -> int:
    """The finest step with which a whole map takes at most ten seconds; the coarsest there is if none does.

    >>> fitting_step(224, Setting(48, 4, "square", "gray", 0), 0.015)
    8
    """
    fits = (s for s in steps if positions(side, setting.size, s) ** 2 * pace <= PATIENCE_S)
    return next(fits, steps[-1])


def time_words(side: int, setting: Setting, pace: float | None, kind: str) -> str:
    """What a map takes before it has begun."""
    count = positions(side, setting.size, setting.stride) ** 2
    card = kind != "cpu"
    if card and (pace is None or count * pace <= LIVE_S):
        return f"{count:,} positions, live on this server's graphics card: change the occluder and look"
    if pace is None:
        return f"{count:,} positions; the first ones tell how long it takes"
    where = "graphics card" if card else "processor"
    return f"{count:,} positions take about {max(1, round(count * pace)):,} s on this server's {where}"


def progress_cell(
    view: View, question: Question, progress: "Progress[OcclusionMaps]", setting: Setting
) -> None:
    """One line on where the map is, a bar, a button to stop, and one that takes the step that fits ten seconds."""
    request, side = question.request, question.network.side
    pace = note_pace(request, progress, question.picture.crop)
    words = progress_words(progress, "positions", is_warm())
    if progress.state == "waiting" and progress.remaining is None and is_warm():
        words = f"{words}. {time_words(side, setting, pace, device_kind())}"
    st.html(
        '<p class="cv-number" style="display:flex;align-items:end;margin:0;font-size:.8125rem;line-height:1.25;min-height:2.5em">'
        f"{words}</p>"
    )
    bar, first, second = st.columns([1.3, 1, 1.25], vertical_alignment="center", gap="small")
    bar.progress(progress.done / progress.total if progress.total else 0.0)
    if not progress.ended:
        first.button("Stop", on_click=stop, args=(request,), width="stretch", key="occlusion/stop")
    elif progress.state != "done":
        words = "Go on" if progress.state == "stopped" else "Try again"
        first.button(words, on_click=again, args=(request,), width="stretch", key="occlusion/again")
    _offer_step(view, second, side, setting, pace)
    if progress.state == "failed":
        st.warning(progress.error)


def _offer_step(view: View, place: Any, side: int, setting: Setting, pace: float | None) -> None:
    """The button is there whenever a whole map takes longer, so that nothing moves when the map is complete."""
    if pace is None or positions(side, setting.size, setting.stride) ** 2 * pace <= PATIENCE_S:
        return
    step = fitting_step(side, setting, pace)
    seconds = positions(side, setting.size, step) ** 2 * pace
    if step == setting.stride:
        return
    place.button(
        f"Step {step}",
        help=f"This map takes about {positions(side, setting.size, setting.stride) ** 2 * pace:.0f} s. With a step of {step} "
        f"pixels it is coarser, and there in about {seconds:.0f} s.",
        on_click=_take_step,
        args=(view, step),
        width="stretch",
        key="occlusion/step",
    )


def _take_step(view: View, step: int) -> None:
    """The whole page has to follow; in the run after the press the button itself may be gone, since the step fits now."""
    view.update(stride=step)
    st.session_state[_TAKEN] = True


def step_was_taken() -> bool:
    """Whether the offered step was taken since the last look."""
    return bool(st.session_state.pop(_TAKEN, False))
