"""A probe that counts, a network that can be held back, and a clock that is set by hand."""

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, ClassVar

from PIL import Image

from cnnviz.engine import Engine, Request, Update

PICTURE = Image.new("RGB", (8, 8))


@dataclass
class FakeNet:
    """Notes every step; `gate` lets as many of them through as it was released for."""

    log: list[str] = field(default_factory=list)
    arrived: int = 0
    gate: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))

    def step(self, who: str) -> None:
        self.arrived += 1
        assert self.gate.acquire(timeout=20)
        self.log.append(who)

    def allow(self, steps: int) -> None:
        """Let `steps` more steps happen and wait for them."""
        expected = len(self.log) + steps
        self.gate.release(steps)
        wait_until(lambda: len(self.log) == expected)

    def allow_and_hold(self, steps: int) -> None:
        """The same, and wait until the step after them is under way, held back by the gate."""
        self.allow(steps)
        wait_until(lambda: self.arrived == len(self.log) + 1)


@dataclass(frozen=True)
class Count(Request[int]):
    """Counts to `parts`, one per step; fails at `fail_at` with `error`."""

    parts: int = 3
    fail_at: int | None = None
    error: type[Exception] = ValueError

    def steps(self, net: Any, picture: Image.Image) -> Iterator[Update[int]]:
        for part in range(1, self.parts + 1):
            net.step(self.picture)
            if part == self.fail_at:
                raise self.error(f"part {part} does not work")
            yield Update(part, part, self.parts)


@dataclass(frozen=True)
class Quick(Count):
    """The same, but it goes first."""

    short: ClassVar[bool] = True


@dataclass
class Clock:
    now: float = 0.0

    def __call__(self) -> float:
        return self.now


def make_engine(net: FakeNet, **options: Any) -> Engine:
    options.setdefault("turn", 0.0)
    return Engine("cpu", load=lambda name, device: net, identify=lambda name: name, **options)  # type: ignore[arg-type,return-value]


def wait_until(condition: Callable[[], bool], seconds: float = 20.0) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.001)


def ended(*tickets: object) -> bool:
    return all(ticket.progress().ended for ticket in tickets)  # type: ignore[attr-defined]
