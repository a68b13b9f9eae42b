"""Asking the engine from a page: one ticket per session and kind of question, with a way to stop."""

import time
import uuid
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import streamlit as st
from PIL import Image

from cnnviz.engine import InvarianceRequest, OcclusionRequest, Progress, Request, Ticket, get_engine
from cnnviz.images import PictureSet
from cnnviz.ui.warmup import is_warm

__all__ = [
    "POLL_S",
    "InvarianceRequest",
    "OcclusionRequest",
    "Progress",
    "Request",
    "again",
    "ask",
    "ask_soon",
    "has_another_pace",
    "is_off_pace",
    "look_at_all_every_s",
    "look_every_s",
    "progress_row",
    "progress_words",
    "session_name",
    "stop",
    "wait_for",
]

R = TypeVar("R")
Asked = Image.Image | PictureSet
POLL_S = 0.4  # how often a growing answer is redrawn
SOON_S = 2.0  # an answer of one forward pass is worth this much waiting, which a slow machine may need
NAP_S = 0.1
CROWD_S = (
    0.15  # as long between two looks for each session that waits: some ten looks a second for all of them
)
LONGEST_POLL_S = 6.0


@dataclass
class _Claim(Generic[R]):
    request: Request[R]
    ticket: Ticket[R]
    stopped: bool = False


def ask(request: Request[R], picture: Asked, slot: str = "", *, later: bool = False) -> Progress[R]:
    """How far the answer is. The first call asks the engine; later ones look at the same ticket.

    A session has one ticket per kind of request and `slot`: a new question takes the place of the last, and a
    page that waits for two answers of one kind at once keeps them apart by `slot`.

    A ticket that lapsed while the learner was on another page is asked for again; one that the learner
    stopped is not.

    Where many sessions wait, a question that is asked for `later` gives way to the session's others.
    """
    return _claim(request, picture, slot, later=later).ticket.progress()


def ask_soon(request: Request[R], picture: Asked, slot: str = "", wait_s: float = SOON_S) -> Progress[R]:
    """The same, but an answer that comes within `wait_s` seconds is waited for: it needs no second look."""
    end = time.monotonic() + (wait_s if is_warm() else 0)
    progress = ask(request, picture, slot)
    while not progress.ended and (left := end - time.monotonic()) > 0:
        # Asleep: thirty pages that look all the time would take the interpreter from the network that they wait for.
        # In between Streamlit sees whether the learner has moved on.
        progress = _claim(request, picture, slot).ticket.wait(min(left, NAP_S))
    return progress


def _claim(request: Request[R], picture: Asked, slot: str, *, later: bool = False) -> _Claim[R]:
    """The session's claim on the answer, made now if there is none."""
    key = _key(request, slot)
    claim: _Claim[R] | None = st.session_state.get(key)
    if claim is None or claim.request != request or _lapsed(claim):
        claim = _Claim(request, get_engine().ask(session_name(), request, picture, slot, later=later))
        st.session_state[key] = claim
    return claim


def stop(request: Request[R], slot: str = "") -> None:
    """Stop waiting for this answer; what is there stays. A callback."""
    claim: _Claim[R] = st.session_state[_key(request, slot)]
    claim.ticket.stop()
    claim.stopped = True


def again(request: Request[R], slot: str = "") -> None:
    """Let go of a stopped or failed answer, so that the next `ask` takes it up again. A callback."""
    st.session_state.pop(_key(request, slot), None)


def look_every_s(progress: Progress[R], at_least: float = POLL_S) -> float:
    """Seconds between two looks at an answer: more where many wait, since each look is work for the server, too.

    >>> from dataclasses import replace
    >>> waiting = Progress("waiting", 0, 0, 0, None, 1.0, None, "")
    >>> [look_every_s(replace(waiting, ahead=others)) for others in (0, 1, 9, 29, 99)]
    [0.4, 0.4, 1.5, 4.5, 6.0]
    """
    return round(min(max(at_least, CROWD_S * (1 + progress.ahead)), LONGEST_POLL_S), 2)


