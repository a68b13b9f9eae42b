"""Asking the engine from a page: what the progress line says in every state."""

from dataclasses import replace

import pytest

from cnnviz.engine import Progress
from cnnviz.ui.asking import progress_words


def at(
    state: str, done: int = 0, total: int = 0, ahead: int = 0, remaining: float | None = None
) -> Progress[None]:
    return Progress(state, ahead, done, total, None, 4.06, remaining, "")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("progress", "warm", "words"),
    [
        (at("waiting"), False, "Loading PyTorch and the network, once per server start, some 10 s"),
        (at("waiting", ahead=3), True, "In line; 3 others share the processor"),
        (at("waiting", ahead=29, remaining=1041.6), True, "In line, about 17 min left; 29 others share the processor"),
        (at("running", 0, 169), True, "0 of 169 positions"),
        (at("running", 40, 1690, remaining=3.2), True, "40 of 1,690 positions, about 3 s left"),
        (at("running", 168, 169, ahead=1, remaining=0.1), True,
         "168 of 169 positions, about 1 s left; 1 other shares the processor"),
        (at("done", 169, 169), True, "All 169 positions, computed in 4.1 s"),
        (replace(at("done", 169, 169), elapsed=0.0), True, "All 169 positions, at once"),
        (at("stopped", 40, 169), True, "Stopped at 40 of 169 positions"),
        (at("stopped"), True, "Stopped before the first answer"),
        (at("failed"), True, "This did not work"),
    ],
)  # fmt: skip
def test_every_state_says_what_is_going_on(progress: Progress[None], warm: bool, words: str) -> None:
    assert progress_words(progress, "positions", warm) == words
