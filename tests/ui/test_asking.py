"""Asking the engine from a page: what the progress line says in every state."""

from dataclasses import replace

import pytest

from cnnviz.engine import Progress
from cnnviz.ui.asking import is_off_pace, look_at_all_every_s, progress_words


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


def test_several_answers_are_looked_at_as_seldom_as_the_slowest_allows() -> None:
    alone, crowded, done = at("running", 1, 9), at("waiting", ahead=29), at("done", 9, 9)
    assert look_at_all_every_s(done, done) is None
    assert look_at_all_every_s(alone, done) == 0.4
    assert look_at_all_every_s(alone, crowded, done) == 4.5


def test_the_pace_is_decided_anew_when_a_crowd_comes_or_goes_and_when_all_has_ended() -> None:
    alone, crowded, done = at("running", 1, 9), at("waiting", ahead=29), at("done", 9, 9)
    assert not is_off_pace(0.4, alone, done)
    assert is_off_pace(0.4, alone, crowded), "many wait: look less often"
    assert not is_off_pace(4.5, alone, crowded)
    assert is_off_pace(4.5, alone), "they have gone: look more often"
    assert is_off_pace(0.4, done, done), "nothing is left to look at"
    assert is_off_pace(None, alone), "taken up again"
    assert not is_off_pace(None, done)
