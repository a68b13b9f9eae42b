"""Asking the engine from a page: one ticket per session and kind of question, with a way to stop."""

import uuid
from dataclasses import dataclass
from typing import Generic, TypeVar

import streamlit as st
from PIL import Image

from cnnviz.engine import OcclusionRequest, Progress, Request, Ticket, get_engine
from cnnviz.ui.warmup import is_warm

__all__ = ["POLL_S", "OcclusionRequest", "Progress", "again", "ask", "progress_row", "progress_words", "stop"]

R = TypeVar("R")
POLL_S = 0.4  # how often a growing answer is redrawn


@dataclass
class _Claim(Generic[R]):
    request: Request[R]
    ticket: Ticket[R]
    stopped: bool = False


def ask(request: Request[R], picture: Image.Image) -> Progress[R]:
    """How far the answer is. The first call asks the engine; later ones look at the same ticket.

    A ticket that lapsed while the learner was on another page is asked for again; one that the learner
    stopped is not.
    """
    key = f"claim/{type(request).__name__}"
    claim: _Claim[R] | None = st.session_state.get(key)
    if claim is None or claim.request != request or _lapsed(claim):
        claim = _Claim(request, get_engine().ask(_session(), request, picture))
        st.session_state[key] = claim
    return claim.ticket.progress()


def stop(request: Request[R]) -> None:
    """Stop waiting for this answer; what is there stays. A callback."""
    claim: _Claim[R] = st.session_state[f"claim/{type(request).__name__}"]
    claim.ticket.stop()
    claim.stopped = True


def again(request: Request[R]) -> None:
    """Let go of a stopped or failed answer, so that the next `ask` takes it up again. A callback."""
    st.session_state.pop(f"claim/{type(request).__name__}", None)


def progress_row(request: Request[R], progress: Progress[R], what: str) -> None:
    """A bar that says what is being waited for and for how long, with a button to stop or start again."""
    left, right = st.columns([4, 1], vertical_alignment="center")
    share = progress.done / progress.total if progress.total else 0.0
    left.progress(share, text=progress_words(progress, what, is_warm()))
    if not progress.ended:
        right.button("Stop", on_click=stop, args=(request,), width="stretch")
    elif progress.state != "done":
        words = "Go on" if progress.state == "stopped" else "Try again"
        right.button(words, on_click=again, args=(request,), width="stretch")
    if progress.state == "failed":
        st.warning(progress.error)


def progress_words(progress: Progress[R], what: str, warm: bool) -> str:
    """One line on where an answer is.

    >>> progress_words(Progress("running", 2, 40, 169, None, 1.0, 3.2, ""), "positions", True)
    '40 of 169 positions, about 3 s left; 2 other questions share the processor'
    """
    share = {0: "", 1: "; 1 other question shares the processor"}.get(
        progress.ahead, f"; {progress.ahead} other questions share the processor"
    )
    counted = f"{progress.done:,} of {progress.total:,} {what}"
    if progress.state == "done":
        return f"All {progress.total:,} {what}, computed in {progress.elapsed:.1f} s"
    if progress.state == "failed":
        return "This did not work"
    if progress.state == "stopped":
        return f"Stopped at {counted}" if progress.total else "Stopped before the first answer"
    if progress.state == "waiting":
        return (
            "In line" if warm else "Loading PyTorch and the network, once per server start, some 10 s"
        ) + share
    remaining = "" if progress.remaining is None else f", about {max(1, round(progress.remaining))} s left"
    return counted + remaining + share


def _lapsed(claim: _Claim[R]) -> bool:
    return not claim.stopped and claim.ticket.progress().state == "stopped"


def _session() -> str:
    name: str = st.session_state.setdefault("session", uuid.uuid4().hex)
    return name