def has_another_pace(progress: Progress[R], every: float) -> bool:
    """Whether so many have come or gone since it was decided to look `every` so many seconds that it is to be decided anew."""
    return not progress.ended and not every / 2 <= look_every_s(progress, min(every, POLL_S)) <= 2 * every


def look_at_all_every_s(*waiting: Progress[Any]) -> float | None:
    """Seconds between two looks at several answers together; None once all of them have ended."""
    return max((look_every_s(progress) for progress in waiting if not progress.ended), default=None)


def is_off_pace(every: float | None, *waiting: Progress[Any]) -> bool:
    """Whether looking `every` so many seconds (None: no more) is not what these answers need now."""
    now = look_at_all_every_s(*waiting)
    if now is None or every is None:
        return now is not every
    return not every / 2 <= now <= 2 * every


def wait_for(request: Request[Any], about: Asked, what: str, slot: str = "") -> None:
    """A line that says what is being waited for; it looks again by itself, and draws the page anew at the end."""
    every = look_every_s(ask(request, about, slot))
    st.fragment(_waiting, run_every=every)(request, about, what, slot, every)


def _waiting(request: Request[Any], about: Asked, what: str, slot: str, every: float) -> None:
    progress = ask(request, about, slot)
    progress_row(request, progress, what, slot)
    if progress.state == "done" or has_another_pace(progress, every):
        st.rerun()


def progress_row(request: Request[R], progress: Progress[R], what: str, slot: str = "") -> None:
    """A bar that says what is being waited for and for how long, with a button to stop or start again."""
    left, right = st.columns([4, 1], vertical_alignment="center")
    share = progress.done / progress.total if progress.total else 0.0
    left.progress(share, text=progress_words(progress, what, is_warm()))
    if not progress.ended:
        right.button(
            "Stop", on_click=stop, args=(request, slot), width="stretch", key=f"stop/{_key(request, slot)}"
        )
    elif progress.state != "done":
        words = "Go on" if progress.state == "stopped" else "Try again"
        right.button(
            words, on_click=again, args=(request, slot), width="stretch", key=f"again/{_key(request, slot)}"
        )
    if progress.state == "failed":
        st.warning(progress.error)


def progress_words(progress: Progress[R], what: str, warm: bool) -> str:
    """One line on where an answer is.

    >>> progress_words(Progress("running", 2, 40, 169, None, 1.0, 3.2, ""), "positions", True)
    '40 of 169 positions, about 3 s left; 2 others share the processor'
    """
    share = {0: "", 1: "; 1 other shares the processor"}.get(
        progress.ahead, f"; {progress.ahead} others share the processor"
    )
    remaining = "" if progress.remaining is None else f", about {_span(progress.remaining)} left"
    counted = f"{progress.done:,} of {progress.total:,} {what}"
    if progress.state == "done":
        # What was kept from an earlier time, or needs one step, has no time that is worth a number.
        took = f"computed in {progress.elapsed:.1f} s" if progress.elapsed >= 0.05 else "at once"
        return f"All {progress.total:,} {what}, {took}"
    if progress.state == "failed":
        return "This did not work"
    if progress.state == "stopped":
        return f"Stopped at {counted}" if progress.total else "Stopped before the first answer"
    if progress.state == "waiting":
        return (
            f"In line{remaining}"
            if warm
            else "Loading PyTorch and the network, once per server start, some 10 s"
        ) + share
    return counted + remaining + share


def _span(seconds: float) -> str:
    """
    >>> [_span(seconds) for seconds in (0.2, 99.4, 99.6, 1042)]
    ['1 s', '99 s', '2 min', '17 min']
    """
    return f"{max(1, round(seconds))} s" if seconds < 99.5 else f"{round(seconds / 60):,} min"


def _key(request: Request[R], slot: str = "") -> str:
    return f"claim/{type(request).__name__}{slot}"


def _lapsed(claim: _Claim[R]) -> bool:
    return not claim.stopped and claim.ticket.lapsed


def session_name() -> str:
    """This session's name towards the engine and the downloads: random, and nobody else's."""
    name: str = st.session_state.setdefault("session", uuid.uuid4().hex)
    return name
