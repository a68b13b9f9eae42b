"""One computation, however many sessions wait for it, and what they see of it."""

import threading
from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field
from typing import Any, Generic, Literal, TypeVar

from cnnviz.engine.requests import Request, Update

R_co = TypeVar("R_co", covariant=True)

State = Literal["waiting", "running", "done", "failed", "stopped"]


@dataclass(frozen=True)
class Progress(Generic[R_co]):
    """A job at one moment. Never changes; ask the ticket again for the next one.

    Attributes:
        state: "waiting" until the first step is done (in line, or the network is being loaded), then
            "running"; at the end "done", "failed" or "stopped".
        ahead: for how many other sessions the device works, too; 0 once it has ended.
        done, total: parts computed so far and altogether; 0 and 0 while waiting.
        result: the answer so far, None while waiting.
        elapsed: seconds since its first step was done, or since it was taken up again, until it ended; while
            waiting, since it was asked.
        remaining: seconds it will still take, the turns of the others between its own counted in; None while unknown, 0
            once it has ended.
        error: a sentence if it failed, else "".
    """

    state: State
    ahead: int
    done: int
    total: int
    result: R_co | None
    elapsed: float
    remaining: float | None
    error: str

    @property
    def ended(self) -> bool:
        return self.state in {"done", "failed", "stopped"}


Watcher = tuple[str, str]
"""A session, and which of its questions of this kind."""


@dataclass(eq=False)
class Job:
    """The engine's side of a computation. Only read or written under the engine's lock.

    `watchers` maps each session that waits for it, and the slot it waits in, to the time at which it counts as gone; `began` is
    when the first step was done, how much of the answer it gave, and the seconds of the device that it took. `seconds` are those of
    all steps, loading the network left out. `turn` grows from step to step. `over` is set when it ends. `later`:
    whoever waits for it has more urgent questions.
    """

    key: Hashable
    request: Request[Any]
    steps: Iterator[Update[Any]]
    asked: float
    watchers: dict[Watcher, float] = field(default_factory=dict)
    state: State = "waiting"
    update: Update[Any] | None = None
    began: tuple[float, int, float] = (0.0, 0, 0.0)
    seconds: float = 0.0
    turn: int = 0
    later: bool = False
    ended: float | None = None
    error: str = ""
    over: threading.Event = field(default_factory=threading.Event)

    @property
    def sessions(self) -> set[str]:
        return {session for session, _ in self.watchers}

    @property
    def pace(self) -> float | None:
        """Seconds of the device for a part of the answer; None until there are two steps to tell."""
        _, first, seconds = self.began
        if self.update is None or self.update.done == first:
            return None
        return (self.seconds - seconds) / (self.update.done - first)

    @property
    def parts_left(self) -> int:
        return self.update.total - self.update.done if self.update else 0

    def advance(self, update: Update[Any], now: float, seconds: float) -> None:
        """Take in the result of a step that took so long. The pace is measured from the first one, after loading."""
        self.seconds += seconds
        if self.update is None:
            self.began, self.state = (now, update.done, self.seconds), "running"
        self.update = update

    def resume(self, now: float) -> None:
        """Taken up, at first or again: its pace is measured from here."""
        self.asked = now
        if self.update is not None:
            self.began = (now, self.update.done, self.seconds)

    def end(self, state: State, now: float, error: str = "") -> None:
        self.state, self.ended, self.error = state, now, error
        self.steps = iter(())  # lets go of the picture and the tensors; the job may live on in the cache
        self.watchers.clear()
        self.over.set()

    def progress(self, now: float, ahead: int, remaining: float | None) -> Progress[Any]:
        done, total = (self.update.done, self.update.total) if self.update else (0, 0)
        start = self.began[0] if self.update else self.asked
        over = self.ended is not None
        return Progress(
            state=self.state,
            ahead=0 if over else ahead,
            done=done,
            total=total,
            result=self.update.result if self.update else None,
            elapsed=(now if self.ended is None else self.ended) - start,
            remaining=0.0 if over else remaining,
            error=self.error,
        )
